"""How much of an entry the board shows: everything, only how far it is, or nothing but that it exists. Pure.

A reading is seen by nobody else while it lasts, and nobody sees a grade of a home force before it is published.
"""

from __future__ import annotations

from typing import Literal

from ...accounts.actors import Actor
from ...accounts.roles import OF_THE_INSPECTORATE
from ...assessment.states import WITH_THE_FORCE

Shown = Literal["everything", "stage", "home", "nothing"]

MAY_SEE = OF_THE_INSPECTORATE
READ = frozenset({"to_moderate", "judged"})
"""The states of an entry in which every reader of it has finished; in any other its case is out of date."""


def own_forces(actor: Actor) -> frozenset[str]:
    """The forces that somebody is too near to: home forces, and those in which a role is held."""
    return actor.home_forces | frozenset(actor.forces)


def shown(assessment_state: str, entry_state: str, *, is_own: bool, is_published: bool) -> Shown:
    """How much of an entry may be shown to somebody of the inspectorate, `is_own` for an entry of an own force."""
    if is_published:
        return "everything"
    if is_own:
        return "home"
    if assessment_state in WITH_THE_FORCE:
        return "nothing"
    return "everything" if entry_state in READ else "stage"
