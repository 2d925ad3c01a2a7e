"""Moderation carries every edition: parts that are graded, points, no direction, and frameworks without a grade.

Two forces are read by two, settled, decided, looked over, published and reported on, all over HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.assessment.workspace.asked import Asked, everything
from inspect_app.forces.models import Force
from inspect_app.grading.edition import Edition, Framework
from inspect_app.moderation.models import Judgement, QueueItem, Reading, ReadingRating
from inspect_app.moderation.what_if import changes
from tests import factories
from tests.slices.assessment.submission.test_other_editions import an_empty_assessment, edition_called
from tests.slices.moderation.reading.inspecting import checked

FORCES = ("esk", "wye")
ROLES = ("inspector", "inspector", "moderator", "national_lead")


@dataclass
class There:
    """Two forces before the inspectorate, and in whose browser each of its people is signed in."""

    url: str
    app: Flask
    edition: Edition
    people: list[Person]

    def __post_init__(self) -> None:
        self.first, self.second, self.moderator, self.lead = (
            factories.signed_in(self.app, person) for person in self.people
        )

    def asked(self, framework: Framework) -> list[Asked]:
        return everything(self.edition, framework)

    def rate(self, force: str, framework: Framework, reader: int, step: int) -> None:
        """Everything is rated the best step but so many; what is further down than the scale goes is rated worst."""
        with db.unit_of_work(self.url) as session:
            wanted = select(Reading.id).join(Entry).join(Assessment)
            wanted = wanted.where(Entry.framework == framework.id, Assessment.force_id == force)
            reading = session.scalars(wanted.where(Reading.number == reader)).one()
            for one in self.asked(framework):
                ids = one.scale.ids()
                chosen = ids[max(len(ids) - 1 - step, 0)]
                row = ReadingRating(reading_id=reading, kind="criterion" if one.kind == "part" else one.kind)
                row.asked, row.step, row.applies = one.column, chosen, True
                row.because, row.saved_at = "As seen.", clock.now().replace(tzinfo=None)
                session.add(row)


@pytest.fixture(params=["policing_pledge_2009", "harbour_safety_9"])
def there(request: pytest.FixtureRequest, tmp_path: Path, checkout: Path) -> Iterator[There]:
    edition = edition_called(request.param, checkout)
    url = factories.empty_database(tmp_path)
    with db.unit_of_work(url) as session:
        first = an_empty_assessment(session, edition)
        session.add(Force(id="wye", name="Wye Police"))
        session.flush()
        second = Assessment(force_id="wye", cycle_id="2009", edition=edition.id, edition_digest=edition.digest)
        second.coding_note, second.marking = "", "OFFICIAL"
        session.add(second)
        session.flush()
        session.add_all(
            Entry(assessment_id=second.id, framework=f.id, place=place) for place, f in enumerate(edition.frameworks)
        )
        session.flush()
        people = [factories.person(session, f"Person {place}", role) for place, role in enumerate(ROLES)]
        session.execute(update(Assessment).values(state="with_inspectorate"))
        session.execute(update(Entry).values(state="submitted"))
        for entry in session.scalars(select(Entry)).all():
            for number in (1, 2):
                row = Reading(entry_id=entry.id, number=number, reader_id=people[number - 1].id)
                row.named_by, row.named_at = people[3].id, clock.now().replace(tzinfo=None)
                session.add(row)
        assert first.edition == edition.id
    app = factories.application_of_its_own(url, tmp_path)
    app.extensions["editions"][edition.id] = edition
    yield There(url, app, edition, people)


def seen(client: FlaskClient, *addresses: str) -> str:
    """Opens pages and files; the text of the last, which must be a page."""
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses), addresses
    return answers[-1].text


def moved(answer: TestResponse) -> None:
    assert answer.status_code == 302, answer.text


def read(there: There, force: str, framework: Framework) -> None:
    """Both read it: the second reader one step lower on everything in the first force, in the other the same."""
    address = f"/forces/{force}/2009/reading/{framework.id}"
    for client, number in ((there.first, 1), (there.second, 2)):
        seen(client, f"/forces/{force}/2009/reading", address)
        moved(client.post(f"{address}/begin"))
        for one in there.asked(framework)[:2]:
            seen(client, f"{address}/{one.last}")
        there.rate(force, framework, number, number if force == "esk" else 1)
        page = seen(client, address, f"{address}/finish")
        grades, ways = there.edition.scales.outcomes.grades.ids(), there.edition.scales.directions.ids()
        data: dict[str, Any] = {"because": "As I see it."}
        if 'name="grade"' in page:
            data["grade"] = checked(page, "grade") or grades[0]
        if 'name="direction"' in page:
            data["direction"] = checked(page, "direction") or ways[0]
        moved(client.post(f"{address}/finish", data=data))


def settle(there: There, force: str, framework: Framework) -> None:
    record = f"/forces/{force}/2009/discrepancies/{framework.id}"
    seen(there.first, record)
    for one in there.asked(framework):
        if force == "esk" and len(one.scale.ids()) > 2:
            given = {"taken": "first", "because": "The papers say so.", "version": 0}
            moved(there.first.post(f"{record}/{one.last}", data=given))
    seen(there.first, record)


def decide(there: There, force: str, framework: Framework) -> None:
    """Confirms where the method proposes something, and decides otherwise."""
    address = f"/board/2009/{framework.id}/{force}"
    page = seen(there.moderator, address)
    shown = page.partition('name="shown"')[2].partition('value="')[2].partition('"')[0]
    steps, grades = there.edition.scales.directions.ids(), there.edition.scales.outcomes.grades.ids()
    data = {"shown": shown, "direction": steps[0] if steps else ""}
    if f'action="{address}/confirm"' not in page:
        seen(there.moderator, f"{address}/change")
        data |= {"grade": grades[0], "because": "The facts leave it open."}
        moved(there.moderator.post(f"{address}/change", data=data))
    else:
        moved(there.moderator.post(f"{address}/confirm", data=data))
    seen(there.moderator, address)


def test_an_edition_goes_from_reading_to_the_national_report(there: There) -> None:
    edition, frameworks = there.edition, there.edition.frameworks
    seen(there.lead, "/", "/cycles/2009/plan", *(f"/forces/{force}/2009/plan" for force in FORCES))
    for force in FORCES:
        for framework in frameworks:
            read(there, force, framework)
            settle(there, force, framework)
            decide(there, force, framework)
    with db.reading(there.url) as session:
        assert set(session.scalars(select(Entry.state))) == {"judged"}
    board = seen(there.moderator, "/board/2009?mark=direction", "/board/2009?mark=change", "/board/2009")
    assert all(framework.code in board for framework in frameworks)
    assert ("No grade is given" in board) == any(not f.criteria and not f.parts for f in frameworks)
    seen(there.moderator, *(f"/board/2009/{framework.id}" for framework in frameworks), "/board/2009.csv")
    moved(there.moderator.post("/queue/2009"))
    with db.reading(there.url) as session:
        items = [item.id for item in session.scalars(select(QueueItem))]
    seen(there.moderator, "/queue/2009", *(f"/queue/2009/{item}" for item in items))
    seen(there.lead, "/agreement/2009", *(f"/what-if/2009?kind={kind}" for kind in changes.kinds(edition)))
    for parameter in edition.method.parameters:
        answer = there.moderator.get(f"/what-if/2009?kind=parameter&parameter={parameter.name}&value=66%25")
        assert answer.status_code in (200, 400)
        assert "Internal" not in answer.text
    with db.unit_of_work(there.url) as session:
        session.execute(update(Assessment).values(state="published"))
        session.execute(update(Judgement).values(published_on="2010-01-15"))
    report = seen(there.lead, "/cycles/2009/report.pdf", "/cycles/2009/report.csv", "/cycles/2009/report")
    for word in ("Poor", "Baseline", "Fair"):
        assert word in {grade.label for grade in edition.scales.outcomes.grades.steps} or word not in report
    seen(there.lead, *(f"/forces/{force}/2009/report" for force in FORCES), "/board/2009")
