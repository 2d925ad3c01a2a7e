"""Steps that moderation brings to first pages: differences to settle, readers to name, entries to decide, challenges.

Nobody is told of a reading that they may not see, and nothing of a home force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..accounts.roles import READERS, Role
from ..forces import queries as forces
from ..forces.where import year_words
from ..grading.edition import Edition
from ..grading.words import count_of
from ..moderation import waiting
from ..ui.times import day, until
from .page import Step
from .standing import Standing

DECIDES = frozenset({Role.MODERATOR})
AGREES = frozenset({Role.MODERATOR, Role.NATIONAL_LEAD})
PUBLISHED = ("published", "corrected")
MOST = 5
"""So many forces have a step of their own; the board shows the rest."""


def of_the_inspectorate(session: Session, editions: Mapping[str, Edition], me: Actor) -> list[Step]:
    """What waits for somebody of the inspectorate, by force. At most nine statements."""
    names = {force.id: force.name for force in forces.forces(session)}
    steps = list(_agreeing(session, me, names)) if AGREES & me.national else []
    steps += _deciding(session, me, names) if DECIDES & me.national else []
    steps += _settling(session, me, names) if Role.INSPECTOR in me.national else []
    steps += _challenges(session, me, names) if READERS & me.national else []
    steps += _naming(session, editions, me, names) if Role.NATIONAL_LEAD in me.national else []
    steps += _leading(session, me, names) if Role.NATIONAL_LEAD in me.national else []
    return steps


def of_the_force(session: Session, standing: Standing, today: date) -> list[Step]:
    """Checking the facts of the draft report while that can be done, and reading it once published. One statement."""
    force, cycle = standing.place.force.id, standing.place.cycle.id
    if standing.state in PUBLISHED:
        return [Step("Read the published report", f"/forces/{force}/{cycle}/report", "As it was published.")]
    closes = waiting.checked_until(session, standing.assessment.id) if standing.state == "factual_accuracy" else None
    if closes is None or closes < today:
        return []
    about = f"You can challenge what is wrong until {day(closes)}, {until(closes)}."
    return [Step("Check the facts of the draft report", f"/forces/{force}/{cycle}/accuracy", about, decisive=True)]


def _deciding(session: Session, me: Actor, names: Mapping[str, str]) -> Iterator[Step]:
    found = waiting.to_moderate(session, me.id, me.home_forces)
    for one in found[:MOST]:
        what = f"{count_of(one.number, 'framework')} of {names[one.force]}"
        yield Step(f"Decide {what}", _board(one), f"Read, and waiting for moderation in {year_words(one.cycle)}.")


def _agreeing(session: Session, me: Actor, names: Mapping[str, str]) -> Iterator[Step]:
    for one in waiting.to_agree(session, me.id, me.home_forces)[:MOST]:
        what = f"{count_of(one.number, 'departure')} for {names[one.force]}"
        about = "Another moderator departs from a grade that a rule holds down. It needs a second person."
        yield Step(f"Agree to {what}, or refuse", _board(one), about, decisive=True)


def _settling(session: Session, me: Actor, names: Mapping[str, str]) -> Iterator[Step]:
    for one in waiting.to_settle(session, me.id, me.home_forces)[:MOST]:
        one_only = one.number == 1
        text = f"Settle differences in {count_of(one.number, 'framework')} of {names[one.force]}"
        url = _place(one, f"discrepancies/{one.framework}" if one_only else "reading")
        yield Step(text, url, "You and the other reader have finished, and do not agree on everything.")


def _naming(session: Session, editions: Mapping[str, Edition], me: Actor, names: Mapping[str, str]) -> Iterator[Step]:
    """One step for each cycle: to the plan of the force where it is one, else to that of the cycle."""
    by_cycle: dict[str, list[waiting.Waiting]] = {}
    for one in waiting.without_readers(session, editions, me.home_forces):
        by_cycle.setdefault(one.cycle, []).append(one)
    for cycle, found in by_cycle.items():
        number, first = sum(one.number for one in found), found[0]
        where = names[first.force] if len(found) == 1 else count_of(len(found), "force")
        url = _place(first, "plan") if len(found) == 1 else f"/cycles/{cycle}/plan"
        about = f"They wait to be read in {year_words(cycle)}, and fewer readers are named than they want."
        yield Step(f"Name readers for {count_of(number, 'framework')} of {where}", url, about)


def _challenges(session: Session, me: Actor, names: Mapping[str, str]) -> Iterator[Step]:
    for one in waiting.challenges(session, me.home_forces)[:MOST]:
        text = f"Answer {count_of(one.number, 'challenge')} of {names[one.force]}"
        yield Step(
            text, _place(one, "accuracy"), f"They say what is wrong in the draft report of {year_words(one.cycle)}."
        )


def _leading(session: Session, me: Actor, names: Mapping[str, str]) -> Iterator[Step]:
    for one in waiting.assessments(session, "signed", me.home_forces)[:MOST]:
        yield Step(f"Receive {names[one.force]}", _place(one, "plan"), "Signed, and waiting to be read.")
    for one in waiting.assessments(session, "with_inspectorate", me.home_forces)[:MOST]:
        if not one.number:
            text = f"Ask {names[one.force]} to check the facts"
            yield Step(text, _place(one, "accuracy"), "Every framework is judged.")


def _board(one: waiting.Waiting) -> str:
    """The decision where there is one, or else the board of those that wait."""
    if one.number == 1:
        return f"/board/{one.cycle}/{one.framework}/{one.force}"
    return f"/board/{one.cycle}?state=to_moderate&force={one.force}"


def _place(one: waiting.Waiting, page: str) -> str:
    return f"/forces/{one.force}/{one.cycle}/{page}"
