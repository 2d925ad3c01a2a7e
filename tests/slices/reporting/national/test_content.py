"""The national report counts published judgements and nothing else, and says who is missing and who is made up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.catalogue import editions
from inspect_app.moderation.models import Judgement
from inspect_app.promises import NotFound
from inspect_app.reporting.national.content import NationalReport
from inspect_app.reporting.national.making import national_report
from inspect_app.reporting.national.nation import ForceTold, Nation, Told
from inspect_app.reporting.national.printed import NothingPublished, national_report_pdf
from inspect_app.reporting.national.queries import nation as read
from tests import factories
from tests.slices.reporting.national import conftest

PUBLISHED = 43 - 3
"""Three forces of the nation still check their facts."""


def told(force: str, framework: str, grade: str, last: str | None = None) -> Told:
    return Told(force, framework, grade, "stable", "2006-10-26", last)


def small(*judgements: Told, forces: tuple[ForceTold, ...] = ()) -> NationalReport:
    known = forces or tuple(
        ForceTold(name, name.title(), False, "OFFICIAL", 1, 1) for name in dict.fromkeys(j.force for j in judgements)
    )
    dates = ("2005-04-01", "2006-03-31")
    edition = factories.edition()
    made = Nation("2005-06", "A cycle", edition.id, edition.digest, dates, "", len(known), known, judgements)
    return national_report(edition, made)


def test_every_published_judgement_is_counted_and_no_other(made: conftest.Nation, report: NationalReport) -> None:
    with db.reading(made.url) as session:
        rows = session.execute(
            select(Entry.framework, Judgement.grade)
            .join(Entry, Entry.id == Judgement.entry_id)
            .join(Assessment)
            .where(Assessment.cycle_id == conftest.CYCLE, Judgement.published_on.is_not(None))
        ).all()
    assert len(report.judged) == len(rows) == 23 * PUBLISHED
    for one in report.frameworks:
        assert Counter(dict(one.counts)) == Counter(grade for framework, grade in rows if framework == one.id)


def test_forces_that_are_not_published_are_named_as_missing(report: NationalReport) -> None:
    said = "Simulated force 07, Simulated force 19 and Simulated force 33 are not published yet, and not counted."
    assert report.missing == said
    assert len(report.forces) == PUBLISHED


def test_simulated_forces_are_said_to_be_simulated(report: NationalReport) -> None:
    assert report.simulated.startswith("39 of the 40 forces in this report are simulated")
    assert report.status == "39 of 40 forces simulated"


def test_a_nation_without_simulated_forces_says_nothing_of_them() -> None:
    one = small(told("esk", "3c", "good"))
    assert (one.simulated, one.status) == ("", "")


def test_movement_counts_only_what_can_be_compared() -> None:
    one = small(
        told("esk", "3c", "good", "fair"), told("tyne", "3c", "fair", "good"), told("wear", "3c", "fair"),
    )  # fmt: skip
    moved = next(f for f in one.frameworks if f.id == "3c").moved
    assert (moved.higher, moved.same, moved.lower, moved.not_compared) == (1, 0, 1, 1)


def test_what_one_force_alone_needs_to_improve_is_not_common(report: NationalReport) -> None:
    assert report.common
    assert all(common.forces >= 2 for one in report.frameworks for common in one.common)
    numbers = [common.forces for common in report.common]
    assert numbers == sorted(numbers, reverse=True)


def test_the_middle_grade_of_an_even_number_is_the_lower_one() -> None:
    grades = ("good", "fair", "poor", "excellent")
    one = small(*(told(f"force {place}", "3c", grade) for place, grade in enumerate(grades)))
    assert next(f for f in one.frameworks if f.id == "3c").middle == "fair"


def test_a_force_published_in_part_and_forces_not_on_record_are_said() -> None:
    part = ForceTold("esk", "Esk Police", False, "OFFICIAL", 1, 23)
    one = small(told("esk", "3c", "good"), forces=(part,))
    assert one.missing == "Of Esk Police only a part is published, and only that part is counted."
    more = national_report(factories.edition(), replace(one.nation, expected=43))
    assert more.missing.endswith("42 of 43 forces are not on record here.")


def test_a_cycle_without_a_published_judgement_has_no_document(made: conftest.Nation) -> None:
    with db.reading(made.url) as session:
        empty = national_report(factories.edition(), read(session, conftest.UNDER_WAY))
    assert empty.lead == ("No judgement of this cycle is published yet.",)
    with pytest.raises(NothingPublished):
        national_report_pdf(empty)


def test_a_cycle_that_there_is_not_is_not_found(made: conftest.Nation) -> None:
    with db.reading(made.url) as session, pytest.raises(NotFound):
        read(session, "1999-00")


def test_reading_the_nation_takes_as_many_statements_as_reading_half_of_it(made: conftest.Nation) -> None:
    asked = []
    for cycle in (conftest.CYCLE, conftest.UNDER_WAY):
        with factories.counted(made.url) as statements, db.reading(made.url) as session:
            read(session, cycle)
        asked.append(len(statements))
    assert asked == [7, 7]


@pytest.mark.parametrize("name", ["policing_pledge_2009", "harbour_safety_9"])
def test_any_edition_has_a_national_report(name: str, checkout: Path) -> None:
    folder = checkout / "tests" / "data" / "editions"
    where = (
        None if name.startswith("policing") else editions.Folders(folder / "frameworks", folder / "grading_criteria")
    )
    edition = editions.load(name, where)
    grades = edition.scales.outcomes.grades.ids()
    framework = edition.frameworks[0].id
    judgements = tuple(Told(f"f{place}", framework, grade, "", "2009-11", None) for place, grade in enumerate(grades))
    forces = tuple(ForceTold(j.force, j.force, False, "OFFICIAL", 1, 1) for j in judgements)
    one = Nation("2009", "A cycle", edition.id, edition.digest, ("2009-01-01", "2009-12-31"), "", 9, forces, judgements)
    made = national_report(edition, one)
    assert made.lead[0].startswith(f"{len(grades)} judgements of ")
    assert national_report_pdf(made).startswith(b"%PDF")
