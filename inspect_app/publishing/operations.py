"""Publishes: draws the report of what is decided, keeps its bytes, and has moderation freeze it, all or nothing.

The bytes are kept first and named by their digest, so what is left of a publication that fails is read by nobody.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from sqlalchemy.orm import Session

from .. import clock
from ..accounts.actors import Actor
from ..assessment.models import Assessment
from ..evidence.files.store import Store
from ..forces.models import Force
from ..forces.where import year_words
from ..grading.edition import Edition
from ..moderation import operations as moderation
from ..moderation import queries
from ..moderation.models import Publication
from ..reporting.year import Version
from ..search import operations as search
from . import rendering

KIND = "report"
MOST = 200 * 1024 * 1024


def publish(session: Session, store: Store, assessment: Assessment, edition: Edition, *, by: Actor) -> Publication:
    """Publishes every judgement for the first time. Raises NotAllowed while anything stops it."""
    moderation.check_can_publish(session, assessment, by)
    document = _frozen(session, store, assessment, edition, Version(1, clock.today().isoformat()))
    made = moderation.publish(session, assessment, document=document, by=by)
    _feed(session, assessment, edition)
    return made


def correct(
    session: Session,
    store: Store,
    assessment: Assessment,
    edition: Edition,
    correction: moderation.Correction,
    apply: Callable[[], object],
    *,
    by: Actor,
) -> Publication:
    """Publishes a new version. `apply` makes what is corrected so; it runs before the new document is drawn."""
    moderation.check_can_correct(assessment, correction, by)
    apply()
    number = queries.publications_of(session, assessment.id)
    last = number[0].number if number else 0
    version = Version(last + 1, clock.today().isoformat(), correction.changed.strip(), correction.because.strip())
    document = _frozen(session, store, assessment, edition, version)
    made = moderation.correct(session, assessment, correction, document=document, by=by)
    _feed(session, assessment, edition)
    return made


def _frozen(
    session: Session, store: Store, assessment: Assessment, edition: Edition, version: Version
) -> moderation.Frozen:
    session.flush()
    drawn = rendering.version(session, assessment, edition, version)
    document = store.put(io.BytesIO(drawn.pdf), MOST)
    content = store.put(io.BytesIO(drawn.json), MOST)
    return moderation.Frozen(document.sha256, document.size, content.sha256)


def _feed(session: Session, assessment: Assessment, edition: Edition) -> None:
    """Lets the published report be found by everybody, by its force, its year and the titles of its frameworks."""
    force = session.get_one(Force, assessment.force_id)
    labels, judged = edition.scales.outcomes.labels, queries.judgements_of(session, assessment.id)
    grades = [judgement.grade for judgement, _ in judged.values()]
    text = ". ".join(f"{f.code} {f.title}" for f in edition.frameworks)
    counted = ", ".join(f"{label} {grades.count(grade)}" for grade, label in labels.items() if grade in grades)
    search.feed(
        session,
        search.Entry(
            kind=KIND,
            thing_id=f"{assessment.force_id}/{assessment.cycle_id}",
            force=assessment.force_id,
            cycle=assessment.cycle_id,
            audience="everyone",
            marking=assessment.marking,
            title=f"{force.name} {year_words(assessment.cycle_id)}: published report",
            text=f"{text}. {counted}.",
            address=f"/forces/{assessment.force_id}/{assessment.cycle_id}/report",
        ),
    )
