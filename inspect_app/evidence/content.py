"""What a revision holds: a file that was examined and stored, a link, or a note. What cannot be taken is refused here.

Files are examined and stored before anything is written to the database, since both take their time.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Literal, cast
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage

from ..promises import BadInput
from .files import faults
from .files.digest import TooLarge
from .files.kinds import examine
from .files.names import display_name, suffix_of
from .files.store import Store

LONGEST_LINK = 2_000
NOT_A_LINK = "Enter the whole address of the page, beginning with https:// or http://"
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Content:
    """What one revision holds. `form` is file, link or note; the other values belong to one of them."""

    form: Literal["file", "link", "note"]
    file_name: str | None = None
    file_kind: str | None = None
    size: int | None = None
    sha256: str | None = None
    url: str | None = None
    note: str | None = None
    remark: str | None = None

    @property
    def title(self) -> str:
        """What it can be called until somebody says better."""
        if self.file_name:
            name = self.file_name.removesuffix(suffix_of(self.file_name)) or self.file_name
            words = " ".join(re.sub(r"[_]+|(?<=\w)-(?=\w)", " ", name).split())
            return words[:1].upper() + words[1:]
        if self.url:
            return urlsplit(self.url).netloc
        return (self.note or "").strip().partition("\n")[0].lstrip("# ")[:80]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def take_file(store: Store, stream: BinaryIO, name: str | None, limit: int) -> Content:
    """Examines a file and stores it. Raises Refused with its sentence; `limit` is in bytes."""
    examined = examine(stream, name, limit)
    stream.seek(0)
    try:
        stored = store.put(stream, limit)
    except TooLarge:
        raise faults.too_large(display_name(name), limit) from None
    return Content(
        "file",
        file_name=display_name(name),
        file_kind=examined.kind.value,
        size=stored.size,
        sha256=stored.sha256,
        remark=examined.note,
    )


def take_upload(store: Store, upload: FileStorage, limit: int) -> Content:
    """As `take_file`, for a file as a form sends it; its temporary copy is gone afterwards, taken or not."""
    with closing(upload):
        return take_file(store, cast(BinaryIO, upload.stream), upload.filename, limit)


def take_link(url: str) -> Content:
    """A link that a browser can follow to a page. Raises BadInput for anything else, such as one that runs a script."""
    cleaned = url.strip()
    try:
        parts = urlsplit(cleaned)
        is_link = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_link = False
    if not is_link or _SPACES.search(cleaned) or len(cleaned) > LONGEST_LINK:
        raise BadInput(NOT_A_LINK, "link")
    return Content("link", url=cleaned)


def take_note(words: str) -> Content:
    """A note in Markdown."""
    return Content("note", note=words.strip())
