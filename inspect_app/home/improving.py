"""What areas for improvement add to a first page: what is due or overdue for somebody, what they may check, boards."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..accounts.roles import Role
from ..forces import queries as forces
from ..grading.words import capital, count_of
from ..remediation import policy
from ..remediation.acting import queries as acting
from ..remediation.boards import policy as boards_policy
from ..remediation.boards import queries as boards
from ..remediation.closing import queries as closing
from ..remediation.register import queries as register
from ..remediation.standing import DUE_SOON
from ..ui.times import day, until
from .page import Block, Note, Part, Step

RANK = 3
"""Where steps about areas stand among the others: after what decides a grade."""
ANSWER_FOR_THE_REGISTER = frozenset({Role.FORCE_LEAD, Role.BOARD_SECRETARY, Role.CHIEF_OFFICER})


def part(session: Session, me: Actor, force: str | None, today: date) -> Part:
    """What is due for somebody within four weeks, what waits for their check or their board, and the register's state.

    `force` is where they work; a verifier's checks are those of every force that is no home force.
    """
    found = Part()
    if policy.WRITES & me.roles:
        mine = acting.due(session, me.id, today + DUE_SOON)
        found.steps += [_due(one, today) for one in mine]
        found.markings += [one.marking for one in mine]
    roles = me.roles_for(force) if force else frozenset()
    if force and policy.CHECKS & roles and not policy.CHECKS_OUTSIDE & me.national:
        found.steps += _to_check(session, [force], me)
    elif Role.VERIFIER in me.national:
        found.steps += _to_check(session, [one.id for one in forces.forces(session)], me)
    if force and boards_policy.may_prepare(roles):
        found.steps += _meetings(session, force, today)
    if force and ANSWER_FOR_THE_REGISTER & roles:
        found.blocks.append(_register(session, force, policy.sight(roles)))
    return found


def alone(found: Part) -> Part:
    """The same for somebody whose first page has nothing else, with a sentence of its own."""
    number = len(found.steps)
    verb = "waits" if number == 1 else "wait"
    found.sentences = [f"{capital(count_of(number, 'thing'))} {verb} for you." if number else "Nothing waits for you."]
    return found


def _due(one: acting.Due, today: date) -> Step:
    late = "Overdue" if one.due_on < today else "Due"
    what = f"Action for AFI {one.number}" if one.is_action else f"AFI {one.number}"
    return Step(one.what, one.address, f"{what}. {late}: {day(one.due_on)}, {until(one.due_on)}.", rank=RANK)


def _to_check(session: Session, known: list[str], me: Actor) -> list[Step]:
    rows = closing.waiting(session, {force: policy.sight(me.roles_for(force)) for force in known}, me.id)
    return [
        Step(
            f"Check whether AFI {area.number} is done",
            f"/forces/{area.force_id}/improvement/{area.number}",
            f"{area.title}. Proposed on {day(closure.proposed_at)}.",
            rank=RANK,
        )
        for area, closure in rows
    ]


def _meetings(session: Session, force: str, today: date) -> list[Step]:
    """Papers to make for meetings to come, and decisions to record of those that were held."""
    steps = []
    for on, title, is_issued in boards.unfinished(session, force, today):
        address, when = f"/forces/{force}/improvement/packs/{on.isoformat()}", f"{title}, {day(on)}, {until(on)}."
        if is_issued:
            steps.append(Step("Record what the board decided", f"{address}/decide", when, rank=RANK))
        else:
            steps.append(Step("Make the board's paper", address, when, rank=RANK))
    return steps


def _register(session: Session, force: str, sight: policy.Sight) -> Block:
    totals, address = register.totals(session, force, sight), f"/forces/{force}/improvement"
    counted = (
        (totals.overdue, "overdue", f"{address}?overdue=y"),
        (totals.no_owner, "without an owner", f"{address}?owner=nobody"),
        (totals.of("pending_sign_off"), "to check", f"{address}?show=pending_sign_off"),
    )
    notes = [Note("", f"{capital(count_of(number, 'area'))} {words}", url) for number, words, url in counted if number]
    whole = Note("", f"{capital(count_of(totals.open, 'area'))} open", address) if totals.total else None
    return Block(
        "Areas for improvement",
        notes=(*([whole] if whole else []), *notes),
        words="" if totals.total else "Nothing is in the register yet.",
    )
