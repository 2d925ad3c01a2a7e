"""A moderator confirms a proposal or departs from it with a reason; nothing decided is ever written over."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from inspect_app import db
from inspect_app.moderation import cases
from inspect_app.moderation.deciding import operations, policy
from inspect_app.moderation.deciding.operations import AlreadyDecided, Wanted
from inspect_app.moderation.models import Decision, Judgement
from inspect_app.promises import BadInput, Conflict, NotAllowed
from tests import factories
from tests.slices.moderation import judging
from tests.slices.moderation.judging import Judging, at, the_case

WHY = "Two of the unmet criteria were put right in March."
BOARD = "/board/2005-06"


def address(framework: str, then: str = "") -> str:
    return f"{BOARD}/{framework}/kent{'/' if then else ''}{then}"


def decisions(made: Judging, framework: str) -> list[Decision]:
    with db.reading(made.url) as session:
        entry = factories.the_entry(session, framework).id
        return list(session.scalars(select(Decision).where(Decision.entry_id == entry).order_by(Decision.number)))


def judgement(made: Judging, framework: str) -> Judgement | None:
    with db.reading(made.url) as session:
        entry = factories.the_entry(session, framework).id
        return session.scalars(select(Judgement).where(Judgement.entry_id == entry)).one_or_none()


def wanted(made: Judging, framework: str, grade: str, **more: str) -> dict[str, str]:
    said = {"shown": made.shown(framework), "grade": grade, "direction": "stable", "because": WHY}
    return said | more


def test_a_confirmed_proposal_is_the_judgement_and_keeps_every_grade(waiting: Judging) -> None:
    client = waiting.client("moderator")
    assert "Confirm Good" in client.get(address("6d")).text
    shown = waiting.shown("6d")
    answer = client.post(
        address("6d", "confirm"), data={"shown": shown, "direction": "improved"}, follow_redirects=True
    )
    assert "6D is decided: Good." in answer.text
    (made,), judged = decisions(waiting, "6d"), judgement(waiting, "6d")
    assert (made.proposed, made.force_grade, made.grade, made.departs, made.number) == (
        "good",
        "good",
        "good",
        False,
        1,
    )
    assert judged is not None
    assert (judged.grade, judged.direction, judged.decided_by, judged.decision_id, judged.published_on) == (
        "good",
        "improved",
        "Teresa Cole",
        made.id,
        None,
    )
    assert waiting.entry_state("6d") == "judged"


def test_an_undefined_direction_is_asked_for(waiting: Judging) -> None:
    answer = waiting.client("moderator").post(address("6d", "confirm"), data={"shown": waiting.shown("6d")})
    assert answer.status_code == 400
    assert "Choose the direction of travel" in answer.text
    assert decisions(waiting, "6d") == []


def test_a_range_is_decided_by_a_person_and_never_confirmed(waiting: Judging) -> None:
    client = waiting.client("moderator")
    page = client.get(address("3c")).text
    assert "A person has to choose." in page
    refused = client.post(address("3a", "confirm"), data={"shown": waiting.shown("3a"), "direction": "stable"})
    assert refused.status_code == 403
    assert policy.LEFT_OPEN in refused.text
    client.post(address("3a", "change"), data=wanted(waiting, "3a", "fair"))
    (made,) = decisions(waiting, "3a")
    assert (made.grade, made.departs, made.because) == ("fair", False, WHY)


def test_a_departure_without_a_reason_is_refused_by_form_operation_and_table(waiting: Judging) -> None:
    client, by = waiting.client("moderator"), waiting.actor("moderator")
    answer = client.post(address("6d", "change"), data=wanted(waiting, "6d", "fair", because=" "))
    assert answer.status_code == 400
    assert "Say why. This reason will be published" in answer.text
    with db.unit_of_work(waiting.url) as session:
        here, shown = at(session, "6d"), waiting.shown("6d")
        with pytest.raises(BadInput, match="Say why"):
            operations.change(session, here, Wanted("fair", "stable", " "), by=by, shown=shown)
        made = operations.change(session, here, Wanted("fair", "stable", WHY), by=by, shown=shown)
        copy = {column.key: getattr(made, column.key) for column in Decision.__table__.columns}
        operations.reopen(session, here.entry, "To try another.", by)
    with db.reading(waiting.url) as session, pytest.raises(IntegrityError, match="departure_has_its_reason"):
        session.add(Decision(**copy | {"id": None, "number": 2, "because": None}))
        session.flush()


def test_a_departure_is_kept_with_its_reason(waiting: Judging) -> None:
    waiting.client("moderator").post(address("6d", "change"), data=wanted(waiting, "6d", "fair"))
    (made,), judged = decisions(waiting, "6d"), judgement(waiting, "6d")
    assert judged is not None
    assert (made.departs, made.needs_agreement, judged.grade, judged.reason) == (True, False, "fair", WHY)
    assert "not as proposed" in waiting.client("inspector").get(address("6d")).text


def test_nobody_decides_what_they_read(waiting: Judging) -> None:
    client = waiting.client("read_it")
    sentence = "You read 3C for Kent, so you cannot decide it."
    assert sentence in client.get(address("3c")).text
    assert sentence in client.get(address("3c", "change")).text
    assert client.post(address("3c", "change"), data=wanted(waiting, "3c", "fair")).status_code == 403
    assert decisions(waiting, "3c") == []


def test_a_home_force_is_neither_shown_nor_decided(waiting: Judging) -> None:
    client = waiting.client("at_home")
    assert client.get(address("6d")).status_code == 404
    assert client.post(address("6d", "confirm"), data={"shown": waiting.shown("6d")}).status_code == 404
    by, shown = waiting.actor("at_home"), waiting.shown("6d")
    home = pytest.raises(NotAllowed, match="Kent is one of your home forces")
    with db.unit_of_work(waiting.url) as session, home:
        operations.confirm(session, at(session, "6d"), by=by, shown=shown)


@pytest.mark.parametrize("role", ["inspector", "lead"])
def test_only_a_moderator_decides(waiting: Judging, role: str) -> None:
    client = waiting.client(role)
    assert "Confirm Good" not in client.get(address("6d")).text
    assert client.post(address("6d", "confirm"), data={"shown": waiting.shown("6d")}).status_code == 403


@pytest.mark.parametrize("role", ["assessor", "officer", "viewer"])
def test_nobody_of_a_force_sees_what_is_decided(judged: Judging, role: str) -> None:
    assert judged.client(role).get(address("6d")).status_code == 404


def test_a_second_decision_is_refused_with_both_on_the_page(waiting: Judging) -> None:
    first, second = waiting.client("moderator"), waiting.client("second")
    later = wanted(waiting, "6d", "excellent", because="The evaluation is outstanding.")
    first.post(address("6d", "change"), data=wanted(waiting, "6d", "fair"))
    answer = second.post(address("6d", "change"), data=later)
    assert answer.status_code == 409
    for said in ("Teresa Cole decided this", WHY, "The evaluation is outstanding.", "Yours was not saved"):
        assert said in answer.text
    assert "A decided grade changes only after it is reopened" in answer.text
    assert len(decisions(waiting, "6d")) == 1
    assert second.get(address("6d", "change")).status_code == 403


def test_facts_that_changed_meanwhile_are_read_again_first(waiting: Judging) -> None:
    shown = waiting.shown("6d")
    with db.unit_of_work(waiting.url) as session:
        the_case(session, "6d").digest = "another"
    answer = waiting.client("moderator").post(address("6d", "confirm"), data={"shown": shown, "direction": "stable"})
    assert answer.status_code == 409
    assert "The facts changed" in answer.text
    assert decisions(waiting, "6d") == []


def departed(made: Judging) -> None:
    """1D departs from a grade that a limit holds."""
    data = wanted(made, "1d", "fair", direction="not_graded", ask=str(made.people["second"].id))
    answer = made.client("moderator").post(address("1d", "change"), data=data, follow_redirects=True)
    assert "waits for a second person to agree" in answer.text


def test_a_departure_from_a_limit_waits_for_a_second_person(waiting: Judging) -> None:
    departed(waiting)
    assert judgement(waiting, "1d") is None
    assert waiting.entry_state("1d") == "to_moderate"
    refused = waiting.client("moderator").post(address("1d", "agree"))
    assert (refused.status_code, "somebody else has to agree" in refused.text) == (403, True)
    waiting.client("second").post(address("1d", "agree"))
    (made,), judged = decisions(waiting, "1d"), judgement(waiting, "1d")
    assert judged is not None
    assert (made.agreed_by, judged.grade, judged.decided_by) == (waiting.people["second"].id, "fair", "Teresa Cole")
    assert waiting.entry_state("1d") == "judged"


def test_a_national_lead_can_be_the_second_person(waiting: Judging) -> None:
    departed(waiting)
    waiting.client("lead").post(address("1d", "agree"))
    assert waiting.entry_state("1d") == "judged"


def test_a_second_person_refuses_with_a_reason_and_it_can_be_decided_again(waiting: Judging) -> None:
    departed(waiting)
    second = waiting.client("second")
    assert second.post(address("1d", "refuse"), data={"because": ""}).status_code == 400
    second.post(address("1d", "refuse"), data={"because": "The other inspection was thorough."})
    (made,) = decisions(waiting, "1d")
    assert (made.refused_because, made.agreed_at) == ("The other inspection was thorough.", None)
    waiting.client("moderator").post(address("1d", "confirm"), data={"shown": waiting.shown("1d")})
    assert [one.number for one in decisions(waiting, "1d")] == [1, 2]
    assert waiting.entry_state("1d") == "judged"


def test_whoever_decided_can_take_it_back_while_it_waits(waiting: Judging) -> None:
    departed(waiting)
    client = waiting.client("moderator")
    assert "Take it back" in client.get(address("1d")).text
    client.post(address("1d", "refuse"), data={"because": "I misread the date."})
    assert decisions(waiting, "1d")[0].refused_at is not None


def test_nobody_agrees_to_facts_that_changed(waiting: Judging) -> None:
    departed(waiting)
    with db.unit_of_work(waiting.url) as session:
        the_case(session, "1d").digest = "another"
        with pytest.raises(Conflict, match="The facts changed since this was decided"):
            operations.agree(session, at(session, "1d"), by=waiting.actor("second"))


def test_reopening_keeps_the_decision_and_takes_the_judgement(judged: Judging) -> None:
    client = judged.client("second")
    assert client.post(address("6d", "reopen"), data={"because": " "}).status_code == 400
    client.post(address("6d", "reopen"), data={"because": "Unlike its peers."})
    (made,) = decisions(judged, "6d")
    assert (made.reopened_because, judgement(judged, "6d")) == ("Unlike its peers.", None)
    assert judged.entry_state("6d") == "to_moderate"
    assert judged.entry_state("3c") == "judged"


def test_a_decision_on_facts_that_changed_is_shown_as_stale(judged: Judging) -> None:
    with db.unit_of_work(judged.url) as session:
        row = the_case(session, "6d")
        facts = cases.from_text(row.facts)
        made = cases.made(factories.edition(), replace(facts, ratings=dict(list(facts.ratings.items())[1:])))
        for name, value in made.values().items():
            setattr(row, name, value)
    assert "The facts changed after this was decided" in judged.client("moderator").get(address("6d")).text


def test_an_entry_that_is_still_read_shows_no_grade_and_cannot_be_decided(waiting: Judging) -> None:
    shown = waiting.shown("6d")
    with db.unit_of_work(waiting.url) as session:
        factories.the_entry(session, "6d").state = "in_reading"
    client = waiting.client("moderator")
    page = client.get(address("6d")).text
    assert "6D is being read." in page
    assert "four-grades" not in page
    assert client.post(address("6d", "confirm"), data={"shown": shown, "direction": "stable"}).status_code == 403


def test_an_entry_goes_back_to_its_readers(waiting: Judging) -> None:
    waiting.client("moderator").post(address("3c", "read-again"), data={"because": "F2 was rated on last year's plan."})
    assert waiting.entry_state("3c") == "in_reading"


def test_a_wrong_grade_or_direction_is_refused_with_a_sentence(waiting: Judging) -> None:
    client = waiting.client("moderator")
    assert client.post(address("6d", "change"), data=wanted(waiting, "6d", "superb")).status_code == 400
    with db.unit_of_work(waiting.url) as session:
        here, by, shown = at(session, "6d"), waiting.actor("moderator"), waiting.shown("6d")
        with pytest.raises(BadInput, match="Choose a grade"):
            operations.change(session, here, Wanted("superb", "stable", WHY), by=by, shown=shown)
        with pytest.raises(BadInput, match="Choose the direction"):
            operations.change(session, here, Wanted("fair", "upwards", WHY), by=by, shown=shown)


def test_deciding_twice_in_one_request_is_no_way_round(waiting: Judging) -> None:
    with db.unit_of_work(waiting.url) as session:
        here, by, shown = at(session, "6d"), waiting.actor("moderator"), waiting.shown("6d")
        operations.change(session, here, Wanted("fair", "stable", WHY), by=by, shown=shown)
        with pytest.raises(AlreadyDecided):
            operations.confirm(session, here, by=by, shown=shown, direction="stable")


def test_the_page_takes_as_many_statements_for_any_entry(judged: Judging) -> None:
    client, asked = judged.client("inspector"), []
    for framework in ("6d", "3c"):
        with factories.counted(judged.url) as statements:
            client.get(address(framework))
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 32


def test_forms_carry_their_token(tmp_path: Path) -> None:
    made = judging.to_moderate(tmp_path)
    made.app.config["WTF_CSRF_ENABLED"] = True
    client = made.client("moderator")
    page = client.get(address("6d")).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    data = {"shown": made.shown("6d"), "direction": "stable"}
    assert client.post(address("6d", "confirm"), data=data).status_code == 400
    client.post(address("6d", "confirm"), data=data | {"csrf_token": token})
    assert made.entry_state("6d") == "judged"


def test_an_unknown_entry_is_not_found(waiting: Judging) -> None:
    client = waiting.client("moderator")
    for path in ("/board/2005-06/9z/kent", "/board/2005-06/3c/nowhere", "/board/1999-00/3c/kent"):
        assert client.get(path).status_code == 404


def test_the_trail_of_a_decision_is_the_inspectorates_alone(judged: Judging) -> None:
    assert "decided Good for 6D" in judged.client("inspector").get("/forces/kent/history").text
    assert "for 6D" not in judged.client("assessor").get("/forces/kent/history").text
