"""Who prepares a board's paper, who reads it, and who records what was decided: pure, over plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ...accounts.roles import Role
from ...evidence import markings
from ...promises import NotAllowed, NotFound
from ..policy import OF_THE_FORCE, Sight

PREPARES = frozenset({Role.BOARD_SECRETARY, Role.FORCE_LEAD})
ISSUED = "This paper is issued, so it stays as it is. Corrections appear in the next paper."
NOT_ISSUED = "Make the paper first. Decisions are recorded against what the board has read."


def may_prepare(roles: Collection[Role]) -> bool:
    return bool(PREPARES & set(roles))


def check_can_prepare(roles: Collection[Role], *, is_issued: bool) -> None:
    """Raises NotAllowed once the paper is issued, or for who does not prepare papers."""
    if not may_prepare(roles):
        raise NotAllowed("The board's secretary or a force lead prepares the paper. You can read it.")
    if is_issued:
        raise NotAllowed(ISSUED)


def check_can_decide(roles: Collection[Role], *, is_issued: bool) -> None:
    """Raises NotAllowed before the paper is issued, or for who does not take the minutes."""
    if not may_prepare(roles):
        raise NotAllowed("The board's secretary or a force lead records decisions. You can read them.")
    if not is_issued:
        raise NotAllowed(NOT_ISSUED)


def check_can_read(roles: Collection[Role], sight: Sight, content: Mapping[str, Any], *, is_issued: bool) -> None:
    """Raises NotFound. Outside the force only issued papers are read in which everything is published."""
    inside = bool(OF_THE_FORCE & set(roles))
    if not inside and (not is_issued or content.get("inside", True)):
        raise NotFound
    if any(markings.level(marking) > sight.level for marking in content.get("markings", ())):
        raise NotFound
