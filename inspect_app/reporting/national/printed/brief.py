"""The year in brief: what is counted and who is missing, the spread of every framework, and how grades moved."""

from __future__ import annotations

from ...pdf.cells import Cell, Column, Head, group, row
from ...pdf.flow import Item, NewPage
from ...pdf.headings import PartTitle, Place, SectionHead
from ...pdf.panels import CountsStrip
from ...pdf.prose import Paragraph, lead, note
from ...pdf.styles import SMALL_STRONG, WIDTH
from ...pdf.tables import Table
from ...pdf.text import quiet_link
from ...printed.setting import domain_name
from ..content import FrameworkTold
from . import bars
from .setting import NationalSetting

TITLE, PLACE = "The year in brief", "brief"
BARS, BARS_PLACE = "How grades are spread", "spread"
COMMON = "What most often needs to improve"
_GRADE, _MOVED, _PAGE, _TITLE_ROOM = 28.0, 34.0, 30.0, 168.0


def part(setting: NationalSetting) -> list[Item]:
    """Three pages: sentences and what is common, bars, and the same as numbers."""
    faces, report = setting.faces, setting.national
    items: list[Item] = [PartTitle(faces, TITLE, Place(PLACE, 0)), lead(faces, " ".join(report.lead), wide=True)]
    if report.simulated:
        items.append(Paragraph(faces, report.simulated, left=0, width=WIDTH))
    if report.missing:
        items.append(Paragraph(faces, report.missing, left=0, width=WIDTH))
    items.append(_strip(setting))
    items += _common(setting)
    return [*items, NewPage(BARS), *_spread(setting), NewPage("The same in numbers"), *_numbers(setting)]


def _common(setting: NationalSetting) -> list[Item]:
    """What most forces need to improve, whatever the framework."""
    report, faces = setting.national, setting.faces
    if not report.common:
        return []
    code = code_width(setting)
    number = max(34.0, max(faces["semibold"].measure(c.number) for c in report.common) * SMALL_STRONG.size / 1000 + 10)
    columns = [Column(code), Column(number), Column(WIDTH - code - number - 44 - _PAGE), Column(44, "centre")]
    units = f"{report.edition.unit}s".capitalize()
    heads = [[Head("Criterion", 3), Head(units, align="centre"), Head("Page", align="right")]]
    rows = []
    for common in report.common:
        place, says = f"fw{common.code}", f"Go to {common.code}"
        rows.append(
            row(
                Cell(quiet_link(common.code, place, says), style=SMALL_STRONG, is_head=True),
                Cell(common.number, style=SMALL_STRONG),
                common.text,
                str(common.forces),
                Cell(page_of=place, says=says),
            )
        )
    head = SectionHead(faces, COMMON, Place("common", 1), aside=f"by the number of {units.lower()}", level=2)
    return [head, Table(faces, [*columns, Column(_PAGE, "right")], heads, rows, pad=2.8, ruled_above=False)]


def _strip(setting: NationalSetting) -> CountsStrip:
    report, looks = setting.national, setting.looks
    grades = [(count.count, looks.mark(count.mark), count.label) for count in report.grades]
    ways = [(count.count, looks.way(count.mark)[0], count.label) for count in report.directions]
    groups = [counts for counts in (grades, ways) if counts]
    says = "; ".join(", ".join(f"{count} {word}" for count, _, word in counts) for counts in groups)
    return CountsStrip(setting.faces, groups, f"{says}.")


def code_width(setting: NationalSetting) -> float:
    """How wide the codes of the frameworks are, each on one line where that can be."""
    face = setting.faces[SMALL_STRONG.face]
    widest = max((face.measure(face.clean(one.code)) for one in setting.national.frameworks), default=0.0)
    return min(max(24.0, widest * SMALL_STRONG.size / 1000 + 8.0), 110.0)


def _spread(setting: NationalSetting) -> list[Item]:
    units = f"{setting.edition.unit}s"
    items: list[Item] = [
        PartTitle(setting.faces, BARS, Place(BARS_PLACE, 1)),
        lead(setting.faces, f"How many {units} have each grade, from the lowest to the highest.", wide=True),
    ]
    code = code_width(setting)
    for domain in setting.national.domains:
        told = [one for one in domain.frameworks if one.forces]
        drawn = [bars.Bar(one.code, one.short_title, _parts(setting, one)) for one in told]
        alt = " ".join(f"{one.code} {one.title}: {one.spoken}." for one in told)
        if drawn:
            name = domain_name(domain.number, domain.title)
            items.append(bars.Spread(setting.faces, name, drawn, alt, code, code + _TITLE_ROOM))
    return items


def _parts(setting: NationalSetting, one: FrameworkTold) -> list[bars.Part]:
    looks = setting.looks
    return [bars.Part(looks.mark(grade), looks.letters[grade], count) for grade, count in reversed(one.counts)]


def _numbers(setting: NationalSetting) -> list[Item]:
    faces, report, looks = setting.faces, setting.national, setting.looks
    grades = [count.mark for count in report.grades]
    code = code_width(setting)
    after = [Column(_GRADE, "centre", 0.5)] * len(grades) + [Column(_MOVED, "centre", 0.5)] * 4
    title = WIDTH - code - _PAGE - sum(column.width for column in after)
    columns = [Column(code), Column(title), *after, Column(_PAGE, "right")]
    units = f"{report.edition.unit}s".capitalize()
    heads = [
        [
            Head("Framework", 2, 2),
            Head(units, len(grades), align="centre"),
            Head("Against last year", 4, align="centre"),
            Head("Page", rows=2),
        ],
        [
            *(Head(looks.letters[grade], align="centre") for grade in grades),
            *(Head(word, align="centre") for word in ("Higher", "Same", "Lower", "None")),
        ],
    ]
    rows = []
    for domain in report.domains:
        if domain.title:
            rows.append(group(domain_name(domain.number, domain.title)))
        rows += [row(*_cells(one)) for one in domain.frameworks]
    moved = report.moved
    last = [Cell(str(n), style=SMALL_STRONG) for n in (moved.higher, moved.same, moved.lower, moved.not_compared)]
    sums = [Cell(f"{count.count:,}", style=SMALL_STRONG) for count in report.grades]
    rows.append(row(Cell("", is_head=False), Cell("All", style=SMALL_STRONG, is_head=True), *sums, *last, ""))
    words = (
        "Letters stand for the grades, best first. None counts those that cannot be compared with last year in full."
    )
    return [
        PartTitle(faces, "The same in numbers", Place("numbers", 1)),
        Table(faces, columns, heads, rows, pad=2.6),
        note(faces, words),
    ]


def _cells(one: FrameworkTold) -> list[Cell]:
    place, says = f"fw{one.code}", f"Go to {one.code} {one.title}"
    moved = one.moved
    return [
        Cell(one.code, style=SMALL_STRONG, is_head=True),
        Cell(quiet_link(one.short_title, place, says)),
        *(Cell(str(count), fill="tint1") for _, count in one.counts),
        *(Cell(str(n)) for n in (moved.higher, moved.same, moved.lower, moved.not_compared)),
        Cell(page_of=place, says=says),
    ]
