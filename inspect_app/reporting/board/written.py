"""Sets the Markdown that people write as paragraphs and lists of a printed page; pictures leave their words only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..pdf.flow import Block
from ..pdf.lines import Faces
from ..pdf.prose import Paragraph, bullets
from ..pdf.text import Span, bold

Line = list[str | Span]
ENDS_A_LINE = frozenset({"softbreak", "hardbreak"})


def written(faces: Faces, text: str) -> list[Block]:
    """The blocks of a text, in its order; headings and cells of tables are paragraphs."""
    made: list[Block] = []
    items: list[Line] = []
    depth = 0
    for token in _reader().parse(text.replace("\x00", "")):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        line = _line(token)
        if depth and line:
            items.append(line)
        elif not depth and (line or token.type.endswith("_list_close")):
            made += bullets(faces, items)
            items = []
            made += [Paragraph(faces, line)] if line else []
    return [*made, *bullets(faces, items)]


def _line(token: Token) -> Line:
    if token.type in ("fence", "code_block"):
        return [token.content.rstrip()]
    return list(_spans(token.children or ())) if token.type == "inline" else []


def _spans(tokens: Iterable[Token]) -> Iterator[str | Span]:
    strong = 0
    for token in tokens:
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        words = " " if token.type in ENDS_A_LINE else token.content
        if words:
            yield bold(words) if strong else words


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
