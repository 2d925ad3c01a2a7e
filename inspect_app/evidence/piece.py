"""Everything that the page of one piece shows: its versions, the one that is open, where it is used and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock
from ..audit.models import AuditEvent
from ..grading.words import capital
from ..grading.words import in_words as in_english
from ..promises import NotFound
from . import policy, queries, source_kinds
from .files.faults import in_words
from .files.pictures import can_draw
from .files.signatures import Kind
from .models import Evidence, Revision
from .queries import Version
from .uses import Use, Uses

MOST_EVENTS = 50
MOST_TEXT = 20_000
"""In characters: so much of a text stands on the page; the rest is a page further or in the download."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history, as a timeline shows it."""

    when: datetime
    who: str
    what: str
    reason: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a version: why nothing is, or text, and perhaps a picture of the page. Pages count from 1."""

    closed: str | None
    state: str
    text: str
    is_cut: bool
    remark: str | None
    page: int
    pages: int
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence with one of its versions open."""

    evidence: Evidence
    shown: Version
    versions: list[Version]
    preview: Preview
    uses: list[Use]
    history: list[Happened]
    owner: str
    added_by: str
    withdrawn_by: str
    kind_words: str
    date_words: str
    outside: str | None
    is_review_due: bool

    @property
    def is_newest(self) -> bool:
        return self.shown is self.versions[0]

    @property
    def newest(self) -> Revision:
        return self.versions[0].revision

    @property
    def cited(self) -> list[Use]:
        """The places in assessments that cite it."""
        return [use for use in self.uses if use.cycle]

    @property
    def other_uses(self) -> list[Use]:
        """What else it is used for."""
        return [use for use in self.uses if not use.cycle]

    def cited_in(self) -> frozenset[str]:
        return frozenset(use.cycle for use in self.cited)

    def loses(self) -> list[Use]:
        """The ratings that would be left with nothing that counts."""
        return [use for use in self.uses if use.is_only]


def open_piece(
    session: Session,
    evidence: Evidence,
    window: policy.Window,
    uses: Uses,
    *,
    revision: int | None = None,
    page: int = 1,
    has_scanner: bool = False,
) -> Piece:
    """The piece with the newest version open, or the one asked for. Raises NotFound for a version it does not have."""
    versions = queries.versions(session, evidence.id)
    shown = versions[0] if revision is None else _one(versions, revision)
    names = queries.names(session, [evidence.owner_id, evidence.added_by, evidence.withdrawn_by])
    days = (evidence.effective_from, evidence.effective_to)
    due = evidence.review_by is not None and evidence.review_by <= clock.today() + policy.DUE_SOON
    return Piece(
        evidence=evidence,
        shown=shown,
        versions=versions,
        preview=preview(shown, page, has_scanner=has_scanner),
        uses=uses.where_used(session, evidence.force, [version.revision.id for version in versions]),
        history=history(session, evidence.id),
        owner=names.get(evidence.owner_id, ""),
        added_by=names.get(evidence.added_by, ""),
        withdrawn_by=names.get(evidence.withdrawn_by or 0, ""),
        kind_words=source_kinds.words_of(evidence.kind),
        date_words=policy.date_words(*days),
        outside=policy.outside_words(*days, window),
        is_review_due=due and evidence.withdrawn_at is None,
    )


def preview(version: Version, page: int, *, has_scanner: bool) -> Preview:
    """What may be shown of a version now."""
    revision, read = version.revision, version.text
    closed = policy.why_not_opened(revision.scanned, has_scanner=has_scanner) if revision.form == "file" else None
    if revision.disposed_at is not None:
        closed = f"The content of this version was disposed of: {revision.disposed_because}."
    if read is None or closed:
        return Preview(closed, "", "", False, None, 1, 0, False)
    pages = max(len(read.pages), read.pictures)
    page = min(max(1, page), max(1, pages))
    text = read.pages[page - 1] if page <= len(read.pages) else ("" if read.pages else read.text)
    has_picture = page <= read.pictures and can_draw(Kind(revision.file_kind or ""))
    return Preview(None, read.state, text[:MOST_TEXT], len(text) > MOST_TEXT, read.note, page, pages, has_picture)


def history(session: Session, evidence_id: int) -> list[Happened]:
    """What was done to a piece, newest first. One statement."""
    events = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.thing == "evidence", AuditEvent.thing_id == str(evidence_id))
        .order_by(AuditEvent.id.desc())
        .limit(MOST_EVENTS)
    )
    return [Happened(e.at, e.person_name, capital(e.says) + _changed(e), e.reason) for e in events]


def file_words(revision: Revision) -> str:
    """What a version is, in a few words: `PDF, 1.2 MB`, `Link`, `Note`."""
    if revision.form != "file":
        return revision.form.capitalize()
    kind = Kind(revision.file_kind or "").words.removeprefix("a ").removeprefix("an ")
    return f"{kind[:1].upper()}{kind[1:]}, {in_words(revision.size or 0)}"


def times(number: int) -> str:
    """`once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(number, f"{in_english(number)} times")


def _changed(event: AuditEvent) -> str:
    """The old and the new words of what changed, for changes of details."""
    if not (event.verb == "evidence:details:changed" and isinstance(event.before, dict)):
        return ""
    after = event.after if isinstance(event.after, dict) else {}
    said = [f"{name}: {was or 'none'} is now {after.get(name) or 'none'}" for name, was in event.before.items()]
    return f" ({'; '.join(said)})"


def _one(versions: Sequence[Version], number: int) -> Version:
    found = next((version for version in versions if version.revision.number == number), None)
    if found is None:
        raise NotFound
    return found
