"""The contents: every part, framework and annex with its marks and its page, and the key to the marks."""

from __future__ import annotations

from ..pdf.contents import Entry, MarksKey, contents
from ..pdf.flow import Block, Item
from ..pdf.headings import PartTitle, Place
from ..pdf.styles import DEPTH
from . import domains, glossary, method, overview, reproduce, schedule, summary
from .setting import Setting, domain_name, height_of

TITLE = "Contents"


def part(setting: Setting) -> list[Item]:
    """One or two pages."""
    looks, report = setting.looks, setting.report
    grades = [(looks.mark(c.mark), c.label) for c in report.summary.grades]
    ways = [(looks.way(c.mark)[0], c.label) for c in report.summary.directions]
    groups = [("", _opening(setting))]
    groups += [(domain_name(d.number, d.title), _frameworks(setting, d.number)) for d in report.domains]
    annexes = ((schedule.PLACE, schedule.TITLE), (glossary.PLACE, glossary.TITLE), (reproduce.PLACE, reproduce.TITLE))
    listed = [Entry(place, title, f"Annex {letter}") for (place, title), letter in zip(annexes, "ABC", strict=True)]
    groups.append(("Annexes", listed))
    title = PartTitle(setting.faces, TITLE, Place("contents", 0))
    key = MarksKey(setting.faces, "Marks used", [marks for marks in (grades, ways) if marks])
    return list(_closed_up([title, key, *contents(setting.faces, groups)]))


def _closed_up(blocks: list[Block]) -> list[Block]:
    """A little less space over the heads where that keeps the contents on one page."""
    loose = sum(block.space_before for block in blocks)
    over = height_of(blocks) - DEPTH
    if 0 < over <= loose / 2:
        for block in blocks:
            block.space_before *= 1 - over / loose
    return blocks


def _opening(setting: Setting) -> list[Entry]:
    parts = [(method.PLACE, method.TITLE), (domains.PLACE, domains.TITLE)]
    if setting.report.overview:
        parts.append((overview.PLACE, overview.TITLE))
    parts.append((summary.PLACE, summary.TITLE))
    return [Entry(place, title, strong=True) for place, title in parts]


def _frameworks(setting: Setting, domain: str) -> list[Entry]:
    looks = setting.looks
    entries = []
    for each in setting.report.frameworks:
        if each.domain_number == domain:
            marks = [looks.mark(each.grade)]
            if setting.has_directions:
                marks.append(looks.way(each.direction)[0])
            said = looks.in_words(each.grade, each.direction)
            entries.append(Entry(f"fw{each.code}", each.title, each.code, tuple(marks), said))
    return entries
