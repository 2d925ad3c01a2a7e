"""The queue over the national demonstration: what was planted is found, settled once, and closed when it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.audit.models import AuditEvent
from inspect_app.demo.nation.plan import plan
from inspect_app.jobs import due
from inspect_app.moderation.consistency import jobs, queries
from inspect_app.moderation.consistency.case_page import beside
from inspect_app.moderation.models import Case, Decision, Judgement, QueueItem, Reading
from tests import factories, nation
from tests.slices.moderation.over_all_forces import CYCLE, Nation, over_all_forces, text

QUEUE = f"/queue/{CYCLE}"


@pytest.fixture
def there(tmp_path: Path) -> Nation:
    """Nobody has looked yet."""
    return over_all_forces(tmp_path)


@pytest.fixture
def looked(there: Nation) -> Nation:
    """Somebody has looked."""
    assert there.client("national_lead").post(QUEUE).status_code == 302
    return there


def items(there: Nation, **by: object) -> Sequence[QueueItem]:
    with db.reading(there.url) as session:
        found = session.scalars(select(QueueItem).filter_by(**by).order_by(QueueItem.gravity.desc())).all()
        session.expunge_all()
    return found


def settle(
    there: Nation, who: str, item: QueueItem, way: str = "right", note: str = "Seen on site."
) -> tuple[int, str]:
    client = there.client(who)
    answer = client.post(f"{QUEUE}/{item.id}", data={"way": way, "note": note, "version": str(item.version)})
    return answer.status_code, text(answer.text)


def forces_of(there: Nation, item: QueueItem) -> list[str]:
    with db.reading(there.url) as session:
        rows = session.execute(
            select(Entry.id, Assessment.force_id)
            .join(Assessment)
            .where(Entry.id.in_([item.entry_id, item.other_entry_id]))
        )
        return [force for _, force in sorted(rows, key=lambda row: row[0] != item.entry_id)]


def test_every_planted_inversion_is_in_the_queue(looked: Nation) -> None:
    with db.reading(looked.url) as session:
        judged, _ = queries.everything(session, CYCLE)
    entry = {(one.force, one.framework): one for one in judged}
    open_items = [*items(looked, kind="inversion"), *items(looked, kind="same_profile")]
    told = {
        frozenset((item.entry_id, other.entry))
        for item in open_items
        for other in beside(factories.edition(), judged, item.entry_id or 0, is_lower=item.name.endswith("low"))
    }
    for pair in nation.planted():
        lowered, lifted = entry[pair.lowered, pair.framework], entry[pair.lifted, pair.framework]
        assert frozenset((lowered.entry, lifted.entry)) in told, pair


def test_the_harsh_reader_is_found_and_no_other(looked: Nation) -> None:
    (only,) = items(looked, kind="reader")
    with db.reading(looked.url) as session:
        assert session.get_one(Person, only.reader_id).name == plan().harsh
    assert "rates lower" in only.says
    assert "a third of a step" in only.says


def test_a_readers_leaning_is_seen_by_the_national_lead_and_that_reader_only(looked: Nation) -> None:
    (item,) = items(looked, kind="reader")
    page = f"{QUEUE}/{item.id}"
    for who, seen in (("national_lead", True), (plan().harsh, True), ("moderator", False), ("second_inspector", False)):
        if who == "second_inspector" and nation.emails()[who] == nation.emails().get(plan().harsh):
            continue
        client = looked.client(who)
        assert client.get(page).status_code == (200 if seen else 404), who
        assert ("A reader" in text(client.get(QUEUE).text).partition("What is looked for")[0]) == seen, who


def test_the_reader_cannot_settle_their_own_leaning_and_the_lead_can(looked: Nation) -> None:
    (item,) = items(looked, kind="reader")
    status, said = settle(looked, plan().harsh, item)
    assert (status, "somebody else settles it" in said) == (409, True)
    assert settle(looked, "national_lead", item)[0] == 302
    with db.reading(looked.url) as session:
        told = session.scalars(select(AuditEvent).where(AuditEvent.verb == "moderation:queue:settled")).one()
    assert (told.says, told.reason) == ("settled a case in the queue", None)


def test_looking_twice_finds_everything_once(looked: Nation) -> None:
    before = [(item.id, item.version) for item in items(looked)]
    looked.client("moderator").post(QUEUE)
    assert [(item.id, item.version) for item in items(looked)] == before


def test_reading_the_queue_writes_nothing_and_asks_a_fixed_number_of_questions(looked: Nation) -> None:
    client = looked.client("inspector")
    client.get(QUEUE)
    for path in (QUEUE, f"{QUEUE}?show=settled", f"{QUEUE}/1"):
        with factories.counted(looked.url) as asked:
            assert client.get(path).status_code == 200
        assert not [one for one in asked if one.startswith(("INSERT", "DELETE")) or "queue_item SET" in one]
        assert len(asked) <= 24, path


def test_before_anybody_looked_the_page_says_so_and_offers_to(there: Nation) -> None:
    page = there.client("moderator").get(QUEUE).text
    assert "Nobody has looked yet" in page
    assert "Look for what seems unfair" in page
    assert "Look for what seems unfair" not in there.client("inspector").get(QUEUE).text
    assert there.client("inspector").post(QUEUE).status_code == 404


def test_settling_needs_a_way_and_a_note_and_keeps_what_was_typed(looked: Nation) -> None:
    first = items(looked)[0]
    status, said = settle(looked, "moderator", first, note=" ")
    assert (status, "Say why, so that others can follow it" in said) == (400, True)
    status, said = settle(looked, "moderator", first, way="", note="My words stay.")
    assert (status, "Choose how it is settled" in said, "My words stay." in said) == (400, True, True)
    assert items(looked)[0].settled is None


def test_the_second_of_two_moderators_is_told_who_was_first(looked: Nation) -> None:
    first = items(looked)[0]
    looked.somebody("Mona Field", "moderator")
    assert settle(looked, "moderator", first, note="The visit showed more.")[0] == 302
    status, said = settle(looked, "Mona Field", first)
    assert status == 409
    assert "settled this on" in said
    assert "The visit showed more." in said


def test_what_is_settled_stays_settled_when_somebody_looks_again(looked: Nation) -> None:
    first = items(looked)[0]
    settle(looked, "moderator", first)
    looked.client("moderator").post(QUEUE)
    again = next(item for item in items(looked) if item.id == first.id)
    assert (again.settled, again.closed_at) == ("right", None)
    assert len(items(looked, name=first.name, kind=first.kind)) == 1


def test_reopening_sends_the_entry_back_with_the_note_and_the_others_close_by_themselves(looked: Nation) -> None:
    first = items(looked, kind="inversion")[0]
    mine, theirs = forces_of(looked, first)
    looked.unpublish(mine, theirs)
    assert settle(looked, "moderator", first, way="reopen", note="Read it again with the others.")[0] == 302
    with db.reading(looked.url) as session:
        assert session.get_one(Entry, first.entry_id).state == "to_moderate"
        decision = session.scalars(select(Decision).where(Decision.entry_id == first.entry_id)).one()
        assert decision.reopened_because == "Read it again with the others."
        assert session.scalar(select(func.count()).where(Judgement.entry_id == first.entry_id)) == 0
    settled = next(item for item in items(looked) if item.id == first.id)
    assert (settled.settled, settled.reopened_id) == ("reopened", first.entry_id)


def test_a_published_judgement_is_not_offered_for_reopening(looked: Nation) -> None:
    first = items(looked, kind="inversion")[0]
    page = text(looked.client("moderator").get(f"{QUEUE}/{first.id}").text)
    assert "Reopen" not in page
    assert "are published: they change only by a correction" in page
    assert settle(looked, "moderator", first, way="reopen")[0] == 400


def test_reopening_is_offered_to_moderators_and_while_facts_are_checked_to_the_national_lead(looked: Nation) -> None:
    first = items(looked, kind="inversion")[0]
    looked.unpublish(*forces_of(looked, first))

    def offered(who: str) -> bool:
        return "Reopen " in text(looked.client(who).get(f"{QUEUE}/{first.id}").text)

    assert (offered("moderator"), offered("national_lead")) == (True, False)
    assert settle(looked, "national_lead", first, way="reopen")[0] == 400
    with db.unit_of_work(looked.url) as session:
        concerned = Assessment.force_id.in_(forces_of(looked, first))
        session.execute(update(Assessment).where(concerned).values(state="factual_accuracy"))
    assert (offered("moderator"), offered("national_lead")) == (False, True)


def test_a_thing_whose_decision_changed_closes_itself_and_says_why(looked: Nation) -> None:
    first = items(looked, kind="inversion")[-1]
    with db.unit_of_work(looked.url) as session:
        judgement = session.scalars(select(Judgement).where(Judgement.entry_id == first.entry_id)).one()
        case = session.scalars(select(Case).where(Case.entry_id == first.entry_id)).one()
        judgement.grade = case.proposed or judgement.grade
    looked.client("moderator").post(QUEUE)
    closed = next(item for item in items(looked) if item.id == first.id)
    assert closed.closed_because == "It does not hold any more, with the facts and decisions as they are now."
    assert closed.closed_because in text(looked.client("moderator").get(f"{QUEUE}?show=closed").text)
    status, said = settle(looked, "moderator", closed)
    assert (status, "This closed itself" in said) == (409, True)


def test_a_later_decision_makes_the_page_stale_and_the_hourly_round_looks_again(looked: Nation) -> None:
    first = items(looked, kind="inversion")[0]
    looked.unpublish(*forces_of(looked, first))
    settle(looked, "moderator", first, way="reopen")
    assert "before decisions or readings" in text(looked.client("moderator").get(QUEUE).text)
    names = {outcome.name: outcome.done for outcome in due.run(looked.app)}
    assert names["moderation:look_where_stale"] == 1
    assert "before decisions or readings" not in text(looked.client("moderator").get(QUEUE).text)
    assert jobs.LOOK in looked.app.extensions["jobs"].handlers


def test_what_concerns_an_unpublished_home_force_does_not_exist_for_its_people(looked: Nation) -> None:
    first = items(looked, kind="inversion")[0]
    mine, theirs = forces_of(looked, first)
    looked.unpublish(mine)
    home = looked.somebody("Hugh Marsh", "moderator", home=(mine,))
    assert home.get(f"{QUEUE}/{first.id}").status_code == 404
    assert "a home force of yours" in text(home.get(QUEUE).text)
    looked.somebody("Tess Lamb", "moderator", home=(theirs,))
    status, said = settle(looked, "Tess Lamb", first)
    assert (status, "home force" in said) == (409, True)


def test_nobody_settles_what_they_read_themselves(looked: Nation) -> None:
    first = items(looked, kind="inversion")[0]
    looked.somebody("Rita Moss", "moderator", "inspector")
    with db.unit_of_work(looked.url) as session:
        reader = session.scalars(select(Person).where(Person.name == "Rita Moss")).one()
        reading = session.scalars(select(Reading).where(Reading.entry_id == first.entry_id).limit(1)).one_or_none()
        if reading is None:
            session.add(
                Reading(
                    entry_id=first.entry_id or 0,
                    number=1,
                    reader_id=reader.id,
                    named_by=reader.id,
                    named_at=first.found_at,
                )
            )
        else:
            reading.reader_id = reader.id
    status, said = settle(looked, "Rita Moss", first)
    assert (status, "You read one of these yourself" in said) == (409, True)


def test_a_case_shows_where_two_differ_counts_the_rest_and_gives_both_reasons(looked: Nation) -> None:
    pair = next(p for p in nation.planted() if p.same_as is None)
    found = [item for item in items(looked, framework=pair.framework) if item.kind != "outlier"]
    pages = [text(looked.client("inspector").get(f"{QUEUE}/{item.id}?with={pair.lifted}").text) for item in found]
    assert any(pair.lowered_because in page or pair.lifted_because in page for page in pages)
    assert all("The same in both:" in page for page in pages)
    assert all("Only a moderator or a national lead can settle it" in page for page in pages)


def test_the_newest_cycle_is_the_one_that_the_navigation_leads_to(there: Nation) -> None:
    answer = there.client("moderator").get("/queue")
    assert answer.status_code == 302
    assert answer.location.startswith("/queue/20")
    assert there.client("moderator").get("/queue/1999-00").status_code == 404
    assert there.client("moderator").get(f"{QUEUE}/99999").status_code == 404


def test_a_form_without_its_token_settles_nothing(tmp_path: Path) -> None:
    there = over_all_forces(tmp_path, WTF_CSRF_ENABLED=True)
    assert there.client("national_lead").post(QUEUE).status_code == 400
    assert items(there) == []


def test_a_force_never_sees_the_queue(there: Nation) -> None:
    assert there.somebody("Piers Nolan", ("assessor", "kent")).get(QUEUE).status_code == 404
