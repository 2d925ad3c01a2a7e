"""Puts the page together: the report, its marks, addresses and drawings into the templates, and the style sheet in.

Templates escape everything and refuse a name that they do not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ...grading.words import capital
from ..content import CriterionRow, ForceReport, FrameworkPart
from . import charts
from .addresses import Addresses, citing, counted_against, fit
from .legend import Legend, Marked
from .prose import Prose, link
from .sprite import number, placed, sprite, used

LONGEST_NUMBER = 3
NOTHING = Markup("")
EVALUATED = {
    "yes": "Put forward by the force, which has evaluated the work. Not independently evaluated.",
    "partly": "Put forward by the force, which has evaluated part of the work. Not independently evaluated.",
    "no": "Put forward by the force. Not evaluated.",
}


def force_report_html(report: ForceReport, above: Markup = NOTHING) -> str:
    """The whole page. The same report gives the same characters. `above` is put before it, where a site shows it."""
    return _environment().get_template("page.html").render(_names(report), above=above)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("inspect_app.reporting.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["fit"] = fit
    environment.filters["upper_first"] = capital
    environment.filters["in_order"] = in_order
    environment.globals |= {"link": link, "citing": citing, "counted_against": counted_against}
    environment.globals |= {"domain_name": domain_name, "in_eights": in_eights, "evaluated": EVALUATED}
    environment.globals |= {"bars": charts.national_bars, "tracks": charts.range_tracks, "chart": _chart_sizes()}
    return environment


def _chart_sizes() -> dict[str, float]:
    return {name: value for name, value in vars(charts).items() if name.isupper()}


def _names(report: ForceReport) -> dict[str, Any]:
    """Everything that the templates may name."""
    legend = Legend(report.edition)
    prose = Prose(Addresses(report))

    def mark(marked: Marked, size: str = "") -> Markup:
        return used(marked.mark, legend.marks[marked.mark], size)

    def mark_at(marked: Marked, centre: float, middle: float, side: float) -> Markup:
        return placed(marked.mark, legend.marks[marked.mark], centre, middle, side)

    return {
        "report": report,
        "legend": legend,
        "to": prose.addresses,
        "written": prose.written,
        "said": prose.said,
        "mark": mark,
        "mark_at": mark_at,
        "sprite": sprite(legend.marks),
        "css": Markup(_style_sheet() + printed_marking(report.marking)),
        "columns": charts.cover_columns(report),
        "domains": _by_domain(report),
        "part_of": {part.code: part for part in report.frameworks},
        "has_directions": bool(report.edition.scales.directions.steps),
        "has_distribution": any(row.distribution for row in report.summary.rows),
        "priorities": any(row.priority for domain in report.domains for row in domain.frameworks),
        "command": command_for_the_page(report),
        "stop_words": lambda stops: tuple(map(legend.short, stops)),
        "otherwise": legend.neither,
        "grades": [legend.outcome(step.id) for step in report.edition.scales.outcomes.grades.steps],
    }


@cache
def _style_sheet() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8").strip()


def printed_marking(marking: str) -> str:
    """The rules that repeat the marking at the head and foot of every printed page.

    Every character but the plainest is written as its number, so that no marking can end the string or the sheet.
    """
    text = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in marking)
    box = f'{{ content: "{text}"; font: 700 9pt sans-serif; letter-spacing: 0.12em; }}'
    return f"\n@media print {{ @page {{ @top-center {box} @bottom-center {box} }} }}"


def _by_domain(report: ForceReport) -> list[tuple[str, str, list[FrameworkPart]]]:
    """Number, title and frameworks of each domain, in the order of the report."""
    return [
        (key[0], key[1], list(parts))
        for key, parts in groupby(report.frameworks, key=lambda part: (part.domain_number, part.domain_title))
    ]


def domain_name(number: str, title: str) -> str:
    """A domain with its number, where what the edition gives as its id is one; without domains, what stands there."""
    if not title:
        return "Frameworks"
    return f"{number} {title}" if len(number) <= LONGEST_NUMBER else title


def in_eights(digest: str) -> str:
    """In groups of eight, as people compare them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def in_order(rows: Iterable[CriterionRow]) -> list[tuple[str, list[CriterionRow]]]:
    """Criteria under their components, in the order of the edition; one unnamed group where there are none."""
    return [(name, list(inside)) for name, inside in groupby(rows, key=lambda row: row.component or "")]


def command_for_the_page(report: ForceReport) -> str:
    """The command of the report as it makes this file instead of the PDF."""
    return report.reproduce.command.replace("--format pdf", "--format html").replace(".pdf", ".html")
