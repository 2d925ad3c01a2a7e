"""The summary of judgements: the counts, one line to each framework, and how far the method agrees; on one page."""

from __future__ import annotations

from ..content import SummaryRow
from ..pdf.cells import Bundle, Cell, Column, Head, group, row
from ..pdf.flow import Block, Item
from ..pdf.headings import PartTitle, Place
from ..pdf.panels import CountsStrip
from ..pdf.prose import Paragraph, note
from ..pdf.styles import DEPTH, SMALL, SMALL_INVERSE, SMALL_STRONG, WIDTH
from ..pdf.tables import Table
from ..pdf.text import Span, Words, bold, quiet_link, spans
from .setting import Setting, code_width, domain_name, height_of

TITLE, PLACE = "Summary of judgements", "summary"
_PADS = (1.75, 1.5, 1.25)  # the widest with which the summary stands on one page
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CODE, _GRADE, _WAY, _FORCES, _METHOD, _PAGE = 24.0, 63.0, 71.0, 14.0, 51.0, 29.9


def part(setting: Setting) -> list[Item]:
    """Title, counts, table, notes."""
    summary = setting.report.summary
    before: list[Block] = [PartTitle(setting.faces, TITLE, Place(PLACE, 0)), _strip(setting)]
    agreement = setting.links.said(summary.agreement)
    after: list[Block] = [
        Paragraph(setting.faces, agreement, SMALL, left=0, width=WIDTH, space_after=4 if summary.agreement else 0),
        note(setting.faces, [span for text in summary.notes for span in _note(setting, text)]),
    ]
    made = before
    for pad in _PADS:
        made = [*before, _Table(setting).table(pad), *after]
        if height_of(made) <= DEPTH:
            break
    return list(made)


def _strip(setting: Setting) -> CountsStrip:
    summary, looks = setting.report.summary, setting.looks
    grades = [(c.count, looks.mark(c.mark), c.label) for c in summary.grades]
    ways = [(c.count, looks.way(c.mark)[0], c.label) for c in summary.directions]
    groups = [counts for counts in (grades, ways) if counts]
    says = "; ".join(", ".join(f"{count} {word}" for count, _, word in counts) for counts in groups)
    return CountsStrip(setting.faces, groups, f"{says}.")


def _note(setting: Setting, text: str) -> list[Span]:
    """A key or a numbered note, followed by a space."""
    number, _, rest = text.partition(" ")
    if number == "•":
        return [Span("•", colour="rust"), *spans(setting.links.said(f" {rest} "))]
    if number.isdigit():
        return list(spans(setting.links.said(f"{number.translate(_RAISED)} {rest} ")))
    return list(spans(setting.links.said(f"{text} ")))


class _Table:
    """The table; a column that this edition has nothing for is left out, and the titles take its room."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.rows = setting.report.summary.rows
        self.grades = setting.looks.outcomes.grades.ids()
        self.forces = any(row.distribution for row in self.rows)
        self.directions = setting.has_directions

    def table(self, pad: float) -> Table:
        forces = [Column(_FORCES, "centre", 0.5)] * (len(self.grades) if self.forces else 0)
        after = [
            Column(_GRADE),
            *([Column(_WAY)] if self.directions else []),
            *forces,
            Column(_METHOD),
            Column(_PAGE, "right"),
        ]
        code = code_width(self.setting, _CODE)
        title = WIDTH - code - sum(column.width for column in after)
        columns = [Column(code), Column(title), *after]
        bundles = list(self._bundles())
        return Table(self.setting.faces, columns, self._heads(), bundles, pad=pad, centred=True)

    def _heads(self) -> list[list[Head]]:
        rows = 2 if self.forces else 1
        first = [Head("Framework", 2, rows), Head("Grade", rows=rows)]
        first += [Head("Direction", rows=rows)] if self.directions else []
        if self.forces:
            what = f"{self.setting.edition.unit}s".capitalize()
            first.append(Head(what, len(self.grades), align="centre"))
        first += [Head("Method", rows=rows), Head("Page", rows=rows)]
        letters = self.setting.looks.letters
        return [first, [Head(letters[grade]) for grade in self.grades]] if self.forces else [first]

    def _bundles(self) -> list[Bundle]:
        titles = {domain.number: domain.title for domain in self.setting.report.domains}
        bundles: list[Bundle] = []
        domain = None
        for each in self.rows:
            if each.domain != domain:
                domain = each.domain
                if titles.get(domain):
                    bundles.append(group(domain_name(domain, titles[domain])))
            bundles.append(row(*self._cells(each)))
        return bundles

    def _cells(self, each: SummaryRow) -> list[Cell | Words]:
        looks, place = self.setting.looks, f"fw{each.code}"
        name = quiet_link(each.title, place, f"Go to {each.code} {each.title}")
        way, word = looks.way(each.direction)
        cells: list[Cell | Words] = [
            Cell(each.code, style=SMALL_STRONG, is_head=True),
            (name, Span("\u00a0•", colour="rust")) if each.priority else name,
            Cell(looks.label(each.grade), looks.mark(each.grade), style=SMALL_STRONG),
        ]
        cells += [Cell(word, way)] if self.directions else []
        if self.forces:
            counts = dict(each.distribution)
            cells += [_count(counts.get(grade), own=grade == each.grade) for grade in self.grades]
        raised = f" {str(each.note).translate(_RAISED)}" if each.note else ""
        cells.append((bold(each.method), raised) if each.method == "differs" else f"{each.method}{raised}")
        cells.append(Cell(page_of=place, says=f"Go to {each.code}, {each.title}"))
        return cells


def _count(count: int | None, *, own: bool) -> Cell:
    shown = "" if count is None else str(count)
    return Cell(shown, style=SMALL_INVERSE, fill="petrol") if own and shown else Cell(shown, fill="tint1")
