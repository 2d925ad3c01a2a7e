"""Pages of moderation meetings: the list, calling one, its agenda with decisions as they are made, and the minutes."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...forces.models import Cycle
from ...forces.where import year_words
from ...grading.words import capital, count_of
from ...promises import BadInput, Conflict, NotAllowed, NotFound
from ..consistency.policy import Sight
from ..models import ModerationMeeting
from . import operations, policy, queries
from .forms import DecisionForm, ItemForm, MeetingForm, PlainForm

bp = Blueprint("moderation_meetings", __name__, template_folder="templates", url_prefix="/meetings/<cycle>")


@bp.get("")
@guards.roles(*policy.READS)
def meetings(cycle: str) -> str:
    """The meetings of a cycle."""
    found, _ = _cycle(cycle)
    session = per_request.session()
    return render_template(
        "meetings/meetings.html",
        cycle=found,
        year=year_words(cycle),
        listed=queries.meetings(session, cycle),
        raised=len(queries.raised(session, cycle)),
        may_run=policy.may_run(guards.me().roles),
    )


@bp.get("/new")
@guards.roles(*policy.RUNS)
def new(cycle: str) -> str:
    """Asks for a title and a day."""
    return _new_page(cycle, MeetingForm())


@bp.post("/new")
@guards.roles(*policy.RUNS)
def make(cycle: str) -> ResponseReturnValue:
    """Calls a meeting."""
    _, codes = _cycle(cycle)
    form = MeetingForm()
    if not form.validate_on_submit() or form.on_day.data is None:
        return _new_page(cycle, form), 400
    title = form.title.data or ""
    made = operations.make(per_request.session(), cycle, title, form.on_day.data, codes, by=guards.me())
    flash("The meeting is called.", "success")
    return redirect(url_for("moderation_meetings.meeting", cycle=cycle, number=made.id))


@bp.get("/<int:number>")
@guards.roles(*policy.READS)
def meeting(cycle: str, number: int) -> str:
    """The agenda, and what is decided."""
    return _page(cycle, _meeting(cycle, number))


@bp.post("/<int:number>/items")
@guards.roles(*policy.RUNS)
def add(cycle: str, number: int) -> ResponseReturnValue:
    """Adds an item that does not come from the queue."""
    there, form = _meeting(cycle, number, to_change=True), ItemForm()
    if not form.validate_on_submit():
        return _page(cycle, there, item_form=form), 400
    operations.add(per_request.session(), there, form.title.data or "", by=guards.me())
    return redirect(_address(there))


@bp.post("/<int:number>/raised")
@guards.roles(*policy.RUNS)
def bring_in(cycle: str, number: int) -> ResponseReturnValue:
    """Puts on the agenda what was raised in the queue meanwhile."""
    there = _meeting(cycle, number, to_change=True)
    put = operations.bring_in(per_request.session(), there, _cycle(cycle)[1], by=guards.me())
    flash(f"{capital(count_of(put, 'item'))} put on the agenda." if put else "Nothing more is raised.")
    return redirect(_address(there))


@bp.post("/<int:number>/items/<int:item>")
@guards.roles(*policy.RUNS)
def decide(cycle: str, number: int, item: int) -> ResponseReturnValue:
    """Records what was decided on an item."""
    there, form = _meeting(cycle, number, to_change=True), DecisionForm(prefix=f"item-{item}-")
    session = per_request.session()
    shown = queries.items(session, cycle, number, _sight())
    if next((one.hidden for one in shown if one.id == item), True):
        raise NotFound
    if not form.validate_on_submit():
        return _page(cycle, there, at=item, decision=form), 400
    version = form.version.data or ""
    try:
        operations.decide(
            session,
            there,
            item,
            form.decided.data or "",
            version=int(version) if version.isdecimal() else 0,
            by=guards.me(),
        )
    except (Conflict, BadInput) as refusal:
        form.complain(str(refusal))
        return _page(cycle, there, at=item, decision=form), 409
    return redirect(f"{_address(there)}#item-{item}")


@bp.post("/<int:number>/close")
@guards.roles(*policy.RUNS)
def close(cycle: str, number: int) -> ResponseReturnValue:
    """Ends the meeting."""
    there, form = _meeting(cycle, number, to_change=True), PlainForm()
    try:
        operations.close(per_request.session(), there, by=guards.me())
    except NotAllowed as refusal:
        form.complain(str(refusal))
        return _page(cycle, there, plain=form), 409
    flash("The meeting is closed.", "success")
    return redirect(url_for("moderation_meetings.minutes", cycle=cycle, number=number))


@bp.get("/<int:number>/minutes")
@guards.roles(*policy.READS)
def minutes(cycle: str, number: int) -> str:
    """The minutes, as they are printed."""
    there = _meeting(cycle, number)
    return render_template(
        "meetings/minutes.html",
        meeting=there,
        year=year_words(cycle),
        items=queries.items(per_request.session(), cycle, number, _sight()),
    )


def _page(
    cycle: str,
    there: ModerationMeeting,
    *,
    item_form: ItemForm | None = None,
    plain: PlainForm | None = None,
    at: int | None = None,
    decision: DecisionForm | None = None,
) -> str:
    session = per_request.session()
    items = queries.items(session, cycle, there.id, _sight())
    return render_template(
        "meetings/meeting.html",
        meeting=there,
        year=year_words(cycle),
        items=items,
        forms_of={item.id: _decision(item, at, decision) for item in items if item.decided is None},
        raised=0 if there.closed_at else len(queries.raised(session, cycle)),
        may_run=policy.may_run(guards.me().roles) and there.closed_at is None,
        item_form=item_form or ItemForm(formdata=None),
        form=item_form or decision or plain or PlainForm(formdata=None),
    )


def _decision(item: queries.Item, at: int | None, sent: DecisionForm | None) -> DecisionForm:
    """The form under an item; the one that was sent keeps its words."""
    form = sent if sent is not None and item.id == at else DecisionForm(formdata=None, prefix=f"item-{item.id}-")
    form.version.data = str(item.version)
    return form


def _new_page(cycle: str, form: MeetingForm) -> str:
    found, _ = _cycle(cycle)
    raised = len(queries.raised(per_request.session(), cycle))
    return render_template("meetings/new.html", cycle=found, year=year_words(cycle), form=form, raised=raised)


def _meeting(cycle: str, number: int, *, to_change: bool = False) -> ModerationMeeting:
    """A meeting. Raises NotFound."""
    found = queries.meeting(per_request.session(), cycle, number, to_change=to_change)
    if found is None:
        raise NotFound
    return found


def _address(there: ModerationMeeting) -> str:
    return url_for("moderation_meetings.meeting", cycle=there.cycle_id, number=there.id)


def _sight() -> Sight:
    me = guards.me()
    return Sight(me.id, me.roles, me.home_forces)


def _cycle(cycle: str) -> tuple[Cycle, Mapping[str, str]]:
    """A cycle, and the codes of its edition's frameworks by id. Raises NotFound."""
    found = per_request.session().get(Cycle, cycle)
    if found is None:
        raise NotFound
    edition = current_app.extensions["editions"].get(found.edition)
    return found, {f.id: f.code for f in edition.frameworks} if edition else {}
