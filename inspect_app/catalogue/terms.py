"""Sentences of the rules as HTML: what a reader looks for in bold, and terms of the method explained where they stand.

It knows no meaning by itself: what a term means is in the edition's glossary, and a term that is not there stays plain.
"""

from __future__ import annotations

import re

from flask import current_app
from markupsafe import Markup, escape

from ..grading.edition import Edition

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
                html = Markup(before) + _explained(word, meaning) + Markup(after)
        return html


def bold(sentence: str) -> Markup:
    """A sentence of the engine with its marks as HTML."""
    return Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(sentence))))


def _explained(word: str, meaning: str) -> Markup:
    parts = current_app.jinja_env.get_template("ui/parts.html").module
    return Markup(str(parts.term(word, meaning)))  # type: ignore[attr-defined]
