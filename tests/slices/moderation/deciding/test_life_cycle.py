"""Every verb of deciding, checking facts and publishing in every state: done where a table allows it, else refused."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from inspect_app import clock, db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.assessment.states import ASSESSMENT, ENTRY
from inspect_app.moderation import operations as whole
from inspect_app.moderation.accuracy import operations as accuracy
from inspect_app.moderation.deciding import operations as deciding
from inspect_app.moderation.operations import Correction, Frozen
from inspect_app.promises import Conflict, NotAllowed
from tests import factories
from tests.slices.assessment.submission.finishing import the_assessment
from tests.slices.moderation import judging
from tests.slices.moderation.judging import Judging, at, the_case

DOCUMENT = Frozen("0" * 64, 1, "1" * 64)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Judging]:
    """Kent waiting for moderators, and Kent judged, each put into any state by the tests and never kept so."""
    folders = [tmp_path_factory.mktemp("life") for _ in range(2)]
    return {False: judging.to_moderate(folders[0]), True: judging.judged(folders[1], checking=True, days=-1)}


def judge(session: Session, made: Judging) -> None:
    deciding.confirm(
        session, at(session, "6d"), by=made.actor("moderator"), shown=the_case(session, "6d").digest, direction="stable"
    )


def reopen(session: Session, made: Judging) -> None:
    here = at(session, "6d")
    if here.entry.state == "to_moderate":
        deciding.read_again(session, here, because="It was misread.", by=made.actor("moderator"))
    else:
        deciding.reopen(session, here.entry, "It was misread.", made.actor("moderator"))


@pytest.mark.parametrize("state", [state.id for state in ENTRY.states])
@pytest.mark.parametrize("verb", ["judge", "reopen"])
def test_an_entry_is_judged_and_reopened_only_where_its_table_says_so(
    made: dict[bool, Judging], state: str, verb: str
) -> None:
    its = made[state == "judged"]
    by_verb = {"judge": judge, "reopen": reopen}
    with db.reading(its.url) as session:
        session.execute(update(Assessment).values(state="with_inspectorate"))
        session.execute(update(Entry).where(Entry.framework == "6d").values(state=state))
        if ENTRY.allows(state, verb):
            by_verb[verb](session, its)
            assert factories.the_entry(session, "6d").state == ENTRY.next_state(state, verb)
            return
        with pytest.raises((NotAllowed, Conflict)):
            by_verb[verb](session, its)
        assert factories.the_entry(session, "6d").state == state


def ask_about_facts(session: Session, made: Judging) -> None:
    accuracy.open_round(session, the_assessment(session), clock.today(), {}, by=made.actor("lead"))


def bring_back(session: Session, made: Judging) -> None:
    deciding.reopen(session, factories.the_entry(session, "6d"), "A fact was wrong.", made.actor("lead"))


def publish(session: Session, made: Judging) -> None:
    whole.publish(session, the_assessment(session), document=DOCUMENT, by=made.actor("lead"))


def correct(session: Session, made: Judging) -> None:
    correction = Correction("A word.", "It was misspelt.")
    whole.correct(session, the_assessment(session), correction, document=DOCUMENT, by=made.actor("lead"))


@pytest.mark.parametrize("state", [state.id for state in ASSESSMENT.states])
@pytest.mark.parametrize("verb", ["ask_about_facts", "reopen", "publish", "correct"])
def test_an_assessment_is_checked_published_and_corrected_only_where_its_table_says_so(
    made: dict[bool, Judging], state: str, verb: str
) -> None:
    its = made[True]
    do = {"ask_about_facts": ask_about_facts, "reopen": bring_back, "publish": publish, "correct": correct}[verb]
    with db.reading(its.url) as session:
        session.execute(update(Assessment).values(state=state))
        if ASSESSMENT.allows(state, verb):
            do(session, its)
            assert the_assessment(session).state == ASSESSMENT.next_state(state, verb)
            return
        with pytest.raises(NotAllowed):
            do(session, its)
        assert the_assessment(session).state == state


def test_every_verb_of_the_inspectorate_after_reading_is_tried_here() -> None:
    after = {move.verb for move in ASSESSMENT.moves if move.state not in ("drafting", "submitted", "signed")}
    assert after - {"return"} == {"ask_about_facts", "reopen", "publish", "correct"}
    assert {move.verb for move in ENTRY.moves if move.state in ("to_moderate", "judged")} == {
        "judge",
        "reopen",
        "return",
    }
