"""What every part of the printed report is set with: the report, its faces, its marks and its links."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..content import DomainPart, ForceReport
from ..pdf.cells import Bundle
from ..pdf.flow import Block
from ..pdf.lines import Faces
from ..pdf.styles import SMALL_STRONG
from .links import Links
from .looks import Looks

_LONGEST_NUMBER = 3


class Setting:
    """One report being set. Passed to every part, changed by none."""

    def __init__(self, report: ForceReport, faces: Faces) -> None:
        self.report, self.faces = report, faces
        self.edition = report.edition
        self.looks = Looks(report.edition)
        self.links = Links(report)

    @property
    def has_directions(self) -> bool:
        """Whether this edition speaks of a direction of travel at all."""
        return bool(self.edition.scales.directions.steps)


def height_of(blocks: Sequence[Block]) -> float:
    """How much of a page the blocks take, one under another."""
    spaces = sum(max(before.space_after, after.space_before) for before, after in pairwise(blocks))
    return spaces + sum(block.height for block in blocks)


def code_width(setting: Setting, least: float) -> float:
    """How wide a column must be for the codes of this edition's frameworks, each on one line where that can be."""
    face = setting.faces[SMALL_STRONG.face]
    widest = max((face.measure(face.clean(part.code)) for part in setting.report.frameworks), default=0.0)
    return min(max(least, widest * SMALL_STRONG.size / 1000 + 9.0), 120.0)


def with_an_end(bundles: list[Bundle]) -> list[Bundle]:
    """The rows of a table, of which the last two stay together, so that none is ever alone on its last page."""
    if len(bundles) < 2 or any(bundle.is_group or bundle.lead for bundle in bundles[-2:]):
        return bundles
    return [*bundles[:-2], Bundle((*bundles[-2].rows, *bundles[-1].rows))]


def domain_name(number: str, title: str) -> str:
    """A domain with its number, where what the edition gives as its id is one."""
    return f"{number}\u00a0 {title}" if 0 < len(number) <= _LONGEST_NUMBER else title


def has_priorities(domains: tuple[DomainPart, ...]) -> bool:
    """Whether the edition picks out any framework as a priority."""
    return any(row.priority for domain in domains for row in domain.frameworks)
