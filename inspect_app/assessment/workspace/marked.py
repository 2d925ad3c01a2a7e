"""Turns sentences about a proposal into HTML: their marks into bold, and the things they name into links.

It writes no sentence and decides nothing; whatever was typed by people is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ...grading.sentences import Sentences
from ...grading.words import listed
from ...ui.chips import answer_mark, grade_chip, rating_mark
from ..next_steps import part_address
from .asked import Asked

BOLD, SLANTED = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"\*(.+?)\*")
PARTS, FOCUS = "ladder panel phone-bar", "open-heading"
"""What a link to a criterion replaces on the page, and where the focus goes."""


def marked(sentence: str) -> Markup:
    """A sentence with its marks as bold and as emphasis."""
    safe = str(escape(sentence))
    return Markup(SLANTED.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", safe)))


@dataclass(frozen=True)
class Links:
    """Links to what is asked in one framework; `address` is the entry's, and `query` what stays in every address."""

    words: Sentences
    address: str
    query: str = ""

    def to(self, item: str) -> Markup:
        """The thing's number as a link that opens it."""
        url = f"{part_address(self.address, self.words.framework.id, item)}{self.query}"
        return Markup('<a href="{}" data-open="{}" data-open-focus="{}">{}</a>').format(
            url, PARTS, FOCUS, self.words.number(item).strip("“”")
        )

    def listed(self, items: Sequence[str], last: str = "and") -> Markup:
        """Several of them: `F2, F8 and G1`."""
        return Markup(listed((str(self.to(item)) for item in items), last))

    def shown(self, show: str, words: str) -> Markup:
        """A link to those that a filter shows."""
        return Markup('<a href="{}?show={}">{}</a>').format(self.address, show, words)


def mark(asked: Asked, step: str | None, *, word: bool = True) -> Markup:
    """The mark of a step, with its word unless that stands beside it."""
    if asked.kind == "part":
        return grade_chip(asked.scales, step, word=word)
    if asked.is_answer:
        return answer_mark(asked.scales, step, word=word, condition=asked.kind == "condition")
    return rating_mark(asked.scales, step, word=word)


def mark_alone(asked: Asked, step: str | None) -> Markup:
    """The mark of a step where its word stands beside it anyway, so that it is not spoken twice."""
    return Markup('<span class="mark-alone" aria-hidden="true">{}</span>').format(mark(asked, step, word=False))
