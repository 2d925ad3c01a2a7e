"""The terms that a report actually uses, from the glossary of its edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ..grading.edition import Edition
from ..grading.proposal import Proposal
from .content import ForceReport, Term


def with_terms(report: ForceReport) -> ForceReport:
    """The report with the terms that occur in it, in alphabetical order."""
    text = "\n".join(_texts(report))
    used = [
        Term(term.term, term.meaning)
        for term in report.edition.glossary
        if any(re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text, _flags(word)) for word in (term.term, *term.also))
    ]
    return replace(report, glossary=tuple(sorted(used, key=lambda t: t.term.lower())))


def _flags(word: str) -> int:
    """Abbreviations are looked for as written, words in either case."""
    return 0 if word.isupper() or any(c.isupper() for c in word[1:]) else re.IGNORECASE


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
