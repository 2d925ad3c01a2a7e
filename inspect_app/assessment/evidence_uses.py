"""Tells the evidence library where its pieces are cited, whether work is open, and cites them from there.

It answers about one force at a time; what is asked of it was allowed before, except citing, which asks the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from .. import clock
from ..accounts.actors import Actor
from ..audit import operations as audit
from ..evidence import queries as evidence
from ..evidence.models import Evidence, Revision
from ..evidence.policy import Window
from ..evidence.uses import Support, Use
from ..forces.models import Cycle
from ..grading.edition import Edition, Framework
from ..promises import NotFound
from . import policy
from .at import At
from .models import Assessment, Citation, Entry, Finding, Rating
from .states import WITH_THE_FORCE

Key = tuple[int, str]
"""An entry and what was asked of it."""


class UsesOfEvidence:
    """What evidence asks of the assessment; made with the editions of the application."""

    def __init__(self, editions: Mapping[str, Edition]) -> None:
        self.editions = editions

    def cited(self, force: str) -> Select[int, str, str, bool]:
        """One row for each citation that stands, with whether the inspectorate may read it."""
        return (
            select(
                Citation.revision_id.label("revision_id"),
                Assessment.cycle_id.label("cycle"),
                Entry.framework.label("framework"),
                Assessment.state.not_in(sorted(WITH_THE_FORCE)).label("is_submitted"),
            )
            .join(Entry, Entry.id == Citation.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id == force, Citation.taken_back_at.is_(None))
        )

    def where_used(self, session: Session, force: str, revision_ids: Sequence[int]) -> list[Use]:
        """Each place that cites one of these revisions, in printed order. Two statements."""
        if not revision_ids:
            return []
        rows = session.execute(
            select(Citation, Entry, Assessment, Rating, Finding, Revision.evidence_id)
            .join(Entry, Entry.id == Citation.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .join(Revision, Revision.id == Citation.revision_id)
            .join(Rating, and_(Rating.entry_id == Entry.id, Rating.criterion == Citation.asked), isouter=True)
            .join(Finding, Finding.id == Citation.finding_id, isouter=True)
            .where(
                Assessment.force_id == force,
                Citation.revision_id.in_(revision_ids),
                Citation.taken_back_at.is_(None),
            )
            .order_by(
                Assessment.cycle_id.desc(), Entry.place, Citation.asked.nulls_first(), Citation.finding_id, Citation.id
            )
        ).all()
        keys = {(row[1].id, row[0].asked) for row in rows if row[0].asked and row[3] is not None}
        support = self._support(session, keys)
        return [self._use(row, support) for row in rows]

    @staticmethod
    def _support(session: Session, keys: set[Key]) -> Mapping[Key, set[int]]:
        """The pieces of evidence that support each of these ratings and count."""
        found: dict[Key, set[int]] = defaultdict(set)
        if not keys:
            return found
        rows = session.execute(
            select(Citation.entry_id, Citation.asked, Evidence.id)
            .join(Entry, Entry.id == Citation.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .join(Cycle, Cycle.id == Assessment.cycle_id)
            .join(Revision, Revision.id == Citation.revision_id)
            .join(Evidence, Evidence.id == Revision.evidence_id)
            .where(
                Citation.entry_id.in_({entry for entry, _ in keys}),
                Citation.taken_back_at.is_(None),
                evidence.counts_in((Cycle.assessed_from, Cycle.assessed_to)),
            )
        )
        for entry, asked, piece in rows:
            found[entry, str(asked)].add(piece)
        return found

    def _use(self, row: Row[*tuple[Any, ...]], support: Mapping[Key, set[int]]) -> Use:
        citation, entry, assessment, rating, finding, piece = tuple(row)
        edition = self.editions[assessment.edition]
        at = At(
            assessment.force_id, assessment.cycle_id, assessment, entry, edition, edition.framework[entry.framework]
        )
        if finding is not None:
            words = f"{finding.printed_id} {finding.title or 'finding'}"
            address = at.finding(finding.id)
        else:
            words, address = _asked_words(at, citation.asked, rating), f"{at.address}/{_last(at, citation.asked)}"
        return Use(
            revision_id=citation.revision_id,
            cycle=at.cycle,
            framework=entry.framework,
            words=words,
            shows=citation.shows,
            part=citation.part,
            address=address,
            is_only=rating is not None and support.get((entry.id, citation.asked)) == {piece},
        )

    def is_open(self, session: Session, force: str, cycle: str) -> bool:
        """Whether the assessment is still with its assessors; a cycle without one is open."""
        return _state(session, force, cycle) in (None, "drafting")

    def takes_more(self, session: Session, force: str, cycle: str) -> bool:
        """While it is open, and once it is published: then new evidence shows what is done about what was found."""
        return _state(session, force, cycle) in (None, "drafting", "published", "corrected")

    def supportable(self, session: Session, force: str, cycle: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The criteria and factors of every framework that can be changed now, by the framework's title."""
        rows = session.execute(
            select(Entry.framework, Assessment.edition)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(
                Assessment.force_id == force,
                Assessment.cycle_id == cycle,
                Assessment.state == "drafting",
                Entry.state == "draft",
            )
            .order_by(Entry.place)
        )
        found = {}
        for name, edition in rows:
            framework = self.editions[edition].framework[name]
            if choices := _choices(framework, self.editions[edition]):
                found[f"{framework.code} {framework.title}"] = choices
        return found

    def cite(self, session: Session, force: str, cycle: str, support: Support, *, by: Actor) -> None:
        """Cites a revision for a criterion or a factor; the same twice is one citation.

        Raises NotFound for what this force or this edition does not have, and NotAllowed where it is closed.
        """
        at = self._at(session, force, cycle, support.framework)
        policy.check_can_write(at.entry.state, at.assessment.state, by.roles_for(force))
        known = {name for name, _ in _choices(at.framework, at.edition)}
        if f"{at.framework.id}/{support.asked}" not in known:
            raise NotFound
        cards = evidence.revision_cards(session, [support.revision_id], _year(session, cycle))
        card = cards.get(support.revision_id)
        if card is None or card.force != force or card.withdrawn_at is not None:
            raise NotFound
        same = select(Citation.id).where(
            Citation.entry_id == at.entry.id,
            Citation.asked == support.asked,
            Citation.revision_id == support.revision_id,
            Citation.shows == support.shows,
            Citation.taken_back_at.is_(None),
        )
        if session.scalars(same).first() is not None:
            return
        now = clock.now().replace(tzinfo=None)
        citation = Citation(
            entry_id=at.entry.id,
            asked=support.asked,
            revision_id=support.revision_id,
            part=support.part,
            shows=support.shows,
            cited_by=by.id,
            cited_at=now,
        )
        session.add(citation)
        at.entry.changed_by, at.entry.changed_at = by.id, now
        session.flush()
        number = _last(at, support.asked)
        audit.record(
            session,
            "assessment:citation:added",
            at.about("citation", citation.id, part=support.asked, address=f"{at.address}/{number}"),
            by=by,
            says=f"cited {card.title}, version {card.revision}, for {at.code} {at.number(support.asked)}",
            change=(None, {"evidence": card.number, "version": card.revision, "shows": support.shows}),
        )

    def _at(self, session: Session, force: str, cycle: str, framework: str) -> At:
        row = session.execute(
            select(Assessment, Entry)
            .join(Entry, Entry.assessment_id == Assessment.id)
            .where(Assessment.force_id == force, Assessment.cycle_id == cycle, Entry.framework == framework)
        ).one_or_none()
        if row is None:
            raise NotFound
        assessment, entry = row
        edition = self.editions[assessment.edition]
        return At(force, cycle, assessment, entry, edition, edition.framework[framework])


def _choices(framework: Framework, edition: Edition) -> list[tuple[str, str]]:
    """What of a framework can be supported: pairs of `framework/asked` and words."""
    criteria = [(c.id, f"{c.number} {c.text}") for c in framework.criteria]
    factors = [(factor.id, factor.question or factor.label) for factor in edition.method.factors]
    asked = [*criteria, *(factors if criteria else ())]
    return [(f"{framework.id}/{name}", words) for name, words in asked]


def _asked_words(at: At, asked: str, rating: Rating | None) -> str:
    if asked not in at.framework.criterion:
        factor = next((f.label for f in at.edition.method.factors if f.id == asked), asked)
        return f"{at.code} {factor}"
    if rating is None:
        return f"{at.code} {at.number(asked)}, not rated"
    step = at.edition.scales.ratings
    label = step[rating.step].label if rating.step in step else _not_applicable(at.edition)
    return f"{at.code} {at.number(asked)}, rated {label.lower()}"


def _not_applicable(edition: Edition) -> str:
    step = edition.scales.not_applicable
    return step.label if step else ""


def _last(at: At, asked: str) -> str:
    """The last part of a criterion's address, as in `f2`."""
    return at.number(asked).lower()


def _year(session: Session, cycle: str) -> Window:
    return evidence.window_of(session.get_one(Cycle, cycle))


def _state(session: Session, force: str, cycle: str) -> str | None:
    """The state of an assessment; None where there is none."""
    asked = select(Assessment.state).where(Assessment.force_id == force, Assessment.cycle_id == cycle)
    return session.scalars(asked).one_or_none()
