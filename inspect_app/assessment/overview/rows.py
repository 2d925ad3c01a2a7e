"""The rows of the overview: filtered and ordered, with the sentence and the figures above them.

Pure: entries with their proposals in, rows out. A framework that cannot be worked out keeps its row and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ...grading.edition import Domain, Edition, Framework
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from ...grading.rules import OutsideRule
from ...grading.words import in_words, listed
from ...ui.times import day, until
from ..next_steps import Standing, Step, grades_parts, steps, unrated, unsupported
from ..submission.whole import One

SHOW = (
    ("", "All {number} frameworks"),
    ("needs", "Something needed"),
    ("open", "Grade still open"),
    ("no-evidence", "Ratings without evidence"),
    ("comments", "Comments waiting"),
)
ORDER = (
    ("", "Domain"),
    ("needs", "Needs work first"),
    ("range", "Most open range"),
    ("evidence", "Least evidence"),
    ("changed", "Last changed"),
)
NOBODY = "none"
"""The filter for frameworks that nobody leads on."""


@dataclass(frozen=True, slots=True)
class Row:
    """One framework as it stands. `fault` says why it cannot be worked out; `put` is a grade that a person chose."""

    framework: Framework
    address: str
    is_priority: bool
    proposal: Proposal | None
    fault: str
    put: str | None
    rated: int
    asked: int
    is_outside: bool
    bare: int
    lead_id: int | None
    lead: str
    comments: int
    steps: Sequence[Step]
    changed_at: datetime | None
    width: int

    @property
    def step(self) -> Step | None:
        """What comes next; None where nothing is needed."""
        return self.steps[0] if self.steps else None

    @property
    def rated_words(self) -> str:
        if self.is_outside:
            return "Elsewhere"
        return f"{self.rated} of {self.asked}" if self.asked else "–"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to, and its order; unknown words narrow nothing."""

    show: str = ""
    lead: str = ""
    order: str = ""

    def passes(self, row: Row) -> bool:
        shows = {
            "needs": row.step is not None,
            "open": row.proposal is None or not row.proposal.settled,
            "no-evidence": row.bare > 0,
            "comments": row.comments > 0,
        }
        if not shows.get(self.show, True):
            return False
        if self.lead == NOBODY:
            return row.lead_id is None
        return not self.lead or str(row.lead_id) == self.lead

    @property
    def narrows(self) -> bool:
        return bool(self.show or self.lead)

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """The rows in the order that was asked for; those that are alike stay in printed order."""
        if self.order == "needs":
            return sorted(rows, key=lambda row: (row.step is None, not (row.step and row.step.decisive)))
        if self.order == "range":
            return sorted(rows, key=lambda row: -row.width)
        if self.order == "evidence":
            return sorted(rows, key=lambda row: -row.bare)
        if self.order == "changed":
            return sorted(rows, key=lambda row: row.changed_at or datetime.min, reverse=True)
        return list(rows)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows need besides their entries."""

    edition: Edition
    address: str
    priorities: frozenset[str]
    leads: Mapping[int, str]
    comments: Mapping[str, int]
    is_drafting: bool


def row_of(one: One, around: Surroundings) -> Row:
    """One entry as a row."""
    edition, framework, facts = around.edition, one.framework, one.facts
    address = f"{around.address}/{framework.id}"
    comments = around.comments.get(framework.id, 0)
    standing = Standing(
        edition,
        framework,
        facts,
        one.proposal,
        address,
        judged=one.judged is not None,
        has_text=bool((one.entry.text or "").strip()),
        comments=comments,
    )
    asked = _asked(edition, framework)
    return Row(
        framework=framework,
        address=address,
        is_priority=framework.priority != "no" or framework.id in around.priorities,
        proposal=one.proposal,
        fault=one.fault,
        put=one.judged.grade if one.judged else None,
        rated=asked - len(unrated(edition, framework, facts)),
        asked=asked,
        is_outside=isinstance(edition.grading_rule(framework), OutsideRule),
        bare=len(unsupported(edition, framework, facts)),
        lead_id=one.entry.lead_id,
        lead=around.leads.get(one.entry.lead_id or 0, ""),
        comments=comments,
        # What was submitted cannot be changed, so nothing is asked of anybody.
        steps=tuple(steps(standing)) if around.is_drafting else (),
        changed_at=one.entry.changed_at,
        width=_width(edition, one.proposal),
    )


def _asked(edition: Edition, framework: Framework) -> int:
    """How many criteria or graded parts there are."""
    if grades_parts(edition, framework):
        return sum(part.graded for part in framework.parts)
    return len(framework.criteria)


def _width(edition: Edition, proposal: Proposal | None) -> int:
    """How many outcomes a range spans beyond one; what cannot be worked out is the widest."""
    ranks = edition.scales.outcomes.ranks
    if proposal is None:
        return len(ranks)
    return ranks[proposal.view.ceiling] - ranks[proposal.view.floor] if proposal.view else 0


def is_empty(rows: Sequence[Row], facts: Sequence[Facts]) -> bool:
    """Whether nothing at all is rated or answered yet."""
    return bool(rows) and not any(f.ratings or f.parts or f.factors or f.conditions for f in facts)


def sentence(rows: Sequence[Row]) -> str:
    """`14 of 23 frameworks have a settled grade, 8 are still a range, and one needs your judgement.`"""
    faults = sum(row.proposal is None for row in rows)
    judge = sum(_needs_judging(row) for row in rows)
    still = sum(row.proposal is not None and not row.proposal.settled for row in rows)
    settled = len(rows) - faults - judge - still
    clauses = [f"{settled} of {len(rows)} frameworks {'has' if settled == 1 else 'have'} a settled grade"]
    if still:
        clauses.append(f"{still} {'is' if still == 1 else 'are'} still a range")
    if judge:
        clauses.append(f"{in_words(judge)} {'needs' if judge == 1 else 'need'} your judgement")
    if faults:
        clauses.append(f"{in_words(faults)} cannot be worked out")
    if len(clauses) < 3:
        return f"{listed(clauses)}."
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}."


def _needs_judging(row: Row) -> bool:
    proposal = row.proposal
    return bool(proposal and proposal.view and proposal.settled and proposal.grade is None and row.put is None)


def deadline(submit_by: date | None, today: date) -> str:
    """`You submit by 30 June, in 16 days.`; empty where no day is set."""
    if submit_by is None:
        return ""
    words = day(submit_by) if submit_by.year != today.year else day(submit_by).rsplit(" ", 1)[0]
    verb = "You submit by" if submit_by >= today else "You were to submit by"
    return f"{verb} {words}, {until(submit_by)}."


def by_domain(edition: Edition, rows: Sequence[Row]) -> list[tuple[Domain | None, list[Row]]]:
    """The rows under their domains, in printed order; those of no domain last."""
    found: list[tuple[Domain | None, list[Row]]] = []
    for domain in edition.domains:
        mine = [row for row in rows if row.framework.domain == domain.id]
        if mine:
            found.append((domain, mine))
    known = {domain.id for domain in edition.domains}
    others = [row for row in rows if row.framework.domain not in known]
    return [*found, (None, others)] if others else found
