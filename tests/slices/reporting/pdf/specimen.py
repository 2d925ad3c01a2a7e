"""A specimen report that uses every piece of the kit, for looking at and for measuring.

Grades, directions and counts are published facts; ratings, criteria and reasons are invented to show the layout.
"""

from __future__ import annotations

from datetime import UTC, datetime

from inspect_app.reporting.pdf.boxes import CommandBox
from inspect_app.reporting.pdf.cells import Bundle, Cell, Column, Head, group, row
from inspect_app.reporting.pdf.contents import Entry, MarksKey, contents
from inspect_app.reporting.pdf.cover import Cover, CoverWords, Step
from inspect_app.reporting.pdf.document import Meta, report_faces
from inspect_app.reporting.pdf.flow import Item, NewPage, inside
from inspect_app.reporting.pdf.headings import PartTitle, Place, SectionHead
from inspect_app.reporting.pdf.page import Surround
from inspect_app.reporting.pdf.panels import CountsStrip
from inspect_app.reporting.pdf.prose import Paragraph, labelled_rows, lead, note
from inspect_app.reporting.pdf.structure import Node
from inspect_app.reporting.pdf.styles import SMALL_INVERSE, SMALL_STRONG, WIDTH
from inspect_app.reporting.pdf.tables import Table
from inspect_app.reporting.pdf.text import Span, bold, quiet_link
from inspect_app.ui.marks import Grade, sign_mark
from tests.slices.reporting.pdf.specimen_facts import AREAS, DIRECTIONS, DOMAINS, FRAMEWORKS, SCALE, TERMS
from tests.slices.reporting.pdf.specimen_frameworks import how_grades_are_reached, one_b, opening
from tests.slices.reporting.pdf.specimen_reached import no_rung_holds

FACES = report_faces()
SURROUND = Surround("Kent Police", "Baseline assessment 2005/06", "OFFICIAL")
META = Meta(
    title="Kent Police: baseline assessment 2005/06, force report",
    author="Inspection team",
    subject="Grades, findings and reasons in 23 frameworks",
    keywords=("baseline_2006", "Kent Police"),
    issued_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
)
DISCLAIMER = (
    "This report restates published judgements in its own words and shows how a declared method would have reached "
    "them. It is not a publication of Her Majesty’s Inspectorate of Constabulary."
)


def story() -> list[Item]:
    """Cover to annex C; every call makes it afresh."""
    items: list[Item] = [cover()]
    items += [NewPage("Contents"), *inside(Node("Sect"), contents_part())]
    items += [NewPage("How grades are reached"), *inside(Node("Sect"), how_grades_are_reached(FACES))]
    items += [NewPage("Summary of judgements"), *inside(Node("Sect"), summary())]
    parts = {number: Node("Part") for number in DOMAINS}
    for framework in FRAMEWORKS:
        code, title = framework[0], framework[1]
        section = Node("Sect", parts[code[0]])
        items.append(NewPage(f"{code}  {title}"))
        items += inside(section, opening(FACES, framework, parts[code[0]]))
        if code == "1B":
            items += inside(section, one_b(FACES))
        if code == "3A":
            items += inside(section, no_rung_holds(FACES))
    items += [NewPage("Schedule of areas for improvement"), *inside(Node("Sect"), schedule())]
    items += [NewPage("Glossary"), *inside(Node("Sect"), glossary())]
    items += [NewPage("How to reproduce this report"), *inside(Node("Sect"), reproduce())]
    return items


def cover() -> Cover:
    steps = []
    domain = ""
    for code, _, grade, *_rest in FRAMEWORKS:
        steps.append(Step(code, len(SCALE) - grade.rank, grade.mark, opens=code[0] != domain))
        domain = code[0]
    said = "; ".join(f"{code} {grade.label}" for code, _, grade, *_rest in FRAMEWORKS)
    words = CoverWords(
        kind="Force report",
        force="Kent Police",
        assessment="Baseline assessment 2005/06",
        scope="Twenty-three frameworks in seven domains. Assessment period 1 April 2005 to 31 March 2006.",
        caption="The grade in each framework, by domain",
        alt=f"Column chart. The grade in each framework: {said}.",
        rows=(
            ("Status", "Published judgements"),
            ("Edition", "Baseline assessment 2006 (baseline_2006, version 1.0)"),
            ("Issued", "22 November 2026"),
            ("Digest", "70ce871f … bfdbe5b9 (SHA-256 of the record; in full in annex C)"),
        ),
        disclaimer=DISCLAIMER,
    )
    return Cover(FACES, words, steps, len(SCALE))


def contents_part() -> list[Item]:
    groups: list[tuple[str, list[Entry]]] = [
        (
            "",
            [
                Entry("how", "How grades are reached", strong=True),
                Entry("summary", "Summary of judgements", strong=True),
            ],
        )
    ]
    for number, name in DOMAINS.items():
        entries = [
            Entry(f"fw{code}", title, code, (grade.mark, way.mark), f"{grade.label}, {way.label.lower()}")
            for code, title, grade, way, *_ in FRAMEWORKS
            if code[0] == number
        ]
        groups.append((f"{number}\u00a0 {name}", entries))
    annexes = ("Schedule of areas for improvement", "Glossary", "How to reproduce this report")
    groups.append(
        ("Annexes", [Entry(f"annex{n}", title, f"Annex {n}") for n, title in zip("ABC", annexes, strict=True)])
    )
    key = MarksKey(
        FACES,
        "Marks used",
        [[(grade.mark, grade.label) for grade in SCALE], [(way.mark, way.label) for way in DIRECTIONS]],
    )
    title = PartTitle(FACES, "Contents", Place("contents", 0))
    return [title, key, *contents(FACES, groups)]


def summary() -> list[Item]:
    grades = [(sum(f[2] is grade for f in FRAMEWORKS), grade.mark, grade.label) for grade in SCALE]
    ways = [(sum(f[3] is way for f in FRAMEWORKS), way.mark, way.label) for way in DIRECTIONS]
    says = "; ".join(", ".join(f"{count} {word}" for count, _, word in each) for each in (grades, ways)) + "."
    widths = (24, 187, 63, 71, 14, 14, 14, 14, 51, 29.9)
    columns = [Column(width) for width in widths]
    columns[4:8] = [Column(14, "centre", 0.5)] * 4
    columns[9] = Column(29.9, "right")
    heads = (
        (
            Head("Framework", 2, 2),
            Head("Grade", rows=2),
            Head("Direction", rows=2),
            Head("Forces", 4, align="centre"),
            Head("Method", rows=2),
            Head("Page", rows=2),
        ),
        tuple(Head(grade.letter) for grade in reversed(SCALE)),
    )
    table = Table(FACES, columns, heads, list(_summary_rows()), pad=1.75, centred=True)
    words = (
        Span("•", colour="rust"),
        " Priority framework, checked on site. ",
        bold("Forces"),
        " gives the number of forces graded Poor, Fair, Good and Excellent; the dark cell is Kent’s grade. ",
        bold("Method"),
        " says whether the grade proposed by the method agrees with the published grade; where it differs, the "
        "framework’s own section says why. ¹ Excellent with a caveat on beacon status. ² The method proposes no "
        "grade: between Poor and Fair.",
    )
    title = PartTitle(FACES, "Summary of judgements", Place("summary", 0))
    return [title, CountsStrip(FACES, [grades, ways], says), table, note(FACES, words)]


def _summary_rows() -> list[Bundle]:
    rows = []
    domain = ""
    for code, title, grade, way, forces, priority, method in FRAMEWORKS:
        if code[0] != domain:
            domain = code[0]
            rows.append(group(f"{domain} {DOMAINS[domain]}"))
        name = quiet_link(title, f"fw{code}", f"Go to {code} {title}")
        words = (name, Span(" •", colour="rust")) if priority else name
        rows.append(
            row(
                Cell(code, style=SMALL_STRONG, is_head=True),
                words,
                Cell(grade.label, grade.mark, style=SMALL_STRONG),
                Cell(way.label, way.mark),
                *(_force_cell(count, grade, place) for place, count in enumerate(forces)),
                bold(method) if method.startswith("differs") else method,
                Cell(page_of=f"fw{code}", says=f"Go to {code}, {title}"),
            )
        )
    return rows


def _force_cell(count: int, own: Grade, place: int) -> Cell:
    is_own = place == len(SCALE) - 1 - own.rank
    return Cell(str(count), style=SMALL_INVERSE, fill="petrol") if is_own else Cell(str(count), fill="tint1")


def schedule() -> list[Item]:
    columns = [Column(48), Column(252), Column(54), Column(100), Column(27.9, "right")]
    heads = [
        [Head("Number"), Head("What needs to improve"), Head("Criteria"), Head("Reaches next grade"), Head("Page")]
    ]
    rows = [
        group(
            (
                bold("1B Neighbourhood policing and problem solving"),
                Span("\u00a0\u00a0 Fair, stable. Next grade: Good", "regular"),
            )
        )
    ]
    for number, criteria, _, words in AREAS:
        every = number == "A4"
        rows.append(
            row(
                Cell(
                    quiet_link(f"1B-{number}", f"f1B-{number}", f"Go to finding 1B-{number}", "rust", "semibold"),
                    is_head=True,
                ),
                words.split(". ")[0].rstrip(".") + ".",
                criteria,
                Cell("every set" if every else "some sets", sign_mark("disc" if every else "half")),
                Cell(page_of=f"f1B-{number}", says=f"Go to finding 1B-{number}"),
            )
        )
    return [
        PartTitle(FACES, "Schedule of areas for improvement", Place("annexA", 0), kicker="Annex A"),
        lead(
            FACES,
            "Every area for improvement in this report, in order. The full wording is in the framework’s own section.",
            wide=True,
        ),
        Table(FACES, columns, heads, rows, pad=3.6),
        note(
            FACES,
            (
                bold("Reaches next grade"),
                " looks at the smallest sets of rating changes that would reach it. Is a criterion "
                "that this finding bears on in ",
                bold("every set"),
                ", in ",
                bold("some sets"),
                " or in ",
                bold("none"),
                "? Closing an action does not by itself change a rating: an assessor must rate the criterion again.",
            ),
        ),
        note(
            FACES,
            "7 areas for improvement in 1 framework. Owners, dates and progress are kept in the "
            "force’s tracker and are not part of this report.",
        ),
    ]


def glossary() -> list[Item]:
    rows = [row(Cell(term, style=SMALL_STRONG, is_head=True), meaning) for term, meaning in TERMS]
    return [
        PartTitle(FACES, "Glossary", Place("annexB", 0), kicker="Annex B"),
        lead(FACES, "Words and abbreviations used in this report, and no others.", wide=True),
        Table(FACES, [Column(160), Column(WIDTH - 160)], [[Head("Term"), Head("Meaning in this report")]], rows, pad=4),
    ]


def reproduce() -> list[Item]:
    facts = (
        ("Force and cycle", "Kent Police (kent), 2005-06: 1 April 2005 to 31 March 2006"),
        ("Edition", "Baseline assessment 2006 (baseline_2006), version 1.0"),
        ("Digest of the edition", "6a3be761 03654913 1b35f412 09a76f39 5f0e4937 0ca37e2f 27b32770 c6c30d8e"),
        ("Engine", "1.0.0"),
        ("Marking", "OFFICIAL: the highest marking of anything in the report"),
    )
    columns = [Column(150), Column(120), Column(120), Column(WIDTH - 390)]
    heads = [[Head("Parameter"), Head("Value"), Head("Default"), Head("Set by")]]
    values = (
        ("good_most_share", "more than 0.50"),
        ("excellent_vast_share", "0.80 or more"),
        ("poor_share", "1/3 or more"),
    )
    rows = [row(Cell(name, is_head=True), value, value, "edition") for name, value in values]
    return [
        PartTitle(FACES, "How to reproduce this report", Place("annexC", 0), kicker="Annex C"),
        lead(FACES, "The same inputs give the same file, byte for byte. These are the inputs.", wide=True),
        *labelled_rows(FACES, facts, pad=5),
        SectionHead(FACES, "Parameters in force", Place("parameters", 1), room_below=60, level=2),
        Table(FACES, columns, heads, rows, pad=3, ruled_above=False),
        SectionHead(FACES, "To make it again", Place("again", 1), room_below=60, level=2),
        Paragraph(
            FACES,
            "With the same edition and record, run the command below. Then compare the digest of the "
            "file with the one stored beside the original.",
            left=0,
            width=WIDTH,
        ),
        CommandBox(FACES, "inspect-app report --force kent --cycle 2005-06 --format pdf -o kent.pdf"),
    ]
