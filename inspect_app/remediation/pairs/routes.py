"""The page of a force's areas that look alike, and telling two of them apart. Linking is the register's."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ...accounts import guards
from ...evidence import markings
from ...promises import BadInput
from .. import policy
from ..asking import ask
from ..models import Area
from ..place import Here, here
from ..register.forms import UnlinkForm
from . import operations, queries

bp = Blueprint("remediation_pairs", __name__, template_folder="templates")
ALIKE = "/forces/<force>/improvement/alike"


@bp.get(ALIKE)
@guards.roles(*policy.WRITES)
def alike(force: str) -> ResponseReturnValue:
    """Pairs of areas that may be one weakness, the most alike first."""
    at = here(force)
    found = queries.offered(at.session, force, at.sight)
    shown = [area.marking for couple in found.couples for area in (couple.first, couple.second)]
    return render_template("remediation_pairs/alike.html", at=at, found=found, marking=markings.highest(shown))


@bp.get(f"{ALIKE}/<int:number>/<int:other>")
@guards.roles(*policy.WRITES)
def ask_apart(force: str, number: int, other: int) -> ResponseReturnValue:
    at = here(force)
    return _apart_page(at, at.area(number), at.area(other), UnlinkForm())


@bp.post(f"{ALIKE}/<int:number>/<int:other>")
@guards.roles(*policy.WRITES)
def tell_apart(force: str, number: int, other: int) -> ResponseReturnValue:
    """Keeps that two areas are not one weakness; the pair is not offered again."""
    at = here(force)
    one, second, form = at.area(number), at.area(other), UnlinkForm()
    if not form.validate():
        return _apart_page(at, one, second, form), 400
    try:
        operations.tell_apart(at.session, one, second, form.because.data or "", by=at.me)
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return _apart_page(at, one, second, form), 400
    flash(f"AFI {one.number} and AFI {second.number} are not offered as the same again.", "success")
    return redirect(at.url("remediation_pairs.alike"))


def _apart_page(at: Here, one: Area, other: Area, form: UnlinkForm) -> str:
    lead = f"AFI {other.number}: {other.title}"
    return ask(at, one, form, f"Not the same as AFI {other.number}", "They are not the same", lead=lead)
