"""The terms that a report actually uses, from the glossary of its edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ..grading.edition import Edition
from ..grading.proposal import Proposal
from .content import ForceReport, Term

WORDS = re.compile(r"\w+")


def with_terms(report: ForceReport) -> ForceReport:
    """The report with the terms that occur in it, in alphabetical order."""
    as_written = _words("\n".join(_texts(report)))
    in_lower_case = as_written.lower()
    used = []
    for term in report.edition.glossary:
        forms = [_words(word).strip() for word in (term.term, *term.also)]
        if any(_occurs(form, as_written, in_lower_case) for form in forms):
            used.append(Term(term.term, term.meaning))
    return replace(report, glossary=tuple(sorted(used, key=lambda term: term.term.lower())))


def _words(text: str) -> str:
    """The words of a text with one space around each, so that a phrase is found whatever stands between its words."""
    return f" {' '.join(WORDS.findall(text))} "


def _occurs(form: str, as_written: str, in_lower_case: str) -> bool:
    """Abbreviations are looked for as written, other words in either case; both also with a plural s."""
    is_abbreviation = any(letter.isupper() for letter in form[1:])
    text, wanted = (as_written, form) if is_abbreviation else (in_lower_case, form.lower())
    return f" {wanted} " in text or f" {wanted}s " in text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Edition | Proposal):
        return
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
