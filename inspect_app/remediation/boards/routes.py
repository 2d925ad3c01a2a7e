"""Pages of a force's board: its meetings, each paper as page, PDF and spreadsheet, decisions, and minutes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock
from ...accounts import guards
from ...accounts.models import Person
from ...evidence import markings, storage
from ...evidence.files.store import NotKept
from ...promises import BadInput, Conflict, NotFound
from ..bars import span, tally, two_tallies
from ..models import BoardMeeting
from ..place import Here, frameworks, here
from ..policy import SEES
from ..queries import owners
from . import operations, paper, policy, proven, queries, targets
from .forms import DecisionForm, IssueForm, MeetingForm, NewMeetingForm
from .operations import NewAction, Planned
from .pack import Content, content
from .workbook import TYPE, workbook

bp = Blueprint("remediation_boards", __name__, template_folder="templates")
PACKS = "/forces/<force>/improvement/packs"
PACK = f"{PACKS}/<day>"


@bp.get(PACKS)
@guards.roles(*SEES)
def packs(force: str) -> str:
    """The meetings of the board, the newest first, as far as somebody reads their papers."""
    at = here(force)
    rows = [row for row in queries.meetings(at.session, force) if _reads(at, row)]
    may = policy.may_prepare(at.roles)
    return render_template("remediation_boards/packs.html", here=at, meetings=rows, may=may)


@bp.route(f"{PACKS}/new", methods=["GET", "POST"])
@guards.roles(*policy.PREPARES)
def new(force: str) -> ResponseReturnValue:
    """Sets a meeting up."""
    at, form = here(force), NewMeetingForm()
    if form.validate_on_submit():
        assert form.on_day.data is not None
        try:
            row = operations.set_up(at.session, force, form.on_day.data, _planned(form), by=at.me)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash("The meeting is set up. This is its paper as it would be made now.", "success")
            return redirect(_url(at, "pack", row))
    page = render_template("remediation_boards/meeting.html", here=at, form=form, meeting=None)
    return page, 400 if form.errors else 200


@bp.get(PACK)
@guards.roles(*SEES)
def pack(force: str, day: str) -> ResponseReturnValue:
    """The paper of a meeting: as issued, or as it would be made now."""
    at = here(force)
    row = _meeting(at, day)
    return _pack_page(at, row, _content(at, row), IssueForm())


@bp.post(PACK)
@guards.roles(*policy.PREPARES)
def issue(force: str, day: str) -> ResponseReturnValue:
    """Makes the paper, and freezes it."""
    at, form = here(force), IssueForm()
    row = _meeting(at, day)
    if row.issued_at is not None:
        flash(policy.ISSUED, "notice")
        return redirect(_url(at, "pack", row))
    made = _content(at, row)
    if not form.validate() or form.seen.data != operations.digest(made):
        form.complain(operations.CHANGED)
        return _pack_page(at, row, made, form), 409
    drawn = paper.drawn(_headed(at, row, made, issued=clock.now().isoformat()))
    operations.issue(at.session, row, made, drawn, storage.of(at.settings), by=at.me)
    flash("The paper is made. It stays as it is now; corrections appear in the next one.", "success")
    return redirect(_url(at, "pack", row))


@bp.get(f"{PACK}.pdf")
@guards.roles(*SEES)
def as_pdf(force: str, day: str) -> ResponseReturnValue:
    """The bytes as issued; before that, a draft that says so."""
    at = here(force)
    row = _meeting(at, day)
    made = _content(at, row)
    if row.document is None:
        drawn = paper.drawn(_headed(at, row, made, issued=""))
    else:
        try:
            with storage.of(at.settings).open(row.document) as stream:
                drawn = stream.read()
        except NotKept:
            raise NotFound from None
    return _sent(drawn, "application/pdf", f"{force}-board-{day}.pdf")


@bp.get(f"{PACK}.xlsx")
@guards.roles(*SEES)
def as_workbook(force: str, day: str) -> ResponseReturnValue:
    """The same content, a sheet to each part."""
    at = here(force)
    row = _meeting(at, day)
    return _sent(workbook(_content(at, row), row.title), TYPE, f"{force}-board-{day}.xlsx")


@bp.route(f"{PACK}/change", methods=["GET", "POST"])
@guards.roles(*policy.PREPARES)
def change(force: str, day: str) -> ResponseReturnValue:
    """Changes what a meeting is called and asked, until its paper is issued."""
    at = here(force)
    row = _meeting(at, day)
    policy.check_can_prepare(at.roles, is_issued=row.issued_at is not None)
    form, status = _meeting_form(row), 200
    if form.validate_on_submit():
        version = form.version.data or ""
        try:
            operations.change(at.session, row, _planned(form), int(version) if version.isdecimal() else 0, by=at.me)
        except Conflict as refusal:
            form.complain(str(refusal))
            form.version.data = str(row.version)
            status = 409
        else:
            return redirect(_url(at, "pack", row))
    page = render_template("remediation_boards/meeting.html", here=at, form=form, meeting=row)
    return page, status if status != 200 else (400 if form.errors else 200)


@bp.route(f"{PACK}/decide", methods=["GET", "POST"])
@guards.roles(*policy.PREPARES)
def decide(force: str, day: str) -> ResponseReturnValue:
    """Records what was decided about an item of the paper, or by itself."""
    at, form = here(force), DecisionForm()
    row = _meeting(at, day)
    policy.check_can_decide(at.roles, is_issued=row.issued_at is not None)
    form.offer_owners(owners(at.session, force))
    given = request.values.get("area", "")
    area = at.area(int(given)) if given.isascii() and given.isdecimal() and len(given) < 8 else None
    form.area.data = str(area.number) if area else ""
    if form.validate_on_submit() and form.fits():
        try:
            operations.decide(at.session, row, area, form.decision.data or "", _action(at, form), by=at.me)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash("The decision is recorded.", "success")
            return redirect(f"{_url(at, 'pack', row)}#{f'afi-{area.number}' if area else 'recorded'}")
    page = render_template("remediation_boards/decide.html", here=at, meeting=row, area=area, form=form)
    return page, 400 if form.errors or form.form_errors else 200


@bp.get(f"{PACK}/minutes")
@guards.roles(*SEES)
def minutes(force: str, day: str) -> str:
    """What the meeting decided, in order, with the actions that came of it."""
    at = here(force)
    row = _meeting(at, day)
    made = _content(at, row)
    return render_template(
        "remediation_boards/minutes.html",
        here=at,
        meeting=row,
        pack=made,
        decided=queries.decided(at.session, row.id),
        marking=markings.highest(made["markings"]),
        urls=_urls(at, row),
    )


@bp.get("/forces/<force>/improvement/proven")
@guards.roles(*SEES)
def shown(force: str) -> str:
    """What documents show of the areas of a force: action, outcome, or neither."""
    at = here(force)
    rows = proven.of_force(at.session, force, at.sight)
    if not rows:
        raise NotFound
    of = {kind: [row for row in rows if row.shown.kind == kind] for kind in (proven.OUTCOME, proven.ACTION)}
    said = [row for row in rows if row.shown.kind == proven.NEITHER and row.shown.passages]
    silent = [row for row in rows if not row.shown.passages]
    return render_template(
        "remediation_boards/proven.html",
        here=at,
        rows=rows,
        readings=proven.readings_of(force),
        action=[row for row in rows if row.shown.action],
        outcome=of[proven.OUTCOME],
        only_action=of[proven.ACTION],
        said=said,
        silent=silent,
        neither=[*said, *silent],
        marking=markings.highest(row.marking for row in rows),
    )


def _meeting(at: Here, day: str) -> BoardMeeting:
    """Raises NotFound, also for a paper that this person does not read."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotFound from None
    row = queries.meeting(at.session, at.force.id, on)
    if row is None or not _reads(at, row):
        raise NotFound
    return row


def _reads(at: Here, row: Any) -> bool:
    is_issued = row.issued_at is not None
    said = json.loads(row.content) if is_issued and row.content else {}
    try:
        policy.check_can_read(at.roles, at.sight, said, is_issued=is_issued)
    except NotFound:
        return False
    return True


def _content(at: Here, row: BoardMeeting) -> Content:
    """What was frozen when the paper was issued; until then, what it would say now."""
    if row.issued_at is not None:
        frozen: Content = json.loads(row.content or "{}")
        return frozen
    plan = operations.planned(row)
    found = queries.gathered(at.session, at.force, at.sight, row.on_day, frameworks(at.editions.values()))
    return content(found, plan.asked, targets.read(plan.targets), clock.today())


def _headed(at: Here, row: BoardMeeting, made: Content, *, issued: str) -> Content:
    """The content with what stands at the head of the paper."""
    marking = markings.highest(made["markings"]) or at.markings[0]
    return {**made, "title": row.title, "on": row.on_day.isoformat(), "issued": issued, "marking": marking}


def _pack_page(at: Here, row: BoardMeeting, made: Content, form: IssueForm) -> str:
    form.seen.data = operations.digest(made)
    today = date.fromisoformat(made["as_of"])
    first, last = (date.fromisoformat(end) for end in made["window"])
    found = queries.decided(at.session, row.id)
    return render_template(
        "remediation_boards/pack.html",
        here=at,
        meeting=row,
        pack=made,
        items={one["number"]: one for one in made["open"]},
        decided=found,
        decided_on={d.area.number for d in found if d.area is not None},
        may=policy.may_prepare(at.roles),
        by=at.session.get(Person, row.issued_by) if row.issued_by else None,
        form=form,
        urls=_urls(at, row),
        marking=markings.highest(made["markings"]),
        tally=tally,
        two_tallies=two_tallies,
        span=lambda one: span(
            date.fromisoformat(one["raised"]),
            date.fromisoformat(one["due"]) if one["due"] else None,
            today,
            (first, last),
        ),
    )


def _urls(at: Here, row: BoardMeeting) -> dict[str, str]:
    names = ("pack", "as_pdf", "as_workbook", "change", "decide", "minutes")
    return {name: _url(at, name, row) for name in names}


def _url(at: Here, name: str, row: BoardMeeting) -> str:
    return at.url(f"remediation_boards.{name}", day=row.on_day.isoformat())


def _planned(form: MeetingForm) -> Planned:
    return Planned(form.title.data or "", tuple(form.lines), form.targets.data or "")


def _meeting_form(row: BoardMeeting) -> MeetingForm:
    plan = operations.planned(row)
    said = {"title": plan.title, "asked": "\n".join(plan.asked), "targets": plan.targets, "version": str(row.version)}
    return MeetingForm(data=said)


def _action(at: Here, form: DecisionForm) -> NewAction | None:
    if not form.action.data:
        return None
    return NewAction(
        what=form.action.data,
        marking=at.markings[0],
        owner_id=form.owner_id.data,
        owner_post=form.owner_post.data or None,
        due_on=form.due_on.data,
        no_due_because=form.no_due_because.data or None,
    )


def _sent(data: bytes, kind: str, name: str) -> Response:
    answer = Response(data, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
