"""How the specimen's grades were reached: a rung that holds, none that holds, and components with a limiter."""

from __future__ import annotations

from typing import Any

from inspect_app.reporting.pdf.cells import Bundle, Cell, Column, Head, row
from inspect_app.reporting.pdf.charts import RangeFigure, Reach
from inspect_app.reporting.pdf.flow import Block, Item, Together
from inspect_app.reporting.pdf.headings import Place, SectionHead
from inspect_app.reporting.pdf.lines import Faces
from inspect_app.reporting.pdf.prose import Paragraph, labelled_rows, note
from inspect_app.reporting.pdf.styles import BODY_STRONG, SMALL_STRONG, WIDTH
from inspect_app.reporting.pdf.tables import Table
from inspect_app.reporting.pdf.text import Words, bold, link
from inspect_app.ui.marks import Sign, between_mark, sign_mark
from tests.slices.reporting.pdf.specimen_facts import FAIR, GOOD, POOR, SCALE

VERDICTS: dict[str, Sign] = {
    "Held": "tick",
    "Not held": "cross",
    "Undecided": "query",
    "Found": "disc",
    "Not found": "open",
}
BETWEEN = between_mark("P", "F")
RUNG_COLUMNS = [Column(72), Column(142), Column(62), Column(66), Column(64), Column(WIDTH - 406)]
RUNG_HEADS = [[Head(word) for word in ("Rung", "Requirement", "Result", "Needed", "Verdict", "Criteria against")]]


def rung(grade: Any, *rows: tuple[str, str, str, str, str], decides: bool = False, label: str = "") -> Bundle:
    mark = BETWEEN if grade is None else grade.mark
    cells = tuple(
        (Cell(asked), Cell(result), Cell(needed), Cell(verdict, sign_mark(VERDICTS[verdict])), Cell(against))
        for asked, result, needed, verdict, against in rows
    )
    first = Cell(label or grade.label, mark, mark_size=12.5, style=BODY_STRONG, is_head=True)
    return Bundle(cells, lead=first, tint="tint1" if decides else "", bar=decides, heavy=True)


def _rungs() -> list[Bundle]:
    beacon = "yes, or yes with a caveat"
    against = "G2 G4 G5 G7 G8"
    return [
        rung(
            SCALE[0],
            ("All Fair criteria met", "9 of 10", "all", "Not held", "F9"),
            ("Vast majority of Good criteria met", "3 of 8 (38%)", "at least 80%", "Not held", against),
            ("A beacon to other forces", "no", beacon, "Not held", ""),
            ("Introduces and evaluates new ways", "yes", beacon, "Held", ""),
        ),
        rung(
            GOOD,
            ("All Fair criteria met", "9 of 10", "all", "Not held", "F9"),
            ("Most Good criteria met", "3 of 8 (38%)", "more than 50%", "Not held", against),
        ),
        rung(FAIR, ("All significant Fair criteria met", "9 of 9", "all", "Held", "none"), decides=True),
    ]


AREA_LINKS = [
    link(f"1B-{n}" if n in ("A1", "A4") else n, f"f1B-{n}", f"Go to finding 1B-{n}") for n in ("A4", "A1", "A2", "A3")
]
ROWS: list[tuple[Words, Words]] = [
    (
        "In words",
        (
            "The method proposes ",
            bold("Fair"),
            ". Every criterion is rated, so nothing left open could change it. The published grade is ",
            bold("Fair"),
            ": the judgement agrees with the proposal.",
        ),
    ),
    (
        "On evidence alone",
        (
            "One criterion (F5) is rated met without evidence cited for the assessed year. Counting only what is "
            "cited, the grade would lie ",
            bold("between Poor and Fair, or at Fair"),
            ".",
        ),
    ),
    (
        "What would reach Good",
        (
            "Three criteria, and no fewer: ",
            bold("F9"),
            ", and any two of ",
            bold("G2, G4, G5, G7, G8"),
            ". Areas for improvement that bear on them: ",
            AREA_LINKS[0],
            " on F9; ",
            AREA_LINKS[1],
            ", ",
            AREA_LINKS[2],
            ", ",
            AREA_LINKS[3],
            " on the rest.",
        ),
    ),
    (
        "What holds the grade",
        (
            "Each of the nine significant Fair criteria. If any one of them were lost there would be no defined "
            "grade; if ",
            bold("F1"),
            ", the dominant one, were not met, the proposal would be Poor.",
        ),
    ),
    (
        "Direction of travel",
        (
            "The method proposes ",
            bold("Stable"),
            ". Improved needs three conditions here: active roll-out (yes), "
            "better performance (no), significant resources (no).",
        ),
    ),
]


def reached(faces: Faces) -> list[Block]:
    marks = (Reach("Proposal", 2, 2, FAIR.mark), Reach("Published judgement", 2, 2, FAIR.mark))
    return [
        SectionHead(faces, "How this grade was reached", Place("r1B", 2), aside="Framework 1B · method baseline_2006"),
        Paragraph(
            faces,
            "The method starts at the highest rung and stops at the first whose every requirement holds. "
            "Eighteen criteria apply: 10 at Fair, 8 at Good.",
            left=0,
            width=WIDTH,
        ),
        Table(faces, RUNG_COLUMNS, RUNG_HEADS, _rungs(), pad=3.2, ruled_above=False),
        note(
            faces,
            "“Vast majority” is the parameter excellent_vast_share, 0.80; “most” is good_most_share, 0.50. A criterion "
            "that is partly met counts as not yet met.",
        ),
        RangeFigure(
            faces,
            "Proposal and judgement",
            STOPS,
            (Reach("Possible on the ratings", 2, 2), Reach("On cited evidence alone", 1, 2, is_open=True), *marks),
            "The ratings allow Fair only. Cited evidence alone allows between Poor and Fair, to "
            "Fair. Proposed Fair. Published Fair.",
        ),
        *labelled_rows(faces, ROWS, ruled_above=True),
    ]


STOPS = ("Poor", "between", "Fair", "Good", "Excellent")


def no_rung_holds(faces: Faces) -> list[Item]:
    rungs = [
        rung(SCALE[0], ("A beacon to other forces", "unanswered", "yes", "Undecided", "")),
        rung(
            POOR,
            ("A dominant criterion not met", "0 of 2", "any", "Not found", "none"),
            ("A third of significant Fair criteria not met", "1 of 9", "1/3, at least 2", "Not found", "F7"),
        ),
        rung(None, ("Neither Fair nor Poor", "", "", "Found", ""), decides=True, label="Between"),
    ]
    reach = (
        Reach("Possible on the ratings", 1, 1),
        Reach("On cited evidence alone", 0, 1, is_open=True),
        Reach("Proposal", 1, 1, BETWEEN),
        Reach("Published judgement", 2, 2, FAIR.mark),
    )
    rows: list[tuple[Words, Words]] = [
        (
            "In words",
            ("The method proposes ", bold("no grade"), ": the ratings fall ", bold("between Poor and Fair"), "."),
        ),
        (
            "Why the judgement differs",
            "“The review of protective services had already closed most of what F7 asks for.” "
            "Decided by two assessors on 14 September 2006.",
        ),
    ]
    return [
        Together(
            [
                SectionHead(
                    faces, "How this grade was reached", Place("r3A", 2), aside="Framework 3A · method baseline_2006"
                ),
                Paragraph(
                    faces, "No rung holds in full. Sixteen criteria apply: 9 at Fair, 7 at Good.", left=0, width=WIDTH
                ),
                Table(faces, RUNG_COLUMNS, RUNG_HEADS, rungs, pad=3.2, ruled_above=False),
                RangeFigure(
                    faces,
                    "Proposal and judgement",
                    STOPS,
                    reach,
                    "The ratings allow between Poor and Fair only. Published Fair.",
                ),
                *labelled_rows(faces, rows, ruled_above=True),
            ]
        )
    ]


def components(faces: Faces) -> list[Item]:
    columns = [Column(130), Column(92), Column(92), Column(66), Column(WIDTH - 380)]
    heads = [
        [Head("Component"), Head("Fair criteria met"), Head("Good criteria met"), Head("Outcome"), Head("Against")]
    ]
    listed = (
        ("Domestic violence", "4 of 4", "2 of 4 (50%)", FAIR, "G2 G4 against"),
        ("Child protection", "4 of 4", "3 of 4 (75%)", GOOD, ""),
        ("Dangerous and sex offenders", "4 of 4", "4 of 4 (100%)", GOOD, "Excellent on criteria, not on factors"),
        ("Missing persons", "3 of 4; 3 of 3 significant", "1 of 4 (25%)", FAIR, "F3 G1 G2 G4 against"),
    )
    rows = [
        row(Cell(name, is_head=True), fair, good, Cell(grade.label, grade.mark, style=SMALL_STRONG), against)
        for name, fair, good, grade, against in listed
    ]
    said: list[tuple[Words, Words]] = [
        (
            "Limiter that applied",
            (bold("Weakest component."), " The lowest outcome, Fair, is the outcome of the framework."),
        ),
        (
            "In words",
            (
                "The method proposes ",
                bold("Fair"),
                ". The published grade is ",
                bold("Fair"),
                ": the judgement agrees with the proposal.",
            ),
        ),
    ]
    return [
        Together(
            [
                SectionHead(
                    faces, "How this grade was reached", Place("r4B", 2), aside="Framework 4B · method baseline_2006"
                ),
                Paragraph(
                    faces,
                    "Each component climbs the rungs on its own criteria. A limiter then applies.",
                    left=0,
                    width=WIDTH,
                ),
                Table(faces, columns, heads, rows, pad=3.2, ruled_above=False),
                *labelled_rows(faces, said),
            ]
        )
    ]
