"""The pages of responses within 56 days: what is due, what is late, what was said, and the document to publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock
from ...accounts import guards
from ...evidence import markings
from .. import policy
from ..place import Here, here
from ..standing import last_day_to_respond
from ..states import KINDS
from . import document, queries
from .queries import SHOWS

bp = Blueprint("remediation_responding", __name__, template_folder="templates")
FORCE = "/forces/<force>/improvement"
SOON = timedelta(days=14)


@bp.get(f"{FORCE}/responses")
@guards.roles(*policy.SEES)
def responses(force: str) -> ResponseReturnValue:
    """Recommendations with their responses, a page of them, in one state or in all."""
    at, today, show = here(force), clock.today(), _show()
    totals = queries.totals(at.session, force, at.sight, today)
    page = queries.page(at.session, force, at.sight, today, show, _page_number(), totals[show])
    return render_template(
        "remediation_responding/responses.html",
        at=at,
        totals=totals,
        show=show,
        page=replace(page, address=_url(at, show)),
        tabs=_tabs(at, totals, show),
        pdf_url=at.url("remediation_responding.as_pdf", **({"show": show} if show else {})),
        last_day=last_day_to_respond,
        today=today,
        soon=today + SOON,
        kinds=KINDS,
        marking=markings.highest(row.area.marking for row in page.rows),
    )


@bp.get(f"{FORCE}/responses.pdf")
@guards.roles(*policy.SEES)
def as_pdf(force: str) -> ResponseReturnValue:
    """The document that the policing body publishes: everything in the state that was asked for."""
    at, today = here(force), clock.today()
    rows = queries.everything(at.session, force, at.sight, today, _show())
    marking = markings.highest(row.area.marking for row in rows) or at.markings[0]
    answer = Response(document.drawn(document.content(at.force.name, rows, today, marking)), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{force}-responses-{today}.pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _show() -> str:
    asked = request.args.get("show", "")
    return asked if asked in SHOWS else ""


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def _url(at: Here, show: str) -> str:
    return at.url("remediation_responding.responses", **({"show": show} if show else {}))


def _tabs(at: Here, totals: Mapping[str, int], show: str) -> list[dict[str, object]]:
    return [
        {"text": f"{words} ({totals[name]:,})", "url": _url(at, name), "current": name == show}
        for name, words in SHOWS.items()
    ]
