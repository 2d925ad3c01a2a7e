"""Pages of one framework at work: rating, answering, judging, and all reasons."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, TEAM, Role
from ...promises import NotFound
from ..findings import queries as found
from ..next_steps import part_address
from ..opened import Opened, open_entry
from ..tabs import tabs
from ..together import conflict
from ..together import queries as talk
from . import asked as things
from . import operations
from .asked import Asked
from .deciding import JudgementAttempt, OutsideGradeAttempt
from .forms import JudgementForm, OutsideGradeForm, PersonForm
from .ladder import Known, Show
from .marked import mark, mark_alone, marked
from .page import Workspace, next_after, show_in
from .reasons import reasons_page
from .saving import RatingAttempt

bp = Blueprint("assessment_workspace", __name__, template_folder="templates")
ENTRY = "/forces/<force>/<cycle>/assessment/<framework>"
MOVED_ON = "next"
"""The kind of message after which the focus goes to what was opened, not back to the button."""


@bp.get(ENTRY)
@guards.roles(*TEAM, *READERS)
def workspace(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    use_draft = request.args.get("draft") == "use"
    return _page(Workspace(opened, show_in(request.args.get("show")), use_draft=use_draft))


@bp.get(f"{ENTRY}/<part>")
@guards.roles(*TEAM, *READERS)
def criterion(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    asked = things.one(opened.at.edition, opened.at.framework, part)
    use_draft = request.args.get("draft") == "use"
    return _page(Workspace(opened, show_in(request.args.get("show")), asked, use_draft=use_draft))


@bp.post(f"{ENTRY}/<part>")
@guards.roles(Role.ASSESSOR)
def rate(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    asked = things.one(opened.at.edition, opened.at.framework, part)
    opened.check_can_write()
    attempt = RatingAttempt(opened, asked, request.form)
    if attempt.keeps_theirs:
        return _saved(attempt, attempt.keep_theirs())
    if "clear" in request.form and not attempt.is_stale:
        return _saved(attempt, attempt.clear())
    if not attempt.is_valid():
        return _page(Workspace(opened, show_in(attempt.form.show.data), asked, attempt.form)), 400
    if attempt.is_overtaken:
        return conflict.respond(attempt.conflict(), by=opened.me.id)
    return _saved(attempt, attempt.save())


@bp.post(f"{ENTRY}/<part>/assign")
@guards.roles(Role.ASSESSOR)
def assign(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    asked = things.one(opened.at.edition, opened.at.framework, part)
    opened.check_can_write()
    form, names = _person_form(opened, "Who looks after it?")
    if form.validate():
        name = names.get(form.person.data, "")
        operations.assign(session, opened.at, asked, form.person.data, name, by=opened.me)
        flash(f"{name} looks after {asked.number} now." if name else f"{asked.number} is with the lead now.")
    else:
        flash("Choose somebody of the team.", "error")
    return redirect(part_address(opened.at.address, framework, asked.id))


@bp.post(f"{ENTRY}/lead")
@guards.roles(Role.ASSESSOR)
def lead(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    opened.check_can_write()
    form, names = _person_form(opened, "Lead")
    if form.validate():
        name = names.get(form.person.data, "")
        operations.lead(session, opened.at, form.person.data, name, by=opened.me)
        flash(f"{name} leads on {opened.at.code} now." if name else f"Nobody leads on {opened.at.code} now.")
    else:
        flash("Choose somebody of the team.", "error")
    return redirect(opened.at.address)


@bp.post(f"{ENTRY}/judge")
@guards.roles(Role.ASSESSOR)
def judge(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    opened.check_can_write()
    if "take_back" in request.form:
        operations.take_judgement_back(session, opened.at, by=opened.me)
        flash("The grade is left to the method again.")
        return redirect(opened.at.address)
    return _decided(JudgementAttempt(opened, request.form))


@bp.post(f"{ENTRY}/external")
@guards.roles(Role.ASSESSOR)
def outside_grade(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    if not Workspace(opened).is_outside:
        raise NotFound
    return _decided(OutsideGradeAttempt(opened, request.form))


@bp.get(f"{ENTRY}/reasons")
@guards.roles(*TEAM, *READERS)
def reasons(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    here = Workspace(opened)
    return render_template("workspace/reasons.html", **_around(here), **reasons_page(here))


def _decided(attempt: JudgementAttempt | OutsideGradeAttempt) -> ResponseReturnValue:
    """Saves a grade that a person decides on, or shows both where another saved one meanwhile."""
    if attempt.keeps_theirs:
        flash(attempt.keep_theirs())
        return redirect(attempt.at.address)
    if not attempt.form.validate():
        name = "judgement_form" if isinstance(attempt, JudgementAttempt) else "outside_form"
        return _page(Workspace(attempt.opened), **{name: attempt.form}), 400
    if attempt.is_overtaken:
        return conflict.respond(attempt.conflict(), by=attempt.opened.me.id)
    flash(attempt.save())
    return redirect(attempt.at.address)


def _page(
    here: Workspace, *, judgement_form: JudgementForm | None = None, outside_form: OutsideGradeForm | None = None
) -> str:
    people_form, _ = _person_form(here.opened, "Lead", here) if here.can_write else (None, {})
    return render_template(
        "workspace/workspace.html",
        **_around(here),
        form=here.form or judgement_form or outside_form,
        judgement_form=judgement_form or _judgement_form(here),
        outside_form=outside_form or _outside_form(here),
        people_form=people_form,
        moved_on=any(kind == MOVED_ON for kind, _ in cookie.get("_flashes", ())),
        read_only_line=here.opened.why_not_write if not here.can_write else None,
    )


def _around(here: Workspace) -> dict[str, Any]:
    """What every page of an entry needs."""
    at = here.at
    domain = next((d for d in at.edition.domains if d.id == at.framework.domain), None)
    cited = len({cite.revision_id for cite in here.cites})
    return {
        "here": here,
        "at": at,
        "opened": here.opened,
        "domain": domain,
        "tabs": tabs(at, "", findings=found.count(here.session, at.entry.id), evidence=cited),
        "marking": here.marking,
        "edition_title": at.edition.title,
        "marked": marked,
        "mark": mark,
        "mark_alone": mark_alone,
        "issues": {issue.id: issue.text for issue in at.framework.key_issues},
        "sections": {section.id: section.title for section in at.edition.sections},
        "upload_key": token_urlsafe(16),
    }


def _saved(attempt: RatingAttempt, said: str) -> ResponseReturnValue:
    """To what comes next where that was asked for, else back to where it was saved."""
    opened, asked = attempt.opened, attempt.asked
    show: Show = show_in(attempt.form.show.data)
    query = f"?show={show}" if show != "all" else ""
    address = part_address(opened.at.address, opened.at.framework.id, asked.id)
    if request.form.get("then") != "next":
        flash(said)
        return redirect(f"{address}{query}#{asked.last}")
    after = _next(attempt, show)
    if after is None:
        flash(f"{said} That was the last one in this list.", MOVED_ON)
        return redirect(f"{opened.at.address}{query}")
    flash(said, MOVED_ON)
    return redirect(f"{part_address(opened.at.address, opened.at.framework.id, after.id)}{query}#{after.last}")


def _next(attempt: RatingAttempt, show: Show) -> Asked | None:
    """What comes next by the ratings as they are now."""
    here = Workspace(attempt.opened)
    known = Known({}, here.assigned, {})
    return next_after(attempt.opened, here.facts, here.proposal, known, attempt.asked, show)


def _person_form(opened: Opened, label: str, here: Workspace | None = None) -> tuple[PersonForm, dict[int, str]]:
    team = here.team if here else talk.team(per_request.session(), opened.at.force)
    names = {member.id: member.name for member in team}
    form = PersonForm(formdata=None, data={"person": opened.at.entry.lead_id}) if here else PersonForm()
    form.offer(label, "Nobody", names.items())
    return form, names


def _judgement_form(here: Workspace) -> JudgementForm:
    row, kept = here.judgement, here.drafts.get("judgement")
    if here.use_draft and here.asked is None and kept is not None:
        form = JudgementForm(formdata=kept.typed())
    else:
        form = JudgementForm(
            formdata=None,
            data={"grade": row.grade, "because": row.because, "version": str(row.version)} if row else None,
        )
    form.offer(here.edition)
    return form


def _outside_form(here: Workspace) -> OutsideGradeForm:
    row = here.external
    known = {name: getattr(row, name) for name in ("grade", "source", "given_on", "because")} if row else {}
    form = OutsideGradeForm(formdata=None, data=known | {"version": str(row.version) if row else ""})
    form.offer(here.edition)
    return form
