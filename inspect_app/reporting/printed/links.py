"""Turns the model's sentences into words that can be set: bold where they say so, links where something can be cited.

What people wrote is never parsed for marks: only the ids in it become links, and every character stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..content import ForceReport, FrameworkPart
from ..pdf.fonts import Face
from ..pdf.text import Span, Words, link, quiet_link

_CITED = re.compile(r"(?<![\w-])(\w+-[A-Z]+\d+)(?![\w-])|\bsee (?:also )?(\w+)")


class Links:
    """Everything in one report that can be linked to."""

    def __init__(self, report: ForceReport) -> None:
        self.codes = {f.code for f in report.frameworks}
        self.ids = {name for f in report.frameworks for name in _ids(f)}
        self.code_of = {f.id: f.code for f in report.frameworks}
        self.criteria = {c.id: (f.code, c.number) for f in report.frameworks for c in f.criteria}
        self.order = {name: place for place, name in enumerate(self.criteria)}
        self.numbers = set(self.criteria.values())

    def written(self, text: str) -> Words:
        """What somebody wrote, with what it cites linked."""
        if "-" not in text and "see " not in text:
            return text
        return tuple(self._linked(text))

    def said(self, sentence: str) -> Words:
        """A sentence of the model: `**bold**` is bold, what it cites is linked."""
        spans: list[Span] = []
        for number, piece in enumerate(sentence.split("**")):
            if piece:
                spans += self._linked(piece, "semibold" if number % 2 else None)
        return tuple(spans)

    def _linked(self, text: str, face: Face | None = None) -> Iterator[Span]:
        start = 0
        for match in _CITED.finditer(text):
            name, code = match.groups()
            if name in self.ids:
                link = Span(match[0], face, f"f{name}", f"Go to {name}")
            elif code in self.codes:
                link = Span(match[0], face, f"fw{code}", f"Go to framework {code}")
            else:
                continue
            if match.start() > start:
                yield Span(text[start : match.start()], face)
            yield link
            start = match.end()
        if start < len(text):
            yield Span(text[start:], face)

    def framework(self, code: str) -> Span:
        """A framework's code, linked where the framework is printed."""
        return link(code, f"fw{code}", f"Go to framework {code}") if code in self.codes else Span(code)

    def finding(self, name: str, code: str = "", face: Face | None = None) -> Span:
        """A finding's number, linked where it is printed; within its own framework without that one's code."""
        shown = name.removeprefix(f"{code}-")
        return quiet_link(shown, f"f{name}", f"Go to {name}", face=face) if name in self.ids else Span(shown, face)

    def on_criteria(self, names: Iterable[str]) -> tuple[Span, ...]:
        """The numbers of criteria in their own order, each linked to its line in the table of criteria."""
        known = sorted((name for name in names if name in self.criteria), key=self.order.__getitem__)
        return joined([self.number(*self.criteria[name]) for name in known])

    def number(self, code: str, number: str) -> Span:
        """A criterion's number in the framework `code`, linked; anything else is plain."""
        if (code, number) not in self.numbers:
            return Span(number)
        return quiet_link(number, f"c{code}-{number}", f"Go to criterion {number} of {code}")


def joined(spans: Sequence[Span], between: str = ", ") -> tuple[Span, ...]:
    """Spans with a comma, or whatever else, between them."""
    parts: list[Span] = []
    for span in spans:
        parts += [Span(between), span] if parts else [span]
    return tuple(parts)


def _ids(framework: FrameworkPart) -> Iterator[str]:
    for _, _, findings in framework.findings:
        yield from (finding.id for finding in findings)
    yield from (passage.id for passage in framework.context if passage.id)
    yield from (practice.id for practice in framework.good_practice)
