"""The first page of everybody who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, current_app, render_template, url_for

from .. import clock, per_request
from ..accounts import guards
from ..accounts.actors import Actor
from ..accounts.roles import OF_THE_INSPECTORATE, TEAM, Role
from ..evidence import markings
from ..forces import where
from ..grading.edition import Edition
from ..remediation import policy
from . import improving, others, queries, since, team
from .page import Change, Part, together
from .standing import Standing, standing

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@guards.signed_in
def first_page() -> str:
    """How things stand for somebody, what to do next, and what changed since they were last here."""
    session, me = per_request.session(), guards.me()
    place = where.usual(me)
    there = _standing(me)
    page = together(list(_parts(me, there)))
    last = queries.last_visit(session, me.id, _now().replace(tzinfo=None))
    changes, total = _changes(me, there, last)
    return render_template(
        "home/first_page.html",
        page=page,
        place=place,
        scales=there.edition.scales if there else None,
        last=last,
        changes=changes,
        total=total,
        everything=url_for("history.trail") if there is None else _history_url(there, last),
        in_a_force=there is not None,
        marking=markings.highest(page.markings),
        tells_changes=_sees_all(me, there),
    )


def _standing(me: Actor) -> Standing | None:
    """The self-assessment that somebody of its team works on; None for everybody else."""
    place = where.usual(me)
    if place is None or not TEAM & me.roles_for(place.force.id):
        return None
    edition = _editions().get(place.cycle.edition)
    return standing(per_request.session(), edition, place, clock.today(), _now()) if edition else None


def _parts(me: Actor, there: Standing | None) -> list[Part]:
    """What each role that somebody holds adds, in the order of the list of roles."""
    session, parts = per_request.session(), []
    if there is not None:
        held = me.roles_for(there.place.force.id)
        roles = [role for role in Role if role in TEAM & held and not (role == Role.VIEWER and len(TEAM & held) > 1)]
        parts += [team.part_of(session, role, there, me) for role in roles]
    if OF_THE_INSPECTORATE & me.national:
        parts.append(others.national(session, me, clock.now()))
    if Role.ADMINISTRATOR in me.national:
        parts.append(others.administrator(session, _editions(), _now().replace(tzinfo=None)))
    if policy.SEES & me.roles:
        more = improving.part(session, me, where.own_force(me), clock.today())
        parts.append(more if parts else improving.alone(more))
    return parts or [Part(sentences=[_no_part(me)])]


def _no_part(me: Actor) -> str:
    """Why somebody has nothing on their first page."""
    if me.forces and where.usual(me) is None:
        return "Your force takes part in no cycle yet. An administrator can let it."
    return "Nothing waits for you." if me.held else "You hold no role any more. Ask your administrator for one."


def _changes(me: Actor, there: Standing | None, last: datetime | None) -> tuple[list[Change], int]:
    if there is None or last is None or not _sees_all(me, there):
        return [], 0
    force, cycle = there.place.force.id, there.place.cycle.id
    rows, total = queries.changes_since(per_request.session(), force, cycle, last, me.id)
    return since.told(rows, there.codes), total


def _sees_all(me: Actor, there: Standing | None) -> bool:
    """Whether somebody may see all that is the force's own; viewers see only up to a marking."""
    return there is not None and bool((TEAM - {Role.VIEWER}) & me.roles_for(there.place.force.id))


def _history_url(there: Standing, last: datetime | None) -> str:
    first = clock.here(last).date().isoformat() if last else None
    return url_for("history.of_force", force=there.place.force.id, first=first)


def _editions() -> Mapping[str, Edition]:
    found: Mapping[str, Edition] = current_app.extensions["editions"]
    return found


def _now() -> datetime:
    return clock.now()
