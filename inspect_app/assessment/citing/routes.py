"""Two short pages: citing something that is in the library, and taking a citation back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...accounts.roles import Role
from ...evidence import queries as evidence
from ...evidence import uses
from ...evidence.uses import Support
from ...promises import NotFound
from ..findings import queries as library
from ..findings.forms import CiteForm, TakeBackForm
from ..next_steps import part_address
from ..opened import Opened, open_entry
from ..together.forms import number
from ..workspace import asked as things
from ..workspace import queries
from ..workspace.asked import Asked
from . import operations

bp = Blueprint("assessment_citing", __name__, template_folder="templates")
PART = "/forces/<force>/<cycle>/assessment/<framework>/<part>"
SHOWN = 25
"""How many pieces are offered at once; a search finds the others."""


@bp.get(f"{PART}/cite")
@guards.roles(Role.ASSESSOR)
def choose(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    opened, asked = _opened(force, cycle, framework, part)
    return _page(opened, asked, CiteForm(formdata=None), request.args.get("find", ""))


@bp.post(f"{PART}/cite")
@guards.roles(Role.ASSESSOR)
def cite(force: str, cycle: str, framework: str, part: str) -> ResponseReturnValue:
    opened, asked = _opened(force, cycle, framework, part)
    session, form = per_request.session(), CiteForm()
    chosen = library.revision_of(session, force, number(request.form.get("revision")) or 0)
    form.offer([chosen] if chosen else [])
    if chosen is None or not form.validate():
        form.validate()
        return _page(opened, asked, form, request.form.get("find", "")), 400
    support = Support(chosen.revision_id, framework, asked.id, form.shows.data or "", form.part.data or None)
    uses.known().cite(session, force, cycle, support, by=opened.me)
    flash(f"{asked.number} now cites {chosen.title}.")
    return redirect(f"{part_address(opened.at.address, framework, asked.id)}#evidence-title")


@bp.route(f"{PART}/citations/<int:citation>/take-back", methods=["GET", "POST"])
@guards.roles(Role.ASSESSOR)
def take_back(force: str, cycle: str, framework: str, part: str, citation: int) -> ResponseReturnValue:
    opened, asked = _opened(force, cycle, framework, part)
    session, form = per_request.session(), TakeBackForm()
    row = queries.cite_row(session, opened.at.entry.id, asked.id, citation)
    card = evidence.revision_cards(session, [row.revision_id], evidence.window_of(opened.place.cycle))[row.revision_id]
    address = part_address(opened.at.address, framework, asked.id)
    if form.validate_on_submit():
        operations.take_back(session, opened.at, asked, row, card.title, because=form.because.data or "", by=opened.me)
        flash(f"{asked.number} no longer cites {card.title}.")
        return redirect(f"{address}#evidence-title")
    page = render_template(
        "citing/take_back.html", **_around(opened, asked), form=form, cite=row, card=card, marking=card.marking
    )
    return page, 400 if form.errors else 200


def _opened(force: str, cycle: str, framework: str, part: str) -> tuple[Opened, Asked]:
    """What is to be supported, by somebody who may change it. Raises NotFound for what no evidence supports."""
    opened = open_entry(force, cycle, framework)
    asked = things.one(opened.at.edition, opened.at.framework, part)
    if asked.kind not in ("criterion", "factor"):
        raise NotFound
    opened.check_can_write()
    return opened, asked


def _page(opened: Opened, asked: Asked, form: CiteForm, words: str) -> str:
    pieces, total = library.citable(per_request.session(), opened.at.force, words, SHOWN)
    form.offer(pieces)
    return render_template(
        "citing/cite.html", **_around(opened, asked), form=form, words=words, shown=len(pieces), total=total
    )


def _around(opened: Opened, asked: Asked) -> dict[str, object]:
    at = opened.at
    return {
        "at": at,
        "opened": opened,
        "asked": asked,
        "address": part_address(at.address, at.framework.id, asked.id),
        "edition_title": at.edition.title,
    }
