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

WORDS = ("dominant", "significant", "prerequisite")
"""Words of the rules that may need explaining; a glossary explains them alone or with the noun that they go with."""
BOLD = re.compile(r"\*\*(.+?)\*\*")


class Terms:
    """Writes the sentences of one page: the first use of each term can be opened, later ones stay plain."""

    def __init__(self, edition: Edition) -> None:
        self.meanings = {
            word: term.meaning
            for word in WORDS
            for term in edition.glossary
            if term.term in (word, f"{word} criterion")
        }
        self.told: set[str] = set()

    def __call__(self, sentence: str) -> Markup:
        """The sentence with its marks as HTML."""
        html = Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(sentence))))
        for word, meaning in self.meanings.items():
            if word in html and word not in self.told:
                self.told.add(word)
                before, _, after = str(html).partition(word)
                html = Markup(before) + _explained(word, meaning, word) + Markup(after)
        return html


def explain(term: str, shown: str = "", edition: Edition | None = None) -> Markup:
    """A word of a page, written as `shown`: where it stands first its meaning can be opened, later it is plain.

    Never inside a link. `edition` is that of the page, where it has one.
    """
    told: set[str] = g.setdefault("terms_told", set())
    meaning = _meaning(term, edition)
    if meaning is None or term in told:
        return escape(shown or term)
    told.add(term)
    return _explained(shown or term, meaning, term)


def _meaning(term: str, edition: Edition | None) -> str | None:
    own = edition.glossary if edition else ()
    found = next((known.meaning for known in own if term in (known.term, *known.also)), None)
    return found or MEANINGS.get(term)


def bold(sentence: str) -> Markup:
    """A sentence of the engine with its marks as HTML."""
    return Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(sentence))))


def _explained(word: str, meaning: str, term: str) -> Markup:
    parts = current_app.jinja_env.get_template("ui/parts.html").module
    return Markup(str(parts.term(word, meaning, term)))  # type: ignore[attr-defined]
