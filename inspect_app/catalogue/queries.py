"""Questions about the editions that the application has loaded; it reads no table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import current_app

from ..grading.edition import Edition, Framework, Term
from ..promises import NotFound
from . import examples, trying
from .editions import Folders
from .examples import Example
from .trying import Answer


def editions() -> Mapping[str, Edition]:
    """Every edition that was loaded at the start, by id."""
    loaded: Mapping[str, Edition] = current_app.extensions["editions"]
    return loaded


def edition(edition_id: str) -> Edition:
    """One edition. Raises NotFound."""
    found = editions().get(edition_id)
    if found is None:
        raise NotFound
    return found


def framework(edition_id: str, framework_id: str) -> tuple[Edition, Framework]:
    """A framework with its edition. Raises NotFound."""
    there = edition(edition_id)
    if framework_id not in there.framework:
        raise NotFound
    return there, there.framework[framework_id]


def worked_examples(of: Edition) -> tuple[Example, ...]:
    """The worked examples of an edition in the order of their files; read once for as long as the application runs."""
    kept: dict[str, tuple[Example, ...]] = current_app.extensions.setdefault("worked_examples", {})
    if of.id not in kept:
        folders = current_app.config.get("DATA_FOLDERS") or Folders.shipped()
        kept[of.id] = examples.load(of, folders)
    return kept[of.id]


def terms_by_letter(of: Edition) -> list[tuple[str, list[tuple[str, Term]]]]:
    """The words of an edition's glossary in the order of the alphabet, by first letter, each with its anchor."""
    grouped: dict[str, list[tuple[str, Term]]] = {}
    for term in sorted(of.glossary, key=lambda term: term.term.casefold()):
        grouped.setdefault(term.term[:1].upper(), []).append((anchor(term.term), term))
    return list(grouped.items())


def anchor(term: str) -> str:
    """The name under which the glossary page can be entered at a term: `anti-social-behaviour-asb`."""
    return "-".join(re.findall(r"[a-z0-9]+", term.casefold()))


def with_glossary(preferred: str) -> str:
    """The id of an edition that explains its words: the preferred one if it does. Raises NotFound where none does."""
    found = [known.id for known in editions().values() if known.glossary]
    if not found:
        raise NotFound
    return preferred if preferred in found else found[0]


def examples_by_framework(of: Edition) -> list[tuple[Framework, list[tuple[int, Example, Answer]]]]:
    """Every worked example with its number and what the engine says to it, by framework; worked out once."""
    kept: dict[str, list[tuple[int, Example, Answer]]] = current_app.extensions.setdefault("answered_examples", {})
    if of.id not in kept:
        kept[of.id] = [(number, e, trying.worked(of, e)) for number, e in enumerate(worked_examples(of), 1)]
    grouped = {f.id: [row for row in kept[of.id] if row[1].facts.framework == f.id] for f in of.frameworks}
    return [(of.framework[name], rows) for name, rows in grouped.items() if rows]
