"""Draws a report from the database in every form in which it is published. Writes nothing, and decides nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from .. import clock
from ..assessment.models import Assessment
from ..grading.edition import Edition
from ..promises import NotAllowed
from ..reporting.as_data import force_report_csv, force_report_json
from ..reporting.content import ForceReport
from ..reporting.force_report import force_report
from ..reporting.printed import force_report_pdf
from ..reporting.queries import Draft, force_year
from ..reporting.web import force_report_html
from ..reporting.year import Version

OTHER_EDITION = (
    "The files of the edition changed since this was assessed, so its report cannot be drawn. Ask your administrator "
    "to bring back the edition that it was assessed by."
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report as bytes: the document, and its content as data."""

    pdf: bytes
    json: bytes


def published(session: Session, assessment: Assessment, edition: Edition) -> ForceReport:
    """The report as it is published. Raises NotAllowed where the edition is not what it was."""
    return _report(session, assessment, edition, None)


def draft(session: Session, assessment: Assessment, edition: Edition) -> ForceReport:
    """The report of what is decided so far, which says on its cover that it is a draft."""
    return _report(session, assessment, edition, Draft(clock.today()))


def version(session: Session, assessment: Assessment, edition: Edition, its: Version) -> Drawn:
    """A version that is about to be published, as it will be read."""
    report = _report(session, assessment, edition, Draft(clock.today(), its))
    return Drawn(as_pdf(report), as_json(report))


def as_pdf(report: ForceReport) -> bytes:
    """The same report gives the same bytes."""
    return force_report_pdf(report)


def as_json(report: ForceReport) -> bytes:
    """Canonical: keys always in the same order, in UTF-8."""
    return force_report_json(report).encode()


def as_csv(report: ForceReport) -> bytes:
    return force_report_csv(report).encode()


def as_page(report: ForceReport, above: Markup) -> tuple[str, str]:
    """The page with a bar above it, and the policy that lets its own style sheet count and nothing else run."""
    page = force_report_html(report, above)
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return page, policy


def digest(content: bytes) -> str:
    """SHA-256 in small hexadecimal letters."""
    return hashlib.sha256(content).hexdigest()


def _report(session: Session, assessment: Assessment, edition: Edition, how: Draft | None) -> ForceReport:
    if assessment.edition_digest != edition.digest:
        raise NotAllowed(OTHER_EDITION)
    return force_report(edition, force_year(session, assessment.force_id, assessment.cycle_id, how))
