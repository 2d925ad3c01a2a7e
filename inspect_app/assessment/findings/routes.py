"""Pages of findings and of the report text: reading, writing, ordering and withdrawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, TEAM, Role
from ...promises import NotFound
from ..opened import Opened, open_entry
from ..tabs import tabs
from ..together import conflict, drafts
from ..together import queries as talk
from ..together.forms import CommentForm, number
from . import operations, queries
from .forms import CiteForm, FindingForm, TakeBackForm, TextForm, WithdrawForm, finding_form
from .kinds import contradiction, kinds
from .saving import FindingAttempt, TextAttempt, check_not_withdrawn
from .wording import wording_of

bp = Blueprint("assessment_findings", __name__, template_folder="templates")
ENTRY = "/forces/<force>/<cycle>/assessment/<framework>"
FINDING = f"{ENTRY}/findings/<int:finding>"
SHOWN = 25
"""How many pieces of evidence are offered at once; a search finds the others."""


@bp.get(f"{ENTRY}/findings")
@guards.roles(*TEAM, *READERS)
def findings(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    return _list(open_entry(force, cycle, framework))


@bp.post(f"{ENTRY}/findings")
@guards.roles(Role.ASSESSOR)
def move_finding(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    opened.check_can_write()
    where, _, name = request.form.get("move", "").partition(":")
    row = queries.row_of(session, opened.at.entry.id, number(name) or 0)
    if operations.move(session, opened.at, row, up=where == "up", by=opened.me):
        flash(f"{row.printed_id} moved {'up' if where == 'up' else 'down'}.")
    return redirect(f"{opened.at.address}/findings#finding-{row.id}")


@bp.get(f"{ENTRY}/findings/new")
@guards.roles(Role.ASSESSOR)
def new_finding(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    kind, on = request.args.get("kind"), request.args.getlist("on")
    known = [c for c in on if c in opened.at.framework.criterion]
    form = finding_form(opened.at, data={"kind": kind, "bears_on": known})
    lost = _drafts(opened).get(f"finding:{number(request.args.get('from'))}")
    if lost:
        form.process(lost.typed())
    return _write(opened, form, None, _new_subject(opened))


@bp.post(f"{ENTRY}/findings/new")
@guards.roles(Role.ASSESSOR)
def add_finding(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    form, subject = finding_form(opened.at, request.form), _new_subject(opened)
    if not form.validate():
        return _write(opened, form, None, subject), 400
    row = operations.add(per_request.session(), opened.at, form.wording(), by=opened.me, draft=subject)
    flash(f"{row.printed_id} saved.")
    return redirect(opened.at.finding(row.id))


@bp.get(FINDING)
@guards.roles(*TEAM, *READERS)
def finding(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    at = opened.at
    found = queries.one(session, at.entry.id, finding)
    team = talk.team(session, force) if opened.may_comment else ()
    comment_form = CommentForm(formdata=None, data={"finding": str(found.id)})
    comment_form.offer(team, opened.me.id)
    return render_template(
        "findings/finding.html",
        **_around(opened),
        finding=found,
        section={s.id: s for s in kinds(at.edition)}.get(found.kind),
        against=contradiction(at.edition, at.framework, found, queries.ratings(session, at.entry.id)),
        citations=queries.citations(session, found.id),
        threads=talk.threads(session, at.entry.id, finding=found.id) if opened.is_team else (),
        comment_form=comment_form,
        comments_url=f"{at.address}/comments",
        events=queries.history(session, operations.KIND, found.id) if opened.is_team else (),
        draft=_drafts(opened).get(f"finding:{found.id}"),
    )


@bp.get(f"{FINDING}/change")
@guards.roles(Role.ASSESSOR)
def change_finding(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    found = queries.one(per_request.session(), opened.at.entry.id, finding)
    check_not_withdrawn(found)
    form = finding_form(opened.at, data={"version": str(found.version), **wording_of(found).as_json()})
    return _write(opened, form, found, f"finding:{found.id}")


@bp.post(f"{FINDING}/change")
@guards.roles(Role.ASSESSOR)
def save_finding(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    attempt = FindingAttempt(opened, finding, request.form)
    attempt.check_not_withdrawn()
    if attempt.keeps_theirs:
        flash(attempt.keep_theirs())
        return redirect(opened.at.finding(finding))
    if not attempt.form.validate():
        return _write(opened, attempt.form, attempt.found, attempt.subject), 400
    if attempt.is_overtaken:
        return conflict.respond(attempt.conflict(), by=opened.me.id)
    flash(attempt.save())
    return redirect(opened.at.finding(finding))


@bp.get(f"{FINDING}/withdraw")
@guards.roles(Role.ASSESSOR)
def withdraw_finding(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    return _withdraw(opened, finding, WithdrawForm(formdata=None))


@bp.post(f"{FINDING}/withdraw")
@guards.roles(Role.ASSESSOR)
def withdraw(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    opened.check_can_write()
    form = WithdrawForm()
    row = queries.row_of(session, opened.at.entry.id, finding)
    if not form.validate():
        return _withdraw(opened, finding, form), 400
    operations.withdraw(session, opened.at, row, because=form.because.data or "", by=opened.me)
    flash(f"{row.printed_id} is withdrawn. It is kept with your reason.")
    return redirect(f"{opened.at.address}/findings")


@bp.get(f"{FINDING}/cite")
@guards.roles(Role.ASSESSOR)
def cite_evidence(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    return _cite(opened, finding, CiteForm(formdata=None), request.args.get("find", ""))


@bp.post(f"{FINDING}/cite")
@guards.roles(Role.ASSESSOR)
def cite(force: str, cycle: str, framework: str, finding: int) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    opened.check_can_write()
    row, form = queries.row_of(session, opened.at.entry.id, finding), CiteForm()
    chosen = queries.revision_of(session, force, number(request.form.get("revision")) or 0)
    form.offer([chosen] if chosen else [])
    if not form.validate():
        return _cite(opened, finding, form, request.form.get("find", "")), 400
    operations.cite(
        session,
        opened.at,
        row,
        revision=form.revision.data,
        part=form.part.data,
        shows=form.shows.data or "",
        by=opened.me,
    )
    flash(f"{row.printed_id} now cites {chosen.title if chosen else 'it'}.")
    return redirect(f"{opened.at.finding(finding)}#evidence")


@bp.route(f"{FINDING}/citations/<int:citation>/take-back", methods=["GET", "POST"])
@guards.roles(Role.ASSESSOR)
def take_back(force: str, cycle: str, framework: str, finding: int, citation: int) -> ResponseReturnValue:
    opened, session = open_entry(force, cycle, framework), per_request.session()
    opened.check_can_write()
    found = queries.one(session, opened.at.entry.id, finding)
    cited = next((c for c in queries.citations(session, finding) if c.id == citation), None)
    if cited is None:
        raise NotFound
    form = TakeBackForm()
    if form.validate_on_submit():
        row = queries.row_of(session, opened.at.entry.id, finding)
        operations.take_back(session, opened.at, row, citation, because=form.because.data or "", by=opened.me)
        flash(f"{found.printed_id} no longer cites {cited.title}.")
        return redirect(f"{opened.at.finding(finding)}#evidence")
    page = render_template("findings/take_back.html", **_around(opened), finding=found, cited=cited, form=form)
    return page, 400 if form.errors else 200


@bp.get(f"{ENTRY}/text")
@guards.roles(*TEAM, *READERS)
def report_text(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    entry = opened.at.entry
    form = TextForm(formdata=None, text=entry.text or "", version=str(entry.text_version))
    return _text(opened, form)


@bp.post(f"{ENTRY}/text")
@guards.roles(Role.ASSESSOR)
def save_report_text(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    opened = open_entry(force, cycle, framework)
    opened.check_can_write()
    attempt = TextAttempt(opened, request.form)
    if attempt.keeps_theirs:
        flash(attempt.keep_theirs())
        return redirect(f"{opened.at.address}/text")
    if not attempt.form.validate():
        return _text(opened, attempt.form), 400
    if attempt.is_overtaken:
        return conflict.respond(attempt.conflict(), by=opened.me.id)
    flash(attempt.save())
    return redirect(f"{opened.at.address}/text")


def _around(opened: Opened) -> dict[str, Any]:
    """What every page of an entry shows besides its own."""
    at = opened.at
    return {
        "opened": opened,
        "at": at,
        "marking": at.assessment.marking,
        "edition_title": at.edition.title,
        "domain": next((d for d in at.edition.domains if d.id == at.framework.domain), None),
    }


def _list(opened: Opened) -> str:
    session, at = per_request.session(), opened.at
    found = queries.of_entry(session, at.entry.id)
    ratings = queries.ratings(session, at.entry.id)
    against = {f.id: contradiction(at.edition, at.framework, f, ratings) for f in found}
    return render_template(
        "findings/list.html",
        **_around(opened),
        tabs=tabs(at, "findings", findings=len(found)),
        kinds=[(section, [f for f in found if f.kind == section.id]) for section in kinds(at.edition)],
        total=len(found),
        against=against,
        contradictions=sum(c is not None for c in against.values()),
        printed=queries.beside(session, at.entry),
        withdrawn=queries.of_entry(session, at.entry.id, withdrawn=True),
        comments=talk.counts(session, at.entry.id) if opened.is_team else {},
        drafts=_drafts(opened),
    )


def _write(opened: Opened, form: FindingForm, found: queries.Found | None, subject: str) -> str:
    """The form of a finding; `found` is None for a new one."""
    draft = _drafts(opened).get(subject)
    if draft and request.method == "GET" and request.args.get("draft") == "use":
        form.process(draft.typed())
    used = draft is not None and request.args.get("draft") == "use"
    return render_template(
        "findings/write.html",
        **_around(opened),
        form=form,
        finding=found,
        subject=subject,
        draft=None if used or request.method == "POST" else draft,
        used=draft if used else None,
    )


def _withdraw(opened: Opened, finding: int, form: WithdrawForm) -> str:
    session, at = per_request.session(), opened.at
    found = queries.one(session, at.entry.id, finding)
    check_not_withdrawn(found)
    rests = [at.number(name) for name in queries.rests_on(session, finding)]
    return render_template("findings/withdraw.html", **_around(opened), finding=found, form=form, rests=rests)


def _cite(opened: Opened, finding: int, form: CiteForm, words: str) -> str:
    session, at = per_request.session(), opened.at
    found = queries.one(session, at.entry.id, finding)
    check_not_withdrawn(found)
    pieces, total = queries.citable(session, at.force, words, SHOWN)
    form.offer(pieces)
    return render_template(
        "findings/cite.html", **_around(opened), finding=found, form=form, words=words, total=total, shown=len(pieces)
    )


def _text(opened: Opened, form: TextForm) -> str:
    session, at = per_request.session(), opened.at
    draft = _drafts(opened).get("text")
    used = draft is not None and request.args.get("draft") == "use"
    if draft and used and request.method == "GET":
        form.process(draft.typed())
    return render_template(
        "findings/text.html",
        **_around(opened),
        tabs=tabs(at, "text", findings=queries.count(session, at.entry.id)),
        form=form,
        who=queries.name_of(session, at.entry.text_by),
        draft=None if used or request.method == "POST" else draft,
        used=draft if used else None,
        events=queries.history(session, operations.TEXT, at.entry.id) if opened.is_team else (),
    )


def _drafts(opened: Opened) -> Mapping[str, drafts.Kept]:
    """The drafts of whoever looks, who must be of the force."""
    if not opened.is_team:
        return {}
    return drafts.of(per_request.session(), opened.me.id, opened.at.entry.id)


def _new_subject(opened: Opened) -> str:
    """The draft of a new finding is kept for each kind that one begins from."""
    kind = request.args.get("kind", "")
    known = any(section.id == kind for section in kinds(opened.at.edition))
    return f"finding:new-{kind}" if known else "finding:new"
