"""Annexes A and B: every published judgement in one table, forces by frameworks, as grade and as direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspect_app.ui.marks import Mark

from ....grading.words import listed
from ...pdf.cells import Bundle, Cell, Column, Head, row
from ...pdf.flow import Item
from ...pdf.headings import PartTitle, Place
from ...pdf.prose import lead, note
from ...pdf.styles import SMALL_STRONG, WIDTH, Style
from ...pdf.tables import Table
from ..content import FrameworkTold
from .setting import NationalSetting

GRADES = ("annexA", "Every grade")
DIRECTIONS = ("annexB", "Every direction of travel")
_NAME, _CELL, _PAD = 114.0, 15.9, 0.7
_SMALL = Style("regular", 8.5, 11.5)
Shown = Callable[[tuple[str, str]], tuple[Mark, str]]


def grades(setting: NationalSetting) -> list[Item]:
    looks = setting.looks
    marks = listed(f"{looks.letters[count.mark]} {count.label}" for count in setting.national.grades)
    return _annex(setting, GRADES, "Annex A", f"{marks}.", lambda told: (looks.mark(told[0]), looks.label(told[0])))


def directions(setting: NationalSetting) -> list[Item]:
    """Nothing where the edition speaks of no direction."""
    if not setting.has_directions:
        return []
    words = "An arrow up is better than last year, an arrow down is worse, an arrow to the right is neither."
    return _annex(setting, DIRECTIONS, "Annex B", words, lambda told: setting.looks.way(told[1]))


def _annex(setting: NationalSetting, named: tuple[str, str], kicker: str, words: str, shown: Shown) -> list[Item]:
    report, faces = setting.national, setting.faces
    place, title = named
    items: list[Item] = [PartTitle(faces, title, Place(place, 0), kicker=kicker), lead(faces, words, wide=True)]
    width = _cell_width(setting)
    at_once = max(int((WIDTH - _NAME) / width), 1)
    frameworks = report.frameworks
    for first in range(0, len(frameworks), at_once):
        part = frameworks[first : first + at_once]
        columns = [Column(_NAME, inset=2.0), *([Column(width, "centre", 0.5)] * len(part))]
        heads = [[Head(report.edition.unit.capitalize()), *(Head(one.code) for one in part)]]
        items.append(Table(faces, columns, heads, _rows(setting, part, shown), pad=_PAD, centred=True))
    if report.status:
        items.append(note(faces, report.simulated))
    return items


def _cell_width(setting: NationalSetting) -> float:
    face = setting.faces[SMALL_STRONG.face]
    widest = max((face.measure(face.clean(one.code)) for one in setting.national.frameworks), default=0.0)
    return max(_CELL, widest * SMALL_STRONG.size / 1000 + 3.0)


def _rows(setting: NationalSetting, frameworks: Sequence[FrameworkTold], shown: Shown) -> list[Bundle]:
    report = setting.national
    rows = []
    for force in report.forces:
        cells = [Cell(force.short, style=_SMALL, is_head=True)]
        for one in frameworks:
            told = report.judged.get((force.id, one.id))
            cells.append(_cell(*shown(told)) if told else Cell("–", style=_SMALL))
        rows.append(row(*cells))
    return rows


def _cell(mark: Mark, says: str) -> Cell:
    return Cell(mark=mark, mark_size=9.0, says=says, style=_SMALL)
