"""Pages of the lift plan: working it out, adopting an order, following it, and carrying areas into a new cycle."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...accounts.models import Person
from ...accounts.roles import Role
from ...grading.words import capital, count_of
from ...promises import Conflict, NotFound
from ..place import Here, here
from ..policy import SEES
from . import carrying, operations, queries
from .following import Followed, followed
from .forms import AdoptForm, CarryForm, DropForm, LiftForm
from .plan import Plan, plan_for
from .queries import There
from .shown import Shown

bp = Blueprint("remediation_lifting", __name__, template_folder="templates")


@bp.get("/forces/<force>/improvement/lift")
@guards.roles(*SEES)
def lift(force: str) -> ResponseReturnValue:
    """The plan as it is worked out now, by the choices in the address."""
    at = here(force)
    found = queries.there(at.session, at.editions, force, at.sight)
    if found is None:
        return render_template("remediation_lifting/nothing.html", here=at)
    return _plan_page(at, found, _asked(found))


@bp.post("/forces/<force>/improvement/lift")
@guards.roles(*operations.ADOPTS)
def adopt(force: str) -> ResponseReturnValue:
    """Adopts the order that stands on the page."""
    at = here(force)
    found = queries.there(at.session, at.editions, force, at.sight)
    if found is None:
        raise NotFound
    form = AdoptForm()
    form.offer(_offered(found))
    form.validate()
    plan = _worked_out(found, form)
    try:
        operations.adopt(at.session, force, found, plan, by=at.me, seen=str(form.seen.data or ""))
    except Conflict as refusal:
        form.complain(str(refusal))
        return _plan_page(at, found, form), 409
    flash("This order is adopted. It shows here what is done and what is next.", "success")
    return redirect(at.url("remediation_lifting.plan"))


@bp.get("/forces/<force>/improvement/lift/plan")
@guards.roles(*SEES)
def plan(force: str) -> ResponseReturnValue:
    """The order that the force follows: what of it is done, and what is next."""
    at = here(force)
    row, found = queries.adopted(at.session, force), queries.there(at.session, at.editions, force, at.sight)
    if row is None or found is None:
        raise NotFound
    content = json.loads(row.steps)
    follow = followed(content, found.rows)
    shown = Shown(_no_plan(found), found, lambda number: at.url("remediation_area.area", number=number))
    return render_template(
        "remediation_lifting/plan.html",
        here=at,
        row=row,
        by=at.session.get(Person, row.adopted_by),
        follow=follow,
        shown=shown,
        lifts=_lifts_shown(shown, follow),
        scales=found.basis.edition.scales,
        may=operations.may_adopt(at.me, force),
        form=DropForm(),
        marking=_marking(at, found),
    )


@bp.post("/forces/<force>/improvement/lift/plan")
@guards.roles(*operations.ADOPTS)
def drop(force: str) -> ResponseReturnValue:
    """Stops following the adopted order."""
    at = here(force)
    row = queries.adopted(at.session, force)
    if row is not None:
        operations.drop(at.session, force, row, by=at.me)
        flash("The order is followed no longer. It is kept in the history.", "success")
    return redirect(at.url("remediation_lifting.lift"))


@bp.route("/forces/<force>/<cycle>/improvement/carry", methods=["GET", "POST"])
@guards.roles(Role.ASSESSOR, Role.FORCE_LEAD)
def carry(force: str, cycle: str) -> ResponseReturnValue:
    """Areas carried into a cycle, and drafts about progress for its report texts."""
    at = here(force)
    carried = carrying.carried(at.session, at.editions, force, cycle, at.sight)
    form = CarryForm()
    form.frameworks.choices = [(f.id, f"{f.code} {f.title}") for f in carried.frameworks]
    if request.method == "POST" and Role.ASSESSOR not in at.roles:
        raise NotFound
    if form.validate_on_submit():
        carried.check_can_write(at.roles)
        kept, skipped = operations.draft_progress(
            per_request.session(), carried.places(form.frameworks.data), carried.texts, by=at.me
        )
        flash(_drafted(kept, skipped), "success" if kept else "notice")
        return redirect(at.url("remediation_lifting.carry", cycle=cycle))
    page = render_template("remediation_lifting/carry.html", here=at, carried=carried, form=form, cycle=cycle)
    return page, 400 if form.errors else 200


def _asked(found: There) -> AdoptForm:
    """The choices that stand in the address, with the usual ones where it is silent."""
    form = AdoptForm(request.args)
    form.offer(_offered(found))
    return form


def _offered(found: There) -> list[tuple[int, str]]:
    return [(area.number, found.rows[area.number].title) for area in found.areas]


def _worked_out(found: There, form: LiftForm) -> Plan:
    out = form.left_out
    rated = queries.keeping(found.rated, found.areas, out)
    areas = queries.without(found.areas, out)
    return plan_for(found.basis.edition, rated, areas, form.measure, unrated_met=form.unrated_met)


def _plan_page(at: Here, found: There, form: AdoptForm) -> str:
    worked = _worked_out(found, form)
    form.seen.data = operations.digest(operations.written(worked, found))
    form.by.data, form.unrated.data = form.measure, "met" if form.unrated_met else "worst"
    row = queries.adopted(at.session, at.force.id)
    return render_template(
        "remediation_lifting/lift.html",
        here=at,
        found=found,
        plan=worked,
        shown=Shown(worked, found, lambda number: at.url("remediation_area.area", number=number)),
        form=form,
        scales=found.basis.edition.scales,
        adopted=row,
        stale=followed(json.loads(row.steps), found.rows).changed if row else 0,
        may=operations.may_adopt(at.me, at.force.id),
        today=clock.today(),
        marking=_marking(at, found),
    )


def _marking(at: Here, found: There) -> str | None:
    """The highest marking of what stands on the page."""
    shown = [row.marking for row in found.rows.values() if row.closed_how is None]
    return carrying.highest(shown)


def _no_plan(found: There) -> Plan:
    return Plan("count", (), (), (), len(found.areas))


def _lifts_shown(shown: Shown, follow: Followed) -> list[list[Any]]:
    return [
        [shown.lift(one["framework"], one["before"], one["after"], one["criteria"]) for one in step.lifts]
        for step in follow.steps
    ]


def _drafted(kept: int, skipped: int) -> str:
    said = []
    if kept:
        said.append(f"{capital(count_of(kept, 'draft'))} {'waits' if kept == 1 else 'wait'} in the report texts.")
    if skipped:
        said.append(f"{capital(count_of(skipped, 'framework'))} had a draft of yours already, which was left alone.")
    return " ".join(said) or "No area bears on these frameworks, so there was nothing to draft."
