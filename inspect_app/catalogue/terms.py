"""Terms explained where they stand, and sentences of the rules as HTML with what a reader looks for in bold.

It knows no meaning by itself: what a term means is in the edition's glossary, or else among the product's own words. A
term that is in neither stays plain.
"""

from __future__ import annotations

import re

from flask import current_app, g
from markupsafe import Markup, escape

from ..grading.edition import Edition
from .product_words import MEANINGS

OF_RULES = ("dominant", "significant", "prerequisite")
"""Words of the rules that may need explaining; a glossary has them alone or with the noun that they go with."""
BOLD = re.compile(r"\*\*(.+?)\*\*")


def explain(term: str, shown: str = "", edition: Edition | None = None) -> Markup:
    """A word of a page, written as `shown`: where it stands first its meaning can be opened, later it is plain.

    Never inside a link. `edition` is that of the page, where it has one.
    """
    told: set[str] = g.setdefault("terms_told", set())
    meaning = (edition.meaning_of(term) if edition else None) or MEANINGS.get(term)
    if meaning is None or term in told:
        return escape(shown or term)
    told.add(term)
    parts = current_app.jinja_env.get_template("ui/parts.html").module
    return Markup(str(parts.term(shown or term, meaning, term)))  # type: ignore[attr-defined]


def bold(sentence: str) -> Markup:
    """A sentence of the engine with its marks as HTML."""
    return Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(sentence))))


def with_terms(sentence: str, edition: Edition) -> Markup:
    """A sentence of the rules as HTML: its marks in bold, and the terms that it uses explained."""
    html = str(bold(sentence))
    for word in OF_RULES:
        term = word if edition.meaning_of(word) else f"{word} criterion"
        before, found, after = html.partition(word)
        html = f"{before}{explain(term, word, edition)}{after}" if found else html
    return Markup(html)
