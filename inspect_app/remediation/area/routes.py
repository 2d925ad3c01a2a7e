"""The page of one area, its fields and criteria, what it waits for, and the policing body's response within 56 days."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ...accounts import guards
from ...grading.edition import Edition, Framework
from ...promises import BadInput, NotFound
from .. import policy
from .. import queries as areas
from ..acting.forms import LineForm
from ..asking import ask, is_stale
from ..closing.forms import ProposeForm
from ..models import Area, PolicingBodyResponse
from ..place import Here, frameworks, here
from ..register.forms import choices_of
from ..states import ANSWERED_WITHIN_56_DAYS, ENDS, KINDS, LEVEL_WORDS, PRIORITIES
from . import operations, queries
from .forms import ChangeForm, CriteriaForm, ResponseForm, StopWaitForm, WaitForm
from .page import opened

bp = Blueprint("remediation_area", __name__, template_folder="templates")
FORCE = "/forces/<force>/improvement"
AREA = f"{FORCE}/<int:number>"
FIELDS = (
    "title", "wrong", "root_cause", "good", "priority", "raised_on", "due_on", "no_due_because", "owner_id",
    "owner_post", "sponsor", "marking",
)  # fmt: skip


@bp.get(AREA)
@guards.roles(*policy.SEES)
def area(force: str, number: int) -> ResponseReturnValue:
    """The whole life of one weakness."""
    at = here(force)
    found = opened(at, number, whole_log=request.args.get("log") == "all")
    return render_template(
        "remediation_area/area.html",
        at=at,
        it=found,
        area=found.area,
        form=LineForm(),
        propose=ProposeForm(version=str(found.area.version)),
        codes={key: words.partition(" ")[0] for key, words in frameworks(at.editions.values()).items()},
        kinds=KINDS,
        priorities=PRIORITIES,
        ends=ENDS,
        levels=LEVEL_WORDS,
        marking=found.marking,
    )


@bp.get(f"{AREA}/change")
@guards.roles(*policy.WRITES)
def edit(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    form = _change_form(at, area, opened=True)
    return _change_page(at, area, form)


@bp.post(f"{AREA}/change")
@guards.roles(*policy.WRITES)
def change(force: str, number: int) -> ResponseReturnValue:
    """Saves the fields of an area; a due date can only become earlier here."""
    at = here(force)
    area = _to_change(at, number)
    form = _change_form(at, area, opened=False)
    if not (form.validate() & form.fits()):
        return _change_page(at, area, form), 400
    if is_stale(form, area.version):
        return _change_page(at, area, form, theirs=True), 409
    try:
        changed = operations.change(at.session, area, form.said(), form.note.data or "", by=at.me)
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return _change_page(at, area, form), 400
    flash("Saved." if changed else "Nothing was different, so nothing was saved.", "success")
    return redirect(at.area_url(area))


def _to_change(at: Here, number: int) -> Area:
    """The area, which is open. Raises NotAllowed with the sentence that says why it cannot be changed."""
    found = at.area(number)
    policy.check_can_write(at.roles, found.closed_how)
    return found


def _change_form(at: Here, area: Area, *, opened: bool) -> ChangeForm:
    given = {name: getattr(area, name) for name in FIELDS} if opened else {}
    effort = str(area.effort) if area.effort is not None else ""
    form = ChangeForm(**given, **({"effort": effort, "version": str(area.version)} if opened else {}))
    kept = areas.people(at.session, [area.owner_id]).get(area.owner_id or 0)
    form.offer_owners(areas.owners(at.session, at.force.id), (kept.id, f"{kept.name}, who left") if kept else None)
    words = at.markings if area.marking in at.markings else (*at.markings, area.marking)
    form.marking.choices = choices_of({word: word for word in words})
    return form


def _change_page(at: Here, area: Area, form: ChangeForm, *, theirs: bool = False) -> str:
    return render_template(
        "remediation_area/change.html",
        at=at,
        area=area,
        form=form,
        theirs=theirs,
        owner=areas.people(at.session, [area.owner_id]).get(area.owner_id or 0),
        marking=area.marking,
    )


@bp.get(f"{AREA}/criteria")
@guards.roles(*policy.WRITES)
def criteria(force: str, number: int) -> ResponseReturnValue:
    """Asks for the framework first, as there are hundreds of criteria."""
    at = here(force)
    area = _to_change(at, number)
    edition, framework = _framework(at, area, request.args.get("framework", ""))
    form = CriteriaForm(criteria=queries.named(at.session, area, edition.id, framework.id))
    return _criteria_page(at, area, edition, framework, form)


@bp.post(f"{AREA}/criteria/<edition>/<framework>")
@guards.roles(*policy.WRITES)
def name_criteria(force: str, number: int, edition: str, framework: str) -> ResponseReturnValue:
    """Says on which criteria an area bears."""
    at = here(force)
    area = _to_change(at, number)
    known = at.editions.get(edition)
    if known is None or framework not in known.framework:
        raise NotFound
    form = CriteriaForm()
    form.criteria.choices = _criteria_of(known.framework[framework])
    if not form.validate():
        return _criteria_page(at, area, known, known.framework[framework], form), 400
    operations.name_criteria(at.session, area, edition, framework, form.criteria.data, by=at.me)
    flash("The criteria are saved.", "success")
    return redirect(at.area_url(area))


def _criteria_of(framework: Framework) -> list[tuple[str, str]]:
    return [(one.id, f"{one.id.rpartition('-')[2].upper()} {one.text}") for one in framework.criteria]


def _framework(at: Here, area: Area, asked: str) -> tuple[Edition, Framework]:
    """The framework that somebody asked for as `edition/framework`, else the area's own, else the first there is."""
    usual = next(iter(at.editions.values()))
    edition = at.editions.get(asked.partition("/")[0], usual)
    known = edition.framework
    wanted = asked.partition("/")[2] or area.framework or ""
    return edition, known.get(wanted, edition.frameworks[0])


def _criteria_page(at: Here, area: Area, edition: Edition, framework: Framework, form: CriteriaForm) -> str:
    form.criteria.choices = _criteria_of(framework)
    return render_template(
        "remediation_area/criteria.html",
        at=at,
        area=area,
        form=form,
        edition=edition,
        framework=framework,
        editions=at.editions.values(),
        marking=area.marking,
    )


@bp.get(f"{AREA}/waits")
@guards.roles(*policy.WRITES)
def waits(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    return _wait_page(at, _to_change(at, number), WaitForm())


@bp.post(f"{AREA}/waits")
@guards.roles(*policy.WRITES)
def wait(force: str, number: int) -> ResponseReturnValue:
    """Says that another area has to be done first; a circle is refused."""
    at = here(force)
    area, form = _to_change(at, number), WaitForm()
    if not form.validate():
        return _wait_page(at, area, form), 400
    try:
        other = at.area(form.other() or 0)
        operations.wait_for(at.session, area, other, by=at.me)
    except NotFound:
        form.complain(f"There is no AFI {form.number.data} in this register", "number")
        return _wait_page(at, area, form), 400
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return _wait_page(at, area, form), 400
    flash(f"AFI {area.number} waits for AFI {other.number}.", "success")
    return redirect(at.area_url(area))


def _wait_page(at: Here, area: Area, form: WaitForm) -> str:
    lead = "This one cannot be done before the other. Both pages say so."
    return ask(at, area, form, "What has to be done first?", "Save", lead=lead)


@bp.get(f"{AREA}/waits/<int:other>/remove")
@guards.roles(*policy.WRITES)
def ask_stop(force: str, number: int, other: int) -> ResponseReturnValue:
    at = here(force)
    area, first = _to_change(at, number), at.area(other)
    title = f"AFI {area.number} need not wait for AFI {first.number}"
    return ask(at, area, StopWaitForm(), title, "It need not wait", lead=first.title)


@bp.post(f"{AREA}/waits/<int:other>/remove")
@guards.roles(*policy.WRITES)
def stop(force: str, number: int, other: int) -> ResponseReturnValue:
    at = here(force)
    area, first = _to_change(at, number), at.area(other)
    operations.stop_waiting(at.session, area, first, by=at.me)
    flash(f"AFI {area.number} no longer waits for AFI {first.number}.", "success")
    return redirect(at.area_url(area))


@bp.get(f"{AREA}/response")
@guards.roles(*policy.WRITES)
def response(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    area, row = _to_respond(at, number)
    given = {"comments": row.comments, "action": row.action, "why_none": row.why_none} if row else {}
    return _response_page(at, area, ResponseForm(**given, version=str(row.version if row else 0)))


@bp.post(f"{AREA}/response")
@guards.roles(*policy.WRITES)
def respond(force: str, number: int) -> ResponseReturnValue:
    """Records what the policing body says of a recommendation."""
    at = here(force)
    area, row = _to_respond(at, number)
    form = ResponseForm()
    if not (form.validate() & form.fits()):
        return _response_page(at, area, form), 400
    if is_stale(form, row.version if row else 0):
        return _response_page(at, area, form), 409
    said = (form.comments.data or "", form.action.data or None, form.why_none.data or None)
    operations.respond(at.session, area, row, *said, by=at.me)
    flash("The response is recorded.", "success")
    return redirect(at.area_url(area))


def _to_respond(at: Here, number: int) -> tuple[Area, PolicingBodyResponse | None]:
    area = at.area(number)
    policy.check_can_write(at.roles)
    if area.kind not in ANSWERED_WITHIN_56_DAYS or area.published_on is None:
        raise NotFound
    return area, queries.response(at.session, area)


def _response_page(at: Here, area: Area, form: ResponseForm) -> str:
    lead = "The local policing body comments on each recommendation, and says what is done about it or why nothing is."
    return ask(at, area, form, "The policing body's response", "Save the response", lead=lead)
