"""Asking the force from a reading, and the force's page of what it is asked, with its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from .... import clock, per_request
from ....accounts import guards
from ....accounts.roles import TEAM, Role
from ....assessment.at import At
from ....assessment.findings import queries as library
from ....assessment.models import Assessment, Entry
from ....assessment.next_steps import part_address
from ....assessment.queries import assessment_of
from ....assessment.workspace import asked as things
from ....assessment.workspace.asked import Asked
from ....evidence import markings
from ....evidence import policy as sights
from ....evidence import queries as evidence
from ....evidence.queries import Card
from ....forces import where
from ....grading.edition import Edition
from ....promises import BadInput, Conflict, NotAllowed, NotFound
from ..opened import OpenedReading, open_reading, site
from ..page import ReadingPage
from . import operations, policy, queries
from .forms import AnswerForm, AskForm
from .operations import Wanted
from .queries import Asking

bp = Blueprint("moderation_questions", __name__, template_folder="templates")
READING = "/forces/<force>/<cycle>/reading/<framework>"
QUESTIONS = "/forces/<force>/<cycle>/questions"
OFFERED = 25
"""How many pieces of evidence are offered at once; a search finds the others."""


@dataclass(frozen=True)
class Shown:
    """A question with what it is about, and the evidence that was supplied, as far as the reader may see it."""

    question: Asking
    code: str
    about: str
    cards: tuple[Card, ...]
    is_overdue: bool


@bp.route(f"{READING}/<part>/ask", methods=["GET", "POST"])
@guards.roles(Role.INSPECTOR)
def ask(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    """Asks the force about one criterion."""
    posted = request.method == "POST"
    here = open_reading(force, cycle, framework, to_change=posted)
    asked = things.one(here.at.edition, here.at.framework, part)
    mine, form = here.own(), AskForm()
    address = part_address(here.address, framework, asked.id)
    if not form.validate_on_submit():
        return _ask_page(here, asked, form, address), 400 if form.errors else 200
    wanted = Wanted(form.kind.data, form.words.data or "", form.due_on.data)
    try:
        operations.ask(per_request.session(), mine, asked, wanted, by=here.opened.me)
    except BadInput as missing:
        form.complain(str(missing), missing.field)
        return _ask_page(here, asked, form, address), 400
    flash("Your question is with the force now. Its assessors are written to once.")
    return redirect(f"{address}#questions")


@bp.get(QUESTIONS)
@guards.roles(*TEAM)
def every(force: str, cycle: str) -> str:
    """What the inspectorate asks this force."""
    place, assessment, edition = _place(force, cycle)
    found = queries.of_assessment(per_request.session(), assessment.id)
    shown = _shown(place, edition, found)
    return render_template("questions/every.html", **_around(place, assessment, edition, shown), shown=shown)


@bp.get(f"{QUESTIONS}/<int:question>")
@guards.roles(*TEAM)
def one(force: str, cycle: str, question: int) -> str:
    """One question, with its answer or the form for it."""
    place, assessment, edition = _place(force, cycle)
    found = queries.one(per_request.session(), assessment.id, question)
    return _one_page(place, assessment, edition, found, AnswerForm(formdata=None))


@bp.post(f"{QUESTIONS}/<int:question>")
@guards.roles(Role.ASSESSOR)
def answer(force: str, cycle: str, question: int) -> ResponseReturnValue:
    """The force's answer."""
    place, assessment, edition = _place(force, cycle)
    session, form, me = per_request.session(), AnswerForm(), guards.me()
    found = queries.one(session, assessment.id, question)
    form.offer(_pieces(force, form.evidence.data))
    if not form.validate():
        return _one_page(place, assessment, edition, found, form), 400
    at = At(
        force, cycle, assessment, session.get_one(Entry, found.entry_id), edition, edition.framework[found.framework]
    )
    row = queries.row_of(session, question)
    try:
        operations.answer(session, at, row, form.answer.data or "", form.evidence.data, by=me, site=site())
    except Conflict as overtaken:
        flash(str(overtaken), "notice")
        return redirect(operations.address_of(at, question))
    flash("Your answer is with the inspectorate now.", "success")
    return redirect(operations.address_of(at))


def _ask_page(here: OpenedReading, asked: Asked, form: AskForm, address: str) -> str:
    why = here.why_not_rate
    if why is not None:
        raise NotAllowed(why)
    page = ReadingPage(here)
    return render_template(
        "questions/ask.html",
        here=page,
        at=here.at,
        asked=asked,
        form=form,
        address=address,
        marking=here.at.assessment.marking,
        edition_title=here.at.edition.title,
    )


def _one_page(place: where.Where, assessment: Assessment, edition: Edition, found: Asking, form: AnswerForm) -> str:
    words, chosen = request.args.get("find", ""), form.evidence.data or []
    pieces, total = library.citable(per_request.session(), place.force.id, words, OFFERED)
    offered = {piece.revision_id: piece.title for piece in pieces}
    form.offer([*_pieces(place.force.id, [one for one in chosen if one not in offered]), *offered.items()])
    shown = _shown(place, edition, [found])
    may_answer = Role.ASSESSOR in guards.me().roles_for(place.force.id) and not found.is_answered
    return render_template(
        "questions/one.html",
        **_around(place, assessment, edition, shown),
        shown=shown[0],
        form=form,
        words=words,
        total=total,
        offered=len(offered),
        may_answer=may_answer,
    )


def _around(place: where.Where, assessment: Assessment, edition: Edition, shown: list[Shown]) -> dict[str, Any]:
    return {
        "place": place,
        "address": f"/forces/{place.force.id}/{place.cycle.id}/questions",
        "overview": f"/forces/{place.force.id}/{place.cycle.id}/assessment",
        "kinds": policy.KINDS,
        "marking": markings.highest([assessment.marking, *(c.marking for one in shown for c in one.cards)]),
        "edition_title": edition.title,
    }


def _shown(place: where.Where, edition: Edition, found: list[Asking]) -> list[Shown]:
    """With the evidence that this person may see. One statement."""
    wanted = {revision for one in found for revision in one.evidence}
    cards = evidence.revision_cards(per_request.session(), wanted, evidence.window_of(place.cycle))
    sight = sights.sight(guards.me().roles_for(place.force.id))
    shown = []
    for one in found:
        framework = edition.framework[one.framework]
        known = {thing.id: thing for thing in things.everything(edition, framework)}
        thing = known.get(one.asked or "")
        about = f"{thing.number} {thing.text}" if thing and not thing.is_answer else thing.text if thing else ""
        seen = tuple(
            cards[name] for name in one.evidence if name in cards and sight.shows(cards[name].marking, is_supplied=True)
        )
        overdue = policy.is_overdue(one.due_on, one.is_answered, clock.today())
        shown.append(Shown(one, framework.code, about or framework.title, seen, overdue))
    return shown


def _place(force: str, cycle: str) -> tuple[where.Where, Assessment, Edition]:
    """The assessment of a force's own team. Raises NotFound where there is none."""
    place = where.here(force, cycle)
    found = assessment_of(per_request.session(), force, cycle)
    edition = current_app.extensions["editions"].get(found[0].edition) if found else None
    if found is None or edition is None:
        raise NotFound
    return place, found[0], edition


def _pieces(force: str, revisions: list[int]) -> list[tuple[int, str]]:
    """Those of the revisions that the force can supply."""
    session = per_request.session()
    found = [library.revision_of(session, force, one) for one in revisions[:OFFERED] if isinstance(one, int)]
    return [(piece.revision_id, piece.title) for piece in found if piece is not None]
