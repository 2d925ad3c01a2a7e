"""The whole printed report, from cover to the last annex, as one file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from ..content import ForceReport
from ..pdf.document import Meta, build, report_faces
from ..pdf.flow import Item, NewPage, inside
from ..pdf.lines import Faces
from ..pdf.page import Surround
from ..pdf.structure import Node
from . import contents, cover, domains, framework, glossary, method, overview, reproduce, schedule, summary
from .setting import Setting

Part = Callable[[Setting], list[Item]]

BEFORE: tuple[tuple[str, Part], ...] = (
    (contents.TITLE, contents.part),
    (method.TITLE, method.part),
    (domains.TITLE, domains.part),
    (overview.TITLE, overview.part),
    (summary.TITLE, summary.part),
)
AFTER: tuple[tuple[str, Part], ...] = (
    (schedule.TITLE, schedule.part),
    (glossary.TITLE, glossary.part),
    (reproduce.TITLE, reproduce.part),
)


def force_report_pdf(report: ForceReport, faces: Faces | None = None) -> bytes:
    """The report as a tagged PDF; the same report gives the same bytes.

    Raises FontMissing where no faces are given and set-up has not installed them.
    """
    surround = Surround(report.cover.force_name, report.foot, report.marking)
    faces = faces or report_faces()
    return build(story(report, faces), meta=_meta(report), surround=surround, faces=faces)


def story(report: ForceReport, faces: Faces) -> list[Item]:
    """Everything that is set, in order; a part that has nothing to say is left out."""
    setting = Setting(report, faces)
    items: list[Item] = [cover.page(setting)]
    items += _parts(setting, BEFORE)
    holders = {domain.number: Node("Part") for domain in report.domains}
    opened: set[str] = set()
    for part in report.frameworks:
        holder = holders[part.domain_number]
        items.append(NewPage(f"{part.code}\u00a0 {part.title}"))
        blocks = framework.part(setting, part, None if part.domain_number in opened else holder)
        items += inside(Node("Sect", holder), blocks)
        opened.add(part.domain_number)
    return [*items, *_parts(setting, AFTER)]


def _parts(setting: Setting, parts: tuple[tuple[str, Part], ...]) -> list[Item]:
    items: list[Item] = []
    for title, make in parts:
        made = make(setting)
        if made:
            items += [NewPage(title), *inside(Node("Sect"), made)]
    return items


def _meta(report: ForceReport) -> Meta:
    return Meta(
        title=report.title,
        author=report.author,
        subject=report.subject,
        keywords=(report.edition.id, report.cover.force_name),
        issued_at=_moment(report.dated),
    )


def _moment(dated: str) -> datetime:
    """A month or a day as the first moment of it."""
    year, month, *day = dated.split("-")
    return datetime(int(year), int(month), int(day[0]) if day else 1, tzinfo=UTC)
