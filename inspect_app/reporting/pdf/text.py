"""Text inside a line: a short list of spans, never markup.

What people wrote is printed as they wrote it. There is nothing to escape, because nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .fonts import Face


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one face.

    `face` and `colour` of None mean those of the style it is set in. `link` is a destination in the same
    document, and `says` is what a screen reader hears for it. A link is underlined in running text; where its
    place already says what it is, as in a margin or a table, it need not be.
    """

    text: str
    face: Face | None = None
    link: str | None = None
    says: str = ""
    colour: str | None = None
    underlined: bool = True


Text = tuple[Span, ...]
Words = str | Span | Iterable[str | Span]
"""Anything that can be set as text: a string, a span, or several of both."""


def spans(words: Words) -> Text:
    """`words` as spans, empty ones left out."""
    if isinstance(words, str):
        return (Span(words),) if words else ()
    if isinstance(words, Span):
        return (words,)
    listed = (Span(part) if isinstance(part, str) else part for part in words)
    return tuple(span for span in listed if span.text)


def bold(text: str) -> Span:
    """Words that carry the weight of a sentence: semibold, as everywhere in running text."""
    return Span(text, face="semibold")


def italic(text: str) -> Span:
    """Words set apart, such as a title or a remark."""
    return Span(text, face="italic")


def link(text: str, to: str, says: str) -> Span:
    """Words that lead to the destination `to`; `says` is read out, such as "Go to finding 1B-A4"."""
    return Span(text, link=to, says=says)


def quiet_link(text: str, to: str, says: str, colour: str | None = None, face: Face | None = None) -> Span:
    """A link that needs no underline because its place says what it is, as in a margin or a table."""
    return Span(text, face=face, link=to, says=says, colour=colour, underlined=False)


def plain(text: Words) -> str:
    """The characters alone."""
    return "".join(span.text for span in spans(text))


def well_formed(text: str) -> str:
    """`text` for metadata, bookmarks and alternative text: no control characters, no halves of a character."""
    if text.isprintable():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else " " for char in whole)
