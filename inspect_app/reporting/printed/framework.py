"""One framework: its opening, then findings, good practice, criteria, and how its grade was reached."""

from __future__ import annotations

from ..content import FrameworkPart, NationalPicture
from ..pdf.cells import Column, Head, row
from ..pdf.charts import Bar, NationalChart
from ..pdf.flow import Block, Item, Together
from ..pdf.headings import DomainHead, FrameworkTitle, Place, SideHead, beside
from ..pdf.panels import GradePanel, PanelCell
from ..pdf.prose import bullets, note
from ..pdf.structure import Node
from ..pdf.styles import TEXT_LEFT
from ..pdf.tables import Table
from ..pdf.text import Words, spans
from . import criteria, findings, reached
from .passages import passages, texts
from .setting import Setting, domain_name

NOT_AVAILABLE = "not available"


def part(setting: Setting, framework: FrameworkPart, domain: Node | None) -> list[Item]:
    """Everything about it. `domain` is its domain's node where this is the first framework of it."""
    return [
        *_opening(setting, framework, domain),
        *findings.part(setting, framework),
        *criteria.part(setting, framework),
        *reached.part(setting, framework),
    ]


def _opening(setting: Setting, framework: FrameworkPart, domain: Node | None) -> list[Item]:
    faces = setting.faces
    name = domain_name(framework.domain_number, framework.domain_title)
    head = DomainHead(name)
    if domain is not None and name:
        head = DomainHead(name, Node("H1", domain), Place(f"d{framework.domain_number}", 0, closed=True))
    return [
        FrameworkTitle(faces, framework.code, framework.title, Place(f"fw{framework.code}", 1), head),
        _panel(setting, framework),
        *_key_issues(setting, framework),
        *_national(setting, framework.national),
        *texts(setting, framework.national_heading or "National position", [framework.national_text]),
        *texts(setting, "Scope", framework.scope),
        *passages(setting, "Contextual factors", framework.context),
        *_kept(_resources(setting, framework)),
        *_kept(_see_also(setting, framework)),
    ]


def _kept(blocks: list[Block]) -> list[Item]:
    """Blocks that are read at one glance, on one page."""
    return [Together(blocks)] if blocks else []


def _panel(setting: Setting, framework: FrameworkPart) -> GradePanel:
    looks = setting.looks
    way, word = looks.way(framework.direction)
    cells = [PanelCell("Service delivery grade", looks.label(framework.grade), looks.mark(framework.grade))]
    if setting.has_directions:
        cells.append(PanelCell("Direction of travel", word, way))
    cells.append(PanelCell("How it was checked", framework.checked[0], under=framework.checked[1]))
    caveat = f"With a caveat. {framework.caveat}" if framework.caveat else ""
    return GradePanel(setting.faces, cells, setting.links.written(caveat))


def _key_issues(setting: Setting, framework: FrameworkPart) -> list[Block]:
    blocks = bullets(setting.faces, map(setting.links.written, framework.key_issues))
    if framework.key_issues_note:
        blocks.append(note(setting.faces, framework.key_issues_note, wide=False))
    return beside(SideHead(setting.faces, "Key issues"), blocks)


def _national(setting: Setting, national: NationalPicture | None) -> list[Block]:
    if national is None:
        return []
    looks, faces = setting.looks, setting.faces
    bars = [Bar(looks.mark(grade), looks.label(grade), n, grade == national.own) for grade, n in national.counts]
    chart = NationalChart(faces, bars, national.pointer, national.alternative)
    caption = note(faces, setting.links.written(national.caption), wide=False)
    return beside(SideHead(faces, "The national picture"), [chart, caption])


def _resources(setting: Setting, framework: FrameworkPart) -> list[Block]:
    """The auditor's scores, where this framework has them."""
    if not framework.resource_scores:
        return []
    rows = [
        row(score.element, NOT_AVAILABLE if score.score is None else str(score.score))
        for score in framework.resource_scores
    ]
    heads = [[Head("The auditor's scores"), Head("Score")]]
    table = Table(setting.faces, [Column(180), Column(90)], heads, rows, left=TEXT_LEFT, pad=3.0)
    return beside(SideHead(setting.faces, "Use of resources"), [table])


def _see_also(setting: Setting, framework: FrameworkPart) -> list[Block]:
    """What other frameworks say about the same matters."""
    items: list[Words] = []
    for code, why in framework.cross_references:
        items.append([setting.links.framework(code), ": ", *spans(setting.links.written(why))])
    return beside(SideHead(setting.faces, "See also"), bullets(setting.faces, items))
