"""Steps that inspecting brings to first pages: a reader's readings to finish, and what a force is asked.

It tells readers of their own readings only, and a force never who asks.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..forces import queries as forces
from ..forces.where import year_words
from ..grading.words import count_of
from ..moderation.reading import queries as readings
from ..moderation.reading.questions import queries as questions
from ..ui.times import day
from .page import Step
from .standing import Standing


def readings_to_finish(session: Session, me: Actor) -> list[Step]:
    """One step for each force in which somebody has readings to finish. Two statements."""
    names = {force.id: force.name for force in forces.forces(session)}
    return [
        Step(
            f"Finish {count_of(number, 'reading')} of {names.get(force, force)}",
            f"/forces/{force}/{cycle}/reading",
            f"For {year_words(cycle)}.",
        )
        for force, cycle, number in readings.waiting(session, me.id)
        if force not in me.home_forces
    ]


def asked_of_the_force(session: Session, standing: Standing, today: date) -> list[Step]:
    """The step of answering what the inspectorate asks, where something waits. One statement."""
    force, cycle = standing.place.force.id, standing.place.cycle.id
    number, first = questions.unanswered(session, force, cycle)
    if not number or first is None:
        return []
    overdue = first < today
    about = f"The first was due on {day(first)}." if overdue else f"The first is due on {day(first)}."
    text = f"Answer {count_of(number, 'question')} from the inspectorate"
    return [Step(text, f"/forces/{force}/{cycle}/questions", about, decisive=overdue)]
