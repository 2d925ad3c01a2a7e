"""Tells the register what closing each area would lift, for whoever is looking and as far as they see."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import current_app, url_for
from sqlalchemy.orm import Session

from ...accounts import guards
from .. import policy
from ..told import Told
from .alone import would_lift
from .ground import Ground
from .plan import grounds
from .queries import lift_words, there


def tell(session: Session, force: str, areas: Collection[int]) -> Mapping[int, Told]:
    """What closing each of these would lift, by the area's id. At most twelve statements, however many areas."""
    sight = policy.sight(guards.me().roles_for(force))
    found = there(session, current_app.extensions["editions"], force, sight)
    if found is None:
        return {}
    edition, wanted = found.basis.edition, set(areas)
    lifts = would_lift(_of_these(grounds(edition, found.rated, found.areas), found.numbers(wanted)))
    url = url_for("remediation_lifting.lift", force=force)
    return {
        row.id: Told(lift_words(edition, lifts[row.number]), url)
        for row in found.rows.values()
        if row.id in wanted and row.number in lifts
    }


def _of_these(ready: Mapping[str, Ground], numbers: Collection[int]) -> dict[str, Ground]:
    """The frameworks on which any of these areas bears."""
    return {name: ground for name, ground in ready.items() if not ground.place.keys().isdisjoint(numbers)}
