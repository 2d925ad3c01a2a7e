"""What changed since somebody was last here, told by effect: grades first, then single changes, then the rest counted.

Pure: rows of the trail in, lines out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from ..grading.words import capital, count_of
from .page import Change

SINGLE = 4
"""How many changes without an effect are told one by one before the rest is counted."""
NOUNS: Mapping[str, tuple[str, str]] = {
    "evidence:piece:added": ("more piece of evidence", "more pieces of evidence"),
    "evidence:version:added": ("new version of evidence", "new versions of evidence"),
    "assessment:rating:saved": ("rating", "ratings"),
    "assessment:citation:added": ("citation", "citations"),
    "assessment:answer:saved": ("answer", "answers"),
    "assessment:comment:added": ("comment", "comments"),
    "assessment:comment:asked": ("question", "questions"),
    "assessment:comment:answered": ("reply", "replies"),
    "assessment:finding:added": ("finding", "findings"),
    "assessment:finding:changed": ("change to a finding", "changes to findings"),
}
"""What many changes of a kind are called; any other kind is called a change."""


class Row(Protocol):
    """A row of the trail, as far as a line about it needs it."""

    @property
    def at(self) -> Any: ...

    @property
    def person_name(self) -> str: ...

    @property
    def verb(self) -> str: ...

    @property
    def says(self) -> str: ...

    @property
    def address(self) -> str | None: ...

    @property
    def framework(self) -> str | None: ...

    @property
    def after(self) -> Any: ...


def told(rows: Iterable[Row], codes: Mapping[str, str]) -> list[Change]:
    """The lines about rows that come newest first. `codes` are the frameworks as printed, by id."""
    found = list(rows)
    effects = [row for row in found if effect_of(row)]
    others = [row for row in found if not effect_of(row)]
    lines = [_effect(row) for row in effects]
    lines += [_single(row) for row in others[:SINGLE]]
    return [*lines, *_gathered(others[SINGLE:])]


def effect_of(row: Row) -> str:
    """The sentence about what a row did to a grade; empty where it did nothing."""
    effect = row.after.get("effect", "") if isinstance(row.after, dict) else ""
    return effect if isinstance(effect, str) else ""


def _effect(row: Row) -> Change:
    """The effect first, and then why; the trail has both in one sentence."""
    effect = effect_of(row)
    says = row.says.removesuffix(f": {effect}")
    return Change(f"because {row.person_name or 'the product'} {says}.", row.at, effect, row.address or "")


def _single(row: Row) -> Change:
    return Change(
        f"{row.person_name or 'The product'} {row.says}.", row.at, "Open" if row.address else "", row.address or ""
    )


def _gathered(rows: Sequence[Row]) -> Iterator[Change]:
    kinds = Counter(row.verb if row.verb in NOUNS else "" for row in rows)
    for verb, count in kinds.most_common():
        frameworks = {row.framework for row in rows if (row.verb == verb or not verb) and row.framework}
        one, many = NOUNS.get(verb, ("other change", "other changes"))
        where = f" in {count_of(len(frameworks), 'framework')}" if frameworks else ""
        yield Change(capital(f"{count_of(count, one, many)}{where}."))
