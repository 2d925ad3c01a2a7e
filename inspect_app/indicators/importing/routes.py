"""The pages on which a file of values is sent, looked at as a dry run, and brought in."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...grading.words import capital, count_of
from ...promises import BadInput
from .. import measures, operations, policy, queries
from ..forms import BringForm, SendForm
from ..measures import Measure
from ..models import Delivery
from ..operations import Judged
from .sheets import LARGEST

bp = Blueprint("indicators_importing", __name__)
MOST_FAULTS = 100


def _declared() -> dict[str, Measure]:
    return measures.of_editions(current_app.extensions["editions"])


@bp.get("/indicators/import")
@guards.roles(*policy.MAY_CHANGE)
def choose() -> str:
    """Asks for a file."""
    return _choose_page(SendForm())


@bp.post("/indicators/import")
@guards.roles(*policy.MAY_CHANGE)
def send() -> ResponseReturnValue:
    """Takes a file and shows what it would do; one with faults is not kept, and every fault is named."""
    form, session = SendForm(), per_request.session()
    if not form.validate_on_submit():
        return _choose_page(form), 400
    upload = form.files.data[0]
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2][:120] or "The file"
    try:
        data = upload.stream.read(LARGEST + 1)
        delivery = operations.send(session, name, data, form.source.data or "", by=guards.me())
    except BadInput as refused:
        form.complain(str(refused), refused.field)
        return _choose_page(form), 400
    judged = operations.judge(session, delivery, _declared())
    if judged.run is None:
        return _choose_page(form, name, judged), 400
    return redirect(url_for("indicators_importing.look", number=delivery.id))


@bp.get("/indicators/import/<int:number>")
@guards.roles(*policy.MAY_CHANGE)
def look(number: int) -> ResponseReturnValue:
    """What bringing a file in would do now."""
    session = per_request.session()
    delivery = queries.delivery(session, number, guards.me().id)
    if delivery.brought_at is not None:
        return redirect(url_for("indicators.every"))
    return _look_page(delivery, operations.judge(session, delivery, _declared()), BringForm())


@bp.post("/indicators/import/<int:number>")
@guards.roles(*policy.MAY_CHANGE)
def bring_in(number: int) -> ResponseReturnValue:
    """Brings a file in, as a whole or not at all."""
    session, form = per_request.session(), BringForm()
    delivery = queries.delivery(session, number, guards.me().id)
    if delivery.brought_at is not None:
        flash(f"{delivery.file_name} was brought in already. Nothing was written twice.")
        return redirect(url_for("indicators.every"))
    form.validate()
    try:
        if form.errors:
            raise BadInput("Say in fewer words why the figures change", "because")
        run = operations.bring_in(session, delivery, _declared(), (form.because.data or "").strip(), by=guards.me())
    except BadInput as missing:
        if not form.errors:
            form.complain(str(missing), missing.field)
        return _look_page(delivery, operations.judge(session, delivery, _declared()), form), 400
    flash(f"{capital(count_of(run.writes, 'row'))} {'is' if run.writes == 1 else 'are'} brought in.")
    return redirect(url_for("indicators.every"))


def _choose_page(form: SendForm, name: str = "", judged: Judged | None = None) -> str:
    wrong = judged.checked.wrong if judged else []
    return render_template(
        "indicators/import.html", form=form, name=name, wrong=wrong[:MOST_FAULTS], more=max(0, len(wrong) - MOST_FAULTS)
    )


def _look_page(delivery: Delivery, judged: Judged, form: BringForm) -> str:
    return render_template(
        "indicators/dry_run.html",
        delivery=delivery,
        run=judged.run,
        wrong=judged.checked.wrong[:MOST_FAULTS],
        unread=judged.checked.unread,
        names=queries.force_names(per_request.session()),
        form=form,
    )
