"""The whole printed national report, from cover to the last annex, as one file."""

from __future__ import annotations

from datetime import UTC, datetime

from ...pdf.document import Meta, build, report_faces
from ...pdf.flow import Item, NewPage, inside
from ...pdf.lines import Faces
from ...pdf.page import Surround
from ...pdf.structure import Node
from ...printed import method, reproduce
from ...printed.setting import domain_name
from ..content import NationalReport
from . import annexes, brief, cover, framework
from .setting import NationalSetting


class NothingPublished(LookupError):
    """No judgement of the cycle is published, so there is nothing to print."""


def national_report_pdf(report: NationalReport, faces: Faces | None = None) -> bytes:
    """The report as a tagged PDF; the same report gives the same bytes.

    Raises NothingPublished, and FontMissing where no faces are given and set-up has not installed them.
    """
    if report.is_empty:
        raise NothingPublished(f"No judgement of {report.nation.cycle} is published yet.")
    faces = faces or report_faces()
    surround = Surround("National report", report.nation.title, report.marking, report.status)
    return build(story(report, faces), meta=_meta(report), surround=surround, faces=faces)


def story(report: NationalReport, faces: Faces) -> list[Item]:
    """Everything that is set, in order."""
    setting = NationalSetting(report, faces)
    parts: list[tuple[str, list[Item]]] = [
        (cover.TITLE, cover.listed(setting)),
        (brief.TITLE, brief.part(setting)),
        (method.TITLE, method.part(setting)),
        *((domain_name(d.number, d.title) or "Frameworks", framework.part(setting, d)) for d in report.domains),
        (annexes.GRADES[1], annexes.grades(setting)),
        (annexes.DIRECTIONS[1], annexes.directions(setting)),
        (reproduce.TITLE, reproduce.part(setting)),
    ]
    items: list[Item] = [cover.page(setting)]
    for title, made in parts:
        if made:
            items += [NewPage(title), *inside(Node("Sect"), made)]
    return items


def _meta(report: NationalReport) -> Meta:
    year, month, *day = report.dated.split("-")
    return Meta(
        title=report.title,
        author="inspect-app",
        subject=report.subject,
        keywords=(report.edition.id, report.nation.cycle),
        issued_at=datetime(int(year), int(month), int(day[0]) if day else 1, tzinfo=UTC),
    )
