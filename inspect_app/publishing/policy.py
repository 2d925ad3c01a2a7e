"""Who may read a report, published or as a draft: pure answers over plain values."""

from __future__ import annotations

from collections.abc import Collection

from ..accounts.roles import OF_THE_INSPECTORATE, READERS, TEAM, Role
from ..evidence import markings

PUBLISHED = frozenset({"published", "corrected"})
DRAFTED = frozenset({"with_inspectorate", "factual_accuracy"})
"""States in which the inspectorate has a draft."""


def sees_published(roles: Collection[Role], marking: str) -> bool:
    """Whether somebody signed in may read a published report. `roles` are those that count for its force.

    The inspectorate and the force read every marking; everybody else up to the lowest sensitive one.
    """
    inside = (OF_THE_INSPECTORATE | TEAM) - {Role.VIEWER}
    most = markings.HIGHEST if inside.intersection(roles) else markings.VIEWERS_SEE
    return markings.level(marking) <= most


def sees_draft(roles: Collection[Role], state: str) -> bool:
    """Whether somebody may read the draft: readers of the inspectorate, and the force while it checks the facts."""
    if READERS.intersection(roles):
        return state in DRAFTED
    return state == "factual_accuracy" and bool(TEAM.intersection(roles))
