"""One framework over all forces: its spread as bars, how it moved, what most often needs to improve, good practice."""

from __future__ import annotations

from collections.abc import Sequence

from ....grading.words import count_of
from ...pdf.charts import Bar, NationalChart
from ...pdf.flow import Block, Item, Together
from ...pdf.headings import PartTitle, Place, SectionHead, SideHead, beside
from ...pdf.prose import Paragraph, bullets
from ...pdf.text import Words, bold
from ...printed.setting import domain_name
from ..content import DomainTold, FrameworkTold
from .setting import NationalSetting

ROOM = 170.0


def part(setting: NationalSetting, domain: DomainTold) -> list[Item]:
    """All frameworks of a domain, under its name."""
    name = domain_name(domain.number, domain.title) or "Frameworks"
    items: list[Item] = [PartTitle(setting.faces, name, Place(f"d{domain.number or 0}", 0))]
    for one in domain.frameworks:
        items += _framework(setting, one)
    return items


def _framework(setting: NationalSetting, one: FrameworkTold) -> list[Item]:
    unit = setting.edition.unit
    head = SectionHead(
        setting.faces,
        f"{one.code}\u00a0 {one.title}",
        Place(f"fw{one.code}", 1),
        aside=f"{one.forces} {unit if one.forces == 1 else f'{unit}s'}",
        room_below=ROOM,
        level=2,
    )
    if not one.forces:
        return [head, Paragraph(setting.faces, "No judgement is published.")]
    # What is read at one glance stays on one page.
    lists = [Together(blocks) for blocks in (_common(setting, one), _practices(setting, one)) if blocks]
    return [head, *_spread(setting, one), *_moved(setting, one), *lists]


def _side(setting: NationalSetting, words: str, blocks: Sequence[Block]) -> list[Block]:
    return beside(SideHead(setting.faces, words), blocks)


def _spread(setting: NationalSetting, one: FrameworkTold) -> list[Block]:
    looks = setting.looks
    bars = [Bar(looks.mark(grade), looks.label(grade), count) for grade, count in one.counts]
    return _side(setting, "This year", [NationalChart(setting.faces, bars, "", f"Bar chart. {one.spoken}.")])


def _moved(setting: NationalSetting, one: FrameworkTold) -> list[Block]:
    said: list[Block] = [Paragraph(setting.faces, one.moved_words)]
    if setting.has_directions and one.directions_words:
        said.append(Paragraph(setting.faces, f"Direction of travel: {one.directions_words.lower()}."))
    return _side(setting, "Since last year", said)


def _common(setting: NationalSetting, one: FrameworkTold) -> list[Block]:
    if not one.common:
        return []
    unit = setting.edition.unit
    items: list[Words] = [
        (bold(f"{common.number} "), f"{common.text} ", bold(f"({count_of(common.forces, unit)})"))
        for common in one.common
    ]
    number = Paragraph(setting.faces, f"Most named of {count_of(one.improvements, 'area')} for improvement:")
    return _side(setting, "To improve", [number, *bullets(setting.faces, items)])


def _practices(setting: NationalSetting, one: FrameworkTold) -> list[Block]:
    if not one.practices:
        return []
    items: list[Words] = [(bold(f"{p.force}: "), p.title or p.text) for p in one.practices]
    return _side(setting, "Good practice", bullets(setting.faces, items))
