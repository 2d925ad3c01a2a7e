"""Text that nobody planned for: very long, in other letters, full of markup, or at the foot of a page."""

from __future__ import annotations

from datetime import datetime

import pytest

from inspect_app.reporting.pdf.boxes import Box
from inspect_app.reporting.pdf.cells import Cell, Column, Head, group, row
from inspect_app.reporting.pdf.document import Meta, build
from inspect_app.reporting.pdf.flow import Block, Item, Together, inside
from inspect_app.reporting.pdf.fonts import FontMissing, faces
from inspect_app.reporting.pdf.headings import PartTitle, Place, SectionHead, SideHead, beside
from inspect_app.reporting.pdf.lines import break_lines, line_width
from inspect_app.reporting.pdf.prose import Finding, Paragraph, bullets, labelled_rows
from inspect_app.reporting.pdf.structure import Node
from inspect_app.reporting.pdf.styles import BODY, SMALL, TEXT_WIDTH
from inspect_app.reporting.pdf.tables import Table
from inspect_app.reporting.pdf.tagged import DuplicateDestination, UnknownDestination
from inspect_app.reporting.pdf.text import bold, link
from tests.slices.reporting.pdf.reading import faults, made, page_texts, reader, tagged
from tests.slices.reporting.pdf.specimen import FACES, META, SURROUND

WORDS = "The force has a long record of inventive joint work against nuisance. "


def titled(*items: Item) -> list[Item]:
    return [PartTitle(FACES, "Specimen", Place("specimen", 0)), *items]


def finding(words: str, number: str = "1B-S1") -> Finding:
    return Finding(FACES, number, words, Node("L"), Place(f"f{number}"), references=("bears on F1", "source line 466"))


def test_a_finding_of_100_000_characters_flows_and_keeps_one_number() -> None:
    words = (WORDS * 1500)[:100_000] + " The very end."
    data = made(titled(finding(words)))
    pdf = reader(titled(finding(words)))
    text = " ".join(page_texts(pdf))
    assert len(pdf.pages) > 10
    assert text.count("1B-S1") == 1
    assert "The very end." in text
    assert len(tagged(pdf, "/LI")) == 1
    assert faults(data) == []


def test_one_word_of_100_000_letters_stays_in_its_column() -> None:
    lines = break_lines("x" * 100_000, BODY, TEXT_WIDTH, FACES)
    assert max(map(line_width, lines)) <= TEXT_WIDTH + 0.1
    assert sum(len(run.text.rstrip()) for line in lines for run in line) == 100_000


def test_markup_prints_as_it_was_written() -> None:
    written = "<b>bold</b> & <font size=40>huge</font> &amp; <a href='x'>link</a> <!-- ]]> \\ (open"
    text = page_texts(reader(titled(Paragraph(FACES, written))))[0]
    assert written in text


def test_welsh_letters_print() -> None:
    written = "Heddlu Dyfed-Powys: ŵ ŷ Ŵ Ŷ â ê î ô û, 50 °C, £5, 1–2, “quoted”, naïve, §"
    data = made(titled(Paragraph(FACES, (written, bold(" ŵ"), "!"))))
    assert written in page_texts(reader(titled(Paragraph(FACES, written))))[0]
    assert faults(data) == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a 🎉 b", "a □ b"),
        ("family 👨‍👩‍👧 here", "family □□□ here"),
        ("heart ❤️ here", "heart ❤ here"),
        ("日本 text", "□□ text"),
        ("tab\there\nand\x00 there\x07", "tab here and there"),
        ("w\u0302 and y\u0302", "ŵ and ŷ"),
        ("\ud800 lone", "□ lone"),
    ],
)
def test_what_the_face_lacks_prints_as_a_box(written: str, printed: str) -> None:
    assert printed in page_texts(reader(titled(Paragraph(FACES, written))))[0]


def test_empty_texts_are_no_fault() -> None:
    items = titled(
        Paragraph(FACES, ""), finding(""), *labelled_rows(FACES, [("Label", "")]), *bullets(FACES, ["", "x"])
    )
    assert faults(made(items)) == []


def table(rows: int, words: str = "Joint tactics exist.") -> Table:
    columns = [Column(40), Column(300), Column(100)]
    heads = [[Head("Number"), Head("What is asked"), Head("Result")]]
    bundles = [group("First group"), *(row(Cell(f"F{n}", is_head=True), words, "met") for n in range(rows))]
    return Table(FACES, columns, heads, bundles)


def test_a_table_that_splits_is_one_table_whose_heads_are_read_once() -> None:
    pdf = reader(titled(table(120)))
    heads = [element for element in tagged(pdf, "/TH") if element["/A"]["/Scope"] == "/Column"]
    assert len(pdf.pages) >= 3
    assert len(tagged(pdf, "/Table")) == 1
    assert len(heads) == 3
    assert all("What is asked" in text for text in page_texts(pdf))
    assert faults(made(titled(table(120)))) == []


def test_a_row_taller_than_a_page_flows_in_its_own_cells() -> None:
    pdf = reader(titled(table(2, WORDS * 200)))
    assert len(tagged(pdf, "/TR")) == 4
    assert faults(made(titled(table(2, WORDS * 200)))) == []


def test_a_box_longer_than_a_page_splits_and_loses_nothing() -> None:
    rows = [("The problem", "Short."), ("What was done", WORDS * 300 + "The very end.")]
    items = titled(Box(FACES, "Good practice", "A title", Place("g1"), rows, "Last line.", level=2))
    text = " ".join(page_texts(reader(items)))
    assert "The very end." in text
    assert text.count("What was done") == 1
    assert faults(made(items)) == []


def filler(lines: int) -> list[Block]:
    return [Paragraph(FACES, "Filler.", space_after=0.0) for _ in range(lines)]


def heads_over_text() -> list[Item]:
    return [
        SectionHead(FACES, "Stranded head", Place("s"), level=2),
        *beside(SideHead(FACES, "Stranded side", level=2), [Paragraph(FACES, WORDS * 3)]),
    ]


@pytest.mark.parametrize("lines", range(38, 49))
def test_no_head_stands_last_on_a_page(lines: int) -> None:
    texts = page_texts(reader(titled(*filler(lines), *heads_over_text())))
    for text in texts:
        assert ("Stranded head" in text) == ("The force has a long record" in text)
        assert ("Stranded side" in text) == ("The force has a long record" in text)


@pytest.mark.parametrize("lines", range(36, 49))
def test_a_head_keeps_the_heads_of_its_table_and_two_rows(lines: int) -> None:
    items = titled(*filler(lines), SectionHead(FACES, "Stranded head", Place("s"), level=2), table(30))
    text = next(text for text in page_texts(reader(items)) if "Stranded head" in text)
    assert "First group F0" in text
    assert "F1 Joint" in text


@pytest.mark.parametrize("lines", range(40, 49))
def test_a_paragraph_never_leaves_one_line_alone(lines: int) -> None:
    words = " ".join(f"word{number}" for number in range(45))
    count = len(break_lines(words, BODY, TEXT_WIDTH, FACES))
    assert count == 5
    texts = page_texts(reader(titled(*filler(lines), Paragraph(FACES, words))))
    shares = [text.count("word") for text in texts]
    assert all(share == 0 or share > 10 for share in shares)


def test_blocks_kept_together_move_to_a_page_that_holds_them() -> None:
    kept = Together([Paragraph(FACES, f"Kept {number}.") for number in range(10)])
    texts = page_texts(reader(titled(*filler(42), kept)))
    assert "Kept 0." not in texts[0]
    assert "Kept 0." in texts[1]
    assert "Kept 9." in texts[1]


def test_a_link_over_two_lines_is_one_element_with_two_places() -> None:
    long = link("a link that is " * 12, "specimen", "Go to the start")
    pdf = reader(titled(Paragraph(FACES, ("See ", long, "."))))
    assert len(tagged(pdf, "/Link")) == 1
    assert len(pdf.pages[0]["/Annots"]) == 2


def test_a_link_to_nowhere_is_refused_by_name() -> None:
    with pytest.raises(UnknownDestination, match="fw9Z"):
        made(titled(Paragraph(FACES, link("see 9Z", "fw9Z", "Go to framework 9Z"))))


def test_a_page_number_of_nowhere_is_refused_by_name() -> None:
    with pytest.raises(UnknownDestination, match="fw9Z"):
        made(titled(Table(FACES, [Column(60)], [[Head("Page")]], [row(Cell(page_of="fw9Z", says="Go"))])))


def test_two_places_of_one_name_are_refused() -> None:
    with pytest.raises(DuplicateDestination, match="f1B-S1"):
        made(titled(finding("One."), finding("Two.")))


def test_a_time_of_issue_without_a_zone_is_refused() -> None:
    meta = Meta("Title", "Author", "Subject", (), datetime(2026, 11, 22, 9, 0))
    with pytest.raises(ValueError, match="zone"):
        build(titled(), meta=meta, surround=SURROUND, faces=FACES)


def test_broken_characters_in_titles_and_metadata_are_no_fault() -> None:
    broken = "half \ud800 of 🎉 <a> & b\x00\n(c) ŵ"
    items = [PartTitle(FACES, broken, Place("p", 0)), Paragraph(FACES, link(broken, "p", broken))]
    meta = Meta(broken, broken, broken, (broken, "ŷ"), META.issued_at)
    assert faults(build(items, meta=meta, surround=SURROUND, faces=FACES)) == []


def test_an_empty_story_is_refused() -> None:
    with pytest.raises(ValueError, match="empty story"):
        made([])


def test_a_missing_face_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FontMissing, match=r"SourceSans3_400Regular\.ttf"):
        faces(tmp_path)


def test_structure_of_one_section_stays_in_it() -> None:
    section = Node("Sect")
    pdf = reader(inside(section, titled(finding("One."), finding("Two.", "1B-S2"))))
    holder = tagged(pdf, "/Sect")[0]
    assert [kid.get_object()["/S"] for kid in holder["/K"]] == ["/H1", "/L", "/L"]


def test_a_narrow_column_breaks_after_a_dash_before_it_breaks_a_word() -> None:
    lines = break_lines("force-wide-system-for-recording", SMALL, 60, FACES)
    assert all(run.text.rstrip().endswith("-") for line in lines[:-1] for run in line)
