"""The pages of the work on an area: its log, its actions with milestones, and requests for more time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...config import Settings
from ...promises import BadInput, NotFound
from ...ui.times import day
from .. import policy
from .. import queries as areas
from ..asking import ask, is_stale
from ..models import Action, Area, Extension
from ..place import Here, here
from ..register.forms import whole_number
from . import diary, operations, queries
from .forms import ActionForm, AnswerForm, CorrectionForm, DropForm, LineForm, LongerForm, MilestoneForm
from .operations import Planned

bp = Blueprint("remediation_acting", __name__, template_folder="templates")
AREA = "/forces/<force>/improvement/<int:number>"
ACTION = f"{AREA}/actions/<int:action>"


def _to_change(at: Here, number: int) -> Area:
    found = at.area(number)
    policy.check_can_write(at.roles, found.closed_how)
    return found


@bp.post(f"{AREA}/log")
@guards.roles(*policy.WRITES)
def add_line(force: str, number: int) -> ResponseReturnValue:
    """Adds to the log. Nothing in it is ever changed."""
    at = here(force)
    area, form = _to_change(at, number), LineForm()
    if not form.validate():
        return ask(at, area, form, "Add to the log", "Add"), 400
    operations.add_line(at.session, area, form.words.data or "", by=at.me)
    return redirect(f"{at.area_url(area)}#log")


@bp.get(f"{AREA}/log/<int:line>/correct")
@guards.roles(*policy.WRITES)
def ask_correction(force: str, number: int, line: int) -> ResponseReturnValue:
    at = here(force)
    return _correction_page(at, _to_change(at, number), line, CorrectionForm())


@bp.post(f"{AREA}/log/<int:line>/correct")
@guards.roles(*policy.WRITES)
def correct(force: str, number: int, line: int) -> ResponseReturnValue:
    at = here(force)
    area, form = _to_change(at, number), CorrectionForm()
    if not form.validate():
        return _correction_page(at, area, line, form), 400
    operations.correct(at.session, area, queries.line(at.session, area, line), form.words.data or "", by=at.me)
    return redirect(f"{at.area_url(area)}#log")


def _correction_page(at: Here, area: Area, line: int, form: CorrectionForm) -> str:
    said = queries.line(at.session, area, line)
    lead = "The line stays as it is. Your correction stands beside it, with your name."
    return ask(at, area, form, "Correct a line of the log", "Add the correction", lead=lead, note=f"“{said.words}”")


@bp.get(f"{AREA}/actions/new")
@guards.roles(*policy.WRITES)
def new_action(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    form = _action_form(at, ActionForm(owner_id=area.owner_id, owner_post=area.owner_post, progress=0, version="0"))
    return _action_page(at, area, None, form)


@bp.post(f"{AREA}/actions/new")
@guards.roles(*policy.WRITES)
def add_action(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    area, form = _to_change(at, number), _action_form(at, ActionForm())
    others = _others(at, area, form) if form.validate() & form.fits() else None
    if others is None:
        return _action_page(at, area, None, form), 400
    operations.add_action(at.session, [area, *others], _planned(form), by=at.me)
    flash("The action was added.", "success")
    return redirect(f"{at.area_url(area)}#actions")


def _action_form(at: Here, form: ActionForm, action: Action | None = None) -> ActionForm:
    owner = action.owner_id if action else None
    kept = areas.people(at.session, [owner]).get(owner or 0)
    form.offer_owners(areas.owners(at.session, at.force.id), (kept.id, f"{kept.name}, who left") if kept else None)
    return form


def _others(at: Here, area: Area, form: ActionForm) -> list[Area] | None:
    """The other areas that the action answers; None after complaining about a number that is none."""
    wanted = [number for number in form.numbers() or [] if number != area.number]
    found = list(queries.numbered(at.session, at.force.id, wanted))
    missing = sorted(set(wanted) - {one.number for one in found})
    if missing:
        form.complain(f"There is no AFI {missing[0]} in this register", "also")
        return None
    return found


def _planned(form: ActionForm) -> Planned:
    return Planned(
        what=form.what.data or "",
        owner_id=form.owner_id.data,
        owner_post=form.owner_post.data or None,
        due_on=form.due_on.data,
        effort=whole_number(form.effort.data),
        progress=form.progress.data or 0,
    )


def _action_page(at: Here, area: Area, action: Action | None, form: ActionForm) -> str:
    steps = queries.milestones(at.session, action) if action else ()
    return render_template(
        "remediation_acting/action.html", at=at, area=area, action=action, form=form, steps=steps, marking=area.marking
    )


@bp.get(ACTION)
@guards.roles(*policy.WRITES)
def action(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    found = queries.action(at.session, area, action)
    return _action_page(at, area, found, _action_form(at, _filled(at, area, found), found))


def _filled(at: Here, area: Area, found: Action) -> ActionForm:
    names = ("what", "owner_id", "owner_post", "due_on")
    given: dict[str, Any] = {name: getattr(found, name) for name in names}
    also = [str(one) for one in queries.answered_by(at.session, found) if one != area.number]
    nearest = max(value for value in (0, 25, 50, 75, 100) if value <= found.progress)
    effort = str(found.effort) if found.effort is not None else ""
    return ActionForm(**given, effort=effort, progress=nearest, also=", ".join(also), version=str(found.version))


@bp.post(ACTION)
@guards.roles(*policy.WRITES)
def change_action(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    found = queries.action(at.session, area, action)
    form = _action_form(at, ActionForm(), found)
    others = _others(at, area, form) if form.validate() & form.fits() else None
    if others is None:
        return _action_page(at, area, found, form), 400
    if is_stale(form, found.version):
        return _action_page(at, area, found, form), 409
    operations.change_action(at.session, area, found, _planned(form), others, found.version, by=at.me)
    flash("The action was saved.", "success")
    return redirect(f"{at.area_url(area)}#actions")


@bp.post(f"{ACTION}/done")
@guards.roles(*policy.WRITES)
def finish(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    operations.finish_action(at.session, area, queries.action(at.session, area, action), by=at.me)
    flash("The action is done.", "success")
    return redirect(f"{at.area_url(area)}#actions")


@bp.post(f"{ACTION}/again")
@guards.roles(*policy.WRITES)
def again(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    operations.take_up_again(at.session, area, queries.action(at.session, area, action), by=at.me)
    return redirect(f"{at.area_url(area)}#actions")


@bp.get(f"{ACTION}/drop")
@guards.roles(*policy.WRITES)
def ask_drop(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    return _drop_page(at, area, queries.action(at.session, area, action), DropForm())


@bp.post(f"{ACTION}/drop")
@guards.roles(*policy.WRITES)
def drop(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area, form = _to_change(at, number), DropForm()
    found = queries.action(at.session, area, action)
    if not form.validate():
        return _drop_page(at, area, found, form), 400
    operations.drop_action(at.session, area, found, form.because.data or "", by=at.me)
    return redirect(f"{at.area_url(area)}#actions")


def _drop_page(at: Here, area: Area, found: Action, form: DropForm) -> str:
    return ask(at, area, form, "Drop an action", "Drop it", lead=found.what, kind="warning")


@bp.get(f"{ACTION}/milestones")
@guards.roles(*policy.WRITES)
def ask_milestone(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    found = queries.action(at.session, area, action)
    return ask(at, area, MilestoneForm(), "Set a milestone", "Set it", lead=found.what)


@bp.post(f"{ACTION}/milestones")
@guards.roles(*policy.WRITES)
def add_milestone(force: str, number: int, action: int) -> ResponseReturnValue:
    at = here(force)
    area, form = _to_change(at, number), MilestoneForm()
    found = queries.action(at.session, area, action)
    if not form.validate():
        return ask(at, area, form, "Set a milestone", "Set it", lead=found.what), 400
    operations.add_milestone(at.session, area, found, form.what.data or "", form.due_on.data, by=at.me)
    return redirect(f"{at.area_url(area)}#actions")


@bp.post(f"{ACTION}/milestones/<int:milestone>")
@guards.roles(*policy.WRITES)
def reach(force: str, number: int, action: int, milestone: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    step = queries.milestone(at.session, queries.action(at.session, area, action), milestone)
    operations.reach(at.session, area, step, clock.today(), by=at.me)
    return redirect(f"{at.area_url(area)}#actions")


@bp.get(f"{AREA}/more-time")
@guards.roles(*policy.WRITES)
def ask_longer(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    return _longer_page(at, _to_change(at, number), LongerForm())


@bp.post(f"{AREA}/more-time")
@guards.roles(*policy.WRITES)
def longer(force: str, number: int) -> ResponseReturnValue:
    """Asks for a later due date."""
    at = here(force)
    area, form = _to_change(at, number), LongerForm()
    if form.validate():
        assert form.to_day.data is not None
        try:
            operations.ask_for_longer(at.session, area, form.to_day.data, form.because.data or "", by=at.me)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash("You asked for more time. A force lead or chief officer answers.", "success")
            return redirect(at.area_url(area))
    return _longer_page(at, area, form), 400


def _longer_page(at: Here, area: Area, form: LongerForm) -> str:
    due = f"It is due on {day(area.due_on)}. " if area.due_on else ""
    return ask(at, area, form, "Ask for more time", "Ask", lead=f"{due}Another person has to approve a later day.")


@bp.get(f"{AREA}/more-time/<int:asked>")
@guards.roles(*policy.DECIDES)
def ask_answer(force: str, number: int, asked: int) -> ResponseReturnValue:
    at = here(force)
    area = at.area(number)
    return _answer_page(at, area, queries.extension(at.session, area, asked), AnswerForm())


@bp.post(f"{AREA}/more-time/<int:asked>")
@guards.roles(*policy.DECIDES)
def answer(force: str, number: int, asked: int) -> ResponseReturnValue:
    """Approves or refuses a later due date."""
    at = here(force)
    area, form = at.area(number), AnswerForm()
    found = queries.extension(at.session, area, asked)
    policy.check_can_answer_extension(area, at.roles, at.me.id, asked_by=found.asked_by)
    if form.validate():
        try:
            said = (str(form.answer.data), form.because.data or None)
            operations.answer_extension(at.session, area, found, *said, by=at.me)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash("Your answer is saved.", "success")
            return redirect(at.area_url(area))
    return _answer_page(at, area, found, form), 400


def _answer_page(at: Here, area: Area, found: Extension, form: AnswerForm) -> str:
    if found.answer is not None:
        raise NotFound
    policy.check_can_answer_extension(area, at.roles, at.me.id, asked_by=found.asked_by)
    who = areas.people(at.session, [found.asked_by])[found.asked_by].name
    lead = f"{who} asks for a due date of {day(found.to_day)} instead of {day(found.from_day)}."
    return ask(at, area, form, "Answer a request for more time", "Save your answer", lead=lead, note=found.because)


@bp.get("/improvement/calendar")
@guards.roles(*policy.WRITES)
def diary_page() -> ResponseReturnValue:
    return _diary_page(None)


@bp.post("/improvement/calendar")
@guards.roles(*policy.WRITES)
def renew_diary() -> ResponseReturnValue:
    """Makes a new secret address; it is shown on this answer alone, as nobody keeps it."""
    secret = diary.renew(per_request.session(), by=guards.me())
    path = url_for("remediation_acting.read_diary", key=secret)
    return _diary_page(f"{_base_url()}{path}")


@bp.post("/improvement/calendar/stop")
@guards.roles(*policy.WRITES)
def stop_diary() -> ResponseReturnValue:
    diary.stop(per_request.session(), by=guards.me())
    flash("Your calendar has no address any more.", "success")
    return redirect(url_for("remediation_acting.diary_page"))


@bp.get("/improvement/calendar/<key>.ics")
@guards.public
def read_diary(key: str) -> ResponseReturnValue:
    """The calendar itself: whoever knows the address may read it."""
    content = diary.calendar(per_request.session(), key, _base_url())
    return Response(content, mimetype=diary.TYPE, headers={"Cache-Control": "no-store"})


def _diary_page(address: str | None) -> str:
    has_address = diary.has_address(per_request.session(), guards.me().id)
    return render_template("remediation_acting/diary.html", address=address, has_address=has_address)


def _base_url() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url.rstrip("/")
