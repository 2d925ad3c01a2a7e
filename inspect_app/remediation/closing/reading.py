"""A proof as it is read: what was read out of the piece of evidence, and its original as a download.

Those who check closures may not open the evidence library; they read what was put before them, and nothing else of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, send_file
from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import per_request
from ...accounts.actors import Actor
from ...audit.operations import About, record
from ...config import Settings
from ...evidence import policy, source_kinds, storage
from ...evidence.files.names import download_name
from ...evidence.files.signatures import Kind
from ...evidence.files.store import NotKept
from ...evidence.models import Evidence, Revision, RevisionText
from ...promises import NotAllowed, NotFound
from ..models import Proof

MOST_TEXT = 20_000
SEALED = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Read:
    """A proof with its piece, the revision that proves it, and the words in it."""

    proof: Proof
    evidence: Evidence
    revision: Revision
    text: str
    is_cut: bool

    @property
    def kind_words(self) -> str:
        return source_kinds.words_of(self.evidence.kind)

    @property
    def date_words(self) -> str:
        return policy.date_words(self.evidence.effective_from, self.evidence.effective_to)


def opened(session: Session, proof: Proof) -> Read:
    """The proof with its words. Two statements."""
    revision, evidence = session.execute(
        select(Revision, Evidence)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Revision.id == proof.revision_id)
    ).one()
    read = session.get(RevisionText, revision.id)
    text = revision.note or (read.text if read is not None else "")
    return Read(proof, evidence, revision, text[:MOST_TEXT], len(text) > MOST_TEXT)


def download(found: Read, settings: Settings, *, by: Actor) -> Response:
    """The stored file. Raises NotFound where there is none, and NotAllowed until it is checked for viruses."""
    revision = found.revision
    if revision.form != "file" or revision.disposed_at is not None:
        raise NotFound
    if closed := policy.why_not_opened(revision.scanned, has_scanner=bool(settings.clamd)):
        raise NotAllowed(closed)
    kind = Kind(revision.file_kind or "")
    try:
        stream = storage.of(settings).open(revision.sha256 or "")
    except NotKept:
        raise NotFound from None
    about = About("evidence", found.evidence.id, force=found.evidence.force, part=str(found.evidence.number))
    says = f"downloaded version {revision.number} of “{found.evidence.title}” as a proof"
    per_request.record_apart(lambda session: record(session, "remediation:proof:downloaded", about, by=by, says=says))
    name = download_name(revision.file_name, kind.suffix)
    answer = send_file(stream, mimetype=kind.media_type, as_attachment=True, download_name=name, etag=False)
    answer.headers["Content-Length"] = str(revision.size)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = SEALED
    return answer
