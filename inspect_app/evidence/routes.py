"""The evidence library and the page of one piece: to find, read and look after what proves things."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from .. import per_request
from ..accounts import guards
from ..accounts.roles import READERS, TEAM, Role
from ..grading.edition import Edition
from ..promises import BadInput, NotAllowed
from . import library as lists
from . import markings, narrowing, operations, policy, queries, uses
from .content import Content, take_link, take_note, take_upload
from .details import Details
from .files.faults import Refused
from .forms import DETAILS, DetailsForm, FilterForm, VersionForm, WithdrawForm, choices_of
from .models import Evidence
from .narrowing import Wanted
from .piece import Piece, file_words, open_piece, times
from .place import Here, here

bp = Blueprint("evidence", __name__, template_folder="templates")
SEES = (*TEAM, *READERS)
WRITERS = (Role.ASSESSOR, Role.FORCE_LEAD)


@bp.get("/forces/<force>/<cycle>/evidence")
@guards.roles(*SEES)
def library(force: str, cycle: str) -> ResponseReturnValue:
    at = here(force, cycle)
    wanted = narrowing.from_address(request.args)
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    page = lists.page(at.session, at.shelf, wanted, number)
    return render_template(
        "evidence/library.html",
        at=at,
        totals=lists.totals(at.session, at.shelf),
        wanted=wanted,
        page=lists.with_address(page, wanted, at.url("evidence.library")),
        filters=_filters(at, wanted),
        can_add=policy.can_add(at.roles, is_open=at.takes_more),
        closed=_closed(at),
        scanned_words=policy.scanned_words,
        most_found=lists.MOST_FOUND,
        marking=markings.highest(row.marking for row in page.rows),
    )


def _filters(at: Here, wanted: Wanted) -> FilterForm:
    given = asdict(wanted)
    form = FilterForm(formdata=None, q=given.pop("words"), **given)
    edition: Edition = current_app.extensions["editions"][at.place.cycle.edition]
    form.framework.choices = [("", "Any"), *((f.id, f"{f.code} {f.short_title}") for f in edition.frameworks)]
    form.owner.choices = [("", "Anyone"), *lists.owners_here(at.session, at.shelf)]
    form.marking.choices = choices_of(markings.up_to(at.sight.level), "Any")
    form.state.choices = [("", "Any"), *narrowing.STATES.items()]
    return form


def _closed(at: Here) -> str | None:
    """Why somebody who otherwise adds evidence cannot do so now."""
    return policy.SUPPLIED_ONLY if set(WRITERS) & at.roles and not at.takes_more else None


@bp.get("/forces/<force>/<cycle>/assessment/<framework>/evidence")
@guards.roles(*SEES)
def of_framework(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    return redirect(here(force, cycle).url("evidence.library", framework=framework))


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>")
@guards.roles(*SEES)
def piece(force: str, cycle: str, number: int) -> ResponseReturnValue:
    return _piece_page(here(force, cycle), number, None)


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>/revisions/<int:revision>")
@guards.roles(*SEES)
def revision(force: str, cycle: str, number: int, revision: int) -> ResponseReturnValue:
    return _piece_page(here(force, cycle), number, revision)


def _piece_page(at: Here, number: int, revision: int | None) -> str:
    opened = _opened(at, number, revision)
    return render_template(
        "evidence/piece.html",
        at=at,
        piece=opened,
        refusal=at.refusal(opened.evidence, opened.cited_in()),
        file_words=file_words,
        times=times,
        scanned_words=policy.scanned_words,
        marking=opened.evidence.marking,
    )


def _opened(at: Here, number: int, revision: int | None = None) -> Piece:
    found = at.piece(number)
    page = request.args.get("page", "1")
    return open_piece(
        at.session,
        found,
        at.window,
        uses.known(),
        revision=revision,
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        has_scanner=bool(at.settings.clamd),
    )


def _to_change(at: Here, number: int) -> Piece:
    """The piece, for somebody who may change it; raises NotAllowed with the sentence that says why not."""
    opened = _opened(at, number)
    if refusal := at.refusal(opened.evidence, opened.cited_in()):
        raise NotAllowed(refusal)
    return opened


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>/edit")
@guards.roles(*WRITERS)
def edit(force: str, cycle: str, number: int) -> ResponseReturnValue:
    at = here(force, cycle)
    opened = _to_change(at, number)
    return _edit_page(at, opened, _details_form(at, opened.evidence, opened=True))


@bp.post("/forces/<force>/<cycle>/evidence/<int:number>/edit")
@guards.roles(*WRITERS)
def save(force: str, cycle: str, number: int) -> ResponseReturnValue:
    at = here(force, cycle)
    opened = _to_change(at, number)
    form = _details_form(at, opened.evidence, opened=False)
    details = form.details() if form.validate() else None
    if details is None:
        return _edit_page(at, opened, form), 400
    if form.version.data != str(opened.evidence.version) and _differs(opened.evidence, details):
        # Shown beside what was typed, so that nothing is lost; the next save knows what it replaces.
        form.version.data = str(opened.evidence.version)
        return _edit_page(at, opened, form, theirs=True), 409
    if operations.change(at.session, opened.evidence, cycle, details, opened.evidence.version, by=at.me):
        flash("The details were saved.", "success")
    return redirect(at.url("evidence.piece", number=number))


def _differs(evidence: Evidence, details: Details) -> bool:
    return any(getattr(evidence, name) != getattr(details, name) for name in DETAILS)


def _details_form(at: Here, evidence: Evidence, *, opened: bool) -> DetailsForm:
    given: dict[str, Any] = {name: getattr(evidence, name) for name in DETAILS} if opened else {}
    given |= {"version": str(evidence.version)} if opened else {}
    if opened and evidence.effective_from == evidence.effective_to:
        given["effective_to"] = None
    form = DetailsForm(**given)
    owners = queries.owners(at.session, at.force)
    if evidence.owner_id not in dict(owners):
        owners = [*owners, *queries.names(at.session, [evidence.owner_id]).items()]
    words = at.markings if evidence.marking in at.markings else (*at.markings, evidence.marking)
    form.offer(choices_of(words), owners)
    return form


def _edit_page(at: Here, opened: Piece, form: DetailsForm, *, theirs: bool = False) -> str:
    action = at.url("evidence.save", number=opened.evidence.number)
    marking = opened.evidence.marking
    return render_template(
        "evidence/edit.html", at=at, piece=opened, form=form, action=action, theirs=theirs, marking=marking
    )


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>/versions")
@guards.roles(*WRITERS)
def new_version(force: str, cycle: str, number: int) -> ResponseReturnValue:
    at = here(force, cycle)
    return _version_page(at, _to_change(at, number), VersionForm())


@bp.post("/forces/<force>/<cycle>/evidence/<int:number>/versions")
@guards.roles(*WRITERS)
def add_version(force: str, cycle: str, number: int) -> ResponseReturnValue:
    at = here(force, cycle)
    opened = _to_change(at, number)
    form = VersionForm()
    # Examining a file takes its time, and nobody else need wait for it.
    per_request.work().end(keep=False)
    content = _content(at, form) if form.validate() else None
    if content is None:
        return _version_page(at, opened, form), 400
    opened = _to_change(at, number)
    before = opened.newest.number
    added = operations.add_version(at.session, opened.evidence, cycle, content, by=at.me, scanner=at.settings.clamd)
    same = "This is what version {} holds already, so no version was added."
    flash(same.format(before) if added.number == before else f"Version {added.number} was added.", "success")
    return redirect(at.url("evidence.piece", number=number))


def _content(at: Here, form: VersionForm) -> Content | None:
    """What the new version holds; None after complaining."""
    try:
        if form.files.data:
            return take_upload(at.store, form.files.data[0], at.limit)
        if (form.link.data or "").strip():
            return take_link(form.link.data or "")
        if (form.note.data or "").strip():
            return take_note(form.note.data or "")
        form.complain("Choose a file, or enter a link or a note", "files")
    except Refused as refused:
        form.complain(refused.sentence, "files")
    except BadInput as refused:
        form.complain(str(refused), refused.field)
    return None


def _version_page(at: Here, opened: Piece, form: VersionForm) -> str:
    action = at.url("evidence.add_version", number=opened.evidence.number)
    return render_template(
        "evidence/version.html", at=at, piece=opened, form=form, action=action, marking=opened.evidence.marking
    )


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>/withdraw")
@guards.roles(*WRITERS)
def ask_why(force: str, cycle: str, number: int) -> ResponseReturnValue:
    at = here(force, cycle)
    return _withdraw_page(at, _to_change(at, number), WithdrawForm())


@bp.post("/forces/<force>/<cycle>/evidence/<int:number>/withdraw")
@guards.roles(*WRITERS)
def withdraw(force: str, cycle: str, number: int) -> ResponseReturnValue:
    at = here(force, cycle)
    if at.piece(number).withdrawn_at is not None:
        # The same form sent twice is answered like the first time.
        return redirect(at.url("evidence.piece", number=number))
    opened = _to_change(at, number)
    form = WithdrawForm()
    if not form.validate():
        return _withdraw_page(at, opened, form), 400
    operations.withdraw(at.session, opened.evidence, cycle, form.because.data or "", by=at.me)
    flash(f"“{opened.evidence.title}” is withdrawn. It stays here, marked, and counts for nothing.", "success")
    return redirect(at.url("evidence.piece", number=number))


def _withdraw_page(at: Here, opened: Piece, form: WithdrawForm) -> str:
    action = at.url("evidence.withdraw", number=opened.evidence.number)
    marking = opened.evidence.marking
    return render_template(
        "evidence/withdraw.html", at=at, piece=opened, form=form, action=action, marking=marking, times=times
    )
