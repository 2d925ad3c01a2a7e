"""Who may check good practice and choose it, and when: pure answers with the sentence that says why."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...accounts.roles import Role
from ...promises import BadInput, NotAllowed

KIND = "good_practice"
"""The printed part whose findings are offers of good practice."""
CHECKS = frozenset({Role.INSPECTOR, Role.MODERATOR})
OPEN = frozenset({"with_inspectorate", "factual_accuracy"})
"""States of an assessment in which its good practice can be checked and chosen."""
MOST = 3


def check_can_check(state: str, roles: Collection[Role]) -> None:
    """Raises NotAllowed unless good practice can be checked and chosen now."""
    if state in ("published", "corrected"):
        raise NotAllowed("This assessment is published, so what was chosen stands.")
    if state not in OPEN:
        raise NotAllowed("The inspectorate does not have this assessment yet.")
    if not CHECKS.intersection(roles):
        raise NotAllowed("Only an inspector or a moderator can check and choose good practice.")


def can_check(state: str, roles: Collection[Role]) -> bool:
    """Whether good practice can be checked and chosen now."""
    try:
        check_can_check(state, roles)
    except NotAllowed:
        return False
    return True


def check_choice(chosen: Sequence[int], checked: Collection[int]) -> None:
    """Raises BadInput unless at most three that were checked are chosen, each once."""
    if len(chosen) > MOST:
        raise BadInput("Choose three at most")
    if len(set(chosen)) < len(chosen):
        raise BadInput("You chose the same one twice. Choose each once")
    if not set(chosen) <= set(checked):
        raise BadInput("Check each one before you choose it")
