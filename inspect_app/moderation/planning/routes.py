"""Pages of the plan of an inspection: of a cycle, of one framework across forces, and of one force.

They say how far things are and who is named, and never what a force or a reader rated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...assessment.models import Assessment
from ...assessment.states import ASSESSMENT
from ...grading.words import count_of
from ...promises import BadInput, Conflict, NotAllowed
from ..models import SiteVisit
from ..reading.site_checks import queries as site_checks
from . import coming_and_going, operations, policy, queries
from .forms import DefaultsForm, EntryForm, ReadersForm, ReceiveForm, ReturnForm, VisitForm
from .opened import OpenedCycle, OpenedForce, far, open_cycle, open_force, readers, site
from .queries import Planned
from .summing_up import by_force, by_framework

bp = Blueprint("moderation_planning", __name__, template_folder="templates")
SAVED, SAME = "The plan is saved.", "Nothing was different, so nothing was saved."


@bp.get("/cycles/<cycle>/plan")
@guards.roles(*policy.MAY_SEE)
def cycle_plan(cycle: str) -> str:
    """How a cycle is inspected: every force, and every framework."""
    here = open_cycle(cycle)
    entries = here.planned()
    visits = queries.visits(per_request.session(), {entry.assessment for entry in entries})
    forces = by_force(entries, visits, here.me)
    return render_template(
        "planning/cycle.html",
        here=here,
        forces=forces,
        frameworks=by_framework(entries),
        missing=sum(row.missing for row in forces),
        levels=policy.LEVELS,
        states={state.id: state.words for state in ASSESSMENT.states},
    )


@bp.route("/cycles/<cycle>/plan/defaults", methods=["GET", "POST"])
@guards.roles(*policy.MAY_PLAN)
def defaults(cycle: str) -> ResponseReturnValue:
    """What stands for every entry without a plan of its own."""
    here = open_cycle(cycle)
    row = here.cycle
    held = {"level": row.level, "readers": row.readers, "priority_readers": row.priority_readers}
    form, status = DefaultsForm(data={**held, "version": str(row.version)}), 200
    if form.validate_on_submit():
        try:
            done = operations.set_defaults(
                per_request.session(), row, form.wanted(), _version(form.version.data), by=guards.me()
            )
        except Conflict as moved:
            status = _moved(form, moved, row.version)
        else:
            flash(SAVED if done else SAME, "success")
            return redirect(url_for(".cycle_plan", cycle=cycle))
    return render_template("planning/defaults.html", here=here, form=form), _status(form, status)


@bp.route("/cycles/<cycle>/plan/<framework>", methods=["GET", "POST"])
@guards.roles(*policy.MAY_SEE)
def framework_plan(cycle: str, framework: str) -> ResponseReturnValue:
    """One framework across forces, with naming a reader for several at once."""
    here = open_cycle(cycle)
    known = here.framework(framework)
    entries = here.planned(framework)
    form, named = _naming(here, entries)
    if named is not None:
        flash(named, "success")
        return redirect(url_for(".framework_plan", cycle=cycle, framework=framework))
    page = render_template("planning/framework.html", here=here, framework=known, **_listed(here, entries, form))
    return page, _status(form)


@bp.route("/forces/<force>/<cycle>/plan", methods=["GET", "POST"])
@guards.roles(*policy.MAY_SEE)
def force_plan(force: str, cycle: str) -> ResponseReturnValue:
    """The plan of one force, with naming a reader for several frameworks at once."""
    here = open_force(force, cycle)
    entries = here.entries()
    form, named = _naming(here, entries)
    if named is not None:
        flash(named, "success")
        return redirect(url_for(".force_plan", force=force, cycle=cycle))
    visits = queries.visits(per_request.session(), [here.assessment.id]).get(here.assessment.id, [])
    checks = site_checks.of_assessment(per_request.session(), here.assessment.id, here.me.id)
    page = render_template(
        "planning/force.html",
        here=here,
        visits=visits,
        checks=checks,
        receiving=ReceiveForm(),
        **_listed(here, entries, form),
    )
    return page, _status(form)


@bp.route("/forces/<force>/<cycle>/plan/<framework>", methods=["GET", "POST"])
@guards.roles(*policy.MAY_PLAN)
def entry_plan(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    """How one entry is validated, by how many readers, and why."""
    here = open_force(force, cycle)
    entry = here.entry(framework)
    policy.check_can_plan(here.me.roles_for(force), entry.assessment_state)
    form, status = _entry_form(entry), 200
    if form.validate_on_submit():
        wanted = str(form.level.data), int(form.readers.data)
        try:
            done = operations.plan_entry(
                per_request.session(),
                cycle,
                entry,
                wanted,
                form.because.data or "",
                _version(form.version.data),
                by=here.me,
            )
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        except Conflict as moved:
            status = _moved(form, moved, entry.version)
        else:
            flash(SAVED if done else SAME, "success")
            return redirect(url_for(".force_plan", force=force, cycle=cycle))
    page = render_template("planning/entry.html", here=here, entry=entry, form=form, numbers=policy.NUMBERS)
    return page, _status(form, status)


@bp.post("/forces/<force>/<cycle>/plan/<framework>/readers/<int:number>/off")
@guards.roles(*policy.MAY_PLAN)
def take_off(force: str, cycle: str, framework: str, number: int) -> ResponseReturnValue:
    """Takes a reader off who has not begun."""
    here = open_force(force, cycle, to_change=True)
    operations.take_off(per_request.session(), cycle, here.entry(framework), number, by=here.me)
    flash("Nobody is named in their place yet.", "success")
    return redirect(url_for(".entry_plan", force=force, cycle=cycle, framework=framework))


@bp.route("/forces/<force>/<cycle>/plan/visits/new", methods=["GET", "POST"])
@guards.roles(*policy.MAY_PLAN)
def new_visit(force: str, cycle: str) -> ResponseReturnValue:
    """Plans a visit."""
    return _visit(open_force(force, cycle), None, VisitForm())


@bp.route("/forces/<force>/<cycle>/plan/visits/<int:visit>", methods=["GET", "POST"])
@guards.roles(*policy.MAY_PLAN)
def change_visit(force: str, cycle: str, visit: int) -> ResponseReturnValue:
    """Changes a visit, or writes what came of it."""
    here = open_force(force, cycle)
    row = operations.visit_of(per_request.session(), here.assessment.id, visit)
    held = {"on_day": row.on_day, "until_on": row.until_on, "places": row.places, "notes": row.notes}
    return _visit(here, row, VisitForm(data={**held, "version": str(row.version)}))


@bp.post("/forces/<force>/<cycle>/plan/receive")
@guards.roles(*policy.MAY_PLAN)
def receive(force: str, cycle: str) -> ResponseReturnValue:
    """Takes a signed assessment in."""
    here = open_force(force, cycle, to_change=True)
    if here.assessment.state != "with_inspectorate":
        coming_and_going.receive(per_request.session(), here.assessment, here.links, by=here.me)
        flash("The assessment is with the inspectorate. Its readers can begin.", "success")
    return redirect(url_for(".force_plan", force=force, cycle=cycle))


@bp.route("/forces/<force>/<cycle>/plan/return", methods=["GET", "POST"])
@guards.roles(*policy.MAY_PLAN)
def give_back(force: str, cycle: str) -> ResponseReturnValue:
    """Returns the assessment to its force, with a reason."""
    here, form = open_force(force, cycle, to_change=request.method == "POST"), ReturnForm()
    if not here.can("return"):
        raise NotAllowed(f"This assessment is {here.state} now, so it cannot be returned.")
    if form.validate_on_submit():
        because = form.because.data or ""
        coming_and_going.give_back(per_request.session(), here.assessment, here.links, because, by=here.me)
        flash(f"{here.place.force.name} can change it again, and is told why.", "success")
        return redirect(url_for(".force_plan", force=force, cycle=cycle))
    return render_template("planning/return.html", here=here, form=form), _status(form)


def _naming(here: OpenedCycle, entries: Sequence[Planned]) -> tuple[ReadersForm, str | None]:
    """The form that names a reader, and a sentence where it was sent and somebody is named."""
    form, able = ReadersForm(), readers() if here.may_plan else ()
    if isinstance(here, OpenedForce):
        able = operations.able(able, here.place.force.id)
    open_ones = [entry for entry in entries if here.can_name(entry)]
    form.offer(open_ones, able)
    if not form.is_submitted():
        return form, None
    if not here.may_plan:
        raise NotAllowed("Only the national lead names readers.")
    if not form.validate():
        return form, None
    chosen = [entry for entry in open_ones if entry.entry in form.entries.data]
    reader = next(reader for reader in able if reader.id == form.person.data)
    session, number = per_request.session(), int(form.number.data)
    try:
        new = operations.name_readers(session, here.cycle.id, chosen, reader, number, by=here.me, site=site())
    except (BadInput, NotAllowed) as wrong:
        form.complain(str(wrong), getattr(wrong, "field", None))
        return form, None
    return form, _named(reader.name, number, new)


def _named(name: str, number: int, new: int) -> str:
    if not new:
        return f"{name} was the {policy.NUMBERS[number]} reader already."
    return f"{name} is the {policy.NUMBERS[number]} reader of {count_of(new, 'framework')} more, and is told."


def _listed(here: OpenedCycle, entries: Sequence[Planned], form: ReadersForm) -> dict[str, Any]:
    missing = sum(entry.missing for entry in entries if entry.entry_state not in policy.READ)
    return {
        "entries": entries,
        "able": {entry: place for place, (entry, _) in enumerate(form.entries.offered())},
        "opens": {entry.force for entry in entries if here.me.roles_for(entry.force) & policy.MAY_SEE},
        "missing": missing,
        "levels": policy.LEVELS,
        "form": form,
        "words_of": far,
        "over": policy.OVER,
    }


def _entry_form(entry: Planned) -> EntryForm:
    held = {"level": entry.level, "readers": entry.readers, "because": entry.because}
    return EntryForm(data={**held, "version": str(entry.version)})


def _visit(here: OpenedForce, row: SiteVisit | None, form: VisitForm) -> ResponseReturnValue:
    force, cycle, status = here.place.force.id, here.cycle.id, 200
    policy.check_can_plan(here.me.roles_for(force), here.assessment.state)
    if form.validate_on_submit():
        try:
            done = _saved(here.assessment, row, form, here)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        except Conflict as moved:
            status = _moved(form, moved, row.version if row else 0)
        else:
            flash("The visit is saved." if done else SAME, "success")
            return redirect(url_for(".force_plan", force=force, cycle=cycle, _anchor="visits"))
    every = site_checks.of_assessment(per_request.session(), here.assessment.id, here.me.id) if row else []
    checks = [check for check in every if row and check.visit_id == row.id]
    page = render_template("planning/visit.html", here=here, visit=row, form=form, checks=checks)
    return page, _status(form, status)


def _saved(assessment: Assessment, row: SiteVisit | None, form: VisitForm, here: OpenedForce) -> bool:
    session = per_request.session()
    if row is None:
        operations.add_visit(session, assessment, form.wanted(), by=here.me)
        return True
    version = _version(form.version.data)
    return operations.change_visit(session, assessment, row, form.wanted(), version, by=here.me)


def _moved(form: Any, moved: Conflict, version: int) -> int:
    """Shows what was typed again, to be saved over what somebody else saved meanwhile."""
    form.complain(f"{moved} Saving again replaces what they saved.")
    form.version.data = str(version)
    return 409


def _status(form: Any, status: int = 200) -> int:
    return 400 if status == 200 and form.complaints() else status


def _version(sent: str | None) -> int:
    return int(sent) if sent and sent.isdecimal() else 0
