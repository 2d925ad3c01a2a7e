"""Pages of a spreadsheet in: rows are checked first, and brought in only once every one of them is right."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ... import clock
from ...accounts import guards
from ...grading.words import capital, count_of
from ...indicators.importing.sheets import rows_of
from ...promises import BadInput, Conflict
from ..place import Here, here
from ..policy import WRITES
from ..queries import owners
from . import operations, queries
from .columns import NAMES
from .forms import DoForm, ImportForm
from .rows import MOST, MOST_FAULTS, Checked, Row, check

bp = Blueprint("remediation_importing", __name__, template_folder="templates")
IMPORT = "/forces/<force>/improvement/import"
PASTED = "What you pasted"


@bp.get(IMPORT)
@guards.roles(*WRITES)
def ask(force: str) -> str:
    return _page(here(force), ImportForm())


@bp.post(IMPORT)
@guards.roles(*WRITES)
def try_it(force: str) -> ResponseReturnValue:
    """Checks the rows and says what they would do. Nothing is written."""
    at, form = here(force), ImportForm()
    if not form.validate() or not form.fits():
        return _page(at, form), 400
    try:
        rows = _rows(form)
    except BadInput as wrong:
        form.complain(str(wrong), "file" if form.file.data else "pasted")
        return _page(at, form), 400
    checked = _checked(at, rows, form.source.data or "")
    status = 200 if checked.is_right else 400
    return _outcome(at, form, rows, checked), status


@bp.post(f"{IMPORT}/do")
@guards.roles(*WRITES)
def do(force: str) -> ResponseReturnValue:
    """Brings in what was checked; sent twice, it adds nothing, because the rows are there then."""
    at, form = here(force), DoForm()
    form.validate()
    source = form.source.data or ""
    try:
        rows = rows_of(PASTED, (form.rows.data or "").encode())
        checked = _checked(at, rows, source)
        added = operations.bring_in(at.session, force, checked, form.seen.data or "", source, by=at.me)
    except (BadInput, Conflict) as refusal:
        again = ImportForm(formdata=None, source=source, pasted=form.rows.data)
        again.complain(str(refusal))
        return _page(at, again), 409
    flash(f"{capital(count_of(added, 'row'))} brought in.", "success")
    return redirect(at.register_url)


def _rows(form: ImportForm) -> list[Row]:
    if form.file.data:
        upload = form.file.data[0]
        return rows_of(upload.filename or "The file", upload.read())
    return rows_of(PASTED, (form.pasted.data or "").encode())


def _checked(at: Here, rows: list[Row], source: str) -> Checked:
    return check(rows, queries.known(at.session, at.force.id, at.markings, clock.today(), source))


def _page(at: Here, form: ImportForm) -> str:
    return render_template(
        "remediation_importing/ask.html", here=at, form=form, names=NAMES, most=MOST, checked=None, rows=()
    )


def _outcome(at: Here, form: ImportForm, rows: list[Row], checked: Checked) -> str:
    return render_template(
        "remediation_importing/ask.html",
        here=at,
        form=form,
        names=NAMES,
        most=MOST,
        owners=dict(owners(at.session, at.force.id)),
        checked=checked,
        faults=checked.faults[:MOST_FAULTS],
        text=operations.as_text(rows) if checked.is_right else "",
        seen=operations.digest(checked),
        rows=rows,
    )
