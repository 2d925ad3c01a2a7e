"""Looks into Office and OpenDocument files, which are ZIP archives: are they whole, what are they, what do they hide.

Every part is unpacked once to see that it is what the archive says, a piece at a time and never to disk.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
from collections.abc import Mapping
from typing import Any, BinaryIO

from ..faults import Fault, FileFault
from ..signatures import Kind
from .markup import walk

_AT_ONCE = 1 << 18
_MOST_PARTS = 20_000
_LARGEST_DIRECTORY = 8 << 20
# Honest documents shrink to a tenth, rarely to a fiftieth. Below 50 MB even a dishonest one can do no harm.
_HARMLESS = 50_000_000
_MOST_TIMES = 100
_MOST_UNPACKED = 2_000_000_000

_TYPES = "[Content_Types].xml"
_LARGEST_TYPES = 4 << 20
_FORMAT = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    f"{_FORMAT}wordprocessingml.document.main+xml": Kind.DOCX,
    f"{_FORMAT}spreadsheetml.sheet.main+xml": Kind.XLSX,
    f"{_FORMAT}presentationml.presentation.main+xml": Kind.PPTX,
    f"{_FORMAT}presentationml.slideshow.main+xml": Kind.PPTX,
}
_OPEN_DOCUMENT = {kind.media_type: kind for kind in (Kind.ODT, Kind.ODS)}
_MACRO_PART = re.compile(r"(?i)(?:^|/)(?:vbaproject\.bin|vbadata\.xml)$|(?:^|/)macrosheets/|^(?:basic|scripts)/.+")
_ENDS = struct.Struct("<4s4H2LH")


class Package:
    """An archive whose list of parts was found sound."""

    def __init__(self, file: BinaryIO) -> None:
        _check_directory(file)
        try:
            self.archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError):
            raise FileFault(Fault.DAMAGED) from None
        self.parts = {part.filename: part for part in self.archive.infolist()}
        if len(self.parts) != len(self.archive.infolist()) or len(self.parts) > _MOST_PARTS:
            # Two parts of one name are read differently by different programs.
            raise FileFault(Fault.DAMAGED)

    def types(self) -> Mapping[str, str]:
        """The parts of an Office file by their path, each with its content type; empty for other archives."""
        if _TYPES not in self.parts:
            return {}
        if self.parts[_TYPES].file_size > _LARGEST_TYPES:
            raise FileFault(Fault.BOMB)
        found: dict[str, str] = {}

        def note(name: str, attributes: Mapping[str, str]) -> None:
            if name == "Override":
                found[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

        with self.archive.open(_TYPES) as part:
            walk(part, start=note)
        return found


def examine(file: BinaryIO) -> Mapping[str, Any]:
    package = Package(file)
    parts = package.archive.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileFault(Fault.ENCRYPTED)
    _refuse_bomb(parts, file.seek(0, os.SEEK_END))
    types = package.types()
    kind, main = _kind_and_main(package, types)
    if any(_MACRO_PART.search(name) for name in package.parts):
        raise FileFault(Fault.MACROS)
    _unpack_all(package)
    with package.archive.open(main) as part:
        walk(part)
    return {"kind": kind.value}


def _kind_and_main(package: Package, types: Mapping[str, str]) -> tuple[Kind, str]:
    if any("macroenabled.main+xml" in words.lower() for words in types.values()):
        raise FileFault(Fault.MACROS)
    for path, words in types.items():
        if words in _MAIN and path in package.parts:
            return _MAIN[words], path
    if "mimetype" in package.parts and package.parts["mimetype"].file_size < 200:
        words = package.archive.read("mimetype").decode("ascii", "replace").strip()
        if words in _OPEN_DOCUMENT:
            _refuse_encrypted_open_document(package)
            return _OPEN_DOCUMENT[words], "content.xml"
    raise FileFault(Fault.UNKNOWN if types or "mimetype" in package.parts else Fault.ARCHIVE)


def _refuse_encrypted_open_document(package: Package) -> None:
    if "content.xml" not in package.parts:
        raise FileFault(Fault.DAMAGED)
    manifest = package.parts.get("META-INF/manifest.xml")
    if manifest and manifest.file_size <= _LARGEST_TYPES and b"encryption-data" in package.archive.read(manifest):
        raise FileFault(Fault.ENCRYPTED)


def _check_directory(file: BinaryIO) -> None:
    """A list of millions of parts would fill the memory before a single one is looked at."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _ENDS.size - 0xFFFF))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _ENDS.size:
        raise FileFault(Fault.DAMAGED)
    directory_size = _ENDS.unpack_from(tail, at)[5]
    if directory_size > _LARGEST_DIRECTORY:
        raise FileFault(Fault.BOMB)
    file.seek(0)


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    """The archive's own figures are enough, since nothing here unpacks a part further than its figure says."""
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or (unpacked > _HARMLESS and unpacked > _MOST_TIMES * size):
        raise FileFault(Fault.BOMB)


def _unpack_all(package: Package) -> None:
    for part in package.parts.values():
        try:
            with package.archive.open(part) as content:
                while content.read(_AT_ONCE):
                    pass
        except (zipfile.BadZipFile, NotImplementedError, EOFError):
            raise FileFault(Fault.DAMAGED) from None
