"""Meetings: the agenda comes from the queue, each decision is recorded once, and the minutes say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.moderation.models import MeetingItem, ModerationMeeting, QueueItem
from tests.slices.moderation.over_all_forces import CYCLE, Nation, over_all_forces, text

MEETINGS = f"/meetings/{CYCLE}"
DAY = {"on_day-day": "15", "on_day-month": "1", "on_day-year": "2007"}


@pytest.fixture
def there(tmp_path: Path) -> Nation:
    """Two things of the queue are raised for a meeting."""
    made = over_all_forces(tmp_path)
    made.client("moderator").post(f"/queue/{CYCLE}")
    raise_one(made, 1)
    raise_one(made, 2)
    return made


def raise_one(there: Nation, number: int) -> None:
    data = {"way": "meeting", "note": "Three of us should look.", "version": "1"}
    assert there.client("moderator").post(f"/queue/{CYCLE}/{number}", data=data).status_code == 302


def called(there: Nation) -> str:
    answer = there.client("moderator").post(f"{MEETINGS}/new", data={"title": "Moderation of domain 3", **DAY})
    assert answer.status_code == 302
    return str(answer.location)


def decide(
    there: Nation, meeting: str, item: int, words: str, version: int = 1, who: str = "moderator"
) -> tuple[int, str]:
    data = {f"item-{item}-decided": words, f"item-{item}-version": str(version)}
    answer = there.client(who).post(f"{meeting}/items/{item}", data=data)
    return answer.status_code, text(answer.text)


def titles(there: Nation) -> list[str]:
    with db.reading(there.url) as session:
        return list(session.scalars(select(MeetingItem.title).order_by(MeetingItem.place)))


def test_a_meeting_begins_with_what_was_raised_gravest_first(there: Nation) -> None:
    called(there)
    with db.reading(there.url) as session:
        raised = session.scalars(
            select(QueueItem.says).where(QueueItem.settled == "meeting").order_by(QueueItem.gravity.desc())
        ).all()
    assert [title.partition(": ")[2] for title in titles(there)] == list(raised)
    page = text(there.client("national_lead").get(MEETINGS).text)
    assert "Moderation of domain 3" in page
    assert "0 of 2" in page


def test_what_is_raised_later_can_be_put_on_the_agenda_once(there: Nation) -> None:
    meeting = called(there)
    raise_one(there, 3)
    assert "One more thing is raised in the queue" in text(there.client("moderator").get(meeting).text)
    for _ in range(2):
        there.client("moderator").post(f"{meeting}/raised")
    assert len(titles(there)) == 3
    assert "is raised in the queue" not in text(there.client("moderator").get(meeting).text)


def test_a_decision_is_saved_at_once_and_stands_in_the_minutes_and_on_the_case(there: Nation) -> None:
    meeting = called(there)
    assert decide(there, meeting, 1, "Both stand, with the reason published.")[0] == 302
    for page in (meeting, f"{meeting}/minutes"):
        assert "Both stand, with the reason published." in text(there.client("inspector").get(page).text)
    with db.reading(there.url) as session:
        item = session.get_one(MeetingItem, 1)
    case = text(there.client("inspector").get(f"/queue/{CYCLE}/{item.queue_item_id}").text)
    assert "Both stand, with the reason published." in case


def test_a_decision_is_recorded_once_and_the_second_person_reads_the_first(there: Nation) -> None:
    meeting = called(there)
    decide(there, meeting, 1, "Both stand.")
    status, said = decide(there, meeting, 1, "Neither stands.", who="national_lead")
    assert status == 409
    assert "recorded a decision on this already: Both stand." in said
    status, said = decide(there, meeting, 2, "  ")
    assert (status, "Enter what was decided" in said) == (400, True)
    assert decide(there, meeting, 99, "Nothing there.")[0] == 404


def test_a_meeting_with_open_items_does_not_close_and_lists_them(there: Nation) -> None:
    meeting = called(there)
    decide(there, meeting, 1, "Both stand.")
    answer = there.client("moderator").post(f"{meeting}/close")
    assert answer.status_code == 409
    assert f"One item has no decision yet: {titles(there)[1]}" in text(answer.text)
    decide(there, meeting, 2, "Put off to the next meeting.")
    assert there.client("moderator").post(f"{meeting}/close").location == f"{meeting}/minutes"


def test_after_closing_nothing_is_changed(there: Nation) -> None:
    meeting = called(there)
    for item in (1, 2):
        decide(there, meeting, item, "Both stand.")
    there.client("moderator").post(f"{meeting}/close")
    for address, data in (
        (f"{meeting}/items", {"title": "One more"}),
        (f"{meeting}/raised", {}),
        (f"{meeting}/close", {}),
    ):
        answer = there.client("moderator").post(address, data=data)
        assert answer.status_code in (403, 409)
        assert "Its minutes stand as they are" in text(answer.text)
    assert "Record decision" not in there.client("moderator").get(meeting).text
    assert len(titles(there)) == 2


def test_an_item_that_is_not_from_the_queue_can_be_added(there: Nation) -> None:
    meeting = called(there)
    assert there.client("moderator").post(f"{meeting}/items", data={"title": " "}).status_code == 400
    there.client("moderator").post(f"{meeting}/items", data={"title": "The dates of the next round"})
    assert titles(there)[-1] == "The dates of the next round"


def test_a_meeting_needs_a_title_and_a_real_day(there: Nation) -> None:
    answer = there.client("moderator").post(
        f"{MEETINGS}/new", data={"title": "", **DAY, "on_day-day": "31", "on_day-month": "2"}
    )
    assert answer.status_code == 400
    assert "Enter a title" in text(answer.text)
    assert "must be a real date" in text(answer.text)
    with db.reading(there.url) as session:
        assert session.scalars(select(ModerationMeeting)).all() == []


def test_an_item_about_an_unpublished_home_force_shows_neither_words_nor_decision(there: Nation) -> None:
    meeting = called(there)
    decide(there, meeting, 1, "Both stand.")
    with db.reading(there.url) as session:
        item = session.get_one(MeetingItem, 1)
        force = session.scalars(select(Assessment.force_id).join(Entry).where(Entry.id == item.entry_id)).one()
    there.unpublish(force)
    there.somebody("Hugh Marsh", "moderator", home=(force,))
    for page in (meeting, f"{meeting}/minutes"):
        said = text(there.client("Hugh Marsh").get(page).text)
        assert item.title not in said
        assert "Both stand." not in said
        assert "about a home force of yours" in said
    with db.unit_of_work(there.url) as session:
        session.get_one(MeetingItem, 2).queue_item_id = item.queue_item_id
    assert decide(there, meeting, 2, "I decide.", who="Hugh Marsh")[0] == 404


def test_inspectors_read_and_forces_see_nothing(there: Nation) -> None:
    meeting = called(there)
    inspector = there.client("inspector")
    assert inspector.get(meeting).status_code == 200
    assert "Record decision" not in inspector.get(meeting).text
    assert inspector.get(f"{MEETINGS}/new").status_code == 404
    assert there.somebody("Piers Nolan", ("chief_officer", "kent")).get(meeting).status_code == 404
    assert there.client("moderator").get(f"{MEETINGS}/99").status_code == 404


def test_a_form_without_its_token_calls_no_meeting(tmp_path: Path) -> None:
    made = over_all_forces(tmp_path, WTF_CSRF_ENABLED=True)
    answer = made.client("moderator").post(f"{MEETINGS}/new", data={"title": "Domain 3", **DAY})
    assert answer.status_code == 400
    assert "csrf_token" in made.client("moderator").get(f"{MEETINGS}/new").text
