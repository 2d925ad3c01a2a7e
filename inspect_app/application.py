"""Makes the application: the one place that names every slice."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from flask_login import current_user

from . import per_request, tables, ui
from .accounts import forces_known, guards, handover, signing_in
from .accounts import jobs as accounts_jobs
from .accounts import routes as accounts
from .accounts.actors import Actor
from .accounts.people import routes as people
from .accounts.profile import routes as profile
from .assessment import handing_over as assessment_handing_over
from .assessment import taking_part as assessments_taking_part
from .assessment.citing import routes as assessment_citing
from .assessment.findings import routes as assessment_findings
from .assessment.movements import routes as assessment_movements
from .assessment.overview import routes as assessment_overview
from .assessment.submission import routes as assessment_submission
from .assessment.together import jobs as assessment_together_jobs
from .assessment.together import routes as assessment_together
from .assessment.versions import routes as assessment_versions
from .assessment.workspace import routes as assessment_workspace
from .catalogue import editions
from .catalogue import routes as catalogue
from .config import Settings
from .evidence import handing_over as evidence_handing_over
from .evidence import jobs as evidence_jobs
from .evidence import routes as evidence
from .evidence import uses as evidence_uses
from .evidence.adding import routes as evidence_adding
from .evidence.originals import routes as evidence_originals
from .forces import queries as forces_queries
from .forces import routes as forces
from .forces import taking_part, where
from .forces.peers import routes as forces_peers
from .history import routes as history
from .home import routes as home
from .indicators import routes as indicators
from .indicators.importing import routes as indicators_importing
from .jobs import due, handlers
from .mail import jobs as mail_jobs
from .moderation.accuracy import routes as moderation_accuracy
from .moderation.board import routes as moderation_board
from .moderation.consistency import jobs as moderation_consistency_jobs
from .moderation.consistency import routes as moderation_consistency
from .moderation.deciding import routes as moderation_deciding
from .moderation.discrepancies import routes as moderation_discrepancies
from .moderation.discrepancies.agreements import routes as moderation_agreement
from .moderation.meetings import routes as moderation_meetings
from .moderation.planning import routes as moderation_planning
from .moderation.practice import routes as moderation_practice
from .moderation.reading import routes as moderation_reading
from .moderation.reading.questions import routes as moderation_questions
from .moderation.reading.site_checks import routes as moderation_site_checks
from .moderation.what_if import routes as moderation_what_if
from .navigation import footer, items
from .operating import routes as operating
from .publishing import routes as publishing
from .remediation import handing_over as remediation_handing_over
from .remediation import told
from .remediation.acting import jobs as remediation_jobs
from .remediation.acting import routes as remediation_acting
from .remediation.area import routes as remediation_area
from .remediation.boards import paper as board_papers
from .remediation.boards import proven as documents_read
from .remediation.boards import routes as remediation_boards
from .remediation.closing import routes as remediation_closing
from .remediation.dashboard import routes as remediation_dashboard
from .remediation.evidence_uses import UsesWithProofs
from .remediation.importing import routes as remediation_importing
from .remediation.lifting import routes as remediation_lifting
from .remediation.lifting import telling as lifts_told
from .remediation.pairs import routes as remediation_pairs
from .remediation.register import routes as remediation_register
from .remediation.responding import document as response_documents
from .remediation.responding import routes as remediation_responding
from .reporting.board import board_paper_pdf, responses_pdf
from .reporting.national import routes as reporting_national
from .ui import sayable

__all__ = ["create_app", "tables"]

SLICES = (
    accounts.bp,
    assessment_citing.bp,
    assessment_findings.bp,
    assessment_movements.bp,
    assessment_overview.bp,
    assessment_submission.bp,
    assessment_together.bp,
    assessment_versions.bp,
    assessment_workspace.bp,
    catalogue.bp,
    evidence.bp,
    evidence_adding.bp,
    evidence_originals.bp,
    forces.bp,
    forces_peers.bp,
    history.bp,
    history.of_evidence,
    history.of_framework,
    home.bp,
    indicators.bp,
    indicators_importing.bp,
    moderation_board.bp,
    moderation_consistency.bp,
    moderation_accuracy.bp,
    moderation_deciding.bp,
    moderation_practice.bp,
    moderation_meetings.bp,
    moderation_planning.bp,
    moderation_what_if.bp,
    moderation_agreement.bp,
    moderation_discrepancies.bp,
    moderation_questions.bp,
    moderation_reading.bp,
    moderation_site_checks.bp,
    operating.bp,
    people.bp,
    profile.bp,
    reporting_national.bp,
    publishing.bp,
    remediation_acting.bp,
    remediation_area.bp,
    remediation_closing.bp,
    remediation_register.bp,
    remediation_boards.bp,
    remediation_dashboard.bp,
    remediation_importing.bp,
    remediation_lifting.bp,
    remediation_pairs.bp,
    remediation_responding.bp,
)


def create_app(settings: Settings | None = None, **config: object) -> Flask:
    """The application with every slice, ready to serve.

    Raises SettingMissing, BadData where a declared edition has a fault, and Unguarded.
    """
    settings = settings or Settings.from_environment()
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        STYLE_PAGE=settings.style_page,
        # Several files may come at once; and the longest finding is more than Flask takes of a form by itself.
        MAX_CONTENT_LENGTH=5 * settings.upload_limit,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
    )
    app.config.update(config)
    app.extensions["editions"] = {edition.id: edition for edition in editions.load_all()}
    taking_part.provide(app, assessments_taking_part)
    forces_known.provide(app, forces_queries.forces)
    handover.register(app, *assessment_handing_over.WORK, *evidence_handing_over.WORK, *remediation_handing_over.WORK)
    evidence_uses.register(app, UsesWithProofs(app.extensions["editions"]))
    told.provide_lifts(app, lifts_told.tell)
    told.provide_shown(app, documents_read.tell)
    board_papers.provide(app, board_paper_pdf)
    response_documents.provide(app, responses_pdf)
    _work_in_the_background(app, settings)
    per_request.init_app(app, settings.database_url)
    ui.init_app(app)
    for endpoint in [name for name in app.view_functions if name.startswith("ui.")]:
        guards.public(app.view_functions[endpoint])
    signing_in.init_app(app, settings)
    sayable.refuse_zero_bytes(app)
    for blueprint in SLICES:
        app.register_blueprint(blueprint)
    app.context_processor(_around)
    guards.check_all(app)
    return app


def _work_in_the_background(app: Flask, settings: Settings) -> None:
    """Names what the worker can do, and what comes round again without anybody asking."""
    for jobs in (evidence_jobs.HANDLERS, mail_jobs.HANDLERS, moderation_consistency_jobs.HANDLERS):
        handlers.register(app, jobs)
    slices = (
        accounts_jobs.DUE,
        mail_jobs.due(settings),
        evidence_jobs.DUE,
        assessment_together_jobs.DUE,
        remediation_jobs.due(settings),
        moderation_consistency_jobs.DUE,
    )
    for comes_round in (due.DUE, *slices):
        handlers.register_due(app, comes_round)


def _around() -> dict[str, Any]:
    """What every page shows around its content."""
    actor = current_user._get_current_object() if current_user.is_authenticated else None
    actor = actor if isinstance(actor, Actor) else None
    place = where.usual(actor) if actor else None
    edition = current_app.extensions["editions"].get(place.cycle.edition) if place else None
    return {
        "me": actor,
        "where": place,
        "navigation": items(actor, place),
        "footer_links": footer(edition),
        "edition_title": edition.title if edition else None,
    }
