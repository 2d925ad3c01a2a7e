"""The cover and the contents of the printed national report."""

from __future__ import annotations

from ....grading.words import capital
from ...force_report import spoken_date
from ...pdf.contents import Entry, MarksKey, contents
from ...pdf.cover import Cover, CoverWords, Step
from ...pdf.flow import Item
from ...pdf.headings import PartTitle, Place
from ...printed import method, reproduce
from ...printed.setting import domain_name
from . import annexes, brief
from .setting import NationalSetting

CAPTION = "The grade in the middle of each framework, by domain"
TITLE = "Contents"


def page(setting: NationalSetting) -> Cover:
    """The first page."""
    report = setting.national
    rows = [
        ("Status", "Published judgements, counted"),
        ("Counted", f"{len(report.judged):,} judgements"),
        ("Edition", f"{report.edition.title} ({report.edition.id})"),
        ("Published", f"up to {spoken_date(report.dated)}"),
    ]
    if report.simulated:
        rows.append(("Simulated", report.simulated))
    words = CoverWords(
        kind="National report",
        force=capital(report.heading),
        assessment=report.nation.title,
        scope=report.scope,
        caption=CAPTION,
        alt=f"Column chart. Middle grades: {_said(setting)}.",
        rows=tuple(rows),
        disclaimer=(
            "This report counts published judgements and shows the declared method by which they were proposed. "
            f"It is not a publication of {report.edition.publisher}."
        ),
    )
    return Cover(setting.faces, words, _steps(setting), len(setting.looks.outcomes.grades.steps))


def _said(setting: NationalSetting) -> str:
    return "; ".join(f"{one.code} {setting.looks.label(one.middle)}" for one in setting.national.frameworks)


def _steps(setting: NationalSetting) -> list[Step]:
    ranks = setting.looks.outcomes.grades.ranks
    steps = []
    for domain in setting.national.domains:
        for number, one in enumerate(domain.frameworks):
            height = ranks[one.middle] + 1 if one.middle in ranks else 0
            steps.append(Step(one.code, height, setting.looks.mark(one.middle), opens=not number))
    return steps


def listed(setting: NationalSetting) -> list[Item]:
    """The contents, with the middle grade of each framework."""
    report, looks = setting.national, setting.looks
    groups = [("", [Entry(brief.PLACE, brief.TITLE, strong=True), Entry(method.PLACE, method.TITLE, strong=True)])]
    for domain in report.domains:
        entries = [
            Entry(
                f"fw{one.code}",
                one.title,
                one.code,
                (looks.mark(one.middle),),
                f"middle grade {looks.label(one.middle)}",
            )
            for one in domain.frameworks
        ]
        groups.append((domain_name(domain.number, domain.title), entries))
    annexed = ((annexes.GRADES, "A"), (annexes.DIRECTIONS, "B"), ((reproduce.PLACE, reproduce.TITLE), "C"))
    shown = [one for one in annexed if one[1] != "B" or setting.has_directions]
    groups.append(("Annexes", [Entry(place, title, f"Annex {letter}") for (place, title), letter in shown]))
    key = [(looks.mark(count.mark), count.label) for count in report.grades]
    ways = [(looks.way(count.mark)[0], count.label) for count in report.directions]
    return [
        PartTitle(setting.faces, TITLE, Place("contents", 0)),
        MarksKey(setting.faces, "Marks used", [marks for marks in (key, ways) if marks]),
        *contents(setting.faces, groups),
    ]
