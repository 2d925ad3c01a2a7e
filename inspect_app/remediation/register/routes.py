"""The pages of the register: the list, adding, bringing in what reports found, linking, and passing several on."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ... import clock, per_request
from ...accounts import guards
from ...evidence import markings
from ...forces import queries as forces
from ...forces import where
from ...grading.words import count_of
from ...promises import BadInput, NotFound
from .. import policy, told
from .. import queries as areas
from ..asking import ask
from ..models import Area
from ..place import Here, frameworks, here
from . import alike, candidates, narrowing, operations, queries, spreadsheet
from .candidates import Candidate
from .forms import BringInForm, FilterForm, LinkForm, NewForm, ReassignForm, UnlinkForm, choices_of
from .narrowing import SHOWS, Wanted

bp = Blueprint("remediation_register", __name__, template_folder="templates")
FORCE = "/forces/<force>/improvement"
AREA = f"{FORCE}/<int:number>"


@bp.get("/improvement")
@guards.roles(*policy.SEES)
def register() -> ResponseReturnValue:
    """Leads to the register of the force where somebody works; offers all that they may see where there is none."""
    me, session = guards.me(), per_request.session()
    own = where.own_force(me)
    if own is not None and policy.SEES & me.roles_for(own):
        return redirect(url_for("remediation_register.of_force", force=own))
    known = [force for force in forces.forces(session) if policy.SEES & me.roles_for(force.id)]
    counts = queries.open_by_force(session, {force.id: policy.sight(me.roles_for(force.id)) for force in known})
    return render_template("remediation_register/forces.html", forces=known, counts=counts)


@bp.get(FORCE)
@guards.roles(*policy.SEES)
def of_force(force: str) -> ResponseReturnValue:
    """The register of one force."""
    at, wanted = here(force), narrowing.from_address(request.args)
    totals = queries.totals(at.session, force, at.sight)
    page = queries.page(at.session, force, at.sight, wanted, _page_number(), totals.of(wanted.show))
    page = replace(page, address=_with(at.register_url, wanted.query()))
    return render_template(
        "remediation_register/register.html",
        at=at,
        wanted=wanted,
        totals=totals,
        page=page,
        tabs=_tabs(at, wanted, totals),
        filters=_filters(at, wanted),
        lifts=told.lifts(at.session, force, [row.id for row in page.rows]),
        links=_links(at, wanted),
        codes={key: words.partition(" ")[0] for key, words in frameworks(at.editions.values()).items()},
        waiting=len(candidates.published(at.session, force)) if at.can_write else 0,
        marking=markings.highest(row.marking for row in page.rows),
    )


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _tabs(at: Here, wanted: Wanted, totals: queries.Totals) -> list[dict[str, Any]]:
    return [
        {
            "text": f"{words} ({totals.of(show):,})",
            "url": _with(at.register_url, Wanted(show=show).query()),
            "current": show == wanted.show,
        }
        for show, words in SHOWS.items()
    ]


def _filters(at: Here, wanted: Wanted) -> FilterForm:
    form = FilterForm(formdata=None, **{**asdict(wanted), "overdue": bool(wanted.overdue)})
    form.framework.choices = [("", "Any"), *frameworks(at.editions.values()).items()]
    owners = queries.owners_here(at.session, at.force.id, at.sight)
    form.owner.choices = [("", "Anyone"), (queries.NOBODY, "Nobody yet"), *owners]
    return form


def _links(at: Here, wanted: Wanted) -> list[tuple[str, str]]:
    """The tools beside the list, of those parts that the application has."""
    known = current_app.view_functions
    found = [
        ("Which of these would lift a grade", "remediation_lifting.lift"),
        ("Board packs", "remediation_boards.packs"),
        ("Dashboard", "remediation_dashboard.of_force"),
        ("Likely the same", "remediation_pairs.alike"),
        ("Reassign several", "remediation_register.reassign"),
        ("Responses within 56 days", "remediation_responding.responses"),
        ("Spreadsheet in", "remediation_importing.ask"),
    ]
    inside = {"remediation_pairs.alike", "remediation_register.reassign", "remediation_importing.ask"}
    tools = [(t, at.url(e)) for t, e in found if e in known and (at.can_write or e not in inside)]
    return [*tools, ("Spreadsheet out", _with(at.url("remediation_register.as_spreadsheet"), wanted.query()))]


@bp.get(f"{FORCE}.xlsx")
@guards.roles(*policy.SEES)
def as_spreadsheet(force: str) -> ResponseReturnValue:
    """What the filters let through, as a workbook."""
    at, wanted = here(force), narrowing.from_address(request.args)
    content = spreadsheet.workbook(queries.everything(at.session, force, at.sight, wanted))
    name = f"{force}-improvement-{clock.today()}.xlsx"
    return Response(
        content, mimetype=spreadsheet.TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@bp.get(f"{FORCE}/add")
@guards.roles(*policy.WRITES)
def new(force: str) -> ResponseReturnValue:
    at = here(force)
    return _new_page(
        at, _new_form(at, NewForm(raised_on=clock.today(), priority="medium", kind="area_for_improvement"))
    )


@bp.post(f"{FORCE}/add")
@guards.roles(*policy.WRITES)
def add(force: str) -> ResponseReturnValue:
    """Adds what somebody raised by hand, and then shows what looks like it."""
    at = here(force)
    form = _new_form(at, NewForm())
    area = _added(at, form) if form.validate() & form.fits() else None
    if area is None:
        return _new_page(at, form), 400
    flash(f"AFI {area.number} was added.", "success")
    look_alike = alike.alike(at.session, area, at.sight)
    return redirect(at.url("remediation_register.same", number=area.number) if look_alike else at.area_url(area))


def _new_form(at: Here, form: NewForm) -> NewForm:
    form.offer_owners(areas.owners(at.session, at.force.id))
    form.marking.choices = choices_of({word: word for word in at.markings}, "Choose")
    return form


def _added(at: Here, form: NewForm) -> Area | None:
    said = {name: form[name].data for name in ("kind", "source", "source_words", "published_on")}
    try:
        return operations.add(at.session, at.force.id, operations.New(**form.said(), **said), by=at.me)
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return None


def _new_page(at: Here, form: NewForm) -> str:
    own = len(candidates.own(at.session, at.force.id))
    published = len(candidates.published(at.session, at.force.id))
    return render_template("remediation_register/new.html", at=at, form=form, own=own, published=published)


@bp.get(f"{FORCE}/bring-in/<any(report, own):source>")
@guards.roles(*policy.WRITES)
def offer(force: str, source: str) -> ResponseReturnValue:
    at = here(force)
    found = _candidates(at, source)
    form = _bring_in_form(found)
    form.findings.data = [one.finding for one in found]
    day = candidates.one_day(found)
    if day is not None:
        form.published_on.process(None, date.fromisoformat(day))
    return _bring_in_page(at, source, found, form)


@bp.post(f"{FORCE}/bring-in/<any(report, own):source>")
@guards.roles(*policy.WRITES)
def bring_in(force: str, source: str) -> ResponseReturnValue:
    """Makes areas of the findings that were chosen."""
    at = here(force)
    found = _candidates(at, source)
    form = _bring_in_form(found)
    right = form.validate()
    if source == "report" and right and form.published_on.data is None:
        form.complain("Enter the day on which the report was published", "published_on")
        right = False
    if not right:
        return _bring_in_page(at, source, found, form), 400
    chosen = [one for one in found if one.finding in form.findings.data]
    day = form.published_on.data if source == "report" else None
    flash(operations.brought_in_words(*operations.bring_in(at.session, force, chosen, day, by=at.me)), "success")
    return redirect(at.register_url)


def _candidates(at: Here, source: str) -> list[Candidate]:
    return (candidates.published if source == "report" else candidates.own)(at.session, at.force.id)


def _bring_in_form(found: list[Candidate]) -> BringInForm:
    form = BringInForm()
    form.findings.choices = [(one.finding, f"{one.printed_id} {one.title}") for one in found]
    return form


def _bring_in_page(at: Here, source: str, found: list[Candidate], form: BringInForm) -> str:
    return render_template(
        "remediation_register/bring_in.html",
        at=at,
        source=source,
        found=found,
        form=form,
        number=count_of(len(found), "area"),
        action=at.url("remediation_register.bring_in", source=source),
        marking=markings.highest(one.marking for one in found),
    )


@bp.get(f"{AREA}/same")
@guards.roles(*policy.WRITES)
def same(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    return _same_page(at, at.area(number), LinkForm(kind="same"))


@bp.post(f"{AREA}/same")
@guards.roles(*policy.WRITES)
def link(force: str, number: int) -> ResponseReturnValue:
    """Links two areas, because a person says that they are one weakness."""
    at = here(force)
    area, form = at.area(number), LinkForm()
    other = _other(at, form) if form.validate() else None
    if other is None:
        return _same_page(at, area, form), 400
    try:
        new = operations.link(at.session, area, other, form.kind.data, by=at.me)
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return _same_page(at, area, form), 400
    flash(f"Linked to AFI {other.number}." if new else f"It is linked to AFI {other.number} already.", "success")
    back = request.form.get("then") == "alike"
    return redirect(at.url("remediation_pairs.alike") if back else at.area_url(area))


def _other(at: Here, form: LinkForm) -> Area | None:
    """The area of the number that somebody typed; None after complaining."""
    wanted = form.other()
    try:
        return at.area(wanted or 0)
    except NotFound:
        form.complain(f"There is no AFI {form.number.data} in this register", "number")
        return None


def _same_page(at: Here, area: Area, form: LinkForm) -> str:
    near = alike.alike(at.session, area, at.sight)
    return render_template(
        "remediation_register/same.html", at=at, area=area, form=form, near=near, marking=area.marking
    )


@bp.get(f"{AREA}/same/<int:other>/remove")
@guards.roles(*policy.WRITES)
def ask_unlink(force: str, number: int, other: int) -> ResponseReturnValue:
    at = here(force)
    return _unlink_page(at, at.area(number), at.area(other), UnlinkForm())


@bp.post(f"{AREA}/same/<int:other>/remove")
@guards.roles(*policy.WRITES)
def unlink(force: str, number: int, other: int) -> ResponseReturnValue:
    at = here(force)
    area, second, form = at.area(number), at.area(other), UnlinkForm()
    if not form.validate():
        return _unlink_page(at, area, second, form), 400
    operations.unlink(at.session, area, second, form.because.data or "", by=at.me)
    flash(f"AFI {second.number} is no longer linked.", "success")
    return redirect(at.area_url(area))


def _unlink_page(at: Here, area: Area, other: Area, form: UnlinkForm) -> str:
    title = f"Take the link with AFI {other.number} off"
    return ask(at, area, form, title, "Take it off", lead=other.title)


@bp.get(f"{FORCE}/reassign")
@guards.roles(*policy.WRITES)
def reassign(force: str) -> ResponseReturnValue:
    at = here(force)
    return _reassign_page(at, ReassignForm())


@bp.post(f"{FORCE}/reassign")
@guards.roles(*policy.WRITES)
def pass_on(force: str) -> ResponseReturnValue:
    """Gives several areas to another owner, with a note."""
    at, form = here(force), ReassignForm()
    _offer_areas(at, form)
    right = form.validate() & form.one_owner()
    if right and form.owner_id.data is None and not form.owner_post.data:
        form.complain("Choose who takes over, or enter a post", "owner_id")
        right = False
    if not right:
        return _reassign_page(at, form), 400
    chosen = at.session.scalars(select(Area).where(Area.force_id == force, Area.id.in_(form.areas.data))).all()
    owner = (form.owner_id.data, form.owner_post.data or None)
    changed = operations.reassign(at.session, chosen, *owner, form.note.data or "", by=at.me)
    flash(f"{count_of(changed, 'area').capitalize()} passed on.", "success")
    return redirect(at.register_url)


def _offer_areas(at: Here, form: ReassignForm) -> None:
    owner = request.args.get("owner", "")[:200].replace("\x00", "")
    rows = queries.open_to_hand_over(at.session, at.force.id, at.sight, owner)
    form.areas.choices = [(row.id, f"AFI {row.number} {row.title} ({row.owner or 'nobody yet'})") for row in rows]
    form.offer_owners(areas.owners(at.session, at.force.id))


def _reassign_page(at: Here, form: ReassignForm) -> str:
    _offer_areas(at, form)
    return render_template(
        "remediation_register/reassign.html",
        at=at,
        form=form,
        owner=request.args.get("owner", ""),
        owners=queries.owners_here(at.session, at.force.id, at.sight),
    )
