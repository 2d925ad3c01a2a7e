"""Says what a file looks like from its first bytes, and which kinds of file there are.

A name plays no part here. What is not recognised is None, never a guess.
"""

from __future__ import annotations

from enum import Enum, StrEnum


class Kind(StrEnum):
    """The kinds that are taken: a closed list. The value is what the database keeps."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"
    EML = "eml"
    PNG = "png"
    JPG = "jpg"

    @property
    def suffix(self) -> str:
        """The ending of names, with its dot."""
        return f".{self.value}"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def words(self) -> str:
        """With the article: "a PDF"."""
        return _WORDS[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.PPTX: f"{_OFFICE}.presentationml.presentation",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "text/csv",
    Kind.TXT: "text/plain",
    Kind.EML: "message/rfc822",
    Kind.PNG: "image/png",
    Kind.JPG: "image/jpeg",
}
_WORDS = {
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word document",
    Kind.XLSX: "an Excel workbook",
    Kind.PPTX: "a PowerPoint presentation",
    Kind.ODT: "an OpenDocument text",
    Kind.ODS: "an OpenDocument spreadsheet",
    Kind.CSV: "a CSV file",
    Kind.TXT: "plain text",
    Kind.EML: "an e-mail",
    Kind.PNG: "a PNG picture",
    Kind.JPG: "a JPEG picture",
}
TEXT_KINDS = frozenset({Kind.CSV, Kind.TXT, Kind.EML})

BY_SUFFIX = {kind.suffix: kind for kind in Kind} | {
    ".jpeg": Kind.JPG,
    ".jpe": Kind.JPG,
    ".text": Kind.TXT,
    ".log": Kind.TXT,
    ".md": Kind.TXT,
    ".tsv": Kind.CSV,
}


class Look(Enum):
    """What a file looks like, in words; the first five are opened to learn more."""

    PDF = "a PDF"
    PNG = "a PNG picture"
    JPG = "a JPEG picture"
    ZIP = "a ZIP archive"
    OLE = "an old Office file"
    ARCHIVE = "an archive"
    PROGRAM = "a program"
    WEB_PAGE = "a web page"
    RICH_TEXT = "a rich text (RTF) file"
    POSTSCRIPT = "a PostScript file"
    OTHER_PICTURE = "a picture in a format that we do not take"
    VIDEO = "a video"
    SOUND = "a sound recording"
    DATABASE = "a database"


_AT_START = (
    (b"%PDF-", Look.PDF),
    (b"\x89PNG\r\n\x1a\n", Look.PNG),
    (b"\xff\xd8\xff", Look.JPG),
    (b"PK\x03\x04", Look.ZIP),
    (b"PK\x05\x06", Look.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Look.OLE),
    (b"Rar!\x1a\x07", Look.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Look.ARCHIVE),
    (b"\x1f\x8b\x08", Look.ARCHIVE),
    (b"BZh", Look.ARCHIVE),
    (b"\xfd7zXZ\x00", Look.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Look.ARCHIVE),
    (b"MSCF\x00", Look.ARCHIVE),
    (b"\x7fELF", Look.PROGRAM),
    (b"#!", Look.PROGRAM),
    (b"\xfe\xed\xfa", Look.PROGRAM),
    (b"\xce\xfa\xed\xfe", Look.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Look.PROGRAM),
    (b"\xca\xfe\xba\xbe", Look.PROGRAM),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", Look.PROGRAM),
    (b"\x00asm", Look.PROGRAM),
    (b"{\\rtf", Look.RICH_TEXT),
    (b"%!PS", Look.POSTSCRIPT),
    (b"GIF8", Look.OTHER_PICTURE),
    (b"II*\x00", Look.OTHER_PICTURE),
    (b"MM\x00*", Look.OTHER_PICTURE),
    (b"8BPS", Look.OTHER_PICTURE),
    (b"\x1aE\xdf\xa3", Look.VIDEO),
    (b"\x00\x00\x01\xba", Look.VIDEO),
    (b"FLV\x01", Look.VIDEO),
    (b"0&\xb2u\x8ef\xcf\x11", Look.VIDEO),
    (b"ID3", Look.SOUND),
    (b"OggS", Look.SOUND),
    (b"fLaC", Look.SOUND),
    (b"#!AMR", Look.SOUND),
    (b"\xff\xfb", Look.SOUND),
    (b"SQLite format 3\x00", Look.DATABASE),
)
_RIFF = {b"WEBP": Look.OTHER_PICTURE, b"AVI ": Look.VIDEO, b"WAVE": Look.SOUND}
_PICTURE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}
_WEB = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe")


def looks_like(head: bytes) -> Look | None:
    """From the first few thousand bytes. Two letters alone are no signature: text may begin with them."""
    # Longer signatures speak first, so that a recording which begins like a script is a recording.
    found = max(((len(mark), look) for mark, look in _AT_START if head.startswith(mark)), key=_length, default=None)
    if found:
        return found[1]
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return Look.SOUND if head[8:11] == b"M4A" else _by_brand(head[8:12])
    if head[257:262] == b"ustar":
        return Look.ARCHIVE
    if b"\x00" in head[:128]:
        return Look.PROGRAM if head[:2] == b"MZ" else Look.OTHER_PICTURE if head[:2] == b"BM" else None
    return Look.WEB_PAGE if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_WEB) else None


def _by_brand(brand: bytes) -> Look:
    return Look.OTHER_PICTURE if brand in _PICTURE_BRANDS else Look.VIDEO


def _length(found: tuple[int, Look]) -> int:
    return found[0]
