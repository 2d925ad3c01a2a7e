"""The national report over the web: the page, and the same as PDF and CSV. Only what is published is in it."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...audit import operations as audit
from ...forces.where import year_words
from ...promises import NotFound
from . import policy, queries
from .as_csv import national_report_csv
from .content import NationalReport
from .making import national_report
from .page import Around, shown
from .printed import national_report_pdf

bp = Blueprint("reporting_national", __name__, template_folder="templates")
REPORT = "/cycles/<cycle>/report"


@bp.get(REPORT)
@guards.roles(*policy.MAY_READ)
def report(cycle: str) -> ResponseReturnValue:
    """The report as a page; where nothing is published yet, a sentence that says so."""
    made = _report(cycle)
    around = Around(f"All {made.edition.unit}s, {year_words(cycle)}")
    return render_template("national/report.html", where=around, **shown(made))


@bp.get(f"{REPORT}.pdf")
@guards.roles(*policy.MAY_READ)
def pdf(cycle: str) -> ResponseReturnValue:
    made = _something(cycle)
    return _download(made, national_report_pdf(made), "application/pdf", "pdf")


@bp.get(f"{REPORT}.csv")
@guards.roles(*policy.MAY_READ)
def spreadsheet(cycle: str) -> ResponseReturnValue:
    made = _something(cycle)
    return _download(made, national_report_csv(made).encode(), "text/csv", "csv")


def _report(cycle: str) -> NationalReport:
    """The report of a cycle. Raises NotFound where there is none, or where its marking is not for this person."""
    found = queries.nation(per_request.session(), cycle)
    edition = current_app.extensions["editions"].get(found.edition)
    if edition is None:
        raise NotFound
    made = national_report(edition, found)
    if not policy.may_read(guards.me().roles, made.marking):
        raise NotFound
    return made


def _something(cycle: str) -> NationalReport:
    made = _report(cycle)
    if made.is_empty:
        raise NotFound
    return made


def _download(made: NationalReport, content: bytes, kind: str, ending: str) -> Response:
    """The file; that somebody took it is a matter of record."""
    cycle, me = made.nation.cycle, guards.me()
    about = audit.About("cycle", cycle, cycle=cycle, address=f"/cycles/{cycle}/report")
    says = f"downloaded the national report as {ending.upper()}"
    per_request.record_apart(
        lambda session: audit.record(
            session, "reporting:national:downloaded", about, by=me, says=says, audience="inspectorate"
        )
    )
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=f"national-{cycle}.{ending}")
    return answer
