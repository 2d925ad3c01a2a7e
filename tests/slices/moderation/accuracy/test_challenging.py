"""A force challenges facts by a day, each challenge is answered, and an accepted one brings back its own entry only."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.moderation import cases
from inspect_app.moderation.models import Challenge, Decision, FactCheck
from tests import factories
from tests.slices.moderation import judging
from tests.slices.moderation.judging import ROOT, Judging, the_case

ACCURACY = f"{ROOT}/accuracy"
SAID = {"words": "The plan was evaluated.", "wrong": "It was not; the evaluation is due in May."}
BECAUSE = "The document you give shows it."


@pytest.fixture
def checking(tmp_path: Path) -> Judging:
    return judging.judged(tmp_path, checking=True)


def challenge(made: Judging, query: str = "asked=6d-f1") -> Challenge:
    answer = made.client("assessor").post(f"{ACCURACY}/6d/challenge?{query}", data=SAID)
    assert answer.status_code == 302
    with db.reading(made.url) as session:
        return session.scalars(select(Challenge).order_by(Challenge.number.desc()).limit(1)).one()


def answer(made: Judging, role: str, said: str = "accepted", **more: str) -> int:
    data = {"answer": said, "because": BECAUSE, **more}
    return made.client(role).post(f"{ACCURACY}/challenges/1/answer", data=data).status_code


def test_a_force_is_asked_once_everything_is_judged(tmp_path: Path) -> None:
    made = judging.judged(tmp_path)
    lead = made.client("lead")
    assert made.client("assessor").get(ACCURACY).status_code == 404
    day = clock.today() + timedelta(days=12)
    past = clock.today() - timedelta(days=1)
    wrong = lead.post(f"{ACCURACY}/open", data={"closes_on": past.isoformat()})
    assert (wrong.status_code, "The last day must be today or later" in wrong.text) == (400, True)
    lead.post(f"{ACCURACY}/open", data={"closes_on": day.isoformat()})
    assert made.state() == "factual_accuracy"
    page = made.client("assessor").get(ACCURACY).text
    assert "in twelve days. The grade itself is not open to challenge here." in page


def test_nothing_is_asked_while_something_is_not_judged(tmp_path: Path) -> None:
    made = judging.judged(tmp_path)
    with db.unit_of_work(made.url) as session:
        factories.the_entry(session, "6d").state = "to_moderate"
    data = {"closes_on": clock.today().isoformat()}
    refused = made.client("lead").post(f"{ACCURACY}/open", data=data)
    assert (refused.status_code, "Not judged: 6D." in refused.text) == (403, True)
    assert made.state() == "with_inspectorate"


def test_each_passage_and_rating_can_be_challenged_by_an_assessor_only(checking: Judging) -> None:
    page = checking.client("assessor").get(f"{ACCURACY}/6d").text
    assert "challenge?asked=6d-f1" in page
    assert "challenge?finding=" in page
    assert "Challenge this" not in checking.client("officer").get(f"{ACCURACY}/6d").text
    made = challenge(checking)
    assert (made.about, made.asked, made.words, made.answer) == ("rating", "6d-f1", SAID["words"], None)
    assert checking.client("officer").post(f"{ACCURACY}/6d/challenge?asked=6d-f1", data=SAID).status_code == 403


def test_a_challenge_sent_twice_is_one_and_an_empty_one_is_none(checking: Judging) -> None:
    challenge(checking)
    assert challenge(checking).number == 1
    empty = checking.client("assessor").post(f"{ACCURACY}/6d/challenge?asked=6d-f1", data={"words": "", "wrong": ""})
    assert (empty.status_code, "Say what is wrong" in empty.text) == (400, True)
    assert checking.client("assessor").get(f"{ACCURACY}/6d/challenge?asked=9z-f1").status_code == 404


def test_the_last_day_counts_to_its_end_and_no_further(checking: Judging) -> None:
    challenge(checking)
    with db.unit_of_work(checking.url) as session:
        session.scalars(select(FactCheck)).one().closes_on = clock.today() - timedelta(days=1)
    late = checking.client("assessor").post(f"{ACCURACY}/6d/challenge?asked=6d-f2", data=SAID)
    assert (late.status_code, "The time to challenge facts ended on" in late.text) == (403, True)


def test_an_answer_has_its_reason_and_is_given_once(checking: Judging) -> None:
    challenge(checking)
    refused = checking.client("inspector").post(f"{ACCURACY}/challenges/1/answer", data={"answer": "in_part"})
    assert refused.status_code == 400
    assert answer(checking, "inspector", "not_accepted") == 302
    assert answer(checking, "lead", "accepted") == 403
    page = checking.client("assessor").get(f"{ACCURACY}/challenges/1").text
    assert "Not accepted by Ian Speke" in page
    assert checking.state() == "factual_accuracy"


def test_an_accepted_challenge_brings_back_its_entry_on_corrected_facts_and_no_other(checking: Judging) -> None:
    challenge(checking)
    worst = factories.edition().scales.ratings.ids()[0]
    assert answer(checking, "lead", sends_back="y", corrected=worst) == 302
    assert checking.entry_state("6d") == "to_moderate"
    assert checking.entry_state("3c") == "judged"
    assert checking.state() == "with_inspectorate"
    with db.reading(checking.url) as session:
        case = the_case(session, "6d")
        made = session.scalars(select(Decision).where(Decision.entry_id == case.entry_id)).one()
        assert cases.from_text(case.facts).ratings["6d-f1"] == worst
        assert case.digest != made.case_digest
        assert made.reopened_because == f"Challenge 1 was accepted: {BECAUSE}"


def test_an_inspector_accepts_and_a_moderator_sends_back(checking: Judging) -> None:
    challenge(checking)
    assert answer(checking, "inspector", sends_back="y") == 302
    assert checking.entry_state("6d") == "judged"
    send = f"{ACCURACY}/challenges/1/send-back"
    assert checking.client("inspector").post(send).status_code == 403
    assert checking.client("moderator").post(send).status_code == 302
    assert checking.entry_state("6d") == "to_moderate"
    assert checking.client("moderator").post(send).status_code == 403


def test_other_forces_and_home_inspectors_see_nothing_of_it(checking: Judging) -> None:
    challenge(checking)
    for role in ("viewer", "at_home"):
        for page in (ACCURACY, f"{ACCURACY}/6d", f"{ACCURACY}/challenges/1"):
            assert checking.client(role).get(page).status_code == 404
