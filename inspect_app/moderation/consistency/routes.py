"""Pages of the queue: everything that looks unfair, gravest first, and one case of it with the two entries in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...forces.models import Cycle
from ...forces.where import year_words
from ...grading.edition import Edition
from ...grading.words import capital, in_words
from ...promises import BadInput, Conflict, NotAllowed, NotFound
from ..meetings import policy as meetings
from ..queries import newest_cycle
from ..what_if import policy as changes
from . import case_page, operations, policy, queries
from .forms import LookForm, SettleForm

bp = Blueprint("moderation_consistency", __name__, template_folder="templates")

SHOWN = ("open", "settled", "closed")
RIGHT, MEETING = "The grades are right", "Raise it at the meeting"
SETTLED_WAYS = {"right": "The grades are right", "reopened": "Reopened", "meeting": "Raised for the meeting"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the line that shortens the list."""

    text: str
    url: str
    current: bool


@bp.get("/queue")
@guards.roles(*policy.READS)
def queue() -> ResponseReturnValue:
    """The queue of the newest cycle with anything before the inspectorate."""
    return redirect(url_for("moderation_consistency.of_cycle", cycle=newest_cycle(per_request.session())))


@bp.get("/queue/<cycle>")
@guards.roles(*policy.READS)
def of_cycle(cycle: str) -> str:
    """Everything in the queue, the gravest first."""
    session = per_request.session()
    found, edition = _cycle(cycle)
    there = queries.queue(session, cycle, _sight())
    shown = request.args.get("show", "open")
    last = queries.last_look(session, cycle)
    return render_template(
        "consistency/queue.html",
        cycle=found,
        year=year_words(cycle),
        edition=edition,
        queue=there,
        listed=getattr(there, shown if shown in SHOWN else "open"),
        shown=shown if shown in SHOWN else "open",
        links=_links(cycle, there, shown),
        last=last,
        stale=last is not None and queries.is_stale(session, last),
        may_look=policy.may_look(guards.me().roles),
        may_meet=meetings.may_read(guards.me().roles),
        may_try=bool(changes.TRIES & guards.me().roles),
        ways=SETTLED_WAYS,
        form=LookForm(),
    )


@bp.post("/queue/<cycle>")
@guards.roles(*policy.SETTLES)
def look(cycle: str) -> ResponseReturnValue:
    """Works the queue out again."""
    found, edition = _cycle(cycle)
    looked = operations.look(per_request.session(), edition, found, by=guards.me())
    if not looked.new and not looked.closed:
        flash("Nothing new, and nothing closed.")
    else:
        closed = f"{in_words(looked.closed) if looked.closed else 'none'} closed by itself"
        flash(f"{capital(in_words(looked.new) if looked.new else 'none')} new, {closed}.")
    return redirect(url_for("moderation_consistency.of_cycle", cycle=cycle))


@bp.get("/queue/<cycle>/<int:number>")
@guards.roles(*policy.READS)
def one(cycle: str, number: int) -> str:
    """One thing that looks unfair."""
    listed = _listed(cycle, number)
    return _one_page(cycle, listed, SettleForm(version=str(listed.item.version)))


@bp.post("/queue/<cycle>/<int:number>")
@guards.roles(*policy.READS)
def settle(cycle: str, number: int) -> ResponseReturnValue:
    """Settles it with a note."""
    listed, form = _listed(cycle, number), SettleForm()
    form.way.choices = _ways(listed, _names(listed))
    if not form.validate_on_submit():
        return _one_page(cycle, listed, form), 400
    version = form.version.data or ""
    session = per_request.session()
    try:
        operations.settle(
            session,
            cycle,
            number,
            str(form.way.data),
            form.note.data or "",
            sight=_sight(),
            by=guards.me(),
            version=int(version) if version.isdecimal() else 0,
        )
    except (Conflict, NotAllowed, BadInput) as refusal:
        session.rollback()
        form.complain(str(refusal), refusal.field if isinstance(refusal, BadInput) else None)
        return _one_page(cycle, _listed(cycle, number), form), 409
    flash("Settled.", "success")
    return redirect(url_for("moderation_consistency.of_cycle", cycle=cycle))


def _one_page(cycle: str, listed: queries.Listed, form: SettleForm) -> str:
    session, item = per_request.session(), listed.item
    found, edition = _cycle(cycle)
    shown = _about(cycle, edition, found, listed)
    form.way.choices = _ways(listed, shown["names"])
    form.version.data = str(item.version)
    return render_template(
        "consistency/one.html",
        cycle=found,
        year=year_words(cycle),
        edition=edition,
        scales=edition.scales,
        framework=edition.framework.get(item.framework or ""),
        listed=listed,
        item=item,
        earlier=queries.earlier(session, item),
        why_not=policy.why_not_settle(listed.concerned, _sight()),
        is_open=item.settled is None and item.closed_at is None,
        may_meet=meetings.may_read(guards.me().roles),
        is_own=item.reader_id == guards.me().id,
        ways=SETTLED_WAYS,
        form=form,
        **shown,
    )


def _about(cycle: str, edition: Edition, found: Cycle, listed: queries.Listed) -> dict[str, Any]:
    """What the page shows of the entries in it; nothing for a reader, whose ratings stay in the readings."""
    item, session = listed.item, per_request.session()
    shown: dict[str, Any] = {"mine": None, "theirs": None, "rows": [], "others": [], "group": [], "names": {}}
    if item.entry_id is None:
        return shown
    judged, _ = queries.everything(session, cycle, item.framework)
    names = queries.names(session)
    others = case_page.beside(edition, judged, item.entry_id, is_lower=item.name.endswith("low"))
    wanted = next((one.entry for one in others if one.force == request.args.get("with")), item.other_entry_id)
    sides = queries.sides(session, [item.entry_id, wanted])
    shown["names"] = _names(listed)
    shown["mine"], shown["theirs"] = sides.get(item.entry_id), sides.get(wanted or 0)
    if shown["mine"] is not None and shown["theirs"] is not None:
        shown["rows"] = case_page.rows(edition, shown["mine"], shown["theirs"])
        shown["others"] = [(one.force, names[one.force], one.entry == wanted) for one in others]
    elif item.kind == "outlier" and shown["mine"] is not None:
        peers = queries.peers(session, found.assessed_to).get(shown["mine"].force, ())
        shown["group"] = case_page.group_of(edition, judged, shown["mine"].force, peers, names)
    return shown


def _names(listed: queries.Listed) -> Mapping[str, queries.Side]:
    """The entries that can be reopened for it, by the way of settling it that does so."""
    item = listed.item
    sides = queries.sides(per_request.session(), [item.entry_id, item.other_entry_id])
    found = {"reopen": sides.get(item.entry_id or 0), "reopen_other": sides.get(item.other_entry_id or 0)}
    return {way: side for way, side in found.items() if side is not None}


def _ways(listed: queries.Listed, sides: Mapping[str, queries.Side]) -> list[tuple[str, str]]:
    """How this person can settle it: what they may not reopen is not offered."""
    if listed.item.reader_id is not None:
        return [("right", "Looked into, because")]
    offered = [("right", f"{RIGHT}, because")]
    roles = guards.me().roles
    offered += [
        (way, f"Reopen {side.name}, because")
        for way, side in sides.items()
        if policy.may_reopen(roles, side.state, side.assessment_state)
    ]
    return [*offered, ("meeting", f"{MEETING}, because")]


def _listed(cycle: str, number: int) -> queries.Listed:
    """An item that this person may see. Raises NotFound."""
    found = queries.one(per_request.session(), cycle, number)
    if found is None:
        raise NotFound
    policy.check_can_see(found.concerned, _sight())
    return found


def _links(cycle: str, there: queries.Queue, shown: str) -> list[Link]:
    words = {"open": "To look at", "settled": "Settled", "closed": "Closed by themselves"}
    return [
        Link(
            f"{text} ({len(getattr(there, name))})",
            url_for("moderation_consistency.of_cycle", cycle=cycle, show=name if name != "open" else None),
            name == (shown if shown in SHOWN else "open"),
        )
        for name, text in words.items()
    ]


def _sight() -> policy.Sight:
    me = guards.me()
    return policy.Sight(me.id, me.roles, me.home_forces)


def _cycle(cycle: str) -> tuple[Cycle, Edition]:
    """A cycle and its edition. Raises NotFound."""
    found = per_request.session().get(Cycle, cycle)
    edition = current_app.extensions["editions"].get(found.edition) if found else None
    if found is None or edition is None:
        raise NotFound
    return found, edition
