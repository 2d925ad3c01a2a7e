"""Findings by kind, numbered and linked both ways, and the good practice that a force puts forward."""

from __future__ import annotations

from ..content import FrameworkPart
from ..pdf.boxes import Box
from ..pdf.flow import Item
from ..pdf.headings import Place, SectionHead
from ..pdf.prose import Finding, Paragraph
from ..pdf.structure import Node
from ..pdf.text import Words
from ..schedule import IMPROVE
from ..year import Finding as Found
from ..year import GoodPractice
from .passages import source_line
from .setting import Setting

NONE = "None recorded for this framework."
ROOM = 100.0
_EVALUATED = {
    "yes": "Put forward by the force, which has evaluated the work. Not independently evaluated.",
    "partly": "Put forward by the force, which has evaluated part of the work. Not independently evaluated.",
    "no": "Put forward by the force. Not evaluated.",
}


def part(setting: Setting, framework: FrameworkPart) -> list[Item]:
    """A head and its findings for each kind, then the boxes."""
    items: list[Item] = []
    for kind, title, found in framework.findings:
        items += _kind(setting, framework, kind, title, found)
    return [*items, *(_practice(setting, each) for each in framework.good_practice)]


def _kind(setting: Setting, framework: FrameworkPart, kind: str, title: str, found: tuple[Found, ...]) -> list[Item]:
    warm = kind == IMPROVE
    place = Place(f"{kind}-{framework.code}", 2)
    aside = f"{len(found)} finding{'' if len(found) == 1 else 's'}" if found else ""
    room = ROOM if found else 0.0
    head = SectionHead(setting.faces, title, place, aside=aside, warm=warm, room_below=room)
    if not found:
        return [head, Paragraph(setting.faces, NONE)]
    listed = Node("L")
    return [head, *(_finding(setting, each, listed, warm=warm) for each in found)]


def _finding(setting: Setting, found: Found, listed: Node, *, warm: bool) -> Finding:
    links = setting.links
    references: list[Words] = []
    if found.bears_on:
        references.append(["bears on ", *links.on_criteria(found.bears_on)])
    if found.source_line:
        references.append(source_line(found.source_line))
    return Finding(
        setting.faces,
        found.id,
        links.written(found.text),
        listed,
        Place(f"f{found.id}"),
        references=references,
        warm=warm,
    )


def _practice(setting: Setting, practice: GoodPractice) -> Box:
    written = setting.links.written
    rows = [
        ("The problem", written(practice.problem)),
        ("What was done", written(practice.solution)),
        ("What came of it", written(practice.outcome)),
        ("When", written(practice.when)),
        ("To be noted", written(practice.note)),
    ]
    line = source_line(practice.source_line).capitalize() if practice.source_line else ""
    said = [_EVALUATED.get(practice.evaluated, ""), line]
    return Box(
        setting.faces,
        f"Good practice {practice.id}",
        practice.title,
        Place(f"f{practice.id}"),
        [(label, words) for label, words in rows if words],
        ". ".join(part.rstrip(".") for part in said if part) + ".",
    )
