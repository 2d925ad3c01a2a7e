"""The discrepancy record of a framework, and settling one difference."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, Role
from ...assessment.together.forms import number
from ...assessment.workspace import asked as things
from ...assessment.workspace.marked import mark
from ...promises import BadInput, Conflict, NotFound
from ..reading.opened import open_reading
from ..reading.policy import check_can_settle
from . import operations
from .forms import SettleForm
from .operations import Wanted
from .record import Record, Shown

bp = Blueprint("moderation_discrepancies", __name__, template_folder="templates")
RECORD = "/forces/<force>/<cycle>/discrepancies/<framework>"


@bp.get(RECORD)
@guards.roles(*READERS)
def record(force: str, cycle: str, framework: str) -> str:
    """Where two readers differ."""
    return _page(Record(open_reading(force, cycle, framework)))


@bp.post(f"{RECORD}/<part>")
@guards.roles(Role.INSPECTOR)
def settle(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    """Settles one difference."""
    here = open_reading(force, cycle, framework, to_change=True)
    asked = things.one(here.at.edition, here.at.framework, part)
    check_can_settle(here.standing, here.opened.me.id)
    record = Record(here)
    one = next((shown for shown in record.shown if shown.asked.id == asked.id), None)
    if one is None:
        raise NotFound
    form = _form(one, sent=True)
    if not form.validate():
        return _page(record, asked.id, form), 400
    wanted = Wanted(form.taken.data, form.step.data, form.because.data or "", number(form.version.data) or 0)
    try:
        made = operations.settle(per_request.session(), here.own(), asked, wanted, by=here.opened.me)
    except (BadInput, Conflict) as refusal:
        form.complain(str(refusal), refusal.field if isinstance(refusal, BadInput) else None)
        form.version.data = str(one.settlement.version if one.settlement else 0)
        return _page(record, asked.id, form), 409 if isinstance(refusal, Conflict) else 400
    flash(f"{asked.number} is settled." + (" That was the last one: it is with the moderator now." if made else ""))
    address = f"/forces/{force}/{cycle}/discrepancies/{framework}"
    return redirect(address if made else f"{address}#{asked.last}")


def _page(record: Record, failed: str | None = None, form: SettleForm | None = None) -> str:
    at = record.at
    forms = {one.asked.id: form if form and one.asked.id == failed else _form(one) for one in record.shown}
    return render_template(
        "discrepancies/record.html",
        record=record,
        at=at,
        here=record.here,
        forms_of=forms,
        failed=failed,
        form=form,
        deciding=[one for one in record.shown if one.decides],
        others=[one for one in record.shown if not one.decides],
        mark=mark,
        marking=at.assessment.marking,
        edition_title=at.edition.title,
        readings_url=f"/forces/{at.force}/{at.cycle}/reading",
        address=f"/forces/{at.force}/{at.cycle}/discrepancies/{at.framework.id}",
    )


def _form(one: Shown, *, sent: bool = False) -> SettleForm:
    """The form of one difference; several stand on a page, so each has names of its own for its controls."""
    settled = one.settlement
    data = {"version": str(settled.version if settled else 0)}
    if settled is not None:
        data |= {"taken": settled.taken, "step": settled.step, "because": settled.because}
    form = SettleForm() if sent else SettleForm(formdata=None, data=data)
    for field in form:
        field.id = f"{one.asked.last}-{field.name}"
    label = one.asked.label
    first, second = (label(row.step if row else None) for row in (one.first, one.second))
    steps = [(step.id, step.label) for step in one.asked.choices]
    form.offer(f"The first reader's: {first}", f"The second reader's: {second}", steps)
    return form
