"""Who may read a national report: everybody with an account but administrators, each within the marking. Pure."""

from __future__ import annotations

from collections.abc import Collection

from ...accounts.roles import Role
from ...evidence import markings

MAY_READ = frozenset(Role) - {Role.ADMINISTRATOR}


def may_read(roles: Collection[Role], marking: str) -> bool:
    """Whether a marking is for somebody with these roles; viewers see up to what viewers see of evidence."""
    if not MAY_READ & set(roles):
        return False
    only_viewer = not (MAY_READ - {Role.VIEWER}) & set(roles)
    return not marking or not only_viewer or markings.level(marking) <= markings.VIEWERS_SEE
