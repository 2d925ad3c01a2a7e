"""What an administrator may change about people. Pure functions over plain values."""

from __future__ import annotations

from ...promises import NotAllowed
from ..actors import Actor
from ..roles import Role

MAY_MANAGE = (Role.ADMINISTRATOR,)
OWN_ROLES = "Nobody changes their own roles. Ask another administrator."
OWN_ACCOUNT = "You cannot close your own account. Ask another administrator."
LAST = "This is the last administrator who can sign in. Make somebody else an administrator first."
CLOSED = "This account is closed. Open it again first."


def check_can_change_roles(actor: Actor, person: int) -> None:
    """Raises NotAllowed where somebody would change what they themselves may do."""
    if actor.id == person:
        raise NotAllowed(OWN_ROLES)


def check_can_close(actor: Actor, person: int) -> None:
    """Raises NotAllowed where somebody would close their own account."""
    if actor.id == person:
        raise NotAllowed(OWN_ACCOUNT)


def check_others_can_manage(*, is_administrator: bool, others: int) -> None:
    """Raises NotAllowed where the last administrator who can sign in would be no more; `others` is how many remain."""
    if is_administrator and others == 0:
        raise NotAllowed(LAST)


def check_is_open(*, closed: bool) -> None:
    """Raises NotAllowed for what only makes sense for somebody who has not left."""
    if closed:
        raise NotAllowed(CLOSED)
