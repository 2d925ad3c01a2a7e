"""Pictures of pages, originals as downloads, and the ZIP of a framework. An original is never shown in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, current_app, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, TEAM
from ...grading.edition import Edition
from ...promises import NotAllowed, NotFound
from .. import operations, policy, queries, storage, uses
from ..files.names import download_name
from ..files.signatures import Kind
from ..files.store import NotKept
from ..models import Evidence, Revision
from ..place import Here, here
from . import packing

bp = Blueprint("evidence_originals", __name__)
SEES = (*TEAM, *READERS)
SEALED = "default-src 'none'; sandbox"
R = TypeVar("R", bound=Response)


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>/revisions/<int:revision>/download")
@guards.roles(*SEES)
def download(force: str, cycle: str, number: int, revision: int) -> ResponseReturnValue:
    at = here(force, cycle)
    piece, wanted = _to_open(at, number, revision)
    kind = Kind(wanted.file_kind or "")
    try:
        stream = at.store.open(wanted.sha256 or "")
    except NotKept:
        raise NotFound from None
    about, title, me = operations.about(piece, cycle), piece.title, at.me
    _note(lambda session: operations.record_download(session, about, revision, by=me, title=title))
    name = download_name(wanted.file_name, kind.suffix)
    answer = send_file(stream, mimetype=kind.media_type, as_attachment=True, download_name=name, etag=False)
    answer.headers["Content-Length"] = str(wanted.size)
    return _sealed(answer)


@bp.get("/forces/<force>/<cycle>/evidence/<int:number>/revisions/<int:revision>/pages/<int:page>")
@guards.roles(*SEES)
def picture(force: str, cycle: str, number: int, revision: int, page: int) -> ResponseReturnValue:
    at = here(force, cycle)
    _, wanted = _to_open(at, number, revision)
    try:
        found = storage.picture(at.settings, wanted.sha256 or "", Kind(wanted.file_kind or ""), page)
    except NotKept:
        found = None
    if found is None:
        raise NotFound
    answer = send_file(found[0], mimetype=found[1], etag=False)
    return _sealed(answer)


@bp.get("/forces/<force>/<cycle>/assessment/<framework>/evidence.zip")
@guards.roles(*SEES)
def everything(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    at = here(force, cycle)
    edition: Edition = current_app.extensions["editions"][at.place.cycle.edition]
    if framework not in edition.framework:
        raise NotFound
    has_scanner = bool(at.settings.clamd)
    packed = packing.contents(at.session, force, cycle, framework, at.sight, uses.known(), has_scanner=has_scanner)
    if not packed:
        raise NotFound
    files, me = sum(bool(one.name) for one in packed), at.me
    _note(lambda session: operations.record_export(session, force, cycle, framework, files, by=me))
    its, window, settings = edition.framework[framework], at.window, at.settings
    page = render_template(
        "evidence/index.html", at=at, framework=its, packed=packed, columns=packing.COLUMNS, window=window
    )
    answer = Response(packing.stream(packed, window, page, lambda: storage.of(settings)), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{force} {cycle} {its.code} evidence.zip")
    return _sealed(answer)


def _to_open(at: Here, number: int, revision: int) -> tuple[Evidence, Revision]:
    """A stored file that this person may open now. Raises NotFound, and NotAllowed until it is checked."""
    piece = at.piece(number)
    found = queries.revision(at.session, piece, revision)
    if found.form != "file" or found.disposed_at is not None:
        raise NotFound
    if closed := policy.why_not_opened(found.scanned, has_scanner=bool(at.settings.clamd)):
        raise NotAllowed(closed)
    return piece, found


def _note(record: Callable[[Session], object]) -> None:
    """That something left the house is a fact that must outlive a mere read."""
    per_request.record_apart(record)


def _sealed(answer: R) -> R:
    """Nothing in the answer may run, whatever a browser takes it for."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = SEALED
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
