"""The workspace carries every edition: parts that are graded, points, no direction, and frameworks without a grade."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from inspect_app import db
from inspect_app.grading.edition import Edition
from tests import factories
from tests.slices.assessment.submission.test_other_editions import an_empty_assessment, edition_called

ROOT = "/forces/esk/2009/assessment"


@pytest.fixture(params=["policing_pledge_2009", "harbour_safety_9"])
def edition(request: pytest.FixtureRequest, checkout: Path) -> Edition:
    return edition_called(request.param, checkout)


@pytest.fixture
def client(edition: Edition, tmp_path: Path) -> Iterator[FlaskClient]:
    url = factories.empty_database(tmp_path)
    with db.unit_of_work(url) as session:
        an_empty_assessment(session, edition)
        somebody = factories.person(session, "Ewan Bray", ("assessor", "esk"))
    app = factories.application_of_its_own(url, tmp_path)
    app.extensions["editions"][edition.id] = edition
    yield factories.signed_in(app, somebody)


def test_every_page_of_every_framework_is_there(client: FlaskClient, edition: Edition) -> None:
    assert client.get(ROOT).status_code == 200
    assert client.get(f"{ROOT}.xlsx").status_code == 200
    for framework in edition.frameworks:
        for page in ("", "/reasons", "?show=unrated"):
            assert client.get(f"{ROOT}/{framework.id}{page}").status_code == 200
        for criterion in framework.criteria:
            page = client.get(f"{ROOT}/{framework.id}/{criterion.number.lower()}")
            assert page.status_code in (200, 404)
            assert client.get(f"{ROOT}/{framework.id}/{criterion.id}").status_code == 200


def test_rating_everything_the_best_settles_the_best_grade(client: FlaskClient, edition: Edition) -> None:
    for framework in edition.frameworks:
        for asked, best in _best(edition, framework):
            answer = client.post(f"{ROOT}/{framework.id}/{asked}", data={"step": best, "version": 0})
            assert answer.status_code == 302
        rule = edition.grading_rule(framework)
        if hasattr(rule, "rungs"):
            page = client.get(f"{ROOT}/{framework.id}").text
            label = edition.scales.outcomes.grades.steps[-1].label
            assert f'<p class="panel-says">{label}</p>' in page


def _best(edition: Edition, framework: Any) -> list[tuple[str, str]]:
    rule = edition.grading_rule(framework)
    if getattr(rule, "of", "") == "parts":
        return [(part.id, edition.scales.outcomes.grades.ids()[-1]) for part in framework.parts if part.graded]
    return [(criterion.id, edition.scales.ratings.ids()[-1]) for criterion in framework.criteria]
