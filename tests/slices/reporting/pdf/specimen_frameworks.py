"""The frameworks of the specimen: 1B in full, 4B's components, 3A where no rung holds, openings for the others."""

from __future__ import annotations

from typing import Any

from inspect_app.reporting.pdf.boxes import Box
from inspect_app.reporting.pdf.cells import Cell, Column, Head, row
from inspect_app.reporting.pdf.charts import Bar, NationalChart
from inspect_app.reporting.pdf.flow import Block, Item, Together
from inspect_app.reporting.pdf.headings import (
    DomainHead,
    FrameworkTitle,
    PartTitle,
    Place,
    SectionHead,
    SideHead,
    beside,
)
from inspect_app.reporting.pdf.lines import Faces
from inspect_app.reporting.pdf.panels import GradePanel, PanelCell
from inspect_app.reporting.pdf.prose import Finding, Paragraph, bullets, lead, note
from inspect_app.reporting.pdf.structure import Node
from inspect_app.reporting.pdf.styles import BODY_STRONG, SMALL_STRONG, TEXT_LEFT, TEXT_WIDTH, WIDTH
from inspect_app.reporting.pdf.tables import Table
from inspect_app.reporting.pdf.text import Words, bold, italic, link, quiet_link
from inspect_app.ui.marks import Grade, Sign, sign_mark
from tests.slices.reporting.pdf.specimen_facts import (
    AREAS,
    CRITERIA,
    DIRECTIONS,
    DOMAINS,
    FRAMEWORKS,
    KEY_ISSUES,
    SCALE,
    STRENGTHS,
    WORK,
)
from tests.slices.reporting.pdf.specimen_reached import BETWEEN, components, reached

RATING_SIGNS: dict[str, Sign] = {"met": "disc", "partly met": "half", "not met": "open"}


def how_grades_are_reached(faces: Faces) -> list[Item]:
    meanings = (
        "All Fair criteria met, at least 80% of Good criteria met, and the force shown to be a "
        "beacon and an innovator.",
        "All Fair criteria met and more than half of the Good criteria met.",
        "Every significant Fair criterion met: an acceptable service.",
        "A dominant criterion not met, or at least a third (and no fewer than 2) of the significant "
        "Fair criteria not met.",
    )
    columns = [Column(94, inset=0), Column(TEXT_WIDTH - 94, inset=0)]
    grades = [row(_key(grade.mark, grade.label), said) for grade, said in zip(SCALE, meanings, strict=True)]
    grades.append(row(_key(BETWEEN, "Between"), "Neither Fair nor Poor as the method defines them. A person decides."))
    ways = [
        row(_key(way.mark, way.label), "A change, or none, on the force’s own previous year.") for way in DIRECTIONS
    ]
    words = [Column(112, inset=0), Column(108, inset=0), Column(92, inset=0), Column(TEXT_WIDTH - 312, inset=0)]
    heads = [[Head("The word"), Head("Its parameter"), Head("Value here"), Head("Changed")]]
    vague = [
        row("most (of the Good criteria)", "good_most_share", "more than 0.50", "no"),
        row("vast majority", "excellent_vast_share", "0.80 or more", "no"),
    ]
    two = (
        "Each framework has a ",
        bold("service delivery grade"),
        ", for the level of service over the year, and a ",
        bold("direction of travel"),
        ", for change since the year before. They are independent.",
    )
    cite = (
        "Every finding has a number that never changes: ",
        bold("1B-A2"),
        " is the second area for improvement in framework 1B. The number of findings never decides a grade.",
    )
    exact = "Where the edition uses a word that leaves room, the method gives it a number."
    return [
        PartTitle(faces, "How grades are reached", Place("how", 0)),
        lead(
            faces,
            "Assessors rate each criterion. A declared method turns the ratings into a proposal and gives its "
            "reasons. A person makes the judgement. Both are printed.",
        ),
        *beside(SideHead(faces, "Two judgements", level=2), [Paragraph(faces, two)]),
        *beside(
            SideHead(faces, "The grades", level=2),
            [Table(faces, columns, [], grades, left=TEXT_LEFT, pad=4.5, centred=True)],
        ),
        *beside(
            SideHead(faces, "The directions", level=2),
            [Table(faces, columns, [], ways, left=TEXT_LEFT, pad=3.5, centred=True)],
        ),
        *beside(
            SideHead(faces, "Vague words, made exact", level=2),
            [Paragraph(faces, exact), Table(faces, words, heads, vague, left=TEXT_LEFT, pad=3)],
        ),
        *beside(SideHead(faces, "Citing a finding", level=2), [Paragraph(faces, cite)]),
    ]


def _key(mark: Any, label: str) -> Cell:
    return Cell(label, mark, mark_size=13, style=BODY_STRONG, is_head=True)


def opening(faces: Faces, framework: tuple[Any, ...], part: Node) -> list[Item]:
    code, title, grade, way, forces, priority, _ = framework
    is_first = next(other[0] for other in FRAMEWORKS if other[0][0] == code[0]) == code
    domain = f"{code[0]}\u00a0 {DOMAINS[code[0]]}"
    head = Node("H1", part) if is_first else None
    place = Place(f"d{code[0]}", 0, closed=True) if is_first else None
    checked = (
        ("Priority framework", "On-site validation") if priority else ("Desk review", "Self-assessment and evidence")
    )
    caveat = "With a caveat: the force was shown to be a beacon in part of this work only." if code == "6E" else ""
    panel = GradePanel(
        faces,
        [
            PanelCell("Service delivery grade", grade.label, grade.mark),
            PanelCell("Direction of travel", way.label, way.mark),
            PanelCell("How it was checked", checked[0], under=checked[1]),
        ],
        caveat,
    )
    items: list[Item] = [
        FrameworkTitle(faces, code, title, Place(f"fw{code}", 1), DomainHead(domain, head, place)),
        panel,
        *beside(SideHead(faces, "Key issues"), bullets(faces, KEY_ISSUES if code != "4B" else FOUR_B_ISSUES)),
        *beside(SideHead(faces, "The national picture"), _national(faces, title, grade, forces)),
    ]
    if code == "4B":
        items += beside(SideHead(faces, "National position"), [Paragraph(faces, FOUR_B_POSITION)])
        items += components(faces)
    return items


FOUR_B_ISSUES = ("Child abuse", "Domestic violence", "MAPPA/sex offender management", "Missing persons")
FOUR_B_POSITION = (
    "One framework replaces two from 2005. It has four components: domestic violence, child protection, dangerous and "
    "sex offenders, and missing persons. The weakest component decides the grade, because a failure in any of them can "
    "cost a life. The grade cannot be compared with 2005."
)


def _national(faces: Faces, title: str, grade: Grade, forces: tuple[int, ...]) -> list[Block]:
    counts = list(zip(SCALE, reversed(forces), strict=True))
    bars = [Bar(each.mark, each.label, count, each is grade) for each, count in counts]
    shown = ", ".join(f"{each.label} {count}" for each, count in counts)
    higher = sum(count for each, count in counts if each.rank < grade.rank)
    lower = sum(count for each, count in counts if each.rank > grade.rank)
    same = sum(forces) - higher - lower - 1
    alt = f"Bar chart. Grades of {sum(forces)} forces in {title}: {shown}. Kent is {grade.label}."
    said = (
        f"Grades of the {sum(forces)} forces in this framework: {higher} forces were graded higher than "
        f"Kent, {same} the same and {lower} lower."
    )
    return [NationalChart(faces, bars, "Kent is here", alt), note(faces, said, wide=False)]


def one_b(faces: Faces) -> list[Item]:
    context = (
        "Neighbourhood policing was a national programme due to be complete by April 2008. The grade "
        "measures how well a "
        "force is rolling it out, year by year, so keeping last year’s grade takes more than it did last year.",
        "An Improved direction needs three things: active roll-out, better performance and significant resources. Most "
        "forces had all three.",
    )
    factors = (
        "The force and its police authority have committed themselves to the full national quota of community support "
        "officers. At the time of assessment there were 160 neighbourhood officers and 109 PCSOs; "
        "the 2008 targets are 176 "
        "and 583. Since April 2006 the work has been a main strand of Programme 2015.",
        "Canterbury is the pathfinder area. The other areas follow many of the same principles, and "
        "a plan for the whole "
        "county was nearly finished. Kent has moved at a steadier pace than some forces and has learned from them.",
        "In the British Crime Survey for 2005/06, 42.2% of residents had confidence in their local police. That is 6.9 "
        "percentage points below the average of the most similar forces and the lowest in the group.",
    )
    items: list[Item] = [
        *beside(SideHead(faces, "National context"), [Paragraph(faces, words) for words in context]),
        *beside(SideHead(faces, "Contextual factors"), [Paragraph(faces, words) for words in factors]),
        *findings(faces, "Strengths", STRENGTHS, "s"),
        *findings(faces, "Work in progress", WORK, "w"),
        *findings(faces, "Areas for improvement", AREAS, "a"),
        *criteria(faces),
        good_practice(faces),
        Together(reached(faces)),
    ]
    return items


def findings(faces: Faces, title: str, found: tuple[Any, ...], letter: str) -> list[Item]:
    listed = Node("L")
    warm = letter == "a"
    head = SectionHead(faces, title, Place(f"{letter}1B", 2), aside=f"{len(found)} findings", warm=warm, room_below=100)
    made: list[Item] = [head]
    for number, criteria_words, line, words in found:
        text: Words = words
        if number == "S3":
            text = (words + "(", link("see 4A", "fw4A", "Go to framework 4A"), ").")
        bears = quiet_link(criteria_words, f"c1B-{criteria_words.split(',')[0]}", f"Go to criterion {criteria_words}")
        made.append(
            Finding(
                faces,
                f"1B-{number}",
                text,
                listed,
                Place(f"f1B-{number}"),
                references=(("bears on ", bears), f"source line {line}"),
                warm=warm,
            )
        )
    return made


def criteria(faces: Faces) -> list[Item]:
    columns = [Column(28), Column(252), Column(68), Column(74), Column(WIDTH - 422)]
    heads = [[Head("No."), Head("Criterion"), Head("Rating"), Head("Findings"), Head("Evidence")]]
    rows = [
        row(
            Cell(number, style=SMALL_STRONG, is_head=True, names=f"c1B-{number}"),
            (words, " ", italic(remark)) if remark else words,
            Cell(rating, sign_mark(RATING_SIGNS[rating])),
            found,
            cited,
        )
        for number, words, remark, rating, found, cited in CRITERIA
    ]
    head = SectionHead(faces, "Criteria and ratings", Place("k1B", 2), aside="18 criteria apply", room_below=140)
    return [head, Table(faces, columns, heads, rows, ruled_above=False)]


def good_practice(faces: Faces) -> Box:
    rows = (
        (
            "The problem",
            "Staff and partners had no current picture of where anti-social behaviour was happening, "
            "so could not act early.",
        ),
        (
            "What was done",
            "From September 2004 every incident log is closed with a code drawn from Home Office "
            "research into the commonest kinds. "
            "The data feed monthly area packs, daily performance dials and the profiles behind area plans.",
        ),
        (
            "What came of it",
            "Any level of the force can see where disorder happens, and chief officers can question "
            "area commanders on it.",
        ),
        (
            "Where and when",
            "All areas, from September 2004: before the assessed year. Good practice is not bound by "
            "the evidence window.",
        ),
    )
    last = "Put forward by the force, which says it has evaluated the work. Not independently evaluated."
    return Box(faces, "Good practice", "Recording and understanding anti-social behaviour", Place("g1B"), rows, last)
