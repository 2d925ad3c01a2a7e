"""Moderation played through on the nation: read blind, settled, decided by two, made fair, checked and published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inspect_app import db
from inspect_app.assessment.workspace import asked as things
from inspect_app.cli.verify_report import command as verify
from tests import factories, nation
from tests.journeys.moderating import JUDGED, READ_NOW, Moderating, moderating, states

LEAD, FIRST, SECOND = "Judith Crane", "Carys Rowlands", "Alison Pryce"
MODERATOR, AGREEING, HARSH = "Teresa Cole", "Viktor Hale", "Derek Stanhope"

READ, CODE = "5b", "5B"
"""The framework that two people read: its first criterion alone, where it is not met, holds the whole grade down."""
FORCE = f"/forces/sim-01/{READ_NOW}"
READING, RECORD, DECISION = (
    f"{FORCE}/reading/{READ}",
    f"{FORCE}/discrepancies/{READ}",
    f"/board/{READ_NOW}/{READ}/sim-01",
)

CHALLENGER, VIEWER = "Wendy Sharples", "Zoe Farrant"
DRAFT = f"/forces/sim-07/{JUDGED}"
AGAIN, AFTERWARDS = datetime(2007, 1, 25, 9), datetime(2007, 1, 31, 9)
"""The day on which the force is asked to check the changed draft until the 30th, and the day after that."""


@pytest.fixture
def there(tmp_path: Path, browser: Any, axe: Path) -> Iterator[Moderating]:
    with moderating(tmp_path, browser, axe) as made:
        yield made


def said(page: Any, words: str) -> None:
    """The page comes to say these words."""
    page.get_by_text(words).first.wait_for()


def day(page: Any, number: int) -> None:
    """A day of January 2007 in the fields of a date."""
    for part, words in (("Day", str(number)), ("Month", "1"), ("Year", "2007")):
        page.get_by_label(part, exact=True).fill(words)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name).click()


def name_readers(there: Moderating) -> None:
    with there.tab(LEAD) as page:
        there.opens(page, f"{FORCE}/plan", axe=True)
        for who, place in ((FIRST, "First"), (SECOND, "Second")):
            page.get_by_label(f"{CODE} Specialist support").check()
            page.get_by_label("Inspector").select_option(label=who)
            page.get_by_label(f"{place} reader", exact=True).check()
            press(page, "Name this reader")
            said(page, f"{who} is the {place.lower()} reader of one framework more")


def begin(there: Moderating, page: Any, decisive: str, because: str) -> None:
    """Somebody begins to read, and rates the criterion on which the grade hangs."""
    there.opens(page, READING)
    press(page, "Start reading")
    said(page, f"You are reading {CODE} now.")
    page.get_by_role("link", name=re.compile("^F1")).first.click()
    page.get_by_role("radio", name=re.compile(f"^{decisive}")).check()
    page.get_by_label("Why?").fill(because)
    press(page, "Save my reading")
    said(page, f"Your reading of F1 is saved as {decisive.lower()}.")


def rate_the_rest(there: Moderating, who: str, **otherwise: str) -> None:
    """Everything else as it is answered best, but for what is named otherwise."""
    edition = factories.edition()
    for one in things.everything(edition, edition.framework[READ])[1:]:
        step = otherwise.get(one.last, one.choices[0].id)
        fields = {"step": step, "because": "Seen.", "version": "0", "show": "all"}
        there.send(who, f"{READING}/{one.last}", f"{READING}/{one.last}", **fields)


def finish(there: Moderating, page: Any, then: str) -> None:
    there.opens(page, f"{READING}/finish")
    press(page, "Finish this reading")
    said(page, then)


def settle(there: Moderating) -> None:
    with there.tab(SECOND) as page:
        there.opens(page, RECORD)
        said(page, "It decides the grade")
        deciding = page.locator("#f1")
        deciding.get_by_label(re.compile("first reader's: not met", re.IGNORECASE)).check()
        deciding.get_by_label("Why?").fill("The rota of three months was read together: two had gaps.")
        deciding.get_by_role("button", name="Settle F1").click()
        said(page, "F1 is settled.")
        other = page.locator("#g1")
        other.get_by_label(re.compile("second reader's: partly met", re.IGNORECASE)).check()
        other.get_by_label("Why?").fill("Exercises took place in one area only.")
        other.get_by_role("button", name="Settle G1").click()
        said(page, "That was the last one: it is with the moderator now.")
        there.fits(page)


def depart(there: Moderating) -> None:
    """A moderator decides another grade than the one that a limit holds down, and cannot agree to it alone."""
    with there.tab(MODERATOR) as page:
        there.opens(page, DECISION)
        said(page, "The method proposes Poor. Nobody has decided.")
        page.get_by_role("button", name="Change it").click()
        there.fits(page)
        page.get_by_role("radio", name="Fair", exact=True).check()
        press(page, "Decide this")
        said(page, "Say why. This reason will be published")
        page.get_by_label("Why?").fill("The gaps were closed before the visit, and everything else is in place.")
        page.get_by_label("Whom do you ask to agree?").select_option(label=AGREEING)
        press(page, "Decide this")
        said(page, "Fair waits for a second person to agree.")
        assert page.get_by_role("button", name="Agree to Fair").count() == 0


def test_two_read_blind_settle_where_they_differ_and_two_decide_otherwise(there: Moderating) -> None:
    name_readers(there)
    with there.tab(FIRST) as one, there.tab(SECOND) as other:
        begin(there, one, "Not met", "The rota for armed support had gaps in March.")
        begin(there, other, "Met", "The rota was complete in the month that was drawn.")
        rate_the_rest(there, FIRST)
        rate_the_rest(there, SECOND, g1="partly_met")
        finish(there, other, "It goes on when the other reader has finished as well.")
        there.opens(one, READING)
        assert "complete in the month" not in one.content()
        assert there.client(FIRST).get(RECORD).status_code == 404
        finish(there, one, "It goes on when the other reader has finished as well.")
    there.on_a_phone(FIRST, READING, RECORD)
    settle(there)
    depart(there)
    with there.tab(AGREEING) as page:
        there.opens(page, DECISION)
        said(page, "The gaps were closed before the visit")
        press(page, "Agree to Fair")
        said(page, f"You agreed. {CODE} is decided: Fair.")
    there.on_a_phone(MODERATOR, DECISION)
    assert states(there.url, "sim-01", READ_NOW)[READ] == "judged"


def look_for_what_is_unfair(there: Moderating, page: Any) -> None:
    """Everything that was planted is found, and the harsh reader is named to the national lead."""
    there.opens(page, f"/queue/{JUDGED}")
    press(page, "Look for what seems unfair")
    said(page, "to look at.")
    there.fits(page)
    listed = page.locator(".queue-item").all_inner_texts()
    for pair in nation.planted():
        code = factories.edition().framework[pair.framework].code
        lifted, lowered = (f"force {force.removeprefix('sim-')}" for force in (pair.lifted, pair.lowered))
        assert any(one.startswith(code) and (lifted in one or lowered in one) for one in listed), pair
    assert any(f"{HARSH} rates lower than others" in one for one in listed)


def settle_one(there: Moderating, page: Any, code: str, way: str, why: str) -> None:
    item = page.locator(".queue-item").filter(has_text=code).first
    item.get_by_role("link", name="Settle this one").click()
    page.get_by_role("heading", name="Where they differ").wait_for()
    there.fits(page)
    page.get_by_label(way).check()
    page.get_by_label("Why?").fill(why)
    press(page, "Settle this one")
    said(page, "Settled.")


def meet(there: Moderating, page: Any) -> None:
    """What was raised stands on the agenda of the meeting that is called, and its decision in the minutes."""
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("button", name="Call a meeting").click()
    page.get_by_label("Title", exact=True).fill("Moderation of domain 1")
    day(page, 15)
    press(page, "Call the meeting")
    page.get_by_label("What was decided").fill("Simulated force 27 is visited again before anything is corrected.")
    there.fits(page)
    press(page, "Record decision")
    said(page, "Recorded by Judith Crane")
    press(page, "Close the meeting")
    page.get_by_role("heading", name="Minutes of Moderation of domain 1").wait_for()
    said(page, "Simulated force 27 is visited again before anything is corrected.")
    there.fits(page)


def try_another_rule(there: Moderating, page: Any) -> None:
    """A word of the method is given another value; who would move is shown with reasons, and kept as a proposal."""
    there.opens(page, f"/what-if/{JUDGED}")
    page.get_by_label("means").fill("90%")
    press(page, "Work it out")
    said(page, "There is a problem")
    page.get_by_label("means").fill("75%")
    press(page, "Work it out")
    page.get_by_role("heading", name="Who would move, and why").wait_for()
    assert page.locator(".movers li").count() > 0
    there.fits(page)
    page.get_by_label("Why should the method change?").fill("More than half is little for a good force.")
    press(page, "Save as a proposal")
    said(page, "It moves no grade")
    there.fits(page)


def test_what_looks_unfair_is_found_settled_and_talked_about_and_another_rule_is_tried(there: Moderating) -> None:
    with there.tab(LEAD) as page:
        look_for_what_is_unfair(there, page)
        settle_one(there, page, "1A ", "The grades are right, because", "The visit saw the two areas that fall short.")
        settle_one(there, page, "1B ", "Raise it at the meeting, because", "Two of us should read it again.")
        meet(there, page)
        try_another_rule(there, page)
        there.opens(page, f"/board/{JUDGED}")
        there.opens(page, f"/board/{JUDGED}/1b")
    there.on_a_phone(MODERATOR, f"/queue/{JUDGED}", f"/what-if/{JUDGED}/proposals", f"/board/{JUDGED}")
    assert HARSH not in there.client(MODERATOR).get(f"/queue/{JUDGED}").text


def challenge(there: Moderating) -> None:
    """The force challenges a rating in its draft, with its evidence."""
    with there.tab(CHALLENGER) as page:
        there.opens(page, "/")
        page.get_by_role("link", name="Check the facts of the draft report").click()
        there.opens(page, f"{DRAFT}/accuracy/{READ}")
        page.get_by_role("link", name=re.compile(r"^Challenge this ?: G7$")).click()
        there.fits(page, axe=True)
        press(page, "Challenge this")
        said(page, "Say what is wrong")
        page.get_by_label("What is wrong").fill("The register of the second half of the year was not looked at.")
        page.get_by_label(re.compile("what the force checked, version 1")).first.check()
        press(page, "Challenge this")
        said(page, "Challenge 4 is made.")
        there.opens(page, f"{DRAFT}/report")


def answer(there: Moderating, page: Any, number: int, how: str, because: str) -> None:
    there.opens(page, f"{DRAFT}/accuracy/challenges/{number}")
    page.get_by_label(how, exact=True).check()
    page.get_by_label("Why?").fill(because)
    if how == "Accepted":
        page.get_by_label("Send this framework back to moderation").check()
        page.get_by_label("What it should be").select_option(label="Met")
    press(page, "Answer")
    said(page, f"Challenge {number} is answered")


def ask_again(there: Moderating) -> None:
    """The draft changed, so the force is asked to check it once more before it can be published."""
    with there.tab(LEAD) as page:
        there.opens(page, f"{DRAFT}/publish")
        said(page, "The draft changed after the force checked its facts")
        page.get_by_role("link", name="ask it again").click()
        day(page, 30)
        press(page, "Ask Simulated force 07 to check the facts")
        said(page, "Simulated force 07 is asked to check the facts.")
        there.opens(page, f"{DRAFT}/publish")
        said(page, "The force can challenge facts until 30 January 2007")
        assert page.get_by_role("button", name="Publish and freeze").count() == 0


def publish(there: Moderating, page: Any) -> None:
    there.opens(page, f"{DRAFT}/publish")
    said(page, "You are about to publish 23 grades for Simulated force 07.")
    press(page, "Publish and freeze")
    said(page, "The report for Simulated force 07 is published.")
    there.fits(page)


def correct(there: Moderating, page: Any) -> None:
    """Words of the published report are corrected, which makes a new version that says so."""
    page.get_by_role("link", name="Correct words in the report").click()
    page.get_by_role("link", name=re.compile("^5A ")).click()
    page.get_by_role("link", name=re.compile("^Correct ?: 5A-S1")).click()
    there.fits(page, axe=True)
    page.get_by_label("The corrected words").fill("The visit found this in place in every area.")
    page.get_by_label("What changed").fill("5A-S1 says where it was found.")
    page.get_by_label("Why").fill("It could be read as if one area had been seen.")
    press(page, "Publish a new version")
    said(page, "Version 2 is published.")
    there.fits(page)


def downloaded(page: Any, link: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def verified(there: Moderating, path: Path) -> tuple[int, str]:
    """What the command says of a file."""
    answered = CliRunner().invoke(verify, [str(path)], env={db.SETTING: there.url})
    return answered.exit_code, answered.output


def test_a_challenge_sends_its_framework_back_and_what_is_published_verifies(there: Moderating, tmp_path: Path) -> None:
    challenge(there)
    with there.tab(LEAD) as page:
        there.opens(page, f"{DRAFT}/publish")
        said(page, "Three challenges are not answered")
        for number in (2, 3):
            answer(there, page, number, "Not accepted", "Papers of every area were before the moderator.")
        answer(there, page, 4, "Accepted", "The register shows it for the whole year.")
        said(page, f"{CODE} was sent back to moderation because of it.")
    assert {name for name, state in states(there.url, "sim-07", JUDGED).items() if state != "judged"} == {READ}
    with there.tab(MODERATOR) as page:
        there.opens(page, f"/board/{JUDGED}/{READ}/sim-07")
        press(page, "Confirm Good")
        said(page, f"{CODE} is decided: Good.")
    there.stand_at(AGAIN)
    ask_again(there)
    there.stand_at(AFTERWARDS)
    with there.tab(LEAD) as page, there.tab(VIEWER) as outside:
        publish(there, page)
        there.opens(outside, f"{DRAFT}/report/versions")
        first = downloaded(outside, "PDF of version 1", tmp_path)
        assert verified(there, first)[0] == 0
        assert "version 1 of the report for Simulated force 07" in verified(there, first)[1]
        correct(there, page)
        assert verified(there, first)[0] == 1
        assert "A newer version exists: version 2" in verified(there, first)[1]
        there.opens(outside, f"{DRAFT}/report")
        said(outside, "The visit found this in place in every area.")
        second = downloaded(outside, "Download the PDF", tmp_path)
        assert "It is the newest version" in verified(there, second)[1]
    there.on_a_phone(CHALLENGER, f"{DRAFT}/report/versions", f"{DRAFT}/accuracy/challenges/4")
