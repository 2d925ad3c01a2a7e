"""Collects text up to a limit and leaves out what neither a database nor a reader can use."""

from __future__ import annotations

import re

# PDF readers write U+FFFE for a hyphen that only a line's end put there: without it the word is found.
_SOFT_BREAK = re.compile(r"[\ufffe\u00ad\x02](?:\r?\n)?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MANY_EMPTY = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


class Full(Exception):
    """The limit is reached; more text would be thrown away."""


class Gathered:
    """Passages of text: pages, slides, sheets or simply paragraphs."""

    def __init__(self, longest: int) -> None:
        self.passages: list[str] = []
        self._open: list[str] = []
        self._left = longest

    def add(self, text: str) -> None:
        """Adds to the passage that is open. Raises Full when the limit is reached, after adding what fits."""
        self._open.append(text[: self._left])
        self._left -= len(text)
        if self._left <= 0:
            raise Full

    def close_passage(self) -> None:
        """Ends the passage; an empty one counts too, so that pages keep their numbers."""
        self.passages.append(clean("".join(self._open)))
        self._open.clear()

    def close(self) -> None:
        """Ends the last passage unless nothing was added to it."""
        if self._open:
            self.close_passage()


def clean(text: str) -> str:
    """Without control characters but for tabs and line ends, and with at most one empty line in a row."""
    text = _SOFT_BREAK.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _MANY_EMPTY.sub("\n\n", _UNSEEN.sub("", text)).strip()
