"""Finishing works for every edition: graded by parts, with points, without a direction, or without grades."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.assessment.submission.addresses import Addresses
from inspect_app.assessment.submission.attention import before_signing
from inspect_app.assessment.submission.by_grade import rows
from inspect_app.assessment.submission.changes import between
from inspect_app.assessment.submission.completeness import advisable, stopping
from inspect_app.assessment.submission.content import canonical, content_of
from inspect_app.assessment.submission.whole import whole
from inspect_app.catalogue import editions
from inspect_app.forces.models import Cycle, Force
from inspect_app.grading.edition import Edition
from tests import factories

HERE = Addresses("esk", "2009")


def edition_called(name: str, checkout: Path) -> Edition:
    if name == "harbour_safety_9":
        folder = checkout / "tests" / "data" / "editions"
        return editions.load(name, editions.Folders(folder / "frameworks", folder / "grading_criteria"))
    return editions.load(name)


def an_empty_assessment(session: Session, edition: Edition) -> Assessment:
    session.add(Force(id="esk", name="Esk Police"))
    session.add(
        Cycle(
            id="2009", title="A cycle", edition=edition.id, edition_digest=edition.digest, published=None, forces=43,
            assessed_from=date(2009, 1, 1), assessed_to=date(2009, 12, 31),
        )
    )  # fmt: skip
    session.flush()
    made = Assessment(
        force_id="esk", cycle_id="2009", edition=edition.id, edition_digest=edition.digest, coding_note="",
        marking="OFFICIAL",
    )  # fmt: skip
    session.add(made)
    session.flush()
    for place, framework in enumerate(edition.frameworks):
        session.add(Entry(assessment_id=made.id, framework=framework.id, place=place))
    session.flush()
    return made


@pytest.mark.parametrize("name", ["baseline_2006", "policing_pledge_2009", "harbour_safety_9"])
def test_an_empty_assessment_of_any_edition_says_what_is_missing(name: str, tmp_path: Path, checkout: Path) -> None:
    edition = edition_called(name, checkout)
    with db.unit_of_work(factories.empty_database(tmp_path)) as session:
        now = whole(session, edition, an_empty_assessment(session, edition), full=True)
        stops = {group.framework for group in stopping(now, HERE)}
        assert stops == {framework.id for framework in edition.frameworks}
        assert [row.outcome for row in rows(now, HERE)][: len(edition.scales.outcomes.grades.steps)] == list(
            reversed(edition.scales.outcomes.grades.ids())
        )
        assert len(before_signing(now, HERE)) <= 7
        assert {kind.kind for kind in advisable(now, HERE)} == {"text"}
        content = content_of(now)
        assert canonical(content) == canonical(content_of(now))
        assert between(edition, content, content) == ()
