"""The text of honest files is found in full; a hostile one costs a sentence and nothing else."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.evidence.files import extract as extracting
from inspect_app.evidence.files.confined import Limits
from inspect_app.evidence.files.extract import Extracted, extract
from inspect_app.evidence.files.readers.gathered import Full, Gathered, clean
from inspect_app.evidence.files.signatures import Kind
from tests.unit.evidence import samples

WORD = "xmlns:w='urn:w' xmlns:mc='urn:mc'"
HARD_WORDS = f"""<w:document {WORD}><w:body>
<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Kept</w:t></w:r>
<w:ins><w:r><w:t> inserted</w:t></w:r></w:ins><w:del><w:r><w:delText> deleted</w:delText></w:r></w:del>
<w:moveFrom><w:r><w:t> moved away</w:t></w:r></w:moveFrom></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>
<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
</mc:AlternateContent>
<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>
</w:body></w:document>"""


def text_of(content: bytes, kind: Kind) -> Extracted:
    return extract(io.BytesIO(content), kind)


def test_pdf_has_its_text_page_by_page() -> None:
    read = text_of(samples.pdf(3), Kind.PDF)
    assert read.pages == tuple(f"Page {number}. {samples.SENTENCE}" for number in (1, 2, 3))
    assert read.text == "\n\n".join(read.pages)
    assert (read.truncated, read.note, read.is_read) == (False, None, True)


def test_a_page_without_text_keeps_its_number() -> None:
    assert text_of(samples.pdf(2, lines=0), Kind.PDF) == Extracted("", ("", ""), note=extracting.NO_TEXT)


def test_what_was_written_into_a_form_is_found() -> None:
    assert "Recovery of detections" in text_of(samples.form(), Kind.PDF).text


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert samples.SENTENCE in text_of(samples.pdf_that_is_locked("", owner="boss"), Kind.PDF).text


def test_word_has_paragraphs_tables_and_heads() -> None:
    read = text_of(samples.word("First.", "Second."), Kind.DOCX)
    assert read == Extracted("First.\nSecond.\nYear \tDetections \t\n2005 \t27.1% \t\n\nHead of the page")


def test_word_has_what_libraries_miss_and_not_what_was_deleted() -> None:
    package = samples.repacked(samples.word(), {"word/document.xml": HARD_WORDS.encode()})
    text = text_of(package, Kind.DOCX).text
    assert text.startswith("Kept inserted\nin a control\nin a box\none\ntwo\tthree")
    assert text.count("in a box") == 1


def test_workbooks_have_sheets_and_values() -> None:
    rows = [["Force", "Rate", "Seen on"], ["Kent", 27.1, date(2006, 3, 6)], [], ["Two\nlines", None, "=1+1"]]
    assert text_of(samples.workbook(rows), Kind.XLSX) == Extracted(
        "Detections\nForce\tRate\tSeen on\nKent\t27.1\t2006-03-06\nTwo lines"
    )


def test_a_workbook_that_claims_to_be_endless_is_read_where_it_has_cells() -> None:
    package = samples.workbook()
    path = "xl/worksheets/sheet1.xml"
    sheet = samples.part_of(package, path).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in sheet
    assert text_of(samples.repacked(package, {path: sheet}), Kind.XLSX).text == "Detections\nForce\tRate\nKent\t27.1"


def test_slides_are_pages_in_their_order() -> None:
    slides = [f"Slide {number}" for number in range(1, 12)]
    assert text_of(samples.presentation(*slides), Kind.PPTX).pages == tuple(slides)


def test_open_documents_have_text_and_cells() -> None:
    row = "<table:table-row><table:table-cell><text:p>Kent</text:p></table:table-cell></table:table-row>"
    letter = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Head</text:h>"
    assert text_of(samples.open_document(Kind.ODS.media_type, row * 2), Kind.ODS).text == "Kent \t\nKent"
    assert text_of(samples.open_document(Kind.ODT.media_type, f"{letter}<text:p>a<text:tab/>b</text:p>"), Kind.ODT) == (
        Extracted("Head\na\tb")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_in_whatever_way_it_was_written(encoding: str, delimiter: str) -> None:
    rows = [["Force", "Said"], ["Dyfed–Powys", '"Wait, see; then go"'], ["Kent", "£5"]]
    written = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert text_of(written, Kind.CSV).text == "Force\tSaid\nDyfed–Powys\tWait, see; then go\nKent\t£5"


def test_a_csv_of_200_000_rows_is_read_as_far_as_it_is_kept() -> None:
    rows = "\n".join(f"{number},Kent,27.1,offences brought to justice" for number in range(200_000))
    read = text_of(rows.encode(), Kind.CSV)
    assert (read.truncated, read.note, read.is_read) == (True, extracting.TOO_LONG, True)
    assert read.text.startswith("0\tKent\t27.1\toffences brought to justice\n1\t")
    assert len(read.text) > 0.9 * extracting.LONGEST
    assert len(read.text) <= extracting.LONGEST


def test_a_line_without_end_is_no_harm() -> None:
    assert text_of(b"x" * 5_000_000, Kind.CSV).note == extracting.TOO_LONG
    assert text_of(b"x," * 2_500_000, Kind.CSV).note == extracting.TOO_LONG


def test_a_quotation_mark_that_never_closes_hides_nothing() -> None:
    rows = b'a,b\n"open,b\n' + b"hidden behind it,b\n" * 20_000
    assert text_of(rows, Kind.CSV).text.count("hidden behind it") == 20_000


def test_plain_text_is_cleaned_for_the_database() -> None:
    assert text_of("one\x00\x07\r\ntwo\x0c\n\n\n\nthree £".encode("cp1252"), Kind.TXT).text == "one\ntwo\n\nthree £"


def test_mail_has_its_headings_words_and_the_names_of_what_is_attached() -> None:
    content = samples.mail("Detection rates – März", {"plan.exe": samples.PROGRAM, "../../x\u202e.pdf": b"x"})
    assert text_of(content, Kind.EML).text == (
        "From: Inspection office <office@force.example>\n"
        "To: lead@force.example\n"
        "Date: Mon, 06 Mar 2006 09:00:00 +0000\n"
        "Subject: Detection rates – März\n\n"
        f"{samples.SENTENCE}\n\nAttached: plan.exe\nAttached: x.pdf"
    )


def test_mail_in_html_becomes_text() -> None:
    html = "<head><title>t</title></head><p>Yes &amp; no<script>alert(1)</script></p><table><tr><td>a<td>b</table>"
    assert text_of(samples.mail(html=html), Kind.EML).text.endswith("Yes & no\n\na b")


@pytest.mark.parametrize(
    "content",
    [
        b"From: x\nContent-Type: text/plain; charset=no-such\n\nwords",
        b"From: x\nContent-Type: multipart/mixed; boundary=y\n\nwords",
        b"From: \xff\xfe<<>>;;\nSubject: =?utf-8?q?=ff?=\n\nwords",
        b"Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 500
        + b"words",
    ],
)
def test_mail_that_breaks_its_own_rules_is_read_all_the_same(content: bytes) -> None:
    assert text_of(content, Kind.EML).is_read


def test_a_picture_says_that_it_has_no_text() -> None:
    assert text_of(samples.picture(), Kind.PNG) == Extracted("", note=extracting.PICTURE)


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind not in (Kind.PNG, Kind.JPG, Kind.TXT, Kind.CSV, Kind.EML)]
)
@pytest.mark.parametrize("content", [b"", b"junk", samples.pdf()[:700], samples.word()[:5000]])
def test_what_cannot_be_read_gives_a_sentence(content: bytes, kind: Kind) -> None:
    assert text_of(content, kind) == Extracted("", note=extracting.UNREADABLE, is_read=False)


def test_a_document_that_breaks_off_gives_what_came_before() -> None:
    broken = samples.repacked(samples.presentation("One", "Two"), {"ppt/slides/slide2.xml": b"<p:sld"})
    read = text_of(broken, Kind.PPTX)
    assert (read.text, read.truncated, read.note, read.is_read) == ("One", True, extracting.PARTLY, True)


def test_a_bomb_ends_at_the_limit_of_its_process() -> None:
    words = b"<w:document xmlns:w='urn:w'>" + b"<w:p><w:r><w:t>bomb </w:t></w:r></w:p>" * 3_000_000
    package = samples.repacked(samples.word(), {"word/document.xml": words})
    read = text_of(package, Kind.DOCX)
    assert read.note == extracting.TOO_LONG
    assert len(read.text) <= extracting.LONGEST


def test_one_that_takes_too_long_gives_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "_LIMITS", Limits(seconds=60, cpu=1, memory=1 << 30, output=1 << 26))
    read = text_of(samples.slow_pdf(200), Kind.PDF)
    assert (read.truncated, read.note) == (True, extracting.PARTLY)
    assert read.pages is not None
    assert 1 <= len(read.pages) < 200


@pytest.mark.parametrize(
    "limits",
    [
        Limits(seconds=0.01, cpu=60, memory=1 << 30, output=1 << 26),
        Limits(seconds=60, cpu=60, memory=1 << 30, output=100),
        Limits(seconds=60, cpu=60, memory=20_000_000, output=1 << 26),
    ],
    ids=["time", "output", "memory"],
)
def test_past_a_limit_it_is_unreadable(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "_LIMITS", limits)
    assert text_of(samples.pdf(20, lines=40), Kind.PDF) == Extracted("", note=extracting.UNREADABLE, is_read=False)


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_clean_text_fits_every_database(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean(cleaned) == cleaned


def test_gathering_stops_at_the_limit() -> None:
    gathered = Gathered(5)
    gathered.add("abc")
    with pytest.raises(Full):
        gathered.add("defg")
    gathered.close()
    assert gathered.passages == ["abcde"]
