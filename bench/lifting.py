"""The lift plan of a whole force and the PDF of a board's paper, beside the limits that were set for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from inspect_app.catalogue import editions
from inspect_app.grading.edition import Edition
from inspect_app.remediation.lifting.ground import Open, Rated
from inspect_app.remediation.lifting.plan import plan_for
from inspect_app.reporting.board import board_paper_pdf

from .table import Row

AREAS, ITEMS = 83, 300
LIFT_LIMIT, PDF_LIMIT = 0.2, 3.0


def force(edition: Edition) -> tuple[dict[str, Rated], list[Open]]:
    """Every framework with every fourth criterion not met, and areas on them in turn."""
    steps = edition.scales.ratings.ids()
    rated, low = {}, []
    for framework in edition.frameworks:
        ratings = {c.id: steps[0] if at % 4 == 0 else steps[-1] for at, c in enumerate(framework.criteria)}
        rated[framework.id] = Rated(ratings)
        low += [(framework.id, name) for name, step in ratings.items() if step == steps[0]]
    areas = []
    for number in range(1, AREAS + 1):
        name, criterion = low[number % len(low)]
        due = date(2007, 1, 31) + timedelta(days=7 * number)
        areas.append(Open(number, {name: frozenset({criterion})}, number % 20, due))
    return rated, areas


def paper() -> dict[str, Any]:
    """The content of a paper with as many open items as were set."""
    item = {
        "kind": "Area for improvement",
        "is_action": False,
        "frameworks": ["3C"],
        "source": "A report",
        "owner": "Head of Crime",
        "priority": "High",
        "state": "In progress",
        "need": "later",
        "needs": "In progress",
        "rule": "In progress.",
        "colour": "Green",
        "raised": "2006-10-26",
        "age": "11 weeks",
        "due": "2007-06-30",
        "no_due": "",
        "days_late": 0,
        "said": "Two of six areas have answered so far.",
        "said_on": "2007-01-08",
        "title": "Commanders are held to account for volume crime too seldom and in too many ways",
    }
    return {
        "title": "Board",
        "on": "2007-01-24",
        "issued": "2007-01-17T09:00:00+00:00",
        "marking": "RESTRICTED",
        "force": "A force",
        "as_of": "2007-01-12",
        "since": "2006-12-05",
        "summary": "Things stand as they stand.",
        "decisions": [],
        "overdue": [],
        "slipped": [],
        "sent_back": [],
        "changes": [],
        "counts": [{"words": "In progress", "now": ITEMS, "then": 290}],
        "actions": [],
        "open": [{**item, "number": number} for number in range(1, ITEMS + 1)],
        "targets": [],
        "by_month": [{"month": "January 2007", "raised": 4, "closed": 2}],
        "ahead": [{"month": "June 2007", "due": ITEMS, "late": False}],
        "window": ["2006-10-26", "2007-06-30"],
    }


def rows() -> Iterator[Row]:
    edition = editions.load("baseline_2006")
    rated, areas = force(edition)
    plan_for(edition, rated, areas)
    began = perf_counter()
    plan = plan_for(edition, rated, areas)
    lift = perf_counter() - began
    what = f"lift plan, {len(rated)} frameworks and {AREAS} areas"
    steps = f"at most {LIFT_LIMIT * 1000:.0f} ms ({len(plan.steps)} steps)"
    yield Row(what, lift * 1000, "ms", lift / LIFT_LIMIT, steps)
    content = paper()
    board_paper_pdf(content)
    began = perf_counter()
    board_paper_pdf(content)
    drawn = perf_counter() - began
    yield Row(f"board paper of {ITEMS} items as PDF", drawn, "s", drawn / PDF_LIMIT, f"at most {PDF_LIMIT:.0f} s")
