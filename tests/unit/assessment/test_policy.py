"""Who may read and write in an assessment, as a whole table of states and roles."""

from __future__ import annotations

from datetime import date

import pytest

from inspect_app.accounts.roles import READERS, TEAM, Role
from inspect_app.assessment import policy
from inspect_app.assessment.states import ASSESSMENT, ENTRY
from inspect_app.promises import NotAllowed, NotFound

STATES = [state.id for state in ASSESSMENT.states]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entry", [state.id for state in ENTRY.states])
@pytest.mark.parametrize("assessment", STATES)
def test_only_an_assessor_writes_and_only_in_a_draft(assessment: str, entry: str, role: Role) -> None:
    may = (assessment, entry, role) == ("drafting", "draft", Role.ASSESSOR)
    assert policy.can_write(entry, assessment, [role]) is may


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", STATES)
def test_the_team_reads_always_and_inspectors_only_what_was_signed(state: str, role: Role) -> None:
    may = role in TEAM or (role in READERS and state not in ("drafting", "submitted"))
    assert policy.can_read([role], state) is may
    if not may:
        with pytest.raises(NotFound):
            policy.check_can_read([role], state)


def test_nobody_without_a_role_in_the_force_reads_or_writes() -> None:
    assert not policy.can_write("draft", "drafting", [])
    assert not policy.can_read([], "published")


def test_what_was_submitted_says_when_and_what_would_help() -> None:
    with pytest.raises(NotAllowed) as refused:
        policy.check_can_write("submitted", "submitted", [Role.ASSESSOR], date(2006, 6, 30))
    said = "Submitted on 30 June 2006. You can read everything. To change something, ask for it to be returned."
    assert str(refused.value) == said


def test_what_is_ready_says_how_it_becomes_a_draft_again() -> None:
    assert "take it back to draft" in (policy.why_not_write("ready", "drafting", [Role.ASSESSOR]) or "")


def test_a_verb_is_refused_with_the_role_that_may_do_it() -> None:
    with pytest.raises(NotAllowed, match="Only a chief officer can sign this assessment"):
        policy.check_can(ASSESSMENT, "submitted", "sign", [Role.ASSESSOR])
    assert policy.can(ASSESSMENT, "submitted", "sign", [Role.CHIEF_OFFICER])
    assert not policy.can(ASSESSMENT, "drafting", "sign", [Role.CHIEF_OFFICER])
