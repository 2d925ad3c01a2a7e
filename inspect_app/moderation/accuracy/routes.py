"""Pages of factual accuracy: the draft by framework, challenging, answering, and sending an entry back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, TEAM, Role
from ...assessment.findings.queries import citable
from ...assessment.models import Entry
from ...assessment.states import minute
from ...assessment.workspace.asked import Asked
from ...promises import BadInput, NotAllowed, NotFound
from . import draft, forms, letters, operations, policy, queries
from .opened import Opened, open_accuracy

bp = Blueprint(
    "moderation_accuracy", __name__, template_folder="templates", url_prefix="/forces/<force>/<cycle>/accuracy"
)
MOST_PIECES = 30
ANSWERS = dict(forms.ANSWERS)


@bp.get("")
@guards.roles(*TEAM, *READERS)
def overview(force: str, cycle: str) -> str:
    return _overview_page(open_accuracy(force, cycle), forms.OpenForm())


@bp.post("/open")
@guards.roles(Role.NATIONAL_LEAD)
def open_round(force: str, cycle: str) -> ResponseReturnValue:
    here, form = open_accuracy(force, cycle, to_change=True), forms.OpenForm()
    if not form.validate():
        return _overview_page(here, form), 400
    try:
        made = operations.open_round(
            per_request.session(), here.assessment, form.closes_on.data, here.codes, by=here.me
        )
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return _overview_page(here, form), 400
    letters.please_check(per_request.session(), here.assessment, made.closes_on, here.link)
    flash(f"{here.force} is asked to check the facts.", "success")
    return redirect(here.address)


@bp.get("/<framework>")
@guards.roles(*TEAM, *READERS)
def framework(force: str, cycle: str, framework: str) -> str:
    here = open_accuracy(force, cycle)
    entry = here.entry(framework)
    made = [one for one in queries.challenges_of(per_request.session(), here.assessment.id) if one.entry_id == entry.id]
    judged = next(
        line for line in queries.lines(per_request.session(), here.assessment.id) if line.entry_id == entry.id
    )
    return render_template(
        "accuracy/framework.html",
        framework=here.edition.framework[framework],
        judged=judged,
        sections=here.parts(entry),
        challenges=made,
        answers=ANSWERS,
        not_the_grade=policy.NOT_THE_GRADE,
        **here.around,
    )


@bp.route("/<framework>/challenge", methods=["GET", "POST"])
@guards.roles(Role.ASSESSOR)
def challenge(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    """Challenges the passage, finding or rating that the query names."""
    here = open_accuracy(force, cycle, to_change=request.method == "POST")
    entry = here.entry(framework)
    line = _line(here, entry)
    if not here.may_challenge:
        raise NotAllowed(here.line or "The facts are not open to challenge now.")
    form = forms.ChallengeForm(words=line.words)
    pieces, _ = citable(per_request.session(), force, "", MOST_PIECES)
    form.revisions.choices = [(piece.revision_id, f"{piece.title}, version {piece.revision}") for piece in pieces]
    if form.validate_on_submit():
        complaint = _complaint(line, form)
        try:
            made = operations.challenge(per_request.session(), here.assessment, entry, complaint, by=here.me)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            letters.challenged(
                per_request.session(), here.assessment, here.force, made, f"{here.link}/challenges/{made.number}"
            )
            flash(f"Challenge {made.number} is made. You are told when it is answered.", "success")
            return redirect(f"{here.address}/{framework}")
    page = render_template(
        "accuracy/challenge.html",
        framework=here.edition.framework[framework],
        line=line,
        form=form,
        not_the_grade=policy.NOT_THE_GRADE,
        **here.around,
    )
    return page, 400 if form.errors else 200


@bp.get("/challenges/<int:number>")
@guards.roles(*TEAM, *READERS)
def one(force: str, cycle: str, number: int) -> str:
    here = open_accuracy(force, cycle)
    made = queries.one(per_request.session(), here.assessment.id, number)
    return _challenge_page(here, made, _answer_form(here, made))


@bp.post("/challenges/<int:number>/answer")
@guards.roles(*READERS)
def answer(force: str, cycle: str, number: int) -> ResponseReturnValue:
    here = open_accuracy(force, cycle, to_change=True)
    session = per_request.session()
    made = queries.one(session, here.assessment.id, number)
    form = _answer_form(here, made)
    policy.check_can_answer(made.answer is not None, here.assessment.state, here.roles)
    if not form.validate():
        return _challenge_page(here, made, form), 400
    row, entry = queries.row_of(session, made.id), queries.entry_of(session, here.assessment.id, made.framework)
    said, because = form.answer.data or "", form.because.data or ""
    operations.answer(session, here.assessment, entry, row, said, because, by=here.me)
    if "sends_back" in form and form.sends_back.data and said in policy.ACCEPTED:
        corrected = _corrected(here, made, form)
        operations.send_back(session, here.assessment, entry, row, here.edition, by=here.me, corrected=corrected)
    letters.answered(session, row, ANSWERS[said].lower(), f"{here.link}/challenges/{number}", by=here.me)
    flash(f"Challenge {number} is answered: {ANSWERS[said].lower()}.", "success")
    return redirect(f"{here.address}/challenges/{number}")


@bp.post("/challenges/<int:number>/send-back")
@guards.roles(Role.MODERATOR, Role.NATIONAL_LEAD)
def send_back(force: str, cycle: str, number: int) -> ResponseReturnValue:
    """Brings the framework of an accepted challenge back to moderation."""
    here = open_accuracy(force, cycle, to_change=True)
    session = per_request.session()
    made = queries.one(session, here.assessment.id, number)
    form = forms.SendBackForm()
    _offer_corrections(here, made, form)
    if not form.validate():
        return _challenge_page(here, made, form), 400
    row, entry = queries.row_of(session, made.id), queries.entry_of(session, here.assessment.id, made.framework)
    corrected = _corrected(here, made, form)
    operations.send_back(session, here.assessment, entry, row, here.edition, by=here.me, corrected=corrected)
    flash(f"{here.codes[made.framework]} is back with the moderators. The others stay judged.", "success")
    return redirect(f"{here.address}/challenges/{number}")


def _overview_page(here: Opened, form: forms.OpenForm) -> str:
    session = per_request.session()
    lines = queries.lines(session, here.assessment.id)
    return render_template(
        "accuracy/overview.html",
        form=form,
        lines=lines,
        frameworks=here.edition.framework,
        left=[line for line in lines if line.state != "judged"],
        challenges=queries.challenges_of(session, here.assessment.id),
        answers=ANSWERS,
        not_the_grade=policy.NOT_THE_GRADE,
        **here.around,
    )


def _challenge_page(here: Opened, made: queries.Made, form: forms.AnswerForm | forms.SendBackForm) -> str:
    answering = (
        made.answer is None
        and bool(policy.ANSWERS & here.roles)
        and here.assessment.state
        in (
            policy.CHECKING,
            "with_inspectorate",
        )
    )
    sending = policy.can_send_back(made.answer, made.sends_back, made.entry_state, here.roles) and (
        here.assessment.state in (policy.CHECKING, "with_inspectorate")
    )
    if sending and isinstance(form, forms.AnswerForm):
        form = forms.SendBackForm()
        _offer_corrections(here, made, form)
    return render_template(
        "accuracy/one.html",
        made=made,
        code=here.codes[made.framework],
        relied=queries.relied_on(per_request.session(), made.id),
        form=form,
        answering=answering,
        sending=sending,
        answers=ANSWERS,
        minute=minute,
        **here.around,
    )


def _answer_form(here: Opened, made: queries.Made) -> forms.AnswerForm:
    form = forms.AnswerForm()
    if not policy.SENDS_BACK & here.roles or made.entry_state != "judged":
        del form.sends_back
        del form.corrected
    else:
        _offer_corrections(here, made, form)
    return form


def _offer_corrections(here: Opened, made: queries.Made, form: forms.AnswerForm | forms.SendBackForm) -> None:
    """For a challenged rating, every step that it can stand at; for words there is nothing to choose."""
    asked = _asked(here, made)
    if asked is None:
        del form.corrected
        return
    form.corrected.choices = [("", "Leave it as it was read"), *((step.id, step.label) for step in asked.choices)]


def _asked(here: Opened, made: queries.Made) -> Asked | None:
    return draft.asked_of(here.edition, here.edition.framework[made.framework], made.asked)


def _corrected(
    here: Opened, made: queries.Made, form: forms.AnswerForm | forms.SendBackForm
) -> tuple[Asked, str] | None:
    asked = _asked(here, made)
    if asked is None or "corrected" not in form or not form.corrected.data:
        return None
    return asked, form.corrected.data


def _line(here: Opened, entry: Entry) -> draft.Line:
    """What the query names. Raises NotFound."""
    for name in ("asked", "finding", "passage"):
        if name in request.args:
            found = draft.line_of(here.parts(entry), f"{name}={request.args[name]}")
            if found is not None:
                return found
    raise NotFound


def _complaint(line: draft.Line, form: forms.ChallengeForm) -> operations.Complaint:
    name, _, value = line.query.partition("=")
    return operations.Complaint(
        about={"asked": "rating", "finding": "finding", "passage": "passage"}[name],
        words=form.words.data or "",
        wrong=form.wrong.data or "",
        asked=value if name == "asked" else None,
        finding=int(value) if name == "finding" else None,
        revisions=form.revisions.data or (),
    )
