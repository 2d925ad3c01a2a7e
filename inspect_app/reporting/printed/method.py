"""How grades are reached: the scales, what each rung needs, the words made exact, and how to cite a finding."""

from __future__ import annotations

from collections.abc import Sequence

from ..content import Meaning, MethodPart
from ..pdf.cells import Bundle, Cell, Column, Head, row
from ..pdf.flow import Block, Item
from ..pdf.headings import PartTitle, Place, SideHead, beside
from ..pdf.prose import Paragraph, bullets, lead
from ..pdf.styles import BODY_STRONG, TEXT_LEFT, TEXT_WIDTH
from ..pdf.tables import Table
from ..pdf.text import Words, bold
from .setting import Setting

TITLE, PLACE = "How grades are reached", "how"
TWO: Words = (
    "Each framework has a ",
    bold("service delivery grade"),
    ", for the level of service over the year, and a ",
    bold("direction of travel"),
    ", for change since the year before. They are independent.",
)
EXACT = (
    "Where the edition uses a word that leaves room, the method gives it a number. Another number can be tried, and "
    "the report says which was used."
)
_KEY = 104.0
_COLUMNS = [Column(_KEY, inset=0), Column(TEXT_WIDTH - _KEY, inset=0)]


def part(setting: Setting) -> list[Item]:
    """One or two pages."""
    faces, method = setting.faces, setting.report.method
    said = setting.links.said
    items: list[Item] = [PartTitle(faces, TITLE, Place(PLACE, 0)), lead(faces, said(method.lead))]
    if setting.has_directions:
        items += _side(setting, "Two judgements", [Paragraph(faces, TWO)])
    items += _side(setting, "The grades", [_grades(setting, method)])
    if setting.has_directions:
        items += _side(setting, "The directions", [_directions(setting, method.directions)])
    if method.parameters:
        items += _side(setting, "Vague words, made exact", [Paragraph(faces, EXACT), _parameters(setting, method)])
    if method.notes:
        items += _side(setting, "Rules that always hold", bullets(faces, map(said, method.notes)))
    if setting.report.coding_note:
        note = setting.links.written(setting.report.coding_note)
        items += _side(setting, "How the ratings were made", [Paragraph(faces, note)])
    items += _side(setting, "Citing a finding", [Paragraph(faces, said(method.citing))])
    return items


def _side(setting: Setting, words: str, blocks: Sequence[Block]) -> list[Block]:
    return beside(SideHead(setting.faces, words, level=2), blocks)


def _grades(setting: Setting, method: MethodPart) -> Table:
    """Each outcome with what it means and, under that, what the method asks for it."""
    asked = {rung.mark: rung.text for rung in method.rungs}
    bundles = []
    for meaning in method.grades:
        mark, label = setting.looks.mark(meaning.mark), setting.looks.capital(meaning.mark)
        texts = [meaning.text, asked.get(meaning.mark, "")]
        # What is asked for a gap between grades begins with what the gap means.
        said = texts[1:] if texts[1].startswith(texts[0]) and texts[1] else [text for text in texts if text]
        rows = tuple((Cell(setting.links.said(text)),) for text in said or [""])
        bundles.append(Bundle(rows, lead=Cell(label, mark, mark_size=13, style=BODY_STRONG, is_head=True)))
    return Table(setting.faces, _COLUMNS, [], bundles, left=TEXT_LEFT, pad=3.5)


def _directions(setting: Setting, meanings: Sequence[Meaning]) -> Table:
    rows = []
    for meaning in meanings:
        key = Cell(meaning.label, setting.looks.way(meaning.mark)[0], mark_size=13, style=BODY_STRONG, is_head=True)
        rows.append(row(key, setting.links.said(meaning.text)))
    return Table(setting.faces, _COLUMNS, [], rows, left=TEXT_LEFT, pad=3.5, centred=True)


def _parameters(setting: Setting, method: MethodPart) -> Table:
    widths = (96.0, 50.0, 126.0)
    columns = [Column(width, inset=2.0) for width in (*widths, TEXT_WIDTH - sum(widths))]
    heads = [[Head("The word"), Head("Value here"), Head("Why"), Head("Also read as")]]
    rows = []
    for each in method.parameters:
        value = each.value if each.value == each.default else f"{each.value}, changed from {each.default}"
        rows.append(row(Cell(each.word, is_head=True), value, each.why, each.other_readings))
    return Table(setting.faces, columns, heads, rows, left=TEXT_LEFT, pad=3.0)
