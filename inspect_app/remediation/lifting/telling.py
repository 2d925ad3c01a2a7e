"""Tells the register what closing each area would lift, for whoever is looking and as far as they see."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import current_app, url_for
from sqlalchemy.orm import Session

from ...accounts import guards
from .. import policy
from ..told import Told
from .listed import would_lift
from .queries import lift_words


def tell(session: Session, force: str, areas: Collection[int]) -> Mapping[int, Told]:
    """What closing each of these would lift, by the area's id. At most eight statements, however many areas."""
    sight = policy.sight(guards.me().roles_for(force))
    found = would_lift(session, current_app.extensions["editions"], force, sight, areas)
    if found is None:
        return {}
    edition, lifts = found
    url = url_for("remediation_lifting.lift", force=force)
    return {area: Told(lift_words(edition, lift), url) for area, lift in lifts.items()}
