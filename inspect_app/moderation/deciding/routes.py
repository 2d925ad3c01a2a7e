"""The decision page of one entry, and what is done there: confirm, change, agree, refuse, reopen, read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...accounts.roles import OF_THE_INSPECTORATE, Role
from ...assessment.states import minute
from ...promises import BadInput, Conflict, NotAllowed
from ...ui.chips import grade_word
from ..models import Decision
from . import forms, letters, operations, policy, queries
from .opened import Opened, open_entry
from .page import differing, page

bp = Blueprint(
    "moderation_deciding", __name__, template_folder="templates", url_prefix="/board/<cycle>/<framework>/<force>"
)
BOTH = (Role.MODERATOR, Role.NATIONAL_LEAD)


@bp.get("")
@guards.roles(*OF_THE_INSPECTORATE)
def decision(cycle: str, framework: str, force: str) -> str:
    here = open_entry(framework, cycle, force)
    return _decision_page(here, _confirm_form(here))


@bp.post("/confirm")
@guards.roles(Role.MODERATOR)
def confirm(cycle: str, framework: str, force: str) -> ResponseReturnValue:
    here = open_entry(framework, cycle, force, to_change=True)
    form = _confirm_form(here)
    wanted = operations.Wanted(here.case.proposed or "" if here.case else "", "")
    if not form.validate():
        return _decision_page(here, form), 400
    direction = form.direction.data if "direction" in form else None

    def do() -> Decision:
        shown = form.shown.data or ""
        return operations.confirm(per_request.session(), here.at, by=here.me, shown=shown, direction=direction)

    return _decided(here, form, wanted, do, lambda: _decision_page(here, form))


@bp.route("/change", methods=["GET", "POST"])
@guards.roles(Role.MODERATOR)
def change(cycle: str, framework: str, force: str) -> ResponseReturnValue:
    """Decides otherwise than proposed, or corrects what is published."""
    here = open_entry(framework, cycle, force, to_change=request.method == "POST")
    form = _change_form(here)
    if request.method == "GET":
        _check_may_change(here)
        return _change_page(here, form)
    if not form.validate():
        return _change_page(here, form), 400
    grade = form.grade.data if "grade" in form else ""
    direction = form.direction.data if "direction" in form else ""
    wanted = operations.Wanted(grade or "", direction or "", form.because.data or "")

    def do() -> Decision:
        made = operations.change(per_request.session(), here.at, wanted, by=here.me, shown=form.shown.data or "")
        _ask(here, made, form.ask.data)
        return made

    return _decided(here, form, wanted, do, lambda: _change_page(here, form))


@bp.post("/agree")
@guards.roles(*BOTH)
def agree(cycle: str, framework: str, force: str) -> ResponseReturnValue:
    here = open_entry(framework, cycle, force, to_change=True)
    made = operations.agree(per_request.session(), here.at, by=here.me)
    more = " It counts once the correction is published." if here.is_correction else ""
    flash(f"You agreed. {here.at.code} is decided: {_word(here, made.grade)}.{more}", "success")
    return redirect(here.address)


@bp.route("/refuse", methods=["GET", "POST"])
@guards.roles(*BOTH)
def refuse(cycle: str, framework: str, force: str) -> ResponseReturnValue:
    def do(here: Opened, because: str) -> None:
        made = operations.refuse(per_request.session(), here.at, because=because, by=here.me)
        letters.refused(per_request.session(), here.at, made, here.force, here.link, by=here.me)

    return _with_reason(cycle, framework, force, "refuse", do, "The decision is ended. The entry can be decided again.")


@bp.route("/reopen", methods=["GET", "POST"])
@guards.roles(*BOTH)
def reopen(cycle: str, framework: str, force: str) -> ResponseReturnValue:
    def do(here: Opened, because: str) -> None:
        operations.reopen(per_request.session(), here.at.entry, because, here.me)

    return _with_reason(cycle, framework, force, "reopen", do, "It is open again, and can be decided anew.")


@bp.route("/read-again", methods=["GET", "POST"])
@guards.roles(Role.MODERATOR)
def read_again(cycle: str, framework: str, force: str) -> ResponseReturnValue:
    def do(here: Opened, because: str) -> None:
        operations.read_again(per_request.session(), here.at, because=because, by=here.me)

    return _with_reason(cycle, framework, force, "read_again", do, "It is with its readers again.")


def _with_reason(
    cycle: str, framework: str, force: str, verb: str, do: Callable[[Opened, str], None], done: str
) -> ResponseReturnValue:
    """The page that asks for a reason, and what follows when one is given."""
    here, form = open_entry(framework, cycle, force, to_change=request.method == "POST"), forms.ReasonForm()
    if not form.validate_on_submit():
        return _page("reason", here, form=form, verb=verb), 400 if form.errors else 200
    do(here, form.because.data or "")
    flash(done, "success")
    return redirect(here.address)


def _decided(
    here: Opened,
    form: forms.ConfirmForm | forms.ChangeForm,
    wanted: operations.Wanted,
    do: Callable[[], Decision],
    again: Callable[[], str],
) -> ResponseReturnValue:
    """What follows a decision: the entry's page, the same page with what is wrong, or the page for two at once."""
    try:
        made = do()
    except operations.AlreadyDecided as refusal:
        return _page("conflict", here, sentence=str(refusal), wanted=wanted), 409
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return again(), 400
    except Conflict as moved:
        form.complain(str(moved))
        form.shown.data = here.case.digest if here.case else ""
        return again(), 409
    grade = _word(here, made.grade)
    waits = f"{grade} waits for a second person to agree."
    flash(waits if made.needs_agreement else f"{here.at.code} is decided: {grade}.", "success")
    return redirect(here.address)


def _check_may_change(here: Opened) -> None:
    """Raises NotAllowed with the sentence that says why nothing can be changed here now."""
    if here.may_decide or here.may_correct:
        return
    if here.why_not_decide:
        raise NotAllowed(here.why_not_decide)
    if here.standing is not None:
        raise NotAllowed("This is decided. A decided grade changes only after it is reopened, with a reason.")
    raise NotAllowed(policy.STILL_READ.format(code=here.at.code))


def _confirm_form(here: Opened) -> forms.ConfirmForm:
    form = forms.ConfirmForm()
    forms.offer(form, here.at.edition)
    if "direction" in form and (here.case is None or here.case.proposed_direction is not None):
        del form.direction
    if not form.is_submitted():
        form.shown.data = here.case.digest if here.case else ""
    return form


def _change_form(here: Opened) -> forms.ChangeForm:
    standing, case = here.judgement if here.is_published else None, here.case
    grade = standing.grade if standing else (case.proposed if case else None)
    direction = standing.direction if standing else (case.proposed_direction if case else None)
    form = forms.ChangeForm(shown=case.digest if case else "", grade=grade, direction=direction)
    forms.offer(form, here.at.edition, is_graded=case is None or bool(case.lowest))
    people = queries.who_could_agree(per_request.session(), here.at.entry.id, here.at.force, here.me.id, clock.today())
    forms.offer_people(form, [(told.id, told.name) for told in people])
    return form


def _ask(here: Opened, made: Decision, person: str | None) -> None:
    """Writes to whoever was asked to agree, where that is needed."""
    if not made.needs_agreement or not person:
        return
    session = per_request.session()
    people = queries.who_could_agree(session, here.at.entry.id, here.at.force, here.me.id, clock.today())
    told = next((told for told in people if str(told.id) == person), None)
    if told is not None:
        letters.please_agree(session, here.at, made, told, here.force, here.link, by=here.me)


def _decision_page(here: Opened, form: forms.ConfirmForm) -> str:
    shown = page(here)
    return _page("decision", here, form=form, differing=differing(shown["rated"]), **shown)


def _change_page(here: Opened, form: forms.ChangeForm) -> str:
    return _page("change", here, form=form)


def _word(here: Opened, grade: str) -> str:
    return grade_word(here.at.edition.scales, grade or None)


def _page(name: str, here: Opened, **shown: Any) -> str:
    return render_template(
        f"deciding/{name}.html",
        here=here,
        scales=here.at.edition.scales,
        minute=minute,
        edition_title=here.at.edition.title,
        marking=here.at.assessment.marking,
        **shown,
    )
