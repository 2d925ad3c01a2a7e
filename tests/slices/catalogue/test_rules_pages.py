"""The pages of the rules: open to everybody, true to the edition, and complete for three editions that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.catalogue import comparison, editions, examples, queries, trying
from inspect_app.catalogue.editions import Folders
from inspect_app.grading.edition import Edition
from inspect_app.grading.engine import propose
from tests import factories

ELSEWHERE = Path(__file__).resolve().parents[2] / "data" / "editions"
HARBOUR = Folders(ELSEWHERE / "frameworks", ELSEWHERE / "grading_criteria")
IDS = ("baseline_2006", "policing_pledge_2009", "harbour_safety_9")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("rules")
    made = factories.application(factories.empty_database(folder), folder)
    harbour = editions.load("harbour_safety_9", HARBOUR)
    made.extensions["editions"] = {**made.extensions["editions"], harbour.id: harbour}
    made.extensions["worked_examples"] = {harbour.id: examples.load(harbour, HARBOUR)}
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def known(app: Flask) -> Iterator[dict[str, Edition]]:
    with app.app_context():
        yield dict(queries.editions())


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_the_list_names_every_edition_to_somebody_who_is_not_signed_in(client: FlaskClient) -> None:
    said = text(client, "/rules")
    for title in ("Baseline assessment 2006", "Delivering the Policing Pledge 2009", "Harbour safety review"):
        assert title in said


@pytest.mark.parametrize("edition_id", IDS)
def test_the_rungs_stand_from_the_top_with_every_outcome(
    client: FlaskClient, known: dict[str, Edition], edition_id: str
) -> None:
    edition = known[edition_id]
    html = client.get(f"/rules/{edition_id}").text
    headings = re.findall(r'<span class="word">([^<]+)', html)
    labels = edition.scales.outcomes.labels
    expected = [labels[o] for o in reversed(edition.scales.outcomes.order)]
    assert [h.lower() for h in headings] == [e.lower() for e in expected]
    assert "It proposes. A person decides." in html
    assert all(f"/rules/{edition_id}/{f.id}" in html for f in edition.frameworks)


@pytest.mark.parametrize("edition_id", IDS)
def test_every_framework_shows_every_criterion_with_its_guidance(
    client: FlaskClient, known: dict[str, Edition], edition_id: str
) -> None:
    for framework in known[edition_id].frameworks:
        html = client.get(f"/rules/{edition_id}/{framework.id}").text
        assert html.count('class="criterion-code"') == len(framework.criteria)
        assert html.count("What good evidence looks like") == sum(bool(c.guidance) for c in framework.criteria)
        assert "**" not in html
        assert "None" not in re.sub(r"<[^>]+>", "", html)


def test_values_are_told_with_their_other_readings(client: FlaskClient) -> None:
    said = text(client, "/rules/baseline_2006")
    assert "Vast majority At least 80%." in said
    assert "at least 75%, at least 90% or all but one" in said
    assert "have not survived" in said


def test_a_term_of_the_method_is_explained_once_where_it_stands(client: FlaskClient) -> None:
    html = client.get("/rules/baseline_2006").text
    assert html.count('class="term"') == 3
    assert html.count('id="term-dominant"') == 1


@pytest.mark.parametrize("edition_id", IDS)
def test_every_worked_example_shows_what_the_engine_says(
    client: FlaskClient, known: dict[str, Edition], app: Flask, edition_id: str
) -> None:
    edition = known[edition_id]
    with app.app_context():
        found = queries.worked_examples(edition)
    assert found
    for number, example in enumerate(found, 1):
        said = text(client, f"/rules/{edition_id}/examples/{number}")
        grade = propose(trying.edition_for(edition, example), example.facts).grade
        assert example.name in said
        if grade is not None:
            assert edition.scales.outcomes.labels[grade] in said
    text(client, f"/rules/{edition_id}/examples/{len(found) + 1}", 404)
    text(client, f"/rules/{edition_id}/examples/0", 404)


def test_trying_answers_as_the_engine_does_and_keeps_the_choice_in_the_address(
    client: FlaskClient, known: dict[str, Edition]
) -> None:
    edition = known["baseline_2006"]
    framework = edition.framework["3c"]
    best = trying.all_at(edition, framework, best=True)
    html = client.get("/rules/baseline_2006/3c/try", query_string=best).text
    assert '<p class="panel-says">Excellent</p>' in html
    lower = {**best, "3c-f1": "not_met"}
    html = client.get("/rules/baseline_2006/3c/try", query_string=lower).text
    assert propose(edition, trying.facts_of(edition, framework, lower)).grade != "excellent"
    assert '<p class="panel-says">Excellent</p>' not in html
    assert re.search(r'id="3c-f1".*?value="not_met" selected', html, re.S)


@pytest.mark.parametrize("edition_id", IDS)
def test_every_framework_that_has_a_rule_can_be_tried_at_its_best_and_worst(
    client: FlaskClient, known: dict[str, Edition], edition_id: str
) -> None:
    edition = known[edition_id]
    for framework in edition.frameworks:
        address = f"/rules/{edition_id}/{framework.id}/try"
        if not trying.can_be_tried(edition, framework):
            text(client, address, 404)
            continue
        for best in (True, False):
            chosen = trying.all_at(edition, framework, best=best)
            assert client.get(address, query_string=chosen).status_code == 200


def test_not_applicable_is_not_offered_where_the_edition_refuses_it(
    client: FlaskClient, known: dict[str, Edition]
) -> None:
    edition = known["baseline_2006"]
    none = edition.scales.not_applicable
    assert none is not None
    framework = next(f for f in edition.frameworks if any(c.dominant and not c.may_not_apply for c in f.criteria))
    dominant = next(c for c in framework.criteria if c.dominant and not c.may_not_apply)
    html = client.get(f"/rules/{edition.id}/{framework.id}/try").text
    chosen = re.search(rf'<select[^>]*id="{dominant.id}".*?</select>', html, re.S)
    assert chosen is not None
    assert none.label not in chosen[0]
    said = text(client, f"/rules/{edition.id}/{framework.id}/try?{dominant.id}={none.id}", 400)
    assert "does not offer" in said


@pytest.mark.parametrize("bad", ["3c-f1=splendid", "3c-f1=%7F", "beacon=perhaps"])
def test_a_step_that_the_edition_does_not_have_gets_a_sentence(client: FlaskClient, bad: str) -> None:
    assert "does not offer" in text(client, f"/rules/baseline_2006/3c/try?{bad}", 400)


def test_an_edition_compared_with_another_says_what_was_added_and_dropped(client: FlaskClient) -> None:
    said = text(client, "/rules/compare?before=policing_pledge_2009&after=baseline_2006")
    assert "Added 1A Fairness and equality in service delivery" in said
    assert "Dropped Overall Pledge points and improvement areas" in said
    assert "never on one scale" in said


def test_an_edition_compared_with_itself_differs_in_nothing(known: dict[str, Edition]) -> None:
    for edition in known.values():
        parts = comparison.compare(edition, edition)
        assert all(part.differences == () for part in parts)
        assert sum(part.same for part in parts) > len(edition.frameworks)


def test_one_changed_value_is_told_as_changed_in_rule_and_value(known: dict[str, Edition]) -> None:
    before = known["baseline_2006"]
    after = replace(before, method=before.method.with_parameters(good_most_share="2/3"))
    told = {d.name: d for part in comparison.compare(before, after) for d in part.differences}
    assert set(told) == {"Good", "Most"}
    assert (told["Most"].before, told["Most"].after) == ("More than 50%.", "More than 2/3.")


def test_an_edition_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    for address in ("/rules/nothing", "/rules/baseline_2006/9z", "/rules/nothing/3c", "/rules/nothing/examples"):
        text(client, address, 404)
    assert "no such edition" in text(client, "/rules/compare?before=nothing", 400)


def test_a_term_of_the_glossary_has_an_address_of_its_own(client: FlaskClient) -> None:
    assert client.get("/glossary").location == "/rules/baseline_2006/glossary"
    html = client.get("/rules/baseline_2006/glossary").text
    anchors = re.findall(r'<dt id="([^"]+)"', html)
    assert "dominant-criterion" in anchors
    assert len(set(anchors)) == len(anchors)
    assert "explains no words" in text(client, "/rules/policing_pledge_2009/glossary")


def test_no_page_of_the_rules_asks_the_database(app: Flask, client: FlaskClient) -> None:
    with factories.counted(app.config["DATABASE_URL"]) as asked:
        for address in ("/rules", "/rules/baseline_2006", "/rules/baseline_2006/3c", "/rules/baseline_2006/examples"):
            assert client.get(address).status_code == 200
    assert asked == []
