"""The one reader of the Markdown that people write: words in, harmless HTML out.

Raw HTML is shown as the text that it is, pictures are left out and only their words stay, and headings are moved below
those of the page. What the reader makes is washed a second time, so that a fault in one wall is caught by the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

LOWEST_HEADING = 6
BELOW_THE_PAGE = 3
"""A first heading in somebody's words stands below the third headings of the page."""
DEEPEST = 100
REMEMBERED_TEXT = 4_000
"""Longer texts are read each time, so that what is remembered stays within some megabytes."""

TAGS = frozenset(
    {"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "code", "pre"}
    | {"blockquote", "a", "table", "thead", "tbody", "tr", "th", "td"}
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto"})


class _Words(RendererHTML):
    """Draws tokens as HTML; a picture is drawn as its words."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return str(escape(self.renderInlineAsText(tokens[idx].children, options, env)))


def markdown(text: str | None, below: int = BELOW_THE_PAGE) -> Markup:
    """Safe HTML of the text; its first headings have the level `below` + 1."""
    if not text:
        return Markup("")
    return (_remembered if len(text) <= REMEMBERED_TEXT else _drawn)(text, below)


def _drawn(text: str, below: int) -> Markup:
    reader = _reader()
    tokens = reader.parse(text.replace("\x00", ""))
    _lower_headings(tokens, below)
    drawn = reader.renderer.render(tokens, reader.options, {})
    washed = nh3.clean(
        drawn, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel="noopener noreferrer nofollow"
    )
    return Markup(washed)


def _lower_headings(tokens: Sequence[Token], below: int) -> None:
    """No level is left out on the way down, whatever the text does, and none is above `below` + 1."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    level = below
    for token in tokens:
        if token.type == "heading_open":
            level = min(below + 1 + used.index(token.tag), level + 1)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(LOWEST_HEADING, level)}"


_remembered = lru_cache(maxsize=1024)(_drawn)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST}, renderer_cls=_Words).enable(
        "table"
    )
