"""Who may do what with forces and cycles: pure answers over plain values.

Administrators set cycles up and see of a force only that it takes part; how far it is, the inspectorate may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

from ..accounts.roles import OF_THE_INSPECTORATE, READERS, TEAM, Role

MAY_SEE = OF_THE_INSPECTORATE | {Role.ADMINISTRATOR}
"""Those who may open the pages of cycles."""
MAY_CHANGE = frozenset({Role.ADMINISTRATOR})
"""Those who set cycles up and change them."""
OF_ITS_OWN = TEAM | {Role.BOARD_SECRETARY}


def sees_progress(roles: Collection[Role]) -> bool:
    """Whether holders of these roles, as they count for a force, see how far it is: never that of a home force."""
    return bool(OF_THE_INSPECTORATE.intersection(roles))


def may_work_in(roles: Collection[Role]) -> bool:
    """Whether holders of these roles, as they count for a force, have anything to look at there."""
    return bool((OF_ITS_OWN | READERS).intersection(roles))


def not_in_order(dates: Iterable[tuple[str, object]]) -> str | None:
    """The first pair of days that stand in the wrong order, as a sentence; None where all are in order.

    `dates` are names and days in the order in which they must fall; a day that is None is not looked at.
    """
    known = [(name, day) for name, day in dates if day is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if first > second:  # type: ignore[operator]
            return f"{later} must not be before {earlier.lower()}"
    return None
