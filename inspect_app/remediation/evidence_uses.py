"""Tells the evidence library which of its pieces prove what was done about areas for improvement, with their pages.

It names only areas that whoever is looking may see; outside a request nobody is looking, and it names none.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import has_request_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts import guards
from ..evidence.uses import Use
from ..moderation.accuracy.supplied import UsesWithChallenges
from . import operations, policy
from .models import Area, Proof
from .queries import seen
from .states import PROOFS


class UsesWithProofs(UsesWithChallenges):
    """The uses of evidence, and after them the areas that it proves something of; those belong to no cycle."""

    def where_used(self, session: Session, force: str, revision_ids: Sequence[int]) -> list[Use]:
        """As before, and each proof that stands, in the order of the register. One statement more."""
        found = super().where_used(session, force, revision_ids)
        if not revision_ids or not has_request_context():
            return found
        sight = policy.sight(guards.me().roles_for(force))
        rows = session.execute(
            select(Proof, Area)
            .join(Area, Area.id == Proof.area_id)
            .where(seen(force, sight), Proof.revision_id.in_(revision_ids), Proof.taken_back_at.is_(None))
            .order_by(Area.number, Proof.id)
        )
        return [*found, *(_use(proof, area) for proof, area in rows)]


def _use(proof: Proof, area: Area) -> Use:
    return Use(
        revision_id=proof.revision_id,
        cycle="",
        framework="",
        words=f"{PROOFS[proof.of]} for {operations.name(area)}, {area.title}",
        shows=proof.shows,
        part=proof.part,
        address=operations.address(area),
    )
