"""Breaks text into lines: left-aligned, at spaces, never hyphenated, in time that grows with the text alone.

A word wider than the column is broken where it has to be, so that no text ever leaves its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .fonts import Face, Type
from .styles import Style
from .text import Span, Words, spans

Faces = Mapping[Face, Type]
_BREAKS_AFTER = "-/_.,:;@–—"


@dataclass(slots=True)
class Run:
    """Characters of one span on one line, starting `x` points from the line's left edge."""

    span: Span
    text: str
    x: float
    width: float


Line = list[Run]
_Piece = tuple[Span, str, float]


def line_width(line: Line) -> float:
    """From the line's left edge to the end of its last visible character."""
    return line[-1].x + line[-1].width if line else 0.0


def break_lines(words: Words, style: Style, width: float, faces: Faces) -> list[Line]:
    """`words` as lines no wider than `width` points. Empty text gives no line."""
    text = spans(words)
    if len(text) == 1:
        return _break_one(text[0], style, width, faces)
    lines: list[Line] = []
    line: list[_Piece] = []
    used = 0.0
    for word in _words(text, style, faces):
        gap = faces[_face(word[0][0], style)].space * style.size / 1000
        word_width = sum(piece[2] for piece in word)
        if line and used + gap + word_width > width + 0.01:
            lines.append(_set(line, faces, style, last=False))
            line, used = [], 0.0
        for part in _fitting(word, word_width, width, style, faces):
            if line and part is not word:
                lines.append(_set(line, faces, style, last=False))
                line, used = [], 0.0
            if line:
                line.append(_gap(line[-1][0], part[0][0], gap))
                used += gap
            line.extend(part)
            used += sum(piece[2] for piece in part)
    if line:
        lines.append(_set(line, faces, style, last=True))
    return lines


def _break_one(span: Span, style: Style, width: float, faces: Faces) -> list[Line]:
    """The common case, a single span, without the bookkeeping of several."""
    face = faces[_face(span, style)]
    scale = style.size / 1000
    limit = (width + 0.01) / scale
    measure, gap = face.measure, face.space
    lines: list[Line] = []
    line: list[str] = []
    used = -gap
    for whole in face.clean(span.text).split(" "):
        if not whole:
            continue
        size = measure(whole)
        parts = [whole] if size <= limit else list(_chop(whole, limit, face))
        for word in parts:
            size = measure(word)
            if line and used + gap + size > limit:
                lines.append([Run(span, " ".join(line) + " ", 0.0, used * scale)])
                line, used = [], -gap
            line.append(word)
            used += gap + size
    if line:
        lines.append([Run(span, " ".join(line), 0.0, used * scale)])
    return lines


def _face(span: Span, style: Style) -> Face:
    return span.face or style.face


def _words(text: tuple[Span, ...], style: Style, faces: Faces) -> Iterator[list[_Piece]]:
    """The words of several spans; a word may be made of pieces of different spans, as in "**Fair**."."""
    word: list[_Piece] = []
    for span in text:
        face = faces[_face(span, style)]
        parts = face.clean(span.text).split(" ")
        for number, part in enumerate(parts):
            if number and word:
                yield word
                word = []
            if part:
                word.append((span, part, face.measure(part) * style.size / 1000))
    if word:
        yield word


def _fitting(word: list[_Piece], word_width: float, width: float, style: Style, faces: Faces) -> list[list[_Piece]]:
    """The word itself, or the parts that it must be broken into because it is wider than the column."""
    if word_width <= width + 0.01:
        return [word]
    parts: list[list[_Piece]] = []
    for span, text, _ in word:
        face = faces[_face(span, style)]
        chunks = _chop(text, width * 1000 / style.size, face)
        parts.extend([(span, chunk, face.measure(chunk) * style.size / 1000)] for chunk in chunks)
    return parts


def _chop(word: str, limit: float, face: Type) -> Iterator[str]:
    """`word` in chunks no wider than `limit`, after a dash or stop when there is one in the last half."""
    start, used = 0, 0.0
    for at, char in enumerate(word):
        size = face.measure(char)
        if used + size > limit and at > start:
            cut = max((word.rfind(stop, start, at) for stop in _BREAKS_AFTER), default=-1) + 1
            end = cut if cut > (start + at) // 2 else at
            yield word[start:end]
            start, used = end, sum(face.measure(rest) for rest in word[end:at])
        used += size
    if start < len(word):
        yield word[start:]


def _gap(before: Span, after: Span, width: float) -> _Piece:
    """A space between two words; it joins the words around it only when they are of one span."""
    if before is after or before.link is None:
        return (before, " ", width)
    return (after if after.link is None else Span(" "), " ", width)


def _set(pieces: list[_Piece], faces: Faces, style: Style, last: bool) -> Line:
    """Pieces side by side, those of one span joined; a line that goes on ends in a space for readers of text."""
    line: Line = []
    x = 0.0
    for span, text, width in pieces:
        if line and line[-1].span is span:
            line[-1].text += text
            line[-1].width += width
        else:
            line.append(Run(span, text, x, width))
        x += width
    if not last and line:
        line[-1].text += " "
    return line
