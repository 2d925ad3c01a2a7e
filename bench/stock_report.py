"""The peer of the printed report: the same words, untagged, set the way ReportLab's own manual does it.

Paragraphs, tables and a table of contents laid out by `multiBuild`, charts as `reportlab.graphics` widgets, links as
its markup has them. It is spared what would cost it more: marks, page numbers in tables, and every tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, PageBreak, PageTemplate, Paragraph, Spacer, Table
from reportlab.platypus.tableofcontents import TableOfContents

from inspect_app.reporting.content import ForceReport, FrameworkPart, NationalPicture, Row
from inspect_app.reporting.pdf.document import default_font_folder
from inspect_app.reporting.pdf.fonts import FILES

WIDTH = 170 * mm
MARGIN = 43.5 * mm
FACES = {"regular": "stock", "italic": "stock-italic", "semibold": "stock-semibold", "bold": "stock-bold"}
_BOLD = re.compile(r"\*\*(.+?)\*\*")
Cells = Sequence[Any]


def register() -> None:
    """Make the four faces known to ReportLab; once in a process."""
    for face, file in FILES.items():
        pdfmetrics.registerFont(TTFont(FACES[face], str(default_font_folder() / file)))
    pdfmetrics.registerFontFamily("stock", "stock", "stock-semibold", "stock-italic", "stock-bold")


def _style(name: str, face: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    given = {"allowWidows": 0, "allowOrphans": 0, "bulletFontName": FACES[face], **more}
    return ParagraphStyle(name, fontName=FACES[face], fontSize=size, leading=leading, **given)


H1 = _style("H1", "bold", 28, 32, spaceAfter=12)
H2 = _style("H2", "bold", 23, 27, spaceAfter=16)
H3 = _style("H3", "semibold", 14, 18, spaceBefore=14, keepWithNext=1)
LEAD = _style("Lead", "regular", 13, 18, spaceAfter=12)
BODY = _style("Body", "regular", 10.5, 14, spaceAfter=7, leftIndent=MARGIN)
SMALL = _style("Small", "regular", 9, 12)
STRONG = _style("Strong", "semibold", 9, 12)
NOTE = _style("Note", "regular", 9, 12, spaceAfter=8, textColor=colors.HexColor("#4C5F6B"))
REFERENCE = _style("Reference", "regular", 8.5, 11, textColor=colors.HexColor("#4C5F6B"))
TOC = [_style("Toc0", "semibold", 10.5, 19), _style("Toc1", "regular", 10.5, 15.5, leftIndent=12)]
RULES = [
    ("FONT", (0, 0), (-1, -1), FACES["regular"], 9, 12),
    ("FONT", (0, 0), (-1, 0), FACES["semibold"], 9, 12),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey, "butt"),
    ("TOPPADDING", (0, 0), (-1, -1), 2.2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
]


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Headings go into the contents as they are drawn; each pass knows the pages of the one before."""

    def __init__(self, file: BytesIO, report: ForceReport) -> None:
        super().__init__(file, pagesize=A4, invariant=1, title=report.title, author=report.author, lang="en-GB")
        self.report, self.running = report, ""
        frame = Frame(20 * mm, 25 * mm, WIDTH, 700, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("all", [frame], onPageEnd=self._around))

    def _around(self, canvas: Any, _: Any) -> None:
        canvas.setFont(FACES["bold"], 9)
        for y in (286 * mm, 9 * mm):
            canvas.drawCentredString(105 * mm, y, self.report.marking)
        canvas.setFont(FACES["regular"], 8.5)
        canvas.drawString(20 * mm, 279.5 * mm, self.report.cover.force_name)
        canvas.drawRightString(190 * mm, 279.5 * mm, self.running)
        canvas.drawString(20 * mm, 15 * mm, self.report.foot)
        canvas.drawRightString(190 * mm, 15 * mm, f"Page {canvas.getPageNumber()}")
        for y in (277.5 * mm, 19 * mm):
            canvas.line(20 * mm, y, 190 * mm, y)

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - the library's name
        if isinstance(flowable, Paragraph) and flowable.style.name in ("H1", "H2"):
            level = int(flowable.style.name[1]) - 1
            self.running = flowable.getPlainText()
            key = f"h{self.seq.nextf('heading')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(self.running, key, level, level == 0)
            self.notify("TOCEntry", (level, escape(self.running), self.page, key))


def stock_pdf(report: ForceReport) -> bytes:
    """The whole report in two passes."""
    file = BytesIO()
    _Document(file, report).multiBuild(list(_story(report)))
    return file.getvalue()


def _story(report: ForceReport) -> Iterator[Any]:
    contents = TableOfContents(levelStyles=TOC, dotsMinLevel=0)
    yield from _cover(report)
    yield from (PageBreak(), _said("Contents", LEAD), contents)
    yield from (PageBreak(), *_method(report), PageBreak(), *_domains(report), PageBreak(), *_overview(report))
    yield from (PageBreak(), *_summary(report))
    for part in report.frameworks:
        yield from (PageBreak(), *_framework(report, part))
    yield from (PageBreak(), *_schedule(report), PageBreak(), *_reproduce(report))


def _said(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A sentence with its bold words, everything else as written."""
    return Paragraph(_BOLD.sub(r"<b>\1</b>", escape(text)), style)


def _linked(names: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f'<a href="#{to}">{escape(shown)}</a>' for to, shown in names)


def _named(name: str, text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(f'<a name="{name}"/>{escape(text)}', style)


def _table(rows: Sequence[Cells], widths: Sequence[float]) -> Table:
    return Table(list(rows), colWidths=widths, repeatRows=1, style=RULES)


def _labelled(rows: Iterable[Row]) -> Table:
    return Table(
        [[_said(row.label, STRONG), _said(row.text, SMALL)] for row in rows], [MARGIN, WIDTH - MARGIN], style=RULES
    )


def _cover(report: ForceReport) -> Iterator[Any]:
    cover = report.cover
    ranks = report.edition.scales.outcomes.grades.ranks
    yield from (_said(cover.heading, STRONG), _said(cover.force_name, LEAD), _said(cover.assessment, LEAD))
    yield from (_said(cover.scope), _chart([ranks.get(part.grade, 0) + 1 for part in report.frameworks], 92))
    yield from (_labelled(cover.facts), _said(cover.disclaimer))


def _chart(counts: Sequence[int], height: float) -> Drawing:
    drawing = Drawing(WIDTH - MARGIN, height)
    chart = HorizontalBarChart()
    chart.x, chart.y, chart.width, chart.height = 70, 0, 190, height
    chart.data = [tuple(reversed(counts))]
    chart.valueAxis.visible = chart.valueAxis.visibleGrid = False
    chart.valueAxis.valueMin = 0
    chart.categoryAxis.labels.fontName = FACES["regular"]
    chart.valueAxis.labels.fontName = FACES["regular"]
    chart.barLabels.fontName = FACES["regular"]
    chart.barLabelFormat = "%d"
    drawing.add(chart)
    return drawing


def _method(report: ForceReport) -> Iterator[Any]:
    method = report.method
    yield from (_said("How grades are reached", H1), _said(method.lead, LEAD))
    asked = {rung.mark: rung.text for rung in method.rungs}
    meanings = [
        [_said(m.label, STRONG), _said(f"{m.text} {asked.get(m.mark, '')}", SMALL)]
        for m in (*method.grades, *method.directions)
    ]
    yield Table(meanings, [104, WIDTH - 104], style=RULES)
    rows: list[Cells] = [["The word", "Value here", "Why", "Also read as"]]
    rows += [[p.word, p.value, _said(p.why, SMALL), _said(p.other_readings, SMALL)] for p in method.parameters]
    yield _table(rows, [110, 50, 180, WIDTH - 340])
    yield from (_said(text) for text in (*method.notes, report.coding_note, method.citing))


def _domains(report: ForceReport) -> Iterator[Any]:
    rows: list[Cells] = [["Framework", "", "What is special about it"]]
    for domain in report.domains:
        rows.append([domain.title, "", ""])
        rows += [[f.code, Paragraph(_linked([(f"fw{f.code}", f.title)]), SMALL), f.note] for f in domain.frameworks]
    yield from (_said("Frameworks by domain", H1), _table(rows, [30, 250, WIDTH - 280]))


def _overview(report: ForceReport) -> Iterator[Any]:
    yield _said("Force overview and context", H1)
    for heading, passages in report.overview:
        yield _said(heading, H3)
        for passage in passages:
            yield from (_said(f"source line {passage.source_line}", REFERENCE), _said(passage.text))


def _summary(report: ForceReport) -> Iterator[Any]:
    summary, labels = report.summary, report.edition.scales.outcomes.labels
    ways = {count.mark: count.label for count in summary.directions}
    rows: list[Cells] = [["", "Framework", "Grade", "Direction", "Forces", "Method"]]
    for row in summary.rows:
        title = Paragraph(_linked([(f"fw{row.code}", row.title)]), SMALL)
        counts = "  ".join(str(number) for _, number in row.distribution)
        rows.append([row.code, title, labels[row.grade], ways[row.direction], counts, row.method])
    yield _said("Summary of judgements", H1)
    yield Table([[str(c.count) for c in (*summary.grades, *summary.directions)]], style=RULES)
    yield _table(rows, [24, 187, 63, 71, 66, WIDTH - 411])
    yield from (_said(text, NOTE) for text in (summary.agreement, *summary.notes))


def _framework(report: ForceReport, part: FrameworkPart) -> Iterator[Any]:
    labels = report.edition.scales.outcomes.labels
    ways = {count.mark: count.label for count in report.summary.directions}
    yield _named(f"fw{part.code}", f"{part.code} {part.title}", H2)
    yield Table(
        [[labels[part.grade], ways[part.direction], part.checked[0]], [part.caveat and "", "", part.checked[1]]]
    )
    yield _said("Key issues", H3)
    yield from (Paragraph(escape(text), BODY, bulletText="•") for text in (*part.key_issues, part.key_issues_note))
    if part.national:
        yield from _national(part.national)
    if part.national_text:
        yield from (_said(part.national_heading, H3), _said(part.national_text))
    for text in part.scope:
        yield from (_said("Scope", H3), _said(text))
    yield _said("Contextual factors", H3)
    for passage in part.context:
        yield _named(f"f{passage.id}", f"{passage.id}, source line {passage.source_line}", REFERENCE)
        yield _said(passage.text)
    for score in part.resource_scores:
        yield _said(f"{score.element}: {score.score or 'not available'}")
    for code, why in part.cross_references:
        yield Paragraph(f"{_linked([(f'fw{code}', code)])}: {escape(why)}", BODY, bulletText="•")
    yield from _findings(part)
    yield from _criteria(report, part)
    yield KeepTogether(list(_reached(report, part)))


def _national(national: NationalPicture) -> Iterator[Any]:
    yield from (_said("The national picture", H3), _chart([count for _, count in national.counts], 76))
    yield _said(national.caption, NOTE)


def _findings(part: FrameworkPart) -> Iterator[Any]:
    numbers = {criterion.id: criterion.number for criterion in part.criteria}
    for _, title, found in part.findings:
        yield _said(f"{title} ({len(found)})", H3)
        for each in found:
            bears = _linked((f"c{part.code}-{numbers[name]}", numbers[name]) for name in each.bears_on)
            text = f'<a name="f{each.id}"/><b>{each.id}</b> bears on {bears}, source line {each.source_line}'
            yield from (Paragraph(text, REFERENCE), _said(each.text))
    for practice in part.good_practice:
        yield _named(f"f{practice.id}", f"Good practice {practice.id}: {practice.title}", H3)
        texts = (practice.problem, practice.solution, practice.outcome, practice.when, practice.note)
        yield from (_said(text, SMALL) for text in texts)


def _criteria(report: ForceReport, part: FrameworkPart) -> Iterator[Any]:
    if not part.criteria:
        return
    scales = report.edition.scales.ratings
    rows: list[Cells] = [["No.", "Criterion", "Rating", "Findings"]]
    for each in part.criteria:
        number = _named(f"c{part.code}-{each.number}", each.number, STRONG)
        rating = scales[each.rating].label if each.rating and each.rating in scales else each.rating or "unrated"
        rests = Paragraph(_linked((f"f{name}", name) for name in each.rests_on), SMALL)
        rows.append([number, _said(" ".join([each.text, *each.tags]), SMALL), rating, rests])
    yield from (_said(f"Criteria and ratings ({len(part.criteria)})", H3), _table(rows, [40, 315, 66, WIDTH - 421]))


def _reached(report: ForceReport, part: FrameworkPart) -> Iterator[Any]:
    reached, labels = part.reached, report.edition.scales.outcomes.labels
    yield from (_said(f"How this grade was reached. {reached.about}", H3), _said(reached.lead))
    rows: list[Cells] = [["Rung", "Requirement", "Result", "Needed", "Verdict", "Criteria against"]]
    for rung in reached.rungs:
        for asked in rung.requirements:
            against = _linked((f"c{part.code}-{number}", number) for number in asked.against)
            words = [_said(text, SMALL) for text in (asked.title, asked.result, asked.needed)]
            rows.append([labels[rung.outcome], *words, asked.verdict, Paragraph(against, SMALL)])
    for component in reached.components:
        ends = f"{labels[component.floor]} to {labels[component.ceiling]}"
        rows.append([_said(text, SMALL) for text in (component.title, *component.met, ends, "", component.against)])
    if len(rows) > 1:
        yield _table(rows, [72, 130, 70, 70, 64, WIDTH - 406])
    if reached.picture:
        yield _chart([len(reached.picture.stops)] * len(reached.picture.spans), 60)
    yield from (_said(reached.note, NOTE), _labelled(reached.rows), Spacer(0, 8))


def _schedule(report: ForceReport) -> Iterator[Any]:
    rows: list[Cells] = [["Number", "What needs to improve", "Criteria", "Reaches next grade"]]
    for group in report.schedule:
        rows.append([f"{group.code} {group.title} {group.next_grade}", "", "", ""])
        for row in group.rows:
            number = Paragraph(_linked([(f"f{row.finding}", row.finding)]), STRONG)
            wanted = Paragraph(_linked((f"c{group.code}-{number}", number) for number in row.criteria), SMALL)
            rows.append([number, _said(row.short, SMALL), wanted, row.reaches])
    yield from (_said("Schedule of areas for improvement", H1), _table(rows, [48, 252, 70, WIDTH - 370]))
    yield from (_said(text, NOTE) for text in report.schedule_notes)


def _reproduce(report: ForceReport) -> Iterator[Any]:
    reproduce = report.reproduce
    yield _said("Glossary", H1)
    yield from (_said(f"**{term.term}** {term.meaning}", SMALL) for term in report.glossary)
    yield from (PageBreak(), _said("How to reproduce this report", H1), _said(reproduce.lead, LEAD))
    yield _labelled(reproduce.rows)
    parameters: list[Cells] = [["Parameter", "The word", "Value", "Default"]]
    yield _table([*parameters, *([p.name, p.word, p.value, p.default] for p in reproduce.parameters)], [120] * 4)
    sources: list[Cells] = [["Source", "SHA-256"]]
    yield _table([*sources, *([source.name, source.sha256] for source in reproduce.sources)], [150, WIDTH - 150])
    yield from (_said(reproduce.note), _said(reproduce.command, STRONG))
