"""Who may try changes of the method, and who may propose one: pure answers."""

from __future__ import annotations

from collections.abc import Collection

from ...accounts.roles import Role

TRIES = frozenset({Role.MODERATOR, Role.NATIONAL_LEAD, Role.METHODOLOGIST})
PROPOSES = frozenset({Role.NATIONAL_LEAD, Role.METHODOLOGIST})
PUBLISHED = frozenset({"published", "corrected"})


def may_propose(roles: Collection[Role]) -> bool:
    """Whether holders of these roles may save a change as a proposal."""
    return bool(PROPOSES.intersection(roles))


def not_shown(states: Collection[tuple[str, str]], home: Collection[str]) -> frozenset[str]:
    """The forces of which a person is not shown what the method proposes: home forces that are not published.

    `states` are forces with the states of their assessments.
    """
    return frozenset(force for force, state in states if force in home and state not in PUBLISHED)
