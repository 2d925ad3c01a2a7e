"""Pages of working together: comments, and the drafts that scripts keep. Only the team of the force comes here."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ... import clock, per_request
from ...accounts import guards
from ...accounts.roles import TEAM
from ...promises import BadInput, NotFound
from ..models import Finding
from ..opened import COMMENTING, Opened, open_entry
from . import drafts, operations, queries
from .forms import CommentForm, number
from .mentions import Member, mentioned
from .operations import Subject

bp = Blueprint("assessment_together", __name__, template_folder="templates")
ENTRY = "/forces/<force>/<cycle>/assessment/<framework>"


@bp.get(f"{ENTRY}/comments")
@guards.roles(*TEAM)
def comments(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    subject = _subject(opened, request.args.get("on"), None)
    form = CommentForm(formdata=None, data={"on": subject.criterion or ""})
    return _page(opened, subject, form)


@bp.post(f"{ENTRY}/comments")
@guards.roles(*COMMENTING)
def add_comment(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    form, team = CommentForm(), queries.team(session, force)
    form.offer(team, opened.me.id)
    subject = _subject(opened, form.on.data, number(form.finding.data))
    if not form.validate():
        return _page(opened, subject, form), 400
    operations.comment(
        session,
        opened.at,
        subject,
        form.text.data or "",
        by=opened.me,
        asks=_asked(form, team),
        reply_to=number(form.reply_to.data),
        site=current_app.config["SETTINGS"].base_url,
    )
    flash("Your reply was added." if form.reply_to.data else "Your comment was added.")
    return redirect(_back(opened, subject))


@bp.post(f"{ENTRY}/comments/<int:comment>/<any(settle, reopen):verb>")
@guards.roles(*COMMENTING)
def settle_comment(force: str, cycle: str, framework: str, comment: int, verb: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    settle = operations.settle if verb == "settle" else operations.reopen
    first = settle(per_request.session(), opened.at, comment, by=opened.me)
    flash("The comment is settled." if verb == "settle" else "The comment is open again.")
    return redirect(_back(opened, Subject("", first.criterion, first.finding_id)))


@bp.post(f"{ENTRY}/drafts/<subject>")
@guards.roles(*TEAM)
def keep_draft(force: str, cycle: str, framework: str, subject: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    fields = {name: values for name, values in request.form.lists() if name not in drafts.NOT_WORDS}
    based_on = number(request.form.get("version")) or 0
    try:
        at = drafts.keep(per_request.session(), opened.me.id, opened.at.entry.id, subject, fields, based_on)
    except BadInput as fault:
        return jsonify({"error": str(fault)}), 400
    return jsonify({"saved_at": f"{clock.here(at):%H:%M}"})


@bp.post(f"{ENTRY}/drafts/<subject>/discard")
@guards.roles(*TEAM)
def discard_draft(force: str, cycle: str, framework: str, subject: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    if not drafts.SUBJECT.fullmatch(subject):
        abort(404)
    drafts.discard(per_request.session(), opened.me.id, opened.at.entry.id, subject)
    flash("Your unsaved version is discarded.")
    return redirect(_safe(request.form.get("back"), opened.at.address))


def _page(opened: Opened, subject: Subject, form: CommentForm) -> str:
    session, at = per_request.session(), opened.at
    form.offer(queries.team(session, at.force), opened.me.id)
    criterion = at.framework.criterion.get(subject.criterion or "")
    return render_template(
        "together/comments.html",
        opened=opened,
        at=at,
        subject=subject,
        criterion=criterion,
        form=form,
        threads=queries.threads(session, at.entry.id, criterion=subject.criterion, finding=subject.finding),
        comments_url=f"{at.address}/comments",
        marking=at.assessment.marking,
        edition_title=at.edition.title,
    )


def _subject(opened: Opened, criterion: str | None, finding: int | None) -> Subject:
    """What a comment is on. Raises NotFound where this entry has no such criterion or finding."""
    at = opened.at
    if finding is not None:
        printed = per_request.session().scalar(
            select(Finding.printed_id).where(Finding.id == finding, Finding.entry_id == at.entry.id)
        )
        if printed is None:
            raise NotFound
        return Subject(printed, finding=finding)
    if not criterion:
        return Subject(at.code)
    if criterion not in at.framework.criterion:
        raise NotFound
    return Subject(f"{at.code} {at.number(criterion)}", criterion=criterion)


def _asked(form: CommentForm, team: Sequence[Member]) -> list[Member]:
    """Those who were chosen, and those whom the words themselves name."""

    chosen = [member for member in team if member.id in form.asks.data]
    return [*chosen, *mentioned(form.text.data or "", team)]


def _back(opened: Opened, subject: Subject) -> str:
    at = opened.at
    if subject.finding:
        return f"{at.finding(subject.finding)}#comments"
    return f"{at.address}/comments" + (f"?on={subject.criterion}" if subject.criterion else "")


def _safe(wanted: str | None, otherwise: str) -> str:
    """A path of this entry to go back to, and nowhere else."""
    return wanted if wanted and wanted.startswith(f"{otherwise}/") and "\\" not in wanted else otherwise
