"""How an area stands: its state, what it needs, red, amber or green, and when it has to be responded to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.remediation import standing
from inspect_app.remediation.states import STATES

TODAY = date(2007, 1, 12)


@dataclass(frozen=True)
class Fields:
    raised_on: date = date(2006, 10, 26)
    due_on: date | None = None
    owner_id: int | None = 7
    owner_post: str | None = None
    closed_how: str | None = None
    closed_at: datetime | None = None


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("fields", "pending", "state", "need", "colour", "rule"),
    [
        (Fields(owner_id=None), False, "awaiting_allocation", "no_owner", "red", "Awaiting allocation: nobody"),
        (Fields(owner_id=None, owner_post="ACC"), False, "in_progress", "later", "green", "no deadline set"),
        (Fields(due_on=days(29)), False, "in_progress", "later", "green", "due 10 February 2007"),
        (Fields(due_on=days(28)), False, "in_progress", "due_soon", "amber", "Due soon: due 9 February 2007"),
        (Fields(due_on=TODAY), False, "in_progress", "due_soon", "amber", "within 28 days"),
        (Fields(due_on=days(-4)), False, "in_progress", "overdue", "red", "due 8 January 2007 and not closed."),
        (Fields(due_on=days(-4)), True, "pending_sign_off", "overdue", "red", "Overdue"),
        (Fields(due_on=days(90)), True, "pending_sign_off", "pending", "amber", "nobody independent has checked it"),
        (
            Fields(due_on=days(-4), closed_how="verified", closed_at=datetime(2007, 1, 10)),
            False, "closed", "closed", "closed", "Closed: closed and checked on 10 January 2007.",
        ),
    ],
)  # fmt: skip
def test_a_state_is_worked_out_and_says_its_rule(
    fields: Fields, pending: bool, state: str, need: str, colour: str, rule: str
) -> None:
    found = standing.standing(fields, TODAY, pending=pending)
    assert (found.state, found.need, found.rag.colour) == (state, need, colour)
    assert rule in found.rag.rule


@given(
    st.integers(-400, 400) | st.none(), st.booleans(), st.booleans(), st.sampled_from([None, "verified", "superseded"])
)
def test_whatever_the_fields_there_is_one_of_the_four_states(
    due: int | None, owned: bool, pending: bool, closed: str | None
) -> None:
    fields = Fields(
        due_on=days(due) if due is not None else None,
        owner_id=1 if owned else None,
        closed_how=closed,
        closed_at=datetime(2007, 1, 1) if closed else None,
    )
    found = standing.standing(fields, TODAY, pending=pending)
    assert found.state in STATES
    assert (found.state == "closed") == (closed is not None)
    assert found.rag.rule.endswith(".")
    assert not (closed and standing.is_overdue(fields, TODAY))


def test_what_needs_attention_comes_first_and_the_earlier_day_before_the_later() -> None:
    wanted = [
        (Fields(due_on=days(-9)), False),
        (Fields(due_on=days(-4)), False),
        (Fields(owner_id=None), False),
        (Fields(due_on=days(60)), True),
        (Fields(due_on=days(3)), False),
        (Fields(due_on=days(60)), False),
        (Fields(), False),
    ]
    backwards = list(reversed(wanted))
    ordered = sorted(backwards, key=lambda pair: standing.attention(pair[0], TODAY, pending=pair[1]))
    assert ordered == wanted


def test_the_age_of_what_is_closed_stands_still() -> None:
    closed = Fields(closed_how="verified", closed_at=datetime(2006, 11, 5))
    assert standing.age(closed, TODAY) == standing.age(closed, TODAY + timedelta(days=500)) == 10
    assert standing.age(replace(closed, closed_at=None, closed_how=None), TODAY) == 78


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no days"), (1, "one day"), (20, "two weeks"), (61, "two months"), (460, "15 months")]
)
def test_an_age_is_told_as_people_say_it(number: int, words: str) -> None:
    assert standing.age_words(number) == words


def test_the_policing_body_has_56_days_and_the_day_of_publication_is_the_first() -> None:
    assert standing.last_day_to_respond(date(2006, 10, 26)) == date(2006, 12, 20)
