"""Decides whether an uploaded file is taken, by what it is and not by what it is called; every refusal is a sentence.

The list of kinds is closed. A PDF with scripts, with actions that start programs or with files attached inside is
taken, as is an e-mail with attachments: forms and minutes come that way, and nothing of it runs here, because people
are shown only text and pictures that we made, and the original leaves only as a download. What lies inside and is not
read is said in a note. Macros in Office files are refused, since those do run where the file is opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from . import faults
from .confined import Limits, ask
from .faults import Fault, FileFault, Refused
from .names import display_name, suffix_of
from .signatures import BY_SUFFIX, TEXT_KINDS, Kind, Look, looks_like

__all__ = ["LARGEST", "Examined", "Kind", "Refused", "examine"]

LARGEST = 100_000_000
"""In bytes: what one file may have unless the caller says otherwise."""

_LIMITS = Limits(seconds=40, cpu=20, memory=1 << 30, output=1 << 16)
_HEAD = 4096
_CHUNK = 1 << 20
_FIRST_KB = 1024
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MAIL = re.compile(
    rb"(?i)(?:>?From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\n)*)*?(?:from|received|subject|date):"
)
_OPENED = {Look.PDF: Kind.PDF, Look.PNG: Kind.PNG, Look.JPG: Kind.JPG, Look.ZIP: None, Look.OLE: None}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept. `note` is a sentence about what inside it is not read, or None."""

    kind: Kind
    note: str | None = None

    @property
    def media_type(self) -> str:
        return self.kind.media_type


def examine(source: Path | BinaryIO, name: str | None, limit: int = LARGEST) -> Examined:
    """What kind of file this is. Raises Refused with the sentence for the person who chose it.

    A stream must be seekable and afterwards stands at its start. Structure is looked at in a process of its own.
    """
    shown = display_name(name)
    with _opened(source) as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            raise faults.empty(shown)
        if size > limit:
            raise faults.too_large(shown, limit, size)
        file.seek(0)
        try:
            return _examined(file, shown)
        except FileFault as found:
            raise faults.refusal(found.fault, shown) from None
        finally:
            file.seek(0)


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    else:
        yield source


def _examined(file: BinaryIO, name: str) -> Examined:
    head = file.read(_HEAD)
    claimed = BY_SUFFIX.get(suffix_of(name))
    look = looks_like(head)
    if claimed is Kind.PDF and look is not Look.PDF and b"%PDF-" in head[:_FIRST_KB]:
        # Readers of PDF accept some bytes before the start; bytes that make it another kind as well are no accident.
        if look is not None:
            raise FileFault(Fault.TWO_IN_ONE)
        look = Look.PDF
    if look in _OPENED:
        return _structured(file, name, look, claimed)
    if look is not None:
        if claimed:
            raise faults.mislabelled(name, claimed.words, look.value, None)
        raise FileFault(Fault.ARCHIVE) if look is Look.ARCHIVE else faults.not_taken(name, look.value)
    return _plain(file, head, name, claimed)


def _structured(file: BinaryIO, name: str, look: Look, claimed: Kind | None) -> Examined:
    """A kind that tells itself by its structure; a name that says otherwise is a mistake worth naming."""
    try:
        facts = ask("examine", file, _LIMITS, look.name).facts
    except FileFault as found:
        # A damaged file is told by its first bytes alone, and a name that they belie is the plainer fault.
        if claimed and found.fault in (Fault.ARCHIVE, Fault.UNKNOWN):
            raise faults.mislabelled(name, claimed.words, look.value, None) from None
        if claimed and _OPENED[look] not in (None, claimed):
            raise faults.mislabelled(name, claimed.words, look.value, None) from None
        raise
    try:
        kind = Kind(str(facts.get("kind")))
    except ValueError:
        raise FileFault(Fault.TOO_HARD) from None
    if claimed and claimed is not kind:
        raise faults.mislabelled(name, claimed.words, kind.words, kind.suffix)
    return Examined(kind, _note(kind, facts))


def _note(kind: Kind, facts: object) -> str | None:
    inside = facts.get("inside") if isinstance(facts, dict) else None
    if not isinstance(inside, int) or inside < 1:
        return None
    files = "1 file is" if inside == 1 else f"{inside} files are"
    return (
        f"{files} attached inside this {'e-mail' if kind is Kind.EML else 'file'}. We keep them, but do not read them."
    )


def _plain(file: BinaryIO, head: bytes, name: str, claimed: Kind | None) -> Examined:
    """Text has no signature, so here the name says which kind of text it is."""
    if not _is_text(file, head):
        if claimed:
            raise faults.mislabelled(name, claimed.words, None, None)
        raise FileFault(Fault.UNKNOWN)
    is_mail = bool(_MAIL.match(head.lstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf")))
    if claimed is Kind.EML and not is_mail:
        raise faults.mislabelled(name, claimed.words, Kind.TXT.words, None)
    if claimed and claimed not in TEXT_KINDS:
        raise faults.mislabelled(name, claimed.words, Kind.TXT.words, Kind.TXT.suffix)
    if claimed is None and suffix_of(name):
        raise FileFault(Fault.UNKNOWN)
    kind = claimed or (Kind.EML if is_mail else Kind.TXT)
    return Examined(kind, _note(kind, ask("examine", file, _LIMITS, "MAIL").facts) if kind is Kind.EML else None)


def _is_text(file: BinaryIO, head: bytes) -> bool:
    """No NUL unless it is UTF-16, and hardly any control characters; the whole file, a piece at a time."""
    if head.startswith(_WIDE_MARKS):
        return True
    size = controls = 0
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if b"\x00" in chunk:
            return False
        size += len(chunk)
        controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
    return controls * 100 <= size
