"""Pages of forces and cycles: what there is, setting up a cycle, its timetable, and choosing where to work.

No page here shows a finding, a rating or a document, whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from .. import per_request
from ..accounts import guards
from ..accounts.actors import Actor
from ..accounts.roles import READERS
from ..grading.edition import Edition
from ..grading.words import capital, count_of
from ..promises import BadInput, Conflict, NotFound
from . import operations, policy, queries, taking_part, timetable, where
from .forms import (
    CycleForm,
    EditionForm,
    ForceForm,
    KnownForcesForm,
    PlaceForm,
    TakePartForm,
    TimetableForm,
    forces_offered,
)
from .models import Cycle
from .of_england_and_wales import known

bp = Blueprint("forces", __name__, template_folder="templates")
PLAN = "moderation_planning.cycle_plan"
"""The page above this slice on which a cycle's inspection is planned."""


@bp.get("/cycles")
@guards.roles(*policy.MAY_SEE)
def cycles() -> str:
    """The cycles and the forces that there are."""
    session = per_request.session()
    places = taking_part.keeper().places(session)
    return render_template(
        "forces/cycles.html",
        cycles=queries.cycles(session),
        forces=queries.forces(session),
        taking_part={cycle: sum(of == cycle for _, of in places) for _, cycle in places},
        editions=_editions(),
        may_change=_may_change(),
    )


@bp.get("/cycles/<cycle>")
@guards.roles(*policy.MAY_SEE)
def cycle(cycle: str) -> str:
    """One cycle: its timetable, and the forces that take part with how far each is."""
    return _cycle_page(cycle, TakePartForm())


@bp.post("/cycles/<cycle>/forces")
@guards.roles(*policy.MAY_CHANGE)
def take_part(cycle: str) -> ResponseReturnValue:
    """Lets more forces take part."""
    session, form = per_request.session(), TakePartForm()
    found = queries.timetable(session, cycle).cycle
    forces = queries.forces(session)
    form.forces.choices = forces_offered(forces)
    if not form.validate_on_submit():
        return _cycle_page(cycle, form), 400
    chosen = [force for force in forces if force.id in form.forces.data]
    new = operations.take_part(session, _edition(found), found, chosen, keeper=taking_part.keeper(), by=guards.me())
    flash(
        f"{capital(count_of(new, 'force'))} now {'takes' if new == 1 else 'take'} part." if new else "Nothing changed."
    )
    return redirect(url_for("forces.cycle", cycle=cycle))


@bp.get("/cycles/new")
@guards.roles(*policy.MAY_CHANGE)
def new_cycle() -> ResponseReturnValue:
    """Asks for the edition first, as the rest of the form depends on it."""
    edition = _editions().get(request.args.get("edition", ""))
    if edition is None:
        form = EditionForm(request.args, meta={"csrf": False}) if "edition" in request.args else EditionForm()
        form.edition.choices = [(e.id, e.title) for e in _editions().values()]
        wrong = "edition" in request.args and not form.validate()
        return render_template("forces/new_cycle_edition.html", form=form), 400 if wrong else 200
    return _new_cycle_page(edition, _cycle_form(edition, filled=True))


@bp.post("/cycles/new")
@guards.roles(*policy.MAY_CHANGE)
def set_up() -> ResponseReturnValue:
    """Sets a cycle up."""
    edition = _editions().get(request.args.get("edition", ""))
    if edition is None:
        return redirect(url_for("forces.new_cycle"))
    form = _cycle_form(edition)
    if form.validate_on_submit():
        try:
            made = _set_up(edition, form)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash(f"{made.title} is set up.")
            return redirect(url_for("forces.cycle", cycle=made.id))
    return _new_cycle_page(edition, form), 400


@bp.get("/cycles/<cycle>/timetable")
@guards.roles(*policy.MAY_CHANGE)
def change(cycle: str) -> str:
    """The form of a cycle's timetable."""
    there = queries.timetable(per_request.session(), cycle)
    return _timetable_page(there, _timetable_form(there, filled=True))


@bp.post("/cycles/<cycle>/timetable")
@guards.roles(*policy.MAY_CHANGE)
def save(cycle: str) -> ResponseReturnValue:
    """Saves a timetable; where somebody else was quicker, both are shown."""
    session = per_request.session()
    there = queries.timetable(session, cycle)
    form = _timetable_form(there)
    if not form.validate_on_submit():
        return _timetable_page(there, form), 400
    version = form.version.data or ""
    try:
        changed = operations.change_timetable(
            session, there.cycle, _plan(form), int(version) if version.isdecimal() else 0, by=guards.me()
        )
    except Conflict:
        form.version.data = str(there.cycle.version)
        return _timetable_page(there, form, theirs=there), 409
    flash("The timetable is saved." if changed else "Nothing was different, so nothing was saved.")
    return redirect(url_for("forces.cycle", cycle=cycle))


@bp.get("/cycles/new-force")
@guards.roles(*policy.MAY_CHANGE)
def new_force() -> str:
    """Forces to choose from, and the form of one that is not among them."""
    return _new_force_page(ForceForm(), _known_form())


@bp.post("/cycles/known-forces")
@guards.roles(*policy.MAY_CHANGE)
def add_known() -> ResponseReturnValue:
    """Adds forces from the list of England and Wales."""
    form = _known_form()
    if not form.validate_on_submit():
        return _new_force_page(ForceForm(formdata=None), form), 400
    chosen = [force for force in known() if force.id in form.known.data]
    new = operations.add_known(per_request.session(), chosen, by=guards.me())
    they = ("It takes", "it") if new == 1 else ("They take", "them")
    flash(f"{capital(count_of(new, 'force'))} added. {they[0]} part in a cycle once you let {they[1]}.")
    return redirect(url_for("forces.cycles"))


@bp.post("/cycles/new-force")
@guards.roles(*policy.MAY_CHANGE)
def add_force() -> ResponseReturnValue:
    """Adds a force."""
    form = ForceForm()
    if form.validate_on_submit():
        try:
            made = operations.add_force(
                per_request.session(), str(form.short_name.data), str(form.name.data), by=guards.me()
            )
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash(f"{made.name} is added. It takes part in a cycle once you let it.")
            return redirect(url_for("forces.cycles"))
    return _new_force_page(form, _known_form()), 400


@bp.get("/where")
@guards.signed_in
def choose() -> str:
    """Asks where somebody wants to work, among what they may see."""
    return _where_page(_place_form(guards.me()))


@bp.post("/where")
@guards.signed_in
def go() -> ResponseReturnValue:
    """Goes to work somewhere else."""
    form = _place_form(guards.me())
    if not form.validate_on_submit():
        return _where_page(form), 400
    force, _, cycle = str(form.place.data).partition("/")
    where.go(force, cycle)
    return redirect("/")


def _editions() -> Mapping[str, Edition]:
    found: Mapping[str, Edition] = current_app.extensions["editions"]
    return found


def _edition(cycle: Cycle) -> Edition:
    """The edition of a cycle. Raises NotFound where the application does not have it any more."""
    if cycle.edition not in _editions():
        raise NotFound
    return _editions()[cycle.edition]


def _may_change() -> bool:
    return bool(policy.MAY_CHANGE & guards.me().roles)


def _cycle_page(cycle: str, form: TakePartForm) -> str:
    session, me = per_request.session(), guards.me()
    there = queries.timetable(session, cycle)
    edition = _edition(there.cycle)
    standings = taking_part.keeper().standings(session, edition, cycle)
    forces = queries.forces(session)
    form.forces.choices = forces_offered(forces, without=list(standings))
    return render_template(
        "forces/cycle.html",
        there=there,
        edition=edition,
        forces=[(f, standings[f.id], policy.sees_progress(me.roles_for(f.id))) for f in forces if f.id in standings],
        sees_progress=policy.sees_progress(me.roles),
        may_change=_may_change(),
        year=where.year_words(cycle),
        form=form,
        plan_url=_plan_url(cycle),
    )


def _plan_url(cycle: str) -> str | None:
    """Where the inspection of a cycle is planned, where the application has that and this person may see it."""
    known = PLAN in current_app.view_functions and bool(READERS & guards.me().roles)
    return url_for(PLAN, cycle=cycle) if known else None


def _cycle_form(edition: Edition, *, filled: bool = False) -> CycleForm:
    form = CycleForm()
    form.offer(edition)
    forces = queries.forces(per_request.session())
    form.forces.choices = forces_offered(forces)
    if filled:
        form.forces.data = [force.id for force in forces]
    return form


def _new_cycle_page(edition: Edition, form: CycleForm) -> str:
    return render_template("forces/new_cycle.html", edition=edition, form=form, priority=_priority(edition))


def _set_up(edition: Edition, form: CycleForm) -> Cycle:
    assert form.assessed_from.data is not None
    assert form.assessed_to.data is not None
    return operations.set_up(
        per_request.session(),
        edition,
        form.cycle_id,
        (form.assessed_from.data, form.assessed_to.data),
        _plan(form),
        form.forces.data,
        keeper=taking_part.keeper(),
        by=guards.me(),
    )


def _plan(form: TimetableForm) -> operations.Plan:
    return operations.Plan(
        title=str(form.title.data),
        submit_by=form.submit_by.data,
        sign_by=form.sign_by.data,
        dates=form.dates(),
        priorities=sorted(form.priorities.data),
        effects_after_saving=bool(form.effects_after_saving.data),
    )


def _timetable_form(there: queries.Timetable, *, filled: bool = False) -> TimetableForm:
    """The form; `filled` with what the timetable holds now."""
    cycle = there.cycle
    if not filled:
        form = TimetableForm()
    else:
        form = TimetableForm(
            data={
                "title": cycle.title,
                "submit_by": cycle.submit_by,
                "sign_by": cycle.sign_by,
                "other_dates": timetable.written((row.on, row.what) for row in there.dates),
                "priorities": there.priorities,
                "effects_after_saving": cycle.effects_after_saving,
                "version": str(cycle.version),
            }
        )
    form.offer(_edition(cycle))
    return form


def _timetable_page(there: queries.Timetable, form: TimetableForm, theirs: queries.Timetable | None = None) -> str:
    edition = _edition(there.cycle)
    return render_template(
        "forces/timetable.html",
        there=there,
        edition=edition,
        form=form,
        theirs=theirs,
        year=where.year_words(there.cycle.id),
        priority=_priority(edition),
    )


def _priority(edition: Edition) -> Sequence[str]:
    """The frameworks to which the edition itself gives priority, by code."""
    return [f.code for f in edition.frameworks if f.priority != "no"]


def _known_form() -> KnownForcesForm:
    """Those of the shipped list that are not there yet."""
    form = KnownForcesForm()
    there = {name for row in queries.forces(per_request.session()) for name in (row.id, row.name)}
    form.known.choices = [(f.id, f.name) for f in known() if f.id not in there and f.name not in there]
    return form


def _new_force_page(form: ForceForm, known_form: KnownForcesForm) -> str:
    return render_template("forces/new_force.html", form=form, known=known_form)


def _place_form(me: Actor) -> PlaceForm:
    session, form = per_request.session(), PlaceForm()
    names = {force.id: force.name for force in queries.forces(session)}
    by_cycle: dict[str, list[tuple[Any, str]]] = {}
    for force, cycle in taking_part.keeper().places(session):
        if policy.may_work_in(me.roles_for(force)):
            words = f"{names[force]}, {where.year_words(cycle)}"
            by_cycle.setdefault(where.year_words(cycle), []).append((f"{force}/{cycle}", words))
    form.place.choices = dict(sorted(by_cycle.items(), reverse=True))
    return form


def _where_page(form: PlaceForm) -> str:
    now = where.usual(guards.me())
    if form.place.data is None and now is not None:
        form.place.data = f"{now.force.id}/{now.cycle.id}"
    return render_template("forces/where.html", form=form)
