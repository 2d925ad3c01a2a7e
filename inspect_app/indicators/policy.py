"""Who may do what with indicators: pure answers over plain values.

Indicators are published facts, so everybody who is signed in may read them.
"""

from __future__ import annotations

from collections.abc import Collection

from ..accounts.roles import Role

MAY_CHANGE = frozenset({Role.ADMINISTRATOR, Role.NATIONAL_LEAD})
"""Those who define indicators and bring values in."""


def can_change(roles: Collection[Role]) -> bool:
    return bool(MAY_CHANGE.intersection(roles))
