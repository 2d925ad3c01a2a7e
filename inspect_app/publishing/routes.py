"""The published report in every form, its versions, publishing it, and publishing a correction."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from .. import clock, per_request
from ..accounts import guards
from ..accounts.roles import TEAM, Role
from ..assessment.models import Finding
from ..assessment.states import minute
from ..audit import operations as audit
from ..evidence.files.store import NotKept
from ..moderation import operations as moderation
from ..moderation import queries as moderation_queries
from ..moderation.models import Caveat, Judgement
from ..moderation.practice import queries as practice
from ..promises import BadInput, NotAllowed, NotFound
from ..ui.chips import grade_word
from . import forms, letters, operations, queries, rendering
from .opened import Opened, open_assessment, open_report
from .stops import changed_words, grades_words, stops

bp = Blueprint("publishing", __name__, template_folder="templates", url_prefix="/forces/<force>/<cycle>")
PDF, JSON, CSV = "application/pdf", "application/json", "text/csv; charset=utf-8"


@bp.get("/report")
@guards.signed_in
def report(force: str, cycle: str) -> ResponseReturnValue:
    """The report as a page: what is published, or for those who may read it the draft."""
    here = open_report(force, cycle)
    newest = next(iter(here.versions), None)
    differs = newest is not None and rendering.digest(rendering.as_json(here.report)) != newest.content
    above = render_template("publishing/_bar.html", here=here, newest=newest, differs=differs, now=clock.now())
    page, policy = rendering.as_page(here.report, Markup(above))
    answer = Response(page, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = policy
    return answer


@bp.get("/report.pdf")
@guards.signed_in
def pdf(force: str, cycle: str) -> ResponseReturnValue:
    here = open_report(force, cycle)
    newest = next(iter(here.versions), None)
    content = _kept(here, newest.document) if newest else rendering.as_pdf(here.report)
    return _sent(here, content, PDF, "pdf", newest.number if newest else None)


@bp.get("/report.json")
@guards.signed_in
def json(force: str, cycle: str) -> ResponseReturnValue:
    here = open_report(force, cycle)
    newest = next(iter(here.versions), None)
    content = _kept(here, newest.content) if newest else rendering.as_json(here.report)
    return _sent(here, content, JSON, "json", newest.number if newest else None)


@bp.get("/report.csv")
@guards.signed_in
def csv(force: str, cycle: str) -> ResponseReturnValue:
    here = open_report(force, cycle)
    return _sent(here, rendering.as_csv(here.report), CSV, "csv", None)


@bp.get("/report/versions")
@guards.signed_in
def versions(force: str, cycle: str) -> str:
    here = open_report(force, cycle)
    return render_template("publishing/versions.html", minute=minute, **here.around)


@bp.get("/report/versions/<int:number>.<any(pdf, json):form>")
@guards.signed_in
def one_version(force: str, cycle: str, number: int, form: str) -> ResponseReturnValue:
    """An older version, byte for byte as it was published."""
    here = open_report(force, cycle)
    found = next((version for version in here.versions if version.number == number), None)
    if found is None:
        raise NotFound
    content = _kept(here, found.document if form == "pdf" else found.content)
    return _sent(here, content, PDF if form == "pdf" else JSON, form, number)


@bp.get("/publish")
@guards.roles(Role.NATIONAL_LEAD)
def look(force: str, cycle: str) -> str:
    here = open_assessment(force, cycle)
    return _publish_page(here, _version_form(here) if here.is_published else forms.PublishForm())


@bp.post("/publish")
@guards.roles(Role.NATIONAL_LEAD)
def publish(force: str, cycle: str) -> ResponseReturnValue:
    """Publishes what is decided: for the first time, or corrected grades as a new version."""
    here = open_assessment(force, cycle, to_change=True)
    session = per_request.session()
    if here.is_published:
        if not moderation_queries.corrections_of(session, here.assessment.id):
            flash("It is published already.", "notice")
            return redirect(here.address)
        form = _version_form(here)

        def apply() -> object:
            return moderation.apply_corrections(session, here.assessment)

        return _new_version(here, form, apply, lambda: _publish_page(here, form))
    made = operations.publish(session, here.store, here.assessment, here.edition, by=here.me)
    letters.published(session, here.assessment, made, here.link)
    flash(f"The report for {here.force} is published.", "success")
    return redirect(f"{here.address}/versions")


@bp.get("/report/correct")
@guards.roles(Role.NATIONAL_LEAD)
def choose_framework(force: str, cycle: str) -> str:
    here = _to_correct(force, cycle)
    return render_template("publishing/correct.html", **here.around)


@bp.get("/report/correct/<framework>")
@guards.roles(Role.NATIONAL_LEAD)
def choose_words(force: str, cycle: str, framework: str) -> str:
    here = _to_correct(force, cycle)
    if framework not in here.edition.framework:
        raise NotFound
    found = queries.printed(per_request.session(), here.assessment.id, framework)
    its = here.edition.framework[framework]
    return render_template("publishing/correct_framework.html", framework=its, printed=found, **here.around)


@bp.route("/report/correct/<framework>/<what>", methods=["GET", "POST"])
@guards.roles(Role.NATIONAL_LEAD)
def correct_words(force: str, cycle: str, framework: str, what: str) -> ResponseReturnValue:
    """Corrects words in one place, and publishes the version that says so."""
    here = _to_correct(force, cycle, to_change=request.method == "POST")
    session = per_request.session()
    found = queries.printed(session, here.assessment.id, framework)
    one = next((one for one in found if one.key == what), None)
    if one is None:
        raise NotFound
    form = forms.WordsForm(words=one.text, number=_number(here))

    def apply() -> None:
        words = form.words.data or ""
        if one.kind == "finding":
            row = session.get_one(Finding, one.id)
            moderation.correct_finding(session, here.assessment, row, words, by=here.me)
        elif one.kind == "caveat":
            moderation.correct_caveat(session, here.assessment, session.get_one(Caveat, one.id), words, by=here.me)
        else:
            judgement = session.get_one(Judgement, one.id)
            moderation.correct_reason(session, here.assessment, judgement, words, by=here.me)

    def again() -> str:
        its = here.edition.framework[framework]
        return render_template("publishing/correct_words.html", framework=its, one=one, form=form, **here.around)

    return _new_version(here, form, apply, again)


def _new_version(
    here: Opened, form: forms.VersionForm, apply: Callable[[], object], again: Callable[[], str]
) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return again(), 400 if form.errors else 200
    if form.number.data != _number(here):
        form.complain("Another version was published after you opened this. Read it, then publish yours.")
        form.number.data = _number(here)
        return again(), 409
    session = per_request.session()
    correction = moderation.Correction(form.changed.data or "", form.because.data or "")
    try:
        made = operations.correct(session, here.store, here.assessment, here.edition, correction, apply, by=here.me)
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return again(), 400
    letters.published(session, here.assessment, made, here.link)
    flash(f"Version {made.number} is published.", "success")
    return redirect(f"{here.address}/versions")


def _publish_page(here: Opened, form: forms.PublishForm | forms.VersionForm) -> str:
    session = per_request.session()
    codes = {framework.id: framework.code for framework in here.edition.frameworks}
    found = moderation_queries.stopping(session, here.assessment, clock.today())
    grades = queries.grades(session, here.assessment.id)
    corrections = moderation_queries.corrections_of(session, here.assessment.id) if here.is_published else ()
    return render_template(
        "publishing/publish.html",
        form=form,
        codes=codes,
        grades=grades,
        sentence=grades_words(sum(grade is not None for _, grade, _ in grades), here.force),
        stops=stops(here.assessment.state, found, codes, here.place.force.id, here.place.cycle.id),
        corrections=corrections,
        practices=practice.chosen(session, here.assessment.id),
        **here.around,
    )


def _version_form(here: Opened) -> forms.VersionForm:
    scales, codes = here.edition.scales, {f.id: f.code for f in here.edition.frameworks}
    corrections = moderation_queries.corrections_of(per_request.session(), here.assessment.id)
    said = [
        (
            codes[entry.framework],
            grade_word(scales, judgement.grade or None),
            grade_word(scales, decision.grade or None),
        )
        for decision, judgement, entry in corrections
    ]
    reasons = " ".join(decision.because or "" for decision, _, _ in corrections)
    return forms.VersionForm(changed=changed_words(said), because=reasons, number=_number(here))


def _to_correct(force: str, cycle: str, *, to_change: bool = False) -> Opened:
    here = open_assessment(force, cycle, to_change=to_change)
    if not here.is_published:
        raise NotAllowed("Only what is published can be corrected. Until then it can be changed where it was written.")
    return here


def _number(here: Opened) -> str:
    """The newest version, as a form holds it: what was published meanwhile shows."""
    return str(here.versions[0].number if here.versions else 0)


def _kept(here: Opened, sha256: str) -> bytes:
    try:
        with here.store.open(sha256) as stream:
            return stream.read()
    except NotKept:
        raise NotFound from None


def _sent(here: Opened, content: bytes, mimetype: str, suffix: str, number: int | None) -> Response:
    if not here.is_published:
        _record_draft(here, suffix)
    answer = Response(content, content_type=mimetype)
    state = f" version {number}" if number else ("" if here.is_published else " draft")
    name = f"{here.place.force.id} {here.place.cycle.id}{state}.{suffix}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _record_draft(here: Opened, suffix: str) -> None:
    """That somebody took a draft out is a matter of record; the force sees when it was one of its own.

    The row leads nowhere: not everybody who may read the trail may open the draft.
    """
    force, cycle = here.place.force.id, here.place.cycle.id
    about = audit.About("report", here.assessment.id, force=force, cycle=cycle)
    says, me = f"downloaded the draft report as {suffix.upper()}", here.me
    audience: audit.Audience = "force" if here.roles & TEAM else "inspectorate"
    per_request.record_apart(
        lambda session: audit.record(session, "publishing:draft:downloaded", about, by=me, says=says, audience=audience)
    )
