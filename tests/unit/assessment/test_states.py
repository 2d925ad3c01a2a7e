"""The two state tables: complete, walkable, and told truthfully in the documentation."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.assessment.states import ASSESSMENT, ENTRY, Table, line
from inspect_app.assessment.states_page import document
from inspect_app.promises import NotAllowed

TABLES = pytest.mark.parametrize("table", [ENTRY, ASSESSMENT], ids=["entry", "assessment"])
PAIRS = [
    pytest.param(table, state.id, verb, id=f"{table.thing}: {verb} in {state.id}")
    for table in (ENTRY, ASSESSMENT)
    for state in table.states
    for verb in table.verbs
]


@pytest.mark.parametrize(("table", "state", "verb"), PAIRS)
def test_every_verb_in_every_state_leads_somewhere_or_says_why_not(table: Table, state: str, verb: str) -> None:
    if table.allows(state, verb):
        assert table.next_state(state, verb) in {s.id for s in table.states}
    else:
        with pytest.raises(NotAllowed, match=f"This {table.thing} is .* nobody can {verb.replace('_', ' ')} it"):
            table.next_state(state, verb)


@TABLES
def test_no_verb_leads_from_one_state_to_two(table: Table) -> None:
    assert len({(m.state, m.verb) for m in table.moves}) == len(table.moves)


@TABLES
def test_every_state_has_an_owner_and_every_verb_somebody_who_may_do_it(table: Table) -> None:
    assert all(state.owner for state in table.states)
    assert all(move.who and move.guard.endswith(".") for move in table.moves)


@TABLES
def test_every_state_has_a_way_out_except_the_last(table: Table) -> None:
    leaving = {move.state for move in table.moves if move.next != move.state}
    last = table.states[-1].id
    assert {state.id for state in table.states} - leaving <= {last}


@TABLES
def test_every_state_can_be_reached_from_the_first(table: Table) -> None:
    reached = {table.states[0].id}
    for _ in table.states:
        reached |= {move.next for move in table.moves if move.state in reached}
    assert reached == {state.id for state in table.states}


@TABLES
def test_whatever_goes_back_needs_a_reason_except_ones_own_mark(table: Table) -> None:
    order = [state.id for state in table.states]
    back = [m for m in table.moves if order.index(m.next) < order.index(m.state)]
    assert {(m.state, m.verb) for m in back if not m.reasoned} <= {("ready", "take_back")}


@TABLES
@given(choices=st.lists(st.integers(min_value=0, max_value=99), max_size=30))
def test_any_walk_stays_in_the_table_and_can_be_walked_by_its_verbs(table: Table, choices: list[int]) -> None:
    state = table.states[0].id
    for choice in choices:
        moves = [move for move in table.moves if move.state == state]
        move = moves[choice % len(moves)]
        assert table.next_state(state, move.verb) == move.next
        state = move.next
    assert table[state].owner


def test_an_assessment_that_goes_back_takes_every_entry_back_whatever_its_state() -> None:
    returning = {m.state for m in ASSESSMENT.moves if m.next == "drafting"}
    assert returning == {"submitted", "signed", "with_inspectorate"}
    submitted = [state.id for state in ENTRY.states if state.id not in ("draft", "ready")]
    assert all(ENTRY.next_state(state, "return") == "draft" for state in submitted)


def test_the_documentation_says_what_the_tables_say(checkout: Path) -> None:
    written = (checkout / "docs" / "states.md").read_text(encoding="utf-8")
    assert written == document(), "Run: python -m inspect_app.assessment.states_page > docs/states.md"


VERSION = SimpleNamespace(number=4, submitted_at=datetime(2006, 6, 30, 15, 12), returned_at=None, returned_because=None)
SIGNATURE = SimpleNamespace(
    name="Anne Hollis", post="Deputy Chief Constable", signed_at=datetime(2006, 7, 4, 8, 30), fell_at=None
)
READ_ONLY = "Submitted on 30 June 2006. You can read everything. To change something, ask for it to be returned."


def test_the_line_says_why_nothing_can_be_changed() -> None:
    assert line(SimpleNamespace(state="drafting")) is None
    assert line(SimpleNamespace(state="submitted"), VERSION) == READ_ONLY


def test_the_line_of_a_signed_assessment_names_who_signed_and_when() -> None:
    said = line(SimpleNamespace(state="signed"), VERSION, SIGNATURE)
    assert said == f"Signed by Anne Hollis, Deputy Chief Constable, 4 July 2006, 09:30. {READ_ONLY}"


def test_the_line_does_not_claim_a_signature_that_fell() -> None:
    fallen = SimpleNamespace(**{**vars(SIGNATURE), "fell_at": datetime(2006, 7, 5)})
    assert line(SimpleNamespace(state="signed"), VERSION, fallen) == READ_ONLY


def test_the_line_of_what_was_returned_gives_the_reason() -> None:
    returned = SimpleNamespace(
        **{**vars(VERSION), "returned_at": datetime(2006, 7, 3, 9), "returned_because": "Look at 4B again."}
    )
    said = line(SimpleNamespace(state="drafting"), returned)
    assert said == "Version 4 was returned on 3 July 2006: Look at 4B again."


def test_the_line_of_a_published_assessment_says_how_it_can_still_be_corrected() -> None:
    assert "corrected with a new version" in (line(SimpleNamespace(state="published"), VERSION) or "")
