"""Good practice is checked before it is chosen, up to three are chosen in their order, and those are printed."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.assessment import operations as work
from inspect_app.assessment.models import Finding
from tests.slices.moderation import judging
from tests.slices.moderation.judging import ROOT, Judging, at

PRACTICE = f"{ROOT}/good-practice"
FOUND = {"evaluated": "yes", "transferable": "partly", "note": "Two forces have asked for it.", "version": "0"}


@pytest.fixture
def offering(tmp_path: Path) -> Judging:
    made = judging.judged(tmp_path)
    with db.unit_of_work(made.url) as session:
        for framework in ("3c", "4a", "6d", "7b"):
            here = at(session, framework)
            words = {"title": f"Practice of {here.code}", "text": "It was tried, and it worked."}
            work.add_finding(session, here.edition, here.entry, kind="good_practice", bears_on=(), **words)
    return made


def offers(made: Judging) -> list[int]:
    with db.reading(made.url) as session:
        return list(session.scalars(select(Finding.id).where(Finding.kind == "good_practice").order_by(Finding.id)))


def test_what_is_checked_can_be_chosen_in_order_and_is_printed(offering: Judging) -> None:
    client, (first, second, *_) = offering.client("inspector"), offers(offering)
    unchecked = client.post(PRACTICE, data={"first": str(first)})
    assert unchecked.status_code == 400
    for one in (first, second):
        assert client.post(f"{PRACTICE}/{one}", data=FOUND).status_code == 302
    assert client.post(PRACTICE, data={"first": str(second), "second": str(first)}).status_code == 302
    said = json.loads(client.get(f"{ROOT}/report.json").data)
    printed = {one["id"]: [p["title"] for p in one["good_practice"]] for one in said["frameworks"]}
    assert (printed["3c"][-1], printed["4a"][-1]) == ("Practice of 3C", "Practice of 4A")
    assert "Practice of 7B" not in printed["7b"]


def test_the_same_cannot_be_chosen_twice(offering: Judging) -> None:
    client, (first, *_) = offering.client("moderator"), offers(offering)
    client.post(f"{PRACTICE}/{first}", data=FOUND)
    twice = client.post(PRACTICE, data={"first": str(first), "second": str(first)})
    assert (twice.status_code, "You chose the same one twice" in twice.text) == (400, True)


def test_whoever_saves_second_reads_the_first_and_loses_no_words(offering: Judging) -> None:
    first = offers(offering)[0]
    offering.client("inspector").post(f"{PRACTICE}/{first}", data=FOUND)
    later = offering.client("moderator").post(f"{PRACTICE}/{first}", data=FOUND | {"note": "Nobody asked."})
    assert later.status_code == 409
    assert "Two forces have asked for it." in later.text
    assert "Nobody asked." in later.text


def test_only_inspectors_and_moderators_check(offering: Judging) -> None:
    first = offers(offering)[0]
    assert offering.client("lead").post(f"{PRACTICE}/{first}", data=FOUND).status_code == 403
    assert offering.client("assessor").get(PRACTICE).status_code == 404
    assert offering.client("inspector").post(f"{PRACTICE}/{first}", data={"note": ""}).status_code == 400
