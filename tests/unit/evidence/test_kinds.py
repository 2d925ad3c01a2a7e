"""A file is taken for what it is, whatever it is called; and every refusal says what is wrong and what to do."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.evidence.files.faults import Fault, refusal
from inspect_app.evidence.files.kinds import Examined, Kind, Refused, examine
from tests.unit.evidence import samples

ODT, ODS = Kind.ODT.media_type, Kind.ODS.media_type
TAKEN: list[tuple[str, bytes, Kind]] = [
    ("plan.pdf", samples.pdf(), Kind.PDF),
    ("plan.PDF", b"\r\n\xef\xbb\xbf junk \n" + samples.pdf(), Kind.PDF),
    ("plan.pdf", samples.pdf_that_is_locked("", owner="boss"), Kind.PDF),
    ("plan", samples.pdf(), Kind.PDF),
    ("plan.v2", samples.word(), Kind.DOCX),
    ("report.docx", samples.word(), Kind.DOCX),
    ("costs.xlsx", samples.workbook(), Kind.XLSX),
    ("talk.pptx", samples.presentation("One"), Kind.PPTX),
    ("letter.odt", samples.open_document(ODT, "<text:p>Words</text:p>"), Kind.ODT),
    ("sums.ods", samples.open_document(ODS, "<text:p>1</text:p>"), Kind.ODS),
    ("rates.csv", b"force,rate\nKent,27.1\n", Kind.CSV),
    ("rates.csv", "force;rate\nDyfed-Powys;£4\n".encode("utf-16"), Kind.CSV),
    ("notes.txt", "Yr heddlu: tŷ £5\n".encode("cp1252", "replace"), Kind.TXT),
    ("notes.txt", b"MZ is how this text begins.", Kind.TXT),
    ("README", b"Only words.", Kind.TXT),
    ("minutes.eml", samples.mail(), Kind.EML),
    ("minutes", samples.mail(), Kind.EML),
    ("notes.txt", samples.mail(), Kind.TXT),
    ("map.png", samples.picture(), Kind.PNG),
    ("photo.jpeg", samples.picture("JPEG"), Kind.JPG),
    ("photo.jpg", samples.picture("JPEG") + b"what some telephones write after the picture", Kind.JPG),
]

NOT_STORED = "We did not store it."
BOMB = f"It unpacks to far more than its size. {NOT_STORED}"
NO_WORD = "report.docx is not a Word document. It looks like"
NO_CSV = "rates.csv is not a CSV file."
UNPACK = "is an archive. Unpack it and choose the files inside."
ENCRYPTED = "is encrypted, so we cannot read or check it. Save a copy without a password and try again."
DAMAGED = "is damaged or cut off, so it cannot be opened. Check the original and choose it again."
MACROS = "It contains macros. Save it without them."
DEEP = b"<w:document>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</w:document>"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
MAIN = "word/document.xml"
MACRO_SHEET = samples.repacked(samples.workbook(), {"xl/macrosheets/s.xml": b"<x/>"})
PDF_AS_COMMENT = samples.pdf() + samples.zipped(a="b")[:-2] + b"\x07\x00\n%%EOF\n"
SEALED = b"From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n--x--"
PACKED_MAIL = samples.mail(attachments={"plan.exe": samples.PROGRAM})
TWO_IN_ONE = "is two kinds of file in one. We did not store it. Print it to a new PDF and choose that."

REFUSED: list[tuple[str, bytes, str]] = [
    ("report.docx", b"", "report.docx is empty. Check the original and choose it again."),
    ("plan.pdf", samples.PROGRAM, f"plan.pdf is not a PDF. It looks like a program. {NOT_STORED}"),
    ("plan.pdf", b"#!/bin/sh\nrm -rf /\n", f"plan.pdf is not a PDF. It looks like a program. {NOT_STORED}"),
    (
        "plan.pdf",
        samples.word(),
        "plan.pdf is not a PDF. It looks like a Word document. Give it the ending .docx and choose it again.",
    ),
    (
        "map.png",
        samples.picture("JPEG"),
        "map.png is not a PNG picture. It looks like a JPEG picture. Give it the ending .jpg and choose it again.",
    ),
    ("report.docx", samples.zipped(a="b"), f"{NO_WORD} a ZIP archive. {NOT_STORED}"),
    ("report.docx", samples.pdf()[:900], f"{NO_WORD} a PDF. {NOT_STORED}"),
    ("rates.csv", b"<!DOCTYPE html><title>Sign in</title>", f"{NO_CSV} It looks like a web page. {NOT_STORED}"),
    ("rates.csv", bytes(range(256)) * 9, f"{NO_CSV} {NOT_STORED}"),
    (
        "plan.pdf",
        bytes(2000) + samples.pdf(),
        f"plan.pdf is not a PDF. {NOT_STORED}",
    ),
    (
        "plan.pdf",
        b"Just some words.",
        "plan.pdf is not a PDF. It looks like plain text. Give it the ending .txt and choose it again.",
    ),
    ("plan.pdf", b"GIF89a;" + samples.pdf(), f"plan.pdf {TWO_IN_ONE}"),
    ("plan.pdf", samples.pdf() + samples.zipped(a="b"), f"plan.pdf {TWO_IN_ONE}"),
    ("plan.pdf", PDF_AS_COMMENT, f"plan.pdf {TWO_IN_ONE}"),
    ("map.png", samples.picture() + samples.zipped(a="b"), f"map.png {TWO_IN_ONE}"),
    ("minutes.pdf", samples.pdf_that_is_locked("secret"), f"minutes.pdf {ENCRYPTED}"),
    ("costs.xlsx", samples.compound("EncryptedPackage"), f"costs.xlsx {ENCRYPTED}"),
    ("a.odt", samples.open_document(ODT, "", "<a><encryption-data/></a>"), f"a.odt {ENCRYPTED}"),
    ("sealed.eml", SEALED, f"sealed.eml {ENCRYPTED}"),
    (
        "sealed.eml",
        b"From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA",
        f"sealed.eml {ENCRYPTED}",
    ),
    ("costs.xlsm", samples.with_macros(samples.workbook()), f"We cannot take costs.xlsm. {MACROS}"),
    ("costs.xlsx", samples.with_macros(samples.workbook()), f"We cannot take costs.xlsx. {MACROS}"),
    ("a.docx", samples.repacked(samples.word(), {"word/vbaProject.bin": b"x"}), f"We cannot take a.docx. {MACROS}"),
    ("a.xlsx", MACRO_SHEET, f"We cannot take a.xlsx. {MACROS}"),
    ("plan.pdf", samples.pdf(9)[:2000], f"plan.pdf {DAMAGED}"),
    ("report.docx", samples.word()[:9000], f"report.docx {DAMAGED}"),
    ("report.docx", samples.repacked(samples.word(), {MAIN: b"<w:doc"}), f"report.docx {DAMAGED}"),
    ("report.docx", samples.repacked(samples.word(), {MAIN: LAUGHS}), f"report.docx {DAMAGED}"),
    ("report.docx", samples.repacked(samples.word(), {MAIN: DEEP}), f"report.docx {DAMAGED}"),
    ("report.docx", samples.repacked(samples.word(), {MAIN: None}), f"{NO_WORD} a ZIP archive. {NOT_STORED}"),
    ("map.png", samples.picture()[:200], f"map.png {DAMAGED}"),
    ("photo.jpg", samples.picture("JPEG", (900, 900))[:3000], f"photo.jpg {DAMAGED}"),
    ("files.zip", samples.zipped(a="b"), f"files.zip {UNPACK}"),
    ("files.7z", b"7z\xbc\xaf\x27\x1c" + bytes(90), f"files.7z {UNPACK}"),
    ("old.doc", samples.compound("WordDocument"), "old.doc is in an old Office format. Save it as DOCX,"),
    ("mail.msg", samples.compound("__substg1.0_0037001F"), "mail.msg is an Outlook message. Save it as EML"),
    ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(90), "We cannot take film.mp4. It looks like a video. We take"),
    ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(90), "We cannot take photo.heic. It looks like a picture in a format"),
    ("page.html", b"<html><script>alert(1)</script>", "We cannot take page.html. It looks like a web page."),
    ("code.js", b"alert(1)", "We do not take files like code.js. We take PDF, Word,"),
    ("data", bytes(5000), "We do not take files like data. We take PDF, Word,"),
    ("mail.eml", b"no headings here", "mail.eml is not an e-mail. It looks like plain text. We did not store it."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kind"), TAKEN)
def test_an_honest_file_is_taken_for_what_it_is(name: str, content: bytes, kind: Kind) -> None:
    assert examine(io.BytesIO(content), name) == Examined(kind)


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED)
def test_a_file_that_is_not_taken_gets_its_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=f"^{re.escape(sentence)}"):
        examine(io.BytesIO(content), name)


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    bomb = samples.repacked(samples.word(), {MAIN: bytes(200_000_000)})
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused, match=f"^We cannot take report.docx. {BOMB}$"):
        examine(io.BytesIO(bomb), "report.docx")


def test_a_picture_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(Refused, match=f"^We cannot take map.png. {BOMB}$"):
        examine(io.BytesIO(samples.picture(size=(10_000, 10_000))), "map.png")


def test_every_fault_has_a_sentence_that_names_the_file() -> None:
    for fault in Fault:
        assert "plan.pdf" in refusal(fault, "plan.pdf").sentence


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(2_100_000_000)
    with pytest.raises(Refused) as refused:
        examine(path, "film.mp4")
    assert refused.value.sentence == (
        "We cannot take film.mp4. It is 2.1 GB. The limit is 100 MB. Add a link to where it is kept instead."
    )


def test_the_sentence_shows_a_safe_name() -> None:
    with pytest.raises(Refused, match=r"^fdp\.exe is empty\."):
        examine(io.BytesIO(b""), "C:\\plans\\\u202efdp.exe\x00")


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("pack.pdf", samples.pdf_with_files_inside(["a.exe"]), "1 file is attached inside this file."),
        ("pack.pdf", samples.pdf_with_files_inside(["a", "b"]), "2 files are attached inside this file."),
        ("minutes.eml", PACKED_MAIL, "1 file is attached inside this e-mail."),
    ],
)  # fmt: skip
def test_files_inside_a_file_are_taken_and_said(name: str, content: bytes, note: str) -> None:
    examined = examine(io.BytesIO(content), name)
    assert examined.note == f"{note} We keep them, but do not read them."


def test_an_archive_attached_inside_a_pdf_makes_it_no_archive() -> None:
    content = samples.pdf_with_files_inside(["plan.zip"], samples.zipped(a="b"))
    assert b"PK\x05\x06" in content
    assert examine(io.BytesIO(content), "pack.pdf").kind is Kind.PDF


def test_a_stream_stands_at_its_start_afterwards_and_reads_the_same() -> None:
    content = samples.word(*[samples.SENTENCE] * 2000)
    with tempfile.TemporaryFile() as on_disk, tempfile.SpooledTemporaryFile(max_size=10**9) as spooled:
        for stream in (cast(BinaryIO, on_disk), cast(BinaryIO, spooled), io.BytesIO()):
            stream.write(content)
            stream.seek(100)
            stream.read(10)
            assert examine(stream, "report.docx").kind is Kind.DOCX
            assert stream.tell() == 0
            assert stream.read() == content


def test_a_path_is_examined_like_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "kept under another name"
    path.write_bytes(samples.pdf())
    assert examine(path, "plan.pdf") == Examined(Kind.PDF)


@given(st.binary(max_size=300), st.sampled_from(["a", "a.txt", "a.csv", "a.xyz"]))
def test_any_bytes_are_taken_or_refused_with_a_sentence(content: bytes, name: str) -> None:
    try:
        assert examine(io.BytesIO(content), name).kind in Kind
    except Refused as refused:
        assert refused.sentence.endswith(".")
