"""Putting something on the list for a visit, and the list itself, made for a phone on site."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from .... import per_request
from ....accounts import guards
from ....accounts.roles import READERS, Role
from ....assessment import policy as assessments
from ....assessment.models import Assessment, Draft
from ....assessment.next_steps import part_address
from ....assessment.queries import assessment_of
from ....assessment.together.forms import number
from ....assessment.workspace import asked as things
from ....forces import where
from ....grading.edition import Edition
from ....promises import BadInput, Conflict, NotAllowed, NotFound
from ...models import SiteVisit
from .. import queries as readings
from ..opened import open_reading
from ..page import ReadingPage
from . import operations, queries
from .forms import NONE, CheckForm, FoundForm, OfVisit
from .queries import Check
from .visits import words_of

bp = Blueprint("moderation_site_checks", __name__, template_folder="templates")
READING = "/forces/<force>/<cycle>/reading/<framework>"
CHECKS = "/forces/<force>/<cycle>/site-checks"


@bp.route(f"{READING}/<part>/site-check", methods=["GET", "POST"])
@guards.roles(Role.INSPECTOR)
def add(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    """Puts something on the list."""
    here = open_reading(force, cycle, framework, to_change=request.method == "POST")
    asked = things.one(here.at.edition, here.at.framework, part)
    mine, form = here.own(), CheckForm()
    visits = readings.visits(per_request.session(), here.at.assessment.id)
    form.offer(visits)
    address = part_address(here.address, framework, asked.id)
    if form.validate_on_submit():
        what, visit = form.what.data or "", _chosen(form, visits)
        operations.add(per_request.session(), mine, asked, what, visit=visit, by=here.opened.me)
        flash(f"It is on the list for {'the visit' if visit else 'what you see on site'}.")
        return redirect(f"{address}#site-checks")
    if here.why_not_rate is not None:
        raise NotAllowed(here.why_not_rate)
    page = render_template(
        "site_checks/add.html",
        here=ReadingPage(here),
        at=here.at,
        asked=asked,
        form=form,
        address=address,
        marking=here.at.assessment.marking,
        edition_title=here.at.edition.title,
    )
    return page, 400 if form.errors else 200


@bp.get(CHECKS)
@guards.roles(*READERS)
def every(force: str, cycle: str) -> str:
    """What is to be seen at this force."""
    return _page(force, cycle)


@bp.post(f"{CHECKS}/<int:check>")
@guards.roles(Role.INSPECTOR)
def tick_off(force: str, cycle: str, check: int) -> ResponseReturnValue:
    """What was found."""
    _, assessment, _ = _place(force, cycle)
    session, me, form = per_request.session(), guards.me(), FoundForm()
    row, framework = queries.row_of(session, assessment.id, check, me.id)
    here = open_reading(force, cycle, framework, to_change=True)
    visits = readings.visits(session, assessment.id)
    form.offer(visits)
    if not form.validate():
        return _page(force, cycle, check, form), 400
    found, seen, visit = form.found.data or "", number(form.version.data) or 0, _chosen(form, visits)
    try:
        operations.tick_off(session, here.own(), row, found, seen, visit=visit, by=me)
    except (BadInput, Conflict) as refusal:
        form.complain(str(refusal), getattr(refusal, "field", None) or "found")
        form.version.data = str(row.version)
        return _page(force, cycle, check, form), 409 if isinstance(refusal, Conflict) else 400
    flash("What you found is saved.")
    return redirect(f"/forces/{force}/{cycle}/site-checks#check-{check}")


def _page(force: str, cycle: str, open_check: int | None = None, form: FoundForm | None = None) -> str:
    place, assessment, edition = _place(force, cycle)
    session, me = per_request.session(), guards.me()
    found = queries.of_assessment(session, assessment.id, me.id)
    kept = _drafts({one.entry_id for one in found})
    groups: dict[str, list[Check]] = {}
    for one in found:
        groups.setdefault(one.framework, []).append(one)
    return render_template(
        "site_checks/every.html",
        place=place,
        groups=[(edition.framework[name], checks) for name, checks in groups.items()],
        left=sum(not one.is_done for one in found),
        every=found,
        visits=readings.visits(session, assessment.id),
        words_of=words_of,
        no_visit=NONE,
        numbers={name: _numbers(edition, name) for name in groups},
        me_id=me.id,
        kept=kept,
        draft_of=operations.draft_of,
        open_check=open_check,
        form=form,
        marking=assessment.marking,
        edition_title=edition.title,
    )


def _chosen(form: OfVisit, visits: Sequence[SiteVisit]) -> SiteVisit | None:
    """The visit that somebody chose; None for none."""
    return next((visit for visit in visits if visit.id == form.visit_id), None)


def _numbers(edition: Edition, framework: str) -> dict[str, str]:
    """What each thing asked is called and says, by id."""
    asked = things.everything(edition, edition.framework[framework])
    return {one.id: f"{one.number} {one.text}" if not one.is_answer else one.text for one in asked}


def _place(force: str, cycle: str) -> tuple[where.Where, Assessment, Edition]:
    """A force's assessment for its readers. Raises NotFound where there is none or it may not be read."""
    place = where.here(force, cycle)
    found = assessment_of(per_request.session(), force, cycle)
    edition = current_app.extensions["editions"].get(found[0].edition) if found else None
    if found is None or edition is None:
        raise NotFound
    assessments.check_can_read(guards.me().roles_for(force), found[0].state)
    return place, found[0], edition


def _drafts(entries: set[int]) -> dict[str, str]:
    """One's own words that are not saved yet, by the name of their draft. One statement."""
    rows = per_request.session().execute(
        select(Draft.subject, Draft.fields).where(Draft.person_id == guards.me().id, Draft.entry_id.in_(entries))
    )
    return {subject: " ".join(fields.get("found", ())) for subject, fields in rows if subject.startswith("found:")}
