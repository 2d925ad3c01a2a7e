"""Taking over what figures prove of this year against last, and taking it back; both from a framework's workspace."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import Role
from ...promises import NotFound
from .. import proposals
from .. import queries as work
from ..opened import Opened, open_entry
from ..workspace.queries import held
from . import operations
from .proven import Moved, label_of, moves

bp = Blueprint("assessment_movements", __name__, template_folder="templates")
MOVEMENT = "/forces/<force>/<cycle>/assessment/<framework>/movements/<indicator>"


@bp.post(MOVEMENT)
@guards.roles(Role.ASSESSOR)
def take_over(force: str, cycle: str, framework: str, indicator: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    one = _one(opened, indicator)
    seen = request.form.get("figures", "")
    changed = operations.take_over(per_request.session(), opened.at, one, seen, by=opened.me)
    flash(_said(opened, one.title, "is taken over" if changed else "was taken over already"))
    return redirect(f"{opened.at.address}#{operations.ANCHOR}")


@bp.post(f"{MOVEMENT}/take-back")
@guards.roles(Role.ASSESSOR)
def take_back(force: str, cycle: str, framework: str, indicator: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    one = _one(opened, indicator)
    operations.take_back(per_request.session(), opened.at, indicator, by=opened.me)
    flash(_said(opened, one.title, "no longer counts for the direction"))
    return redirect(f"{opened.at.address}#{operations.ANCHOR}")


def _one(opened: Opened, indicator: str) -> Moved:
    """The indicator as its figures stand, with the entry held against other writers. Raises NotFound."""
    session, at = per_request.session(), opened.at
    held(session, at.entry.id)
    figures = proposals.figures_of(session, at.edition, at.assessment, [at.framework.id])
    rows = work.asked(session, at.assessment.id, at.framework.id).movements.get(at.entry.id, ())
    known = moves(at.edition, at.framework, figures.get(at.framework.id, {}), rows, {})
    one = next((one for one in known.moved if one.indicator == indicator), None) if known else None
    if one is None:
        raise NotFound
    return one


def _said(opened: Opened, title: str, what: str) -> str:
    """What happened, and the direction as it is proposed now."""
    session, at = per_request.session(), opened.at
    facts = proposals.facts_in(at.assessment.edition, work.asked(session, at.assessment.id, at.framework.id))
    proposal, _ = proposals.proposed(at.edition, facts[at.framework.id])
    label = label_of(at.edition, proposal.direction.value if proposal else None)
    now = "No direction is proposed yet." if label == "open" else f"Proposed direction: {label}."
    return f"{title} {what}. {now}"
