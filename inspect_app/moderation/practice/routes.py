"""Pages of good practice: what a force offers, checking one, and choosing up to three."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, Role
from ...assessment.models import Assessment
from ...assessment.policy import check_can_read
from ...assessment.states import minute
from ...forces import where
from ...grading.edition import Edition
from ...promises import BadInput, Conflict, NotFound
from . import forms, operations, policy, queries

bp = Blueprint(
    "moderation_practice", __name__, template_folder="templates", url_prefix="/forces/<force>/<cycle>/good-practice"
)
CHECKS = (Role.INSPECTOR, Role.MODERATOR)


@dataclass(frozen=True)
class Here:
    """An assessment of whose good practice this is."""

    place: where.Where
    assessment: Assessment
    edition: Edition
    may: bool

    @property
    def force(self) -> str:
        return self.place.force.name.removesuffix(" Police")

    @property
    def address(self) -> str:
        return f"/forces/{self.place.force.id}/{self.place.cycle.id}/good-practice"

    @property
    def is_printed(self) -> bool:
        """Whether the edition prints good practice at all."""
        return any(section.id == policy.KIND for section in self.edition.sections)

    @property
    def codes(self) -> dict[str, str]:
        return {framework.id: framework.code for framework in self.edition.frameworks}


@bp.get("")
@guards.roles(*READERS)
def offers(force: str, cycle: str) -> str:
    here = _open(force, cycle)
    return _page(here, _choose_form(here))


@bp.post("")
@guards.roles(*CHECKS)
def choose(force: str, cycle: str) -> ResponseReturnValue:
    here = _open(force, cycle, to_change=True)
    form = _choose_form(here)
    if not form.validate():
        return _page(here, form), 400
    try:
        operations.choose(per_request.session(), here.assessment, form.chosen, by=guards.me())
    except BadInput as wrong:
        form.complain(str(wrong), "first")
        return _page(here, form), 400
    flash("Your choice is saved. It is printed in the report.", "success")
    return redirect(here.address)


@bp.route("/<int:finding>", methods=["GET", "POST"])
@guards.roles(*CHECKS)
def check(force: str, cycle: str, finding: int) -> ResponseReturnValue:
    here = _open(force, cycle, to_change=request.method == "POST")
    policy.check_can_check(here.assessment.state, guards.me().roles_for(force))
    one = next((one for one in queries.offered(per_request.session(), here.assessment.id) if one.id == finding), None)
    if one is None:
        raise NotFound
    form = forms.CheckForm(
        version=str(one.version), evaluated=one.evaluated, transferable=one.transferable, note=one.note
    )
    status = 200
    if form.validate_on_submit():
        found = operations.Found(form.evaluated.data or "", form.transferable.data or "", form.note.data or "")
        sent = form.version.data or ""
        seen = int(sent) if sent.isdecimal() else 0
        try:
            operations.check(per_request.session(), here.assessment, finding, found, by=guards.me(), seen=seen)
        except Conflict as moved:
            form.complain(str(moved))
            form.version.data, status = str(one.version), 409
        else:
            flash(f"{one.printed_id} is checked.", "success")
            return redirect(here.address)
    status = 400 if form.errors and status == 200 else status
    return render_template("practice/check.html", here=here, one=one, form=form, **_around(here)), status


def _open(force: str, cycle: str, *, to_change: bool = False) -> Here:
    place, me = where.here(force, cycle), guards.me()
    assessment = queries.assessment_at(per_request.session(), force, cycle, to_change=to_change)
    edition = current_app.extensions["editions"].get(assessment.edition) if assessment else None
    if assessment is None or edition is None:
        raise NotFound
    roles = me.roles_for(force)
    check_can_read(roles, assessment.state)
    return Here(place, assessment, edition, policy.can_check(assessment.state, roles))


def _choose_form(here: Here) -> forms.ChooseForm:
    found = queries.offered(per_request.session(), here.assessment.id)
    chosen = {one.chosen: one.id for one in found if one.chosen}
    form = forms.ChooseForm(first=chosen.get(1), second=chosen.get(2), third=chosen.get(3))
    checked = [(one.id, f"{one.printed_id} {one.title}".strip()) for one in found if one.version]
    for place in form.places:
        place.choices = [("", "None"), *checked]
    return form


def _page(here: Here, form: forms.ChooseForm) -> str:
    found = queries.offered(per_request.session(), here.assessment.id)
    return render_template(
        "practice/offers.html",
        here=here,
        form=form,
        offered=found,
        checked=[one for one in found if one.version],
        answers=dict(forms.ANSWERS),
        minute=minute,
        **_around(here),
    )


def _around(here: Here) -> dict[str, object]:
    return {"edition_title": here.edition.title, "marking": here.assessment.marking}
