"""What the specimen report promises as a file: accessible, searchable, linked, the same every time."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.slices.reporting.pdf.reading import (
    bookmarks,
    elements,
    faults,
    made,
    page_texts,
    specimen,
    specimen_bytes,
    tagged,
)
from tests.slices.reporting.pdf.specimen import META, story


def test_the_report_passes_pdf_ua_1() -> None:
    assert faults(specimen_bytes()) == []


def test_the_same_story_gives_the_same_bytes() -> None:
    assert made(story()) == specimen_bytes()


def test_one_story_may_be_built_twice() -> None:
    items = story()
    assert made(items) == made(items)


def test_text_reads_in_order() -> None:
    text = " ".join(page_texts(specimen()))
    order = (
        "Force report", "Kent Police", "Contents", "How grades are reached", "Summary of judgements",
        "Key issues", "The national picture", "Grades of the 43 forces", "National context",
        "1B-S1", "Neighbourhood policing is led from the top", "bears on F1, F2",
        "1B-A7", "Criteria and ratings", "How this grade was reached", "In words", "Glossary",
    )  # fmt: skip
    at = -1
    for words in order:
        at = text.find(words, at + 1)
        assert at >= 0, words


def test_every_link_says_where_it_goes_and_leads_to_a_place() -> None:
    pdf = specimen()
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(links) > 100
    assert all(link["/Contents"] for link in links)
    assert {link["/Dest"] for link in links} <= set(pdf.named_destinations)


def test_every_link_belongs_to_an_element_of_the_tree() -> None:
    pdf = specimen()
    count = sum(len(page.get("/Annots", [])) for page in pdf.pages)
    kids = [kid for link in tagged(pdf, "/Link") for kid in link["/K"] if not isinstance(kid, int)]
    assert sum(kid.get("/Type") == "/OBJR" for kid in kids) == count


def test_page_numbers_in_the_contents_are_those_of_the_pages() -> None:
    pdf = specimen()
    texts = page_texts(pdf)
    for title, opens in (
        ("Neighbourhood policing and problem solving", "1B"),
        ("Leadership", "7A"),
        ("Glossary", "Annex B"),
    ):
        said = re.search(rf"{title}(?: [A-Z–]+)? (\d+)", texts[1])
        assert said is not None, title
        assert f"{opens} {title}" in texts[int(said[1]) - 1]


def test_all_pages_say_which_of_how_many_they_are_but_the_cover() -> None:
    texts = page_texts(specimen())
    assert "Page 1 of" not in texts[0]
    assert all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts[1:], start=2))


def test_the_marking_stands_twice_on_every_page() -> None:
    assert all(text.count("OFFICIAL") >= 2 for text in page_texts(specimen()))


def test_only_embedded_faces_are_used() -> None:
    pdf = specimen()
    fonts = {name: font.get_object() for page in pdf.pages for name, font in page["/Resources"]["/Font"].items()}
    assert fonts
    assert all(
        "SourceSans3" in font["/BaseFont"] and "/FontFile2" in font["/FontDescriptor"] for font in fonts.values()
    )
    assert b"Helvetica" not in specimen_bytes()


def test_headings_are_tagged_in_levels_that_never_skip() -> None:
    tags = [element["/S"] for element in elements(specimen())]
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_parts_hold_sections_and_sections_hold_their_headings() -> None:
    pdf = specimen()
    parts = tagged(pdf, "/Part")
    assert len(parts) == 7
    assert all(part["/K"][0].get_object()["/S"] == "/H1" for part in parts)
    assert all(kid.get_object()["/S"] == "/Sect" for part in parts for kid in part["/K"][1:])


def test_every_figure_has_words_for_those_who_cannot_see_it() -> None:
    figures = tagged(specimen(), "/Figure")
    assert len(figures) > 20
    assert all(figure["/Alt"] and "/BBox" in figure["/A"] for figure in figures)


def test_counts_are_read_as_a_sentence() -> None:
    said = "3 Excellent, 14 Good, 6 Fair, 0 Poor; 5 Improved, 13 Stable, 3 Declined, 2 Not graded."
    assert said in [element.get("/ActualText") for element in tagged(specimen(), "/P")]


def test_marks_alone_are_read_as_words() -> None:
    said = [element.get("/ActualText") for element in tagged(specimen(), "/Span")]
    assert said.count("Good, stable, ") == 8


def test_bookmarks_nest_and_domains_are_closed() -> None:
    pdf = specimen()
    listed = bookmarks(pdf)
    assert "Summary of judgements" in listed
    assert "  1B Neighbourhood policing and problem solving" in listed
    assert "    Areas for improvement" in listed
    first = pdf.trailer["/Root"]["/Outlines"]["/First"]
    while not str(first["/Title"]).endswith("Citizen focus"):
        first = first["/Next"]
    assert first["/Count"] < 0


def test_places_keep_the_names_that_pages_link_to() -> None:
    assert {"fw1B", "f1B-A2", "r1B"} <= set(specimen().named_destinations)


def test_the_file_says_what_it_is() -> None:
    pdf = specimen()
    root = pdf.trailer["/Root"]
    assert specimen_bytes().startswith(b"%PDF-1.7")
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata is not None
    assert pdf.metadata.title == META.title
    assert pdf.metadata["/CreationDate"] == "D:20261122090000Z"
    assert "2026-11-22T09:00:00Z" in pdf.xmp_metadata.stream.get_data().decode() if pdf.xmp_metadata else False
