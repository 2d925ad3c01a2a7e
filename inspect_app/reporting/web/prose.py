"""Text into HTML: what people wrote is escaped and printed as it stands; ids in it that exist become links.

Only the model's own sentences carry marks, `**bold**`; in what people wrote an asterisk is an asterisk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from .addresses import Addresses

NAME = re.compile(r"(?<![\w-])\w+(?:-\w+)*(?![\w-])")
BEFORE_A_CODE = re.compile(r"\b(?:see|framework) $", re.IGNORECASE)


class Prose:
    """Turns sentences into markup, with the addresses of one report at hand."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.named = {name: address for name, address in addresses.citable.items() if _is_a_number(name)}

    def written(self, text: str) -> Markup:
        """What people wrote: ids become links, and codes that follow the word `see`."""
        return self._linked(text, {})

    def said(self, text: str, framework: str = "") -> Markup:
        """A sentence of the model: bold as well, and numbers of criteria where the framework is known."""
        criteria = self.addresses.criteria.get(framework, {})
        numbers = {number: address for number, address in criteria.items() if _is_a_number(number)}
        pieces = text.split("**")
        if len(pieces) % 2 == 0:
            return self._linked(text, numbers)
        return Markup("").join(
            Markup("<strong>{}</strong>").format(self._linked(piece, numbers))
            if place % 2
            else self._linked(piece, numbers)
            for place, piece in enumerate(pieces)
        )

    def _linked(self, text: str, numbers: Mapping[str, str]) -> Markup:
        done: list[Markup] = []
        end = 0
        for found in NAME.finditer(text):
            address = self._address(found, text, numbers)
            if address:
                done += [escape(text[end : found.start()]), link(address, found.group())]
                end = found.end()
        done.append(escape(text[end:]))
        return Markup("").join(done)

    def _address(self, found: re.Match[str], text: str, numbers: Mapping[str, str]) -> str | None:
        name = found.group()
        address = self.named.get(name) or numbers.get(name)
        if address is None and BEFORE_A_CODE.search(text, max(0, found.start() - 12), found.start()):
            return self.addresses.frameworks.get(name)
        return address


def link(address: str, words: str) -> Markup:
    return Markup('<a href="#{}">{}</a>').format(address, words)


def _is_a_number(name: str) -> bool:
    """Whether a name cannot be an ordinary word or figure: it holds a letter and a digit."""
    return any(c.isdigit() for c in name) and any(c.isalpha() for c in name)
