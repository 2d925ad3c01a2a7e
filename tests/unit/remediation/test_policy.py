"""Who may see, change, check and end an area, and the sentence for those who may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.accounts.roles import Role
from inspect_app.promises import NotAllowed
from inspect_app.remediation import policy
from inspect_app.remediation.acting.reminders import is_said
from inspect_app.remediation.register.alike import telling

OWNER, OTHER = 1, 2


@dataclass(frozen=True)
class Area:
    owner_id: int | None = OWNER
    closed_how: str | None = None


def refused(check: object, *given: object, **named: object) -> str:
    with pytest.raises(NotAllowed) as fault:
        check(*given, **named)  # type: ignore[operator]
    return str(fault.value)


@pytest.mark.parametrize(
    ("role", "marking", "published", "sees"),
    [
        (Role.ASSESSOR, "SECRET", False, True),
        (Role.BOARD_SECRETARY, "CONFIDENTIAL", False, True),
        (Role.VIEWER, "RESTRICTED", False, True),
        (Role.VIEWER, "CONFIDENTIAL", True, False),
        (Role.INSPECTOR, "OFFICIAL", False, False),
        (Role.VERIFIER, "OFFICIAL", True, True),
        (Role.NATIONAL_LEAD, "SECRET", True, True),
        (Role.ADMINISTRATOR, "OFFICIAL", True, False),
    ],
)
def test_outside_the_force_only_what_is_published_is_seen(
    role: Role, marking: str, published: bool, sees: bool
) -> None:
    on = date(2006, 10, 26) if published else None
    assert policy.sight({role}).shows(marking, on) is sees


@pytest.mark.parametrize(
    ("me", "proposed_by", "worked", "sentence"),
    [
        (OWNER, OTHER, (), "You own this, so you cannot check it."),
        (OTHER, OTHER, (), "You proposed to close this"),
        (OTHER, OWNER, (OTHER,), "You worked on this"),
        (OTHER, None, (), "Nobody has proposed"),
    ],
)
def test_nobody_checks_their_own_work(me: int, proposed_by: int | None, worked: tuple[int, ...], sentence: str) -> None:
    roles = {Role.FORCE_LEAD, Role.VERIFIER}
    assert sentence in refused(policy.check_can_check, Area(), roles, me, proposed_by=proposed_by, worked=worked)


def test_somebody_independent_checks_and_a_board_secretary_does_not() -> None:
    policy.check_can_check(Area(), {Role.VERIFIER}, OTHER, proposed_by=OWNER, worked=())
    sentence = refused(policy.check_can_check, Area(), {Role.BOARD_SECRETARY}, OTHER, proposed_by=OWNER, worked=())
    assert sentence == policy.NOT_A_CHECKER


def test_an_owner_does_not_end_their_own_area_in_another_way() -> None:
    assert refused(policy.check_can_end, Area(), {Role.FORCE_LEAD}, OWNER, pending=False) == policy.OWN_END
    assert refused(policy.check_can_end, Area(), {Role.ASSESSOR}, OTHER, pending=False) == policy.ONLY_DECIDERS
    policy.check_can_end(Area(), {Role.CHIEF_OFFICER}, OTHER, pending=False)


def test_only_the_owner_or_a_force_lead_proposes_and_only_with_proof_of_action() -> None:
    ready = {"pending": False, "has_action": True, "has_owner": True}
    policy.check_can_propose(Area(), {Role.ASSESSOR}, OWNER, **ready)
    assert refused(policy.check_can_propose, Area(), {Role.ASSESSOR}, OTHER, **ready) == policy.NOT_OWNER
    without = ready | {"has_action": False}
    assert refused(policy.check_can_propose, Area(), {Role.ASSESSOR}, OWNER, **without) == policy.NO_PROOF


def test_dates_that_do_not_fit_have_a_sentence() -> None:
    raised, before = date(2006, 10, 26), date(2006, 10, 25)
    assert policy.wrong_dates(raised, before, None) == (
        "due_on",
        "The due date cannot be before the day on which it was raised, 26 October 2006",
    )
    assert policy.wrong_dates(raised, raised, None) is None
    assert policy.wrong_dates(raised, None, "Waits for the pay review") is None
    assert policy.wrong_dates(raised, None, None) is not None
    assert policy.wrong_dates(raised, raised, "and a reason") is not None


@given(st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12), st.integers(1, 6), st.integers(1, 6))
def test_a_circle_is_found_exactly_where_the_other_waits_for_this_one(
    waits: set[tuple[int, int]], area: int, other: int
) -> None:
    reach = {other}
    for _ in range(6):
        reach |= {after for before, after in waits if before in reach}
    assert policy.circle(area, other, waits) is (area in reach)


def test_reminders_come_before_on_and_weekly_after_a_due_day() -> None:
    due, day = date(2007, 3, 1), date.fromordinal
    said = [day(n) for n in range(due.toordinal() - 40, due.toordinal() + 16) if is_said(due, day(n - 1), day(n))]
    assert [(one - due).days for one in said] == [-28, -7, -1, 0, 1, 7, 14]


def test_a_day_on_which_nothing_ran_is_made_up_for() -> None:
    due = date(2007, 3, 1)
    assert is_said(due, date(2007, 2, 20), date(2007, 2, 24))
    assert not is_said(due, date(2007, 2, 22), date(2007, 2, 24))


def test_only_telling_words_make_two_areas_alike() -> None:
    assert telling("The force should hold area commanders to account") == ["commanders", "account", "hold"]
