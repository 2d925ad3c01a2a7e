"""The discrepancy record: what differs, what decides the grade, how it is settled, and what follows when all is."""

from __future__ import annotations

from itertools import product
from typing import Any

from sqlalchemy import select

from inspect_app import db
from inspect_app.grading.engine import prepare
from inspect_app.grading.facts import Facts
from inspect_app.mail.models import Message
from inspect_app.moderation import cases
from inspect_app.moderation.discrepancies.deciding import deciding
from inspect_app.moderation.models import ReadingRating
from inspect_app.moderation.reading.as_read import Difference
from tests import factories
from tests.slices.moderation.reading.inspecting import FORCE, Inspecting, asked_in

RECORD = f"{FORCE}/discrepancies/3c"


def settle(kent: Inspecting, part: str, taken: str = "first", who: str = "first", **fields: Any) -> Any:
    data = {"taken": taken, "because": "The minutes show it.", "version": 0, **fields}
    return kent.client(who).post(f"{RECORD}/{part}", data=data)


def other_step(kent: Inspecting, part: str) -> str:
    """A step that the force did not choose."""
    asked = next(one for one in asked_in("3c") if one.last == part)
    first = kent.ratings("first")[asked.column].step
    return next(step for step in asked.scale.ids() if step != first)


def two_readings(kent: Inspecting, *parts: str) -> None:
    """Both have finished, and differ on these."""
    kent.name("first", 1)
    kent.name("second", 2)
    kent.begin("first")
    kent.begin("second")
    kent.rate_all("first", because="As the first reader saw it.")
    kent.rate_all("second", **{part: other_step(kent, part) for part in parts})
    kent.finish("first", because="As I see it.")
    kent.finish("second", because="As I see it.")


def test_two_who_agree_on_everything_have_nothing_to_settle(kent: Inspecting) -> None:
    two_readings(kent)
    assert kent.entry().state == "to_moderate"
    page = kent.client("first").get(RECORD).text
    assert "You agree on everything. Nothing to settle." in page
    assert "Agreement beyond chance" in page


def test_the_record_does_not_exist_before_both_have_finished(kent: Inspecting) -> None:
    kent.name("first", 1)
    kent.name("second", 2)
    kent.begin("first")
    kent.rate_all("first")
    kent.finish("first", because="As I see it.")
    for who in ("first", "second", "moderator", "lead"):
        assert kent.client(who).get(RECORD).status_code == 404
    assert settle(kent, "f2").status_code == 403


def test_differences_wait_to_be_settled_and_then_make_the_case(kent: Inspecting) -> None:
    two_readings(kent, "f2", "g1")
    assert (kent.entry().state, kent.case()) == ("second_reading", None)
    page = kent.client("first").get(RECORD).text
    assert f"You agree on {len(asked_in('3c')) - 2} of {len(asked_in('3c'))}" in page
    assert settle(kent, "f2").status_code == 302
    assert kent.case() is None
    assert "One difference left to settle." in kent.client("second").get(RECORD).text
    assert settle(kent, "g1", "second", who="second").status_code == 302
    case = kent.case()
    assert case is not None
    facts = cases.from_text(case.facts)
    assert facts.ratings["3c-f2"] == kent.ratings("first")["3c-f2"].step
    assert facts.ratings["3c-g1"] == kent.ratings("second")["3c-g1"].step
    assert kent.entry().state == "to_moderate"
    assert (case.first_grade, case.second_grade) == (kent.reading("first").grade, kent.reading("second").grade)


def test_a_third_rating_can_be_settled_on(kent: Inspecting) -> None:
    two_readings(kent, "f2")
    taken = {kent.ratings(who)["3c-f2"].step for who in ("first", "second")}
    third = next(step for step in factories.edition().scales.ratings.ids() if step not in taken)
    assert "Choose the rating that counts" in settle(kent, "f2", "another").text
    assert settle(kent, "f2", "another", step=third).status_code == 302
    case = kent.case()
    assert case is not None
    assert cases.from_text(case.facts).ratings["3c-f2"] == third


def test_settling_needs_a_reason_and_a_choice(kent: Inspecting) -> None:
    two_readings(kent, "f2")
    assert "Say why. The moderator reads it" in settle(kent, "f2", because=" ").text
    assert "Choose which rating counts" in settle(kent, "f2", taken="").text
    assert kent.case() is None


def test_nobody_settles_for_the_two_readers(kent: Inspecting) -> None:
    two_readings(kent, "f2")
    answer = settle(kent, "f2", who="third")
    assert answer.status_code == 403
    assert "Only the two readers settle" in answer.text
    assert settle(kent, "f2", who="moderator").status_code == 403


def test_what_the_other_reader_settled_meanwhile_is_not_written_over(kent: Inspecting) -> None:
    two_readings(kent, "f2", "g1")
    settle(kent, "f2")
    answer = settle(kent, "f2", "second", who="second")
    assert answer.status_code == 409
    assert "The other reader settled this while you were writing" in answer.text
    assert settle(kent, "f2", "second", who="second", version=1).status_code == 302


def test_nothing_is_settled_once_it_is_with_the_moderator(kent: Inspecting) -> None:
    two_readings(kent, "f2")
    settle(kent, "f2")
    answer = settle(kent, "f2", "second", version=1)
    assert answer.status_code == 403
    page = kent.client("moderator").get(RECORD).text
    assert "nothing can be settled any more" in page
    assert "As the first reader saw it." in page


def test_both_readers_hear_when_there_is_something_to_settle(kent: Inspecting) -> None:
    two_readings(kent, "f2")
    with db.reading(kent.url) as session:
        letters = session.scalars(select(Message).where(Message.subject.startswith("To settle"))).all()
    assert [letter.to for letter in letters] == [kent.people["first"].email]


def test_what_decides_is_what_the_engine_says_when_everything_is_tried() -> None:
    edition = factories.edition()
    asked = [one for one in asked_in("3c") if one.kind in ("criterion", "factor")]
    said = {one.column: ReadingRating(kind=one.kind, asked=one.column, step=one.scale.ids()[-1]) for one in asked}
    wanted = ("f2", "f4", "g1", "g2", "g3", "g9")
    found = [
        Difference(one, said[one.column], ReadingRating(kind=one.kind, asked=one.column, step=one.scale.ids()[0]))
        for one in asked
        if one.last in wanted
    ]
    names = [one.asked.id for one in found]
    base = Facts(edition=edition.id, framework="3c")
    agreed = [row for name, row in said.items() if name not in names]
    grader = prepare(edition, "3c")
    fixed = {row.asked: row.step for row in agreed if row.kind == "criterion"}
    factors = {row.asked: row.step for row in agreed if row.kind == "factor"}
    outcomes = {}
    for way in product((True, False), repeat=len(names)):
        steps = {n: (d.first if take else d.second).step for n, d, take in zip(names, found, way, strict=True)}
        outcomes[way] = grader.decide({**fixed, **steps}, factors).floor
    expected = {
        name
        for i, name in enumerate(names)
        if any(outcomes[w] != outcomes[(*w[:i], not w[i], *w[i + 1 :])] for w in outcomes)
    }
    assert deciding(edition, base, agreed, found) == expected
    assert expected


def test_more_differences_than_can_be_tried_miss_none_that_decides() -> None:
    edition = factories.edition()
    asked = [one for one in asked_in("3c") if one.kind == "criterion"]
    found = [
        Difference(
            one,
            ReadingRating(kind="criterion", asked=one.column, step=one.scale.ids()[-1]),
            ReadingRating(kind="criterion", asked=one.column, step=one.scale.ids()[0]),
        )
        for one in asked
    ]
    base = Facts(edition=edition.id, framework="3c")
    assert len(found) > 12
    assert deciding(edition, base, [], found) == {one.asked.column for one in found}


def test_the_national_lead_sees_how_far_readers_agree(kent: Inspecting) -> None:
    two_readings(kent, "f2")
    page = kent.client("lead").get("/agreement/2005-06")
    assert page.status_code == 200
    assert "Iris Vale" in page.text
    assert kent.client("first").get("/agreement/2005-06").status_code == 404
    assert kent.client("lead").get("/agreement/1999-00").status_code == 404


def test_readings_that_are_not_over_count_for_nothing(kent: Inspecting) -> None:
    kent.name("first", 1)
    kent.name("second", 2)
    kent.begin("first")
    kent.rate_all("first")
    kent.finish("first", because="As I see it.")
    assert "No two readers" in kent.client("lead").get("/agreement/2005-06").text


def test_the_page_of_agreement_asks_the_same_however_many_readings(kent: Inspecting) -> None:
    client = kent.client("lead")
    client.get("/agreement/2005-06")
    with factories.counted(kent.url) as none:
        client.get("/agreement/2005-06")
    two_readings(kent, "f2")
    with factories.counted(kent.url) as some:
        client.get("/agreement/2005-06")
    assert len(some) == len(none)
