"""The three pages on which evidence is added: choose, describe, and say what it supports."""

from __future__ import annotations

import re
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import Role
from ...grading.words import count_of
from ...promises import BadInput
from .. import content, queries, uses
from ..details import Details
from ..files.faults import Refused, in_words
from ..forms import choices_of
from ..models import Addition
from ..place import Here, here
from ..source_kinds import WHY_IT_MATTERS
from ..uses import Support
from . import operations
from .forms import CITE, KEEP, PieceForm, SendForm, SharedForm, SupportForm
from .operations import Decided

bp = Blueprint("evidence_adding", __name__)
WRITERS = (Role.ASSESSOR, Role.FORCE_LEAD)
A_PAGE = re.compile(r"(/[\w-]+)+")
NOTHING = "Choose at least one file, or enter a link or a note"


@bp.get("/forces/<force>/<cycle>/evidence/add")
@guards.roles(*WRITERS)
def choose(force: str, cycle: str) -> ResponseReturnValue:
    at = here(force, cycle)
    at.check_can_add()
    key = request.args.get("to", "")
    addition = operations.begun(at.session, force, key, by=at.me) if key else None
    return _choose_page(at, SendForm(key=key or token_urlsafe(16)), addition)


@bp.post("/forces/<force>/<cycle>/evidence/add")
@guards.roles(*WRITERS)
def send(force: str, cycle: str) -> ResponseReturnValue:
    at = here(force, cycle)
    at.check_can_add()
    form = SendForm()
    if not form.validate() or form.is_empty():
        if form.is_empty() and not form.errors:
            form.complain(NOTHING, "files")
        return _choose_page(at, form, None), 400
    # Examining files takes its time, and nobody else need wait for it.
    per_request.work().end(keep=False)
    taken, refused = _taken(at, form)
    if not taken:
        for sentence in refused:
            form.complain(sentence, "files")
        return _choose_page(at, form, None), 400
    addition = operations.gather(at.session, force, form.key.data or "", taken, refused, by=at.me)
    if form.errors:
        return _choose_page(at, form, addition)
    return redirect(at.url("evidence_adding.describe", key=addition.key, **_along()))


def _taken(at: Here, form: SendForm) -> tuple[list[content.Content], list[str]]:
    """What can be kept of the files, the link and the note, and the sentence for each file that cannot."""
    taken, refused = [], []
    for upload in form.files.data or ():
        try:
            taken.append(content.take_upload(at.store, upload, at.limit))
        except Refused as found:
            refused.append(found.sentence)
    if link := (form.link.data or "").strip():
        try:
            taken.append(content.take_link(link))
        except BadInput as found:
            form.complain(str(found), "link")
    if note := (form.note.data or "").strip():
        taken.append(content.take_note(note))
    return taken, refused


def _choose_page(at: Here, form: SendForm, addition: Addition | None) -> str:
    return render_template(
        "evidence/add.html",
        at=at,
        form=form,
        limit_words=in_words(at.limit),
        taken=operations.contents(addition) if addition else (),
        refused=operations.refusals(addition) if addition else (),
        action=at.url("evidence_adding.send", **_along()),
        next_url=at.url("evidence_adding.describe", key=addition.key, **_along()) if addition else None,
    )


@bp.get("/forces/<force>/<cycle>/evidence/add/<key>")
@guards.roles(*WRITERS)
def describe(force: str, cycle: str, key: str) -> ResponseReturnValue:
    at = here(force, cycle)
    at.check_can_add()
    addition = operations.begun(at.session, force, key, by=at.me)
    if addition.done_at:
        return redirect(_after(at, addition))
    return _describe_page(at, addition, *_describing(at, addition, opened=True))


@bp.post("/forces/<force>/<cycle>/evidence/add/<key>")
@guards.roles(*WRITERS)
def add(force: str, cycle: str, key: str) -> ResponseReturnValue:
    at = here(force, cycle)
    at.check_can_add()
    addition = operations.begun(at.session, force, key, by=at.me)
    if addition.done_at is None:
        shared, pieces, same = _describing(at, addition, opened=False)
        decided = _decided(shared, pieces, same)
        if decided is None:
            return _describe_page(at, addition, shared, pieces, same), 400
        operations.finish(at.session, addition, cycle, decided, by=at.me, scanner=at.settings.clamd)
        flash(_said(addition, decided), "success")
    return redirect(_after(at, addition))


def _describing(at: Here, addition: Addition, *, opened: bool) -> tuple[SharedForm, list[PieceForm], list[Any]]:
    """The forms of the second page, and for each piece what the force has already with the same bytes."""
    contents = operations.contents(addition)
    found = queries.same_files(at.session, at.force, [c.sha256 for c in contents if c.sha256])
    same = [found.get(c.sha256 or "") for c in contents]
    owners = queries.owners(at.session, at.force)
    shared = SharedForm(prefix="all-", **({"owner_id": at.me.id} if opened else {}))
    shared.offer(choices_of(at.markings, "Choose"), owners)
    pieces = []
    for place, piece in enumerate(contents):
        form = PieceForm(prefix=f"p{place}-", **({"title": piece.title, "again": CITE} if opened else {}))
        form.offer(at.markings, owners, same[place])
        pieces.append(form)
    return shared, pieces, same


def _decided(shared: SharedForm, pieces: list[PieceForm], same: list[Any]) -> list[Decided] | None:
    """What was said of each piece; None where something must be said again."""
    decided = []
    for form, known in zip(pieces, same, strict=True):
        if form.leave_out.data:
            decided.append(Decided())
        elif known and form.again.data != KEEP:
            decided.append(Decided(existing=known.number))
        else:
            # Both are asked, so that all complaints are made at once.
            is_whole = all([form.validate(), _holds(shared, form)])
            details = form.details(shared) if is_whole else None
            decided.append(Decided(details))
    is_complete = not any(form.errors for form in (shared, *pieces))
    return decided if is_complete else None


def _holds(shared: SharedForm, piece: PieceForm) -> bool:
    """Whether the shared answers are whole, but for those that this piece has of its own."""
    if not shared.errors:
        shared.validate()
        for name in ("kind", "marking", "owner_id"):
            if piece[name].data and not shared[name].data:
                shared[name].errors = ()
    return not shared.errors


def _describe_page(at: Here, addition: Addition, shared: SharedForm, pieces: list[PieceForm], same: list[Any]) -> str:
    return render_template(
        "evidence/describe.html",
        at=at,
        form=AllForms(shared, pieces),
        shared=shared,
        pieces=list(zip(operations.contents(addition), pieces, same, strict=True)),
        refused=operations.refusals(addition),
        why=WHY_IT_MATTERS,
        size_words=in_words,
        action=at.url("evidence_adding.add", key=addition.key, **_along()),
        more_url=at.url("evidence_adding.choose", to=addition.key, **_along()),
    )


class AllForms:
    """The complaints of several forms on one page, as a page asks for them."""

    def __init__(self, shared: SharedForm, pieces: list[PieceForm]) -> None:
        self.forms = (shared, *pieces)

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def complaints(self) -> list[tuple[str, str]]:
        return [complaint for form in self.forms for complaint in form.complaints()]


def _said(addition: Addition, decided: list[Decided]) -> str:
    made = sum(isinstance(choice.details, Details) for choice in decided)
    known = sum(choice.existing is not None for choice in decided)
    words = f"{count_of(made, 'piece')} of evidence {'was' if made == 1 else 'were'} added.".capitalize()
    return words + (f" {count_of(known, 'file').capitalize()} you had already." if known else "")


def _after(at: Here, addition: Addition) -> str:
    """Where to go once everything is added: back with it, or to what it supports, if anything can be supported."""
    back = _back(at)
    if back is not None:
        return f"{back}?evidence={addition.numbers[0]}" if addition.numbers else back
    if Role.ASSESSOR in at.roles and addition.numbers and uses.known().supportable(at.session, at.force, at.cycle):
        return at.url("evidence_adding.supports", key=addition.key, **_along())
    return at.url("evidence.library")


@bp.get("/forces/<force>/<cycle>/evidence/add/<key>/supports")
@guards.roles(Role.ASSESSOR)
def supports(force: str, cycle: str, key: str) -> ResponseReturnValue:
    at = here(force, cycle)
    at.check_can_add()
    addition = operations.begun(at.session, force, key, by=at.me)
    return _supports_page(at, addition, _supporting(at, addition, opened=True))


@bp.post("/forces/<force>/<cycle>/evidence/add/<key>/supports")
@guards.roles(Role.ASSESSOR)
def cite(force: str, cycle: str, key: str) -> ResponseReturnValue:
    at = here(force, cycle)
    at.check_can_add()
    addition = operations.begun(at.session, force, key, by=at.me)
    form = _supporting(at, addition, opened=False)
    if not form.validate():
        return _supports_page(at, addition, form), 400
    framework, asked = form.asked.data.split("/", 1)
    newest = queries.newest_revisions(at.session, force, form.which.data)
    for number in form.which.data:
        support = Support(newest[number], framework, asked, form.shows.data or "", form.part.data or None)
        uses.known().cite(at.session, force, cycle, support, by=at.me)
    flash(f"{count_of(len(form.which.data), 'piece').capitalize()} of evidence cited.", "success")
    if request.form.get("then") == "more":
        return redirect(at.url("evidence_adding.supports", key=key))
    return redirect(at.url("evidence.library"))


def _supporting(at: Here, addition: Addition, *, opened: bool) -> SupportForm:
    numbers = [int(number) for number in addition.numbers]
    form = SupportForm(**({"which": numbers, "asked": request.args.get("for")} if opened else {}))
    still = queries.newest_revisions(at.session, at.force, numbers)
    form.which.choices = [
        (number, operations.added_title(at.session, at.force, number)) for number in numbers if number in still
    ]
    form.asked.choices = {"": [("", "Choose")], **uses.known().supportable(at.session, at.force, at.cycle)}
    return form


def _supports_page(at: Here, addition: Addition, form: SupportForm) -> str:
    action = at.url("evidence_adding.cite", key=addition.key, **_along())
    return render_template("evidence/supports.html", at=at, form=form, action=action)


def _along() -> dict[str, str]:
    """What the page that led here wants, taken along to the last page: what is supported, and where to go back to."""
    given = {name: request.args.get(name, "")[:120] for name in ("for", "back")}
    return {name: value for name, value in given.items() if value}


def _back(at: Here) -> str | None:
    """The page of this force that led here; nothing else is a place to go back to."""
    wanted = request.args.get("back", "")
    return wanted if A_PAGE.fullmatch(wanted) and wanted.startswith(f"/forces/{at.force}/") else None
