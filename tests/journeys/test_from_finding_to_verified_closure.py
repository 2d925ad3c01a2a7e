"""Areas for improvement as a force lead, a verifier, a board's secretary and a national lead see them through."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from tests.journeys.improving import Register, fill_day, number_in, press, said, served

LEAFLET, SURVEY = "Leaflet on civil contingencies", "Survey of residents"


@pytest.fixture
def register(tmp_path: Path, browser: Any, axe: Path, pictures: Path) -> Iterator[Register]:
    with served(tmp_path, browser, axe, pictures) as made:
        yield made


def take(page: Any, register: Register) -> int:
    """The force lead finds what nobody owns, and takes it with an earlier day."""
    page.goto(f"{register.address}/improvement")
    page.get_by_role("link", name=re.compile("no owner")).click()
    page.get_by_role("link", name=re.compile("publicity on civil contingencies")).click()
    said(page, "Not yet allocated")
    page.get_by_role("link", name="Change owner or date").click()
    page.get_by_label("Owner", exact=True).select_option(label="Martin Frost, Head of crime")
    fill_day(page, "Due on", date(2007, 3, 30))
    press(page, "Save")
    said(page, "Owner: Martin Frost")
    return number_in(page)


def work(page: Any, other: int) -> None:
    """An action that answers another area too, and what happened."""
    page.get_by_role("link", name="Add an action").click()
    page.get_by_label("What will be done").fill("Send a leaflet to every household and say it on local radio")
    fill_day(page, "By when", date(2007, 2, 28))
    page.get_by_label("Answers also").fill(f"AFI {other}")
    press(page, "Add the action")
    said(page, "The action was added.")
    page.get_by_label("Add to the log").fill("The leaflet is with the printer.")
    press(page, "Add")
    said(page, "The leaflet is with the printer.")


def finish(page: Any) -> None:
    """Says that the action is done."""
    page.get_by_role("link", name=re.compile("^Send a leaflet")).click()
    press(page, "It is done")
    said(page, "The action is done.")


def add_evidence(page: Any, title: str, kind: str, words: str) -> None:
    """From the page on which a proof is chosen to a new piece in the library."""
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Note").fill(words)
    press(page, "Go on")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("radio", name=re.compile(f"^{kind}")).check()
    fill_day(page, "What day is it about?", date(2007, 1, 10))
    page.get_by_label("Protective marking").select_option("RESTRICTED")
    press(page, "Add this evidence")
    said(page, "One piece of evidence was added.")


def prove(page: Any, register: Register, number: int, of: str, title: str, shows: str) -> None:
    """Finds a piece in the library, and lets it prove something."""
    register.open(page, f"/{number}/proofs/add")
    page.get_by_label("Search the evidence library").fill(title)
    press(page, "Search")
    page.get_by_role("radio", name=re.compile(f"^{title}")).check()
    page.get_by_role("radio", name=of).check()
    page.get_by_label("What does it show?").fill(shows)
    press(page, "Add this proof")
    said(page, f"{of} was added.")


def propose(page: Any, words: str) -> None:
    press(page, "Propose closure")
    page.get_by_label("What was done, and what changed because of it?").fill(words)
    press(page, "Propose closure")
    said(page, "Somebody independent checks it now.")


def check(page: Any, level: str, looked_at: str, found: str, missing: str = "") -> None:
    page.get_by_label(level).check()
    page.get_by_label("What did you look at?").fill(looked_at)
    page.get_by_label(found).check()
    page.get_by_label("What is missing?").fill(missing)
    press(page, "Record my check")


def test_a_weakness_is_taken_worked_on_proved_checked_and_found_to_be_back(register: Register) -> None:
    with register.tab("force lead") as lead, register.tab("verifier") as verifier:
        number = take(lead, register)
        work(lead, 51)
        register.look(lead, "worked")
        lead.get_by_role("link", name="Add proof").click()
        add_evidence(lead, LEAFLET, "Document", "What to do in a flood, and whom to call.")
        prove(lead, register, number, "Proof of action", LEAFLET, "Every household has the leaflet")
        propose(lead, "The leaflet went to every household.")
        said(lead, "You own this, so you cannot check it.")
        assert register.open(lead, f"/{number}/check") == 403

        register.open(verifier, f"/{number}")
        press(verifier, "Record my check")
        said(verifier, "One action is not done")
        register.look(verifier, "check")
        check(verifier, "I read the papers", "The leaflet", "Something is missing", "Ask residents if they know")
        said(verifier, "It is sent back to its owner.")
        register.open(lead, f"/{number}")
        said(lead, "Ask residents if they know")
        register.look(lead, "sent-back")
        finish(lead)
        lead.get_by_role("link", name="Add proof").click()
        add_evidence(lead, SURVEY, "Outcome measure", "Of 400 residents asked in January, 320 knew whom to call.")
        prove(lead, register, number, "Proof of outcome", SURVEY, "Eight in ten know whom to call")
        propose(lead, "Eight in ten residents now know whom to call.")

        register.open(verifier, f"/{number}")
        verifier.get_by_role("link", name=SURVEY).click()
        said(verifier, "Put forward as proof of outcome")
        verifier.go_back()
        press(verifier, "Record my check")
        check(verifier, "I checked in practice", "Twenty doors in Thanet", "It is done: close it")
        said(verifier, "It is closed.")
        register.look(verifier, "closed")
        assert register.area(number).closed_how == "verified"
        press(verifier, "Check its effect")
        verifier.get_by_label("It does not: open it again").check()
        verifier.get_by_label("What did you look at, and what did you find?").fill("A flood, and nobody knew")
        press(verifier, "Record my check")
        said(verifier, "It is open again.")
        assert register.area(number).closed_how is None
    with register.tab("force lead", width=320) as page:
        register.open(page, f"/{number}")
        said(page, "A flood, and nobody knew")
        register.look(page, "reopened")


def test_a_board_is_run_from_its_paper(register: Register) -> None:
    with register.tab("board secretary") as page:
        register.open(page)
        page.get_by_role("link", name="Board packs").click()
        page.get_by_role("link", name=re.compile("24 January 2007")).click()
        press(page, "Make the paper")
        said(page, "The paper is made.")
        with page.expect_download() as sent:
            page.get_by_role("link", name="The paper as PDF").click()
        paper = Path(sent.value.path()).read_bytes()
        with page.expect_download() as sent:
            page.get_by_role("link", name="The paper as a spreadsheet").click()
        sheets = openpyxl.load_workbook(io.BytesIO(Path(sent.value.path()).read_bytes()), read_only=True).sheetnames
        assert "Decisions asked for" in sheets
        text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(paper)).pages)
        assert "Say whether the switchboard target is affordable" in " ".join(text.split())

        page.get_by_role("link", name="Record a decision on AFI 78").first.click()
        page.get_by_label("What was decided").fill("Two meetings were missed. They are made up for in February.")
        page.get_by_label("New action", exact=True).fill("Hold the two missed performance meetings")
        page.get_by_label("Owner of the action").select_option(label="Martin Frost, Head of crime")
        fill_day(page, "Due on", date(2007, 2, 28))
        register.look(page, "decide")
        press(page, "Record it")
        said(page, "The decision is recorded.")
        register.look(page, "pack")
        page.get_by_role("link", name="Minutes").click()
        said(page, "Hold the two missed performance meetings")
        register.look(page, "minutes")
        page.get_by_role("link", name="AFI 84").click()
        said(page, "Owner: Martin Frost")
        register.open(page, "/packs/2007-01-24")
        with page.expect_download() as sent:
            page.get_by_role("link", name="The paper as PDF").click()
        assert Path(sent.value.path()).read_bytes() == paper
    with register.tab("board secretary", width=320) as page:
        register.open(page, "/packs/2007-01-24")
        register.look(page, "pack")


def test_an_order_is_adopted_and_the_nation_sees_what_is_published(register: Register) -> None:
    with register.tab("force lead") as page:
        register.open(page)
        page.get_by_role("link", name="Which of these would lift a grade").click()
        register.look(page, "lift")
        press(page, "Adopt this order")
        said(page, "This order is adopted.")
        register.look(page, "lift-plan")
        register.open(page, "/dashboard")
        said(page, "83 are open")
    with register.tab("national lead") as page:
        page.goto(f"{register.address}/improvement/dashboard")
        register.look(page, "nation")
        page.get_by_role("link", name="Kent Police").first.click()
        said(page, "Areas for improvement: Kent Police")
        page.locator("nav").get_by_role("link", name="Areas for improvement").last.click()
        said(page, "You see what is published.")
        assert page.get_by_role("button", name="Add an area for improvement").count() == 0
    with register.tab("national lead", width=320) as page:
        page.goto(f"{register.address}/improvement/dashboard")
        register.look(page, "nation")


HEAD = "What is wrong\tKind\tOwner\tRaised\tDue"
BAD = "Minutes come late\tAction of a board\tSimon Peel\t05/12/2006\t31/02/2007"
RIGHT = "Minutes come late\tAction of a board\tSimon Peel\t05/12/2006\t03/04/2007"


def test_a_spreadsheet_is_brought_in_and_a_recommendation_answered_in_time(register: Register) -> None:
    with register.tab("board secretary") as page:
        register.open(page)
        page.get_by_role("link", name="Spreadsheet in").click()
        page.get_by_label("Where do they come from?").fill("Performance and Delivery Board, 5 December 2006")
        page.get_by_label("Paste the rows").fill(f"{HEAD}\n{BAD}")
        press(page, "Check the rows")
        said(page, "Row 2, Due: 31/02/2007 is not a date.")
        register.look(page, "import-wrong")
        page.get_by_label("Paste the rows").fill(f"{HEAD}\n{RIGHT}")
        press(page, "Check the rows")
        said(page, "Nothing is written until you bring them in.")
        register.look(page, "import-right")
        press(page, "Bring in one row")
        said(page, "One row brought in.")
        assert register.area(84).title == "Minutes come late"
    with register.tab("assessor") as page:
        register.open(page)
        press(page, "Add an area for improvement")
        add_recommendation(page)
        number = number_in(page)
        register.open(page, f"/{number}")
        said(page, "26 February 2007")
        page.get_by_role("link", name="Record the response").click()
        page.get_by_label("Comments of the policing body").fill("We agree, and have asked for a date.")
        page.get_by_label("Action taken or proposed").fill("Custody is inspected again in June.")
        press(page, "Save the response")
        said(page, "The response is recorded.")
        register.open(page, "/responses")
        said(page, "Custody is inspected again in June.")
        register.look(page, "responses")


def add_recommendation(page: Any) -> None:
    """A recommendation of another inspection, published on 2 January."""
    page.get_by_label("What is wrong, in one sentence").fill("Cells are checked too seldom at night")
    page.get_by_label("More about it").fill("Of 40 cells, 12 were not looked at for two hours.")
    page.get_by_role("radio", name="Recommendation", exact=True).check()
    page.get_by_role("radio", name="Another inspection", exact=True).check()
    page.get_by_label("Which one?").fill("Custody inspection 2006")
    fill_day(page, "Published on", date(2007, 1, 2))
    fill_day(page, "Raised on", date(2007, 1, 2))
    fill_day(page, "Due on", date(2007, 4, 30))
    page.get_by_label("Protective marking").select_option("RESTRICTED")
    press(page, "Add it")
