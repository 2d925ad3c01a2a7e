"""What every part of the printed national report is set with. Parts it shares with a force's report come from there."""

from __future__ import annotations

from ...content import Cover, ForceReport, ReproducePart, SummaryPart
from ...pdf.lines import Faces
from ...printed.setting import Setting
from ..content import NationalReport


class NationalSetting(Setting):
    """The setting of a national report; method and inputs are set as in the report of a force."""

    def __init__(self, report: NationalReport, faces: Faces) -> None:
        super().__init__(_shared(report), faces)
        self.national = report


def _shared(report: NationalReport) -> ForceReport:
    """What a national report has in common with a force's, in its shape; everything else is empty."""
    nothing = ReproducePart((), (), (), "", "")
    return ForceReport(
        edition=report.edition,
        force="",
        cycle=report.nation.cycle,
        marking=report.marking,
        foot=report.nation.title,
        cover=Cover("", "", "", "", (), "", ""),
        method=report.method,
        domains=(),
        overview=(),
        coding_note="",
        summary=SummaryPart((), (), (), (), ""),
        frameworks=(),
        schedule=(),
        schedule_notes=(),
        glossary=(),
        reproduce=report.reproduce if not report.is_empty else nothing,
        title=report.title,
        subject=report.subject,
        dated=report.dated,
    )
