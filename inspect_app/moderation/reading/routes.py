"""Pages of reading: one's readings of a force, one framework as a reader reads it, and the end of a reading."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...accounts.roles import READERS, Role
from ...assessment.next_steps import part_address
from ...assessment.queries import assessment_of
from ...assessment.states import ENTRY, WITH_THE_FORCE
from ...assessment.together import drafts
from ...assessment.together.forms import number
from ...assessment.workspace import asked as things
from ...assessment.workspace.marked import mark, mark_alone, marked
from ...assessment.workspace.reasons import reasons_page
from ...forces import where
from ...promises import BadInput, NotAllowed, NotFound
from . import operations, policy, queries
from .forms import FinishForm, ReopenForm, StandDownForm
from .opened import OpenedReading, ReadAt, open_reading
from .operations import Own
from .page import ReadingPage, show_in
from .saving import ReadingAttempt

bp = Blueprint("moderation_reading", __name__, template_folder="templates")
READINGS = "/forces/<force>/<cycle>/reading"
ENTRY_READ = f"{READINGS}/<framework>"
MOVED_ON = "next"
"""The kind of message after which the focus goes to what was opened, not back to the button."""


@bp.get(READINGS)
@guards.roles(*READERS)
def mine(force: str, cycle: str) -> str:
    """One's own readings of a force; and for those who look over all, who else reads what."""
    place, me, session = where.here(force, cycle), guards.me(), per_request.session()
    found = assessment_of(session, force, cycle)
    edition = current_app.extensions["editions"].get(found[0].edition) if found else None
    if found is None or edition is None:
        raise NotFound
    is_here = found[0].state not in WITH_THE_FORCE
    listed = queries.of_assessment(session, found[0].id) if is_here else ()
    return render_template(
        "reading/mine.html",
        place=place,
        edition=edition,
        is_here=is_here,
        is_received=found[0].state != "signed",
        mine=[one for one in listed if one.reader_id == me.id and one.framework in edition.framework],
        others=[one for one in listed if one.reader_id != me.id and one.framework in edition.framework],
        asked={f.id: len(things.everything(edition, f)) for f in edition.frameworks},
        over={one.framework for one in listed if _is_over(one, listed)},
        states={state.id: state.words for state in ENTRY.states},
        marking=found[0].marking if listed else None,
        edition_title=edition.title,
    )


@bp.get(ENTRY_READ)
@guards.roles(*READERS)
def framework(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework)
    return _page(ReadingPage(here, show_in(request.args.get("show"))))


@bp.get(f"{ENTRY_READ}/<part>")
@guards.roles(*READERS)
def criterion(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework)
    asked = things.one(here.at.edition, here.at.framework, part)
    use_draft = request.args.get("draft") == "use"
    return _page(ReadingPage(here, show_in(request.args.get("show")), asked, use_draft=use_draft))


@bp.post(f"{ENTRY_READ}/<part>")
@guards.roles(Role.INSPECTOR)
def rate(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework, to_change=True)
    asked = things.one(here.at.edition, here.at.framework, part)
    policy.check_can_rate(here.standing, here.mine, is_home=here.is_home)
    attempt = ReadingAttempt(here, asked, request.form)
    show = show_in(attempt.form.show.data)
    if not attempt.is_valid():
        return _page(ReadingPage(here, show, asked, attempt.form)), 400
    if attempt.is_overtaken():
        return _page(ReadingPage(here, show, asked, attempt.form)), 409
    said = attempt.save()
    return _saved(here, asked, show, said)


@bp.post(f"{ENTRY_READ}/begin")
@guards.roles(Role.INSPECTOR)
def begin(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework, to_change=True)
    policy.check_can_begin(here.standing, here.mine, is_home=here.is_home)
    operations.begin(per_request.session(), here.own(), by=here.opened.me)
    flash(f"You are reading {here.at.code} now.")
    return redirect(here.address)


@bp.get(f"{ENTRY_READ}/reasons")
@guards.roles(*READERS)
def reasons(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    """All reasons for the proposal on one's own ratings, once all are there."""
    page = ReadingPage(open_reading(force, cycle, framework))
    if not page.is_complete:
        raise NotFound
    around = _around(page) | {"at": ReadAt.of(page.at), "opened": {"submitted_at": None}}
    return render_template("workspace/reasons.html", **around, **reasons_page(page))


@bp.route(f"{ENTRY_READ}/finish", methods=["GET", "POST"])
@guards.roles(Role.INSPECTOR)
def finish(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework, to_change=request.method == "POST")
    own, page = here.own(), ReadingPage(here)
    if own.reading.finished_at is not None:
        flash(policy.finished_line(own.reading.finished_at), "notice")
        return redirect(here.address)
    policy.check_can_rate(here.standing, here.mine, is_home=here.is_home)
    form = _finish_form(page)
    if request.method == "GET" or page.left or not form.validate():
        return _finish_page(page, form), 200 if request.method == "GET" else 400
    arrived = _arrived(page, form)
    try:
        operations.finish(per_request.session(), own, page.proposal, arrived, by=here.opened.me)
    except BadInput as missing:
        form.complain(str(missing), missing.field)
        return _finish_page(page, form), 400
    flash(_finished(here), "success")
    return redirect(here.address)


@bp.route(f"{ENTRY_READ}/stand-down", methods=["GET", "POST"])
@guards.roles(Role.INSPECTOR)
def stand_down(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework, to_change=request.method == "POST")
    own, form = here.own(), StandDownForm()
    if own.reading.finished_at is not None:
        raise NotAllowed(policy.finished_line(own.reading.finished_at))
    if not form.validate_on_submit():
        return _reason_page(here, form, "stand-down"), 400 if form.errors else 200
    operations.stand_down(per_request.session(), own, form.because.data or "", by=here.opened.me)
    flash(f"You stood down from reading {here.at.code}. The national lead can name somebody else.")
    return redirect(f"/forces/{force}/{cycle}/reading")


@bp.route(f"{ENTRY_READ}/reopen", methods=["GET", "POST"])
@guards.roles(Role.MODERATOR)
def reopen(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    """Takes what waits for moderation back to its readers."""
    here, form = open_reading(force, cycle, framework, to_change=request.method == "POST"), ReopenForm()
    if not here.may_reopen:
        raise NotAllowed("Only a moderator who did not read it can reopen what waits for moderation.")
    if not form.validate_on_submit():
        return _reason_page(here, form, "reopen"), 400 if form.errors else 200
    because = form.because.data or ""
    operations.reopen(per_request.session(), here.at, here.readings, because, by=here.opened.me)
    flash(f"{here.at.code} is with its readers again.", "success")
    return redirect(f"/forces/{force}/{cycle}/reading")


@bp.post(f"{ENTRY_READ}/drafts/<subject>")
@guards.roles(Role.INSPECTOR)
def keep_draft(force: str, cycle: str, framework: str, subject: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework)
    fields = {name: values for name, values in request.form.lists() if name not in drafts.NOT_WORDS}
    based_on, person = number(request.form.get("version")) or 0, here.opened.me.id
    try:
        at = drafts.keep(per_request.session(), person, here.at.entry.id, subject, fields, based_on)
    except BadInput as fault:
        return jsonify({"error": str(fault)}), 400
    return jsonify({"saved_at": f"{clock.here(at):%H:%M}"})


@bp.post(f"{ENTRY_READ}/drafts/<subject>/discard")
@guards.roles(Role.INSPECTOR)
def discard_draft(force: str, cycle: str, framework: str, subject: str) -> ResponseReturnValue:
    here = open_reading(force, cycle, framework)
    if not drafts.SUBJECT.fullmatch(subject):
        abort(404)
    drafts.discard(per_request.session(), here.opened.me.id, here.at.entry.id, subject)
    flash("Your unsaved version is discarded.")
    wanted = request.form.get("back", "")
    return redirect(wanted if wanted.startswith(f"{here.address}/") and "\\" not in wanted else here.address)


def _page(page: ReadingPage) -> str:
    here = page.here
    return render_template(
        "reading/framework.html",
        **_around(page),
        form=page.form,
        moved_on=any(kind == MOVED_ON for kind, _ in cookie.get("_flashes", ())),
        line=here.why_not_rate if not (page.can_write or here.may_begin) else None,
        second_line=policy.SECOND_READER if here.mine and here.has_two and not here.is_over else None,
    )


def _around(page: ReadingPage) -> dict[str, Any]:
    at = page.at
    return {
        "here": page,
        "at": at,
        "opened": page.here.opened,
        "entry": page.here,
        "reading": page.here.shown,
        "people": page.people,
        "domain": next((d for d in at.edition.domains if d.id == at.framework.domain), None),
        "readings_url": f"/forces/{at.force}/{at.cycle}/reading",
        "marking": page.force.marking,
        "edition_title": at.edition.title,
        "marked": marked,
        "mark": mark,
        "mark_alone": mark_alone,
        "issues": {issue.id: issue.text for issue in at.framework.key_issues},
        "sections": {section.id: section.title for section in at.edition.sections},
        "today": clock.today(),
    }


def _saved(here: OpenedReading, asked: things.Asked, show: str, said: str) -> ResponseReturnValue:
    """To what comes next where that was asked for, else back to where it was saved."""
    query = f"?show={show}" if show != "all" else ""
    if request.form.get("then") != "next":
        flash(said)
        return redirect(f"{part_address(here.address, here.at.framework.id, asked.id)}{query}#{asked.last}")
    after = ReadingPage(here, show).next_after(asked)
    if after is None:
        flash(f"{said} That was the last one in this list.", MOVED_ON)
        return redirect(f"{here.address}{query}")
    flash(said, MOVED_ON)
    return redirect(f"{part_address(here.address, here.at.framework.id, after.id)}{query}#{after.last}")


def _finish_form(page: ReadingPage) -> FinishForm:
    form = FinishForm(data=_proposed(page)) if request.method == "GET" else FinishForm()
    form.offer(page.edition, page.proposal)
    return form


def _proposed(page: ReadingPage) -> dict[str, Any]:
    """What the form opens with: what the reader's own ratings propose."""
    proposal = page.proposal
    return {"grade": proposal.grade, "direction": proposal.direction.value} if proposal else {}


def _arrived(page: ReadingPage, form: FinishForm) -> Own:
    """The grade and direction of the form; where the edition gives none there is none to choose."""
    proposal = page.proposal
    grade = form.grade.data if "grade" in form else ""
    direction = form.direction.data if "direction" in form else (proposal.direction.value if proposal else None)
    return Own(grade, direction or "", (form.because.data or "").strip())


def _finish_page(page: ReadingPage, form: FinishForm) -> str:
    return render_template("reading/finish.html", **_around(page), form=form)


def _reason_page(here: OpenedReading, form: StandDownForm | ReopenForm, verb: str) -> str:
    return render_template(
        "reading/because.html",
        entry=here,
        at=here.at,
        form=form,
        verb=verb,
        readings_url=f"/forces/{here.at.force}/{here.at.cycle}/reading",
        marking=here.at.assessment.marking,
        edition_title=here.at.edition.title,
    )


def _finished(here: OpenedReading) -> str:
    state = here.at.entry.state
    if state == "to_moderate":
        return f"Your reading of {here.at.code} is finished. It is with the moderator now."
    return f"Your reading of {here.at.code} is finished. It goes on when the other reader has finished as well."


def _is_over(one: queries.Listed, listed: Any) -> bool:
    readings = [other for other in listed if other.framework == one.framework]
    return policy.Standing(one.entry_state, "with_inspectorate", readings).is_over
