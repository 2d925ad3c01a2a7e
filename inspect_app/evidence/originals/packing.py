"""Packs the evidence of one framework into a ZIP with an index, a piece at a time, so that it is never whole in memory.

What cannot be handed out is not left out silently: the index names it and says why.
"""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import markings, policy, source_kinds
from ..files.names import download_name
from ..files.store import NotKept, Store
from ..models import Evidence, Revision
from ..policy import Sight, Window
from ..uses import Use, Uses

AT_ONCE = 1 << 18
COLUMNS = (
    "Number",
    "Version",
    "Title",
    "Source",
    "About",
    "Counts by its date",
    "Marking",
    "Supports",
    "What it shows",
    "File in this archive",
    "Remark",
    "Link",
    "SHA-256",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Packed:
    """One line of the index. `name` is the file in the archive, empty where there is none."""

    evidence: Evidence
    revision: Revision
    uses: Sequence[Use]
    name: str
    remark: str

    def cells(self, window: Window) -> list[str]:
        days = (self.evidence.effective_from, self.evidence.effective_to)
        return [
            str(self.evidence.number),
            str(self.revision.number),
            self.evidence.title,
            source_kinds.words_of(self.evidence.kind),
            policy.date_words(*days),
            "yes" if policy.counts(*days, window) else "no",
            self.evidence.marking,
            "; ".join(use.words for use in self.uses),
            "; ".join(f"{use.part}: {use.shows}" if use.part else use.shows for use in self.uses),
            self.name,
            self.remark,
            self.revision.url or "",
            self.revision.sha256 or "",
        ]


def contents(
    session: Session, force: str, cycle: str, framework: str, sight: Sight, uses: Uses, *, has_scanner: bool
) -> list[Packed]:
    """What is cited in a framework and may be seen, in the order of its numbers. A fixed number of statements."""
    cited = uses.cited(force).subquery()
    wanted = select(cited.c.revision_id).where(cited.c.cycle == cycle, cited.c.framework == framework)
    if sight.supplied_only:
        wanted = wanted.where(cited.c.is_submitted)
    rows = session.execute(
        select(Evidence, Revision)
        .join(Revision, Revision.evidence_id == Evidence.id)
        .where(Evidence.force == force, Revision.id.in_(wanted), Evidence.marking.in_(markings.up_to(sight.level)))
        .order_by(Evidence.number, Revision.number)
    ).all()
    places = uses.where_used(session, force, [revision.id for _, revision in rows])
    here = [use for use in places if use.cycle == cycle and use.framework == framework]
    return [
        _packed(evidence, revision, [use for use in here if use.revision_id == revision.id], has_scanner)
        for evidence, revision in rows
    ]


def _packed(evidence: Evidence, revision: Revision, uses: Sequence[Use], has_scanner: bool) -> Packed:
    start = f"{evidence.number:04} v{revision.number}"
    remark = f"Withdrawn: {evidence.withdrawn_because}" if evidence.withdrawn_because else ""
    name = ""
    if revision.form == "note":
        name = f"{start} note.md"
    elif revision.form == "file":
        closed = policy.why_not_opened(revision.scanned, has_scanner=has_scanner)
        if revision.disposed_at:
            closed = f"Disposed of: {revision.disposed_because}"
        name = "" if closed else f"{start} {download_name(revision.file_name)}"
        remark = closed or remark
    return Packed(evidence, revision, uses, name, remark)


def stream(packed: Sequence[Packed], window: Window, page: str, store_of: Callable[[], Store]) -> Iterator[bytes]:
    """The archive, a piece at a time. `page` is the index as a page; it and the table come first."""
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        archive.writestr("index.csv", "\ufeff" + table(packed, window))
        store = store_of()
        for one in packed:
            if not one.name:
                continue
            if one.revision.form == "note":
                archive.writestr(_entry(one), one.revision.note or "")
            else:
                _write(archive, one, store)
            yield sink.taken()
    yield sink.taken()


def _write(archive: zipfile.ZipFile, one: Packed, store: Store) -> None:
    try:
        with (
            store.open(one.revision.sha256 or "") as source,
            archive.open(_entry(one), "w", force_zip64=True) as target,
        ):
            shutil.copyfileobj(source, target, AT_ONCE)
    except NotKept:
        archive.writestr(f"{one.name} is missing.txt", "The store does not hold this file any more.")


def _entry(one: Packed) -> zipfile.ZipInfo:
    """The file in the archive, dated as it was added; ZIP knows no year before 1980."""
    added = one.revision.added_at
    entry = zipfile.ZipInfo(one.name, max(added.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def table(packed: Sequence[Packed], window: Window) -> str:
    """The index as CSV; no cell can become a formula where it is opened."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in packed:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in one.cells(window)])
    return out.getvalue()


class _Sink:
    """Takes what the archive writes, and gives it on; it cannot be gone back in, so sizes follow the content."""

    def __init__(self) -> None:
        self.buffer = bytearray()

    def write(self, data: bytes) -> int:
        self.buffer += data
        return len(data)

    def flush(self) -> None:
        return None

    def taken(self) -> bytes:
        data, self.buffer = bytes(self.buffer), bytearray()
        return data
