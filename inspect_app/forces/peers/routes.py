"""Pages of peer groups: whom each force is compared with, giving a force another group, and correcting one.

No page here shows a rating, a grade or a document, whoever asks.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...promises import BadInput, Conflict, NotFound
from .. import queries as forces
from ..forms import forces_offered
from ..models import Force
from . import operations, policy, queries
from .forms import PeerGroupForm

bp = Blueprint("forces_peers", __name__, template_folder="templates", url_prefix="/cycles/peers")


@bp.get("")
@guards.roles(*policy.MAY_SEE)
def everyone() -> str:
    """Every force with the group that holds today."""
    session, today = per_request.session(), clock.today()
    listed = forces.forces(session)
    groups = queries.peers_of(session, [force.id for force in listed], today)
    opened = [(force, bool(guards.me().roles_for(force.id))) for force in listed]
    return render_template("forces_peers/peers.html", forces=opened, groups=groups)


@bp.get("/<force>")
@guards.roles(*policy.MAY_SEE)
def of_force(force: str) -> str:
    """The groups that one force has and had."""
    session, today = per_request.session(), clock.today()
    here = _force(force)
    groups = queries.groups_of(session, force)
    now = next((peers for peers in groups if policy.holds_on(peers.group, today)), None)
    return render_template("forces_peers/force.html", here=here, groups=groups, now=now, may_change=_may_change())


@bp.route("/<force>/new", methods=["GET", "POST"])
@guards.roles(*policy.MAY_CHANGE)
def add(force: str) -> ResponseReturnValue:
    """Gives a force another peer group."""
    session, here, form = per_request.session(), _force(force), PeerGroupForm()
    form.members.choices = forces_offered(forces.forces(session), without=[force])
    if form.validate_on_submit():
        try:
            made = operations.add(session, here, form.wanted(), by=guards.me())
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash(f"{here.name} is compared with {made.title} from that day on.", "success")
            return redirect(url_for("forces_peers.of_force", force=force))
    page = render_template("forces_peers/group.html", here=here, form=form, peers=None)
    return page, 400 if form.complaints() else 200


@bp.route("/<force>/<int:group>", methods=["GET", "POST"])
@guards.roles(*policy.MAY_CHANGE)
def change(force: str, group: int) -> ResponseReturnValue:
    """Corrects a peer group, or ends it."""
    session, here = per_request.session(), _force(force)
    peers = queries.one(session, force, group)
    form = PeerGroupForm(data=_held(peers))
    form.members.choices = forces_offered(forces.forces(session), without=[force])
    status = 200
    if form.validate_on_submit():
        version = form.version.data or ""
        try:
            done = operations.change(
                session, here, peers, form.wanted(), int(version) if version.isdecimal() else 0, by=guards.me()
            )
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        except Conflict as moved:
            form.complain(f"{moved} Saving again replaces what they saved.")
            form.version.data, status = str(peers.group.version), 409
        else:
            flash("The peer group is saved." if done else "Nothing was different, so nothing was saved.", "success")
            return redirect(url_for("forces_peers.of_force", force=force))
    page = render_template("forces_peers/group.html", here=here, form=form, peers=peers)
    return page, 400 if form.complaints() and status == 200 else status


def _held(peers: queries.Peers) -> dict[str, object]:
    group = peers.group
    return {
        "title": group.title,
        "begins_on": group.begins_on,
        "ends_on": group.ends_on,
        "members": list(peers.members),
        "counts_itself": group.counts_itself,
        "source": group.source,
        "version": str(group.version),
    }


def _may_change() -> bool:
    return bool(policy.MAY_CHANGE & guards.me().roles)


def _force(force: str) -> Force:
    """Raises NotFound."""
    found = per_request.session().get(Force, force)
    if found is None:
        raise NotFound
    return found
