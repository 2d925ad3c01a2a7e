"""What tests of the workspace do again and again: rate, add evidence, cite it, and look at what is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from inspect_app import db
from inspect_app.assessment import proposals
from inspect_app.assessment.models import Assessment, Citation, Rating
from inspect_app.evidence import operations as evidence
from inspect_app.evidence.content import take_note
from inspect_app.evidence.models import Evidence
from inspect_app.evidence.queries import newest_revisions
from inspect_app.grading.proposal import Proposal
from tests import factories
from tests.slices.assessment.together.kent_team import Team

HERE = "/forces/kent/2005-06/assessment"
IN_THE_YEAR, AFTER_IT = date(2005, 11, 14), date(2006, 4, 10)


def rate(team: Team, part: str, step: str, who: str = "priya", *, framework: str = "3c", **fields: Any) -> TestResponse:
    """Somebody saves a rating; without `version` they saw the newest one."""
    version = fields.pop("version", version_of(team, f"{framework}-{part}"))
    data = {"step": step, "because": "", "version": version, **fields}
    return team.browsers[who].post(f"{HERE}/{framework}/{part}", data=data)


def rating(team: Team, criterion: str) -> Rating | None:
    with team.reading() as session:
        return session.scalars(select(Rating).where(Rating.criterion == criterion)).one_or_none()


def version_of(team: Team, criterion: str) -> int:
    found = rating(team, criterion)
    return found.version if found else 0


def add_evidence(team: Team, title: str = "Detections recovery plan", on: date | None = IN_THE_YEAR) -> int:
    """A piece of evidence that is a note; the id of its revision."""
    with db.unit_of_work(team.url) as session:
        by = factories.actor(session, team.people["priya"])
        details = evidence.Details(title, "document", "RESTRICTED", by.id, on, on)
        piece = evidence.add(session, "kent", factories.CYCLE, details, take_note("What it says."), by=by)
        return newest_revisions(session, "kent", [piece.number])[piece.number]


def cite(
    team: Team, part: str, revision: int, who: str = "priya", *, framework: str = "3c", **said: Any
) -> TestResponse:
    data = {"revision": revision, "part": "page 4", "shows": "A plan for two areas.", **said}
    return team.browsers[who].post(f"{HERE}/{framework}/{part}/cite", data=data)


def citations(team: Team) -> list[Citation]:
    with team.reading() as session:
        return list(session.scalars(select(Citation).order_by(Citation.id)))


def withdraw(team: Team, title: str, because: str = "replaced by the final paper") -> None:
    with db.unit_of_work(team.url) as session:
        piece = session.scalars(select(Evidence).where(Evidence.title == title)).one()
        by = factories.actor(session, team.people["priya"])
        evidence.withdraw(session, piece, factories.CYCLE, because, by=by)


def proposed(team: Team, framework: str = "3c") -> Proposal:
    with team.reading() as session:
        assessment = session.scalars(select(Assessment)).one()
        return proposals.proposal_of(session, factories.edition(), assessment, framework)
