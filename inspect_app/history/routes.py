"""Pages of the trail: of everything that somebody may see, of one force, one framework, or one piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from .. import per_request
from ..accounts import guards
from ..accounts.roles import READERS, TEAM
from ..assessment.opened import open_entry
from ..assessment.tabs import tabs
from ..audit import queries as audit
from ..evidence import markings
from ..forces import queries as forces
from ..forces import where
from ..forces.models import Force
from ..grading.edition import Edition
from ..grading.scale import Scales
from ..promises import NotFound
from . import chain, days, operations, policy, queries
from .forms import Filters
from .policy import Sight
from .queries import Asked, Found

bp = Blueprint("history", __name__, template_folder="templates")
of_framework = Blueprint("assessment_history", __name__)
of_evidence = Blueprint("evidence_history", __name__)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the list a page is, and the addresses of the others."""

    number: int
    found: Found
    query: Mapping[str, str]

    @property
    def total(self) -> int:
        return self.found.total

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // queries.SIZE))

    @property
    def first(self) -> int:
        return (self.number - 1) * queries.SIZE + 1

    @property
    def last(self) -> int:
        return min(self.number * queries.SIZE, self.total)

    def url_of(self, number: int) -> str:
        """The same list at another page; rows that came meanwhile do not move it."""
        given = {**(request.view_args or {}), **self.query, "page": number, "up_to": self.found.newest}
        return url_for(str(request.endpoint), **given)


@bp.get("/history")
@guards.signed_in
def trail() -> ResponseReturnValue:
    """Everything that somebody may see; for one who works in a single force, that force's history."""
    me = guards.me()
    force = policy.only_force(me.held)
    if force is not None:
        return redirect(url_for("history.of_force", force=force))
    return _page("history/trail.html", _sight(), Asked(), export_url=url_for("history.export"))


@bp.get("/history.csv")
@guards.signed_in
def export() -> Response:
    """The same as a file."""
    return _file(_sight(), Asked(), "history.csv")


@bp.get("/history/check")
@guards.signed_in
def last_check() -> str:
    """What the last check found. Checking goes through every row there is, so it is done when somebody asks for it."""
    return render_template("history/check.html", last=queries.last_check(per_request.session()))


@bp.post("/history/check")
@guards.signed_in
def check() -> str:
    """Whether the trail is whole, worked out now."""
    session = per_request.session()
    checked = chain.check(queries.whole_trail(session), audit.head(session))
    operations.record_check(session, checked, by=guards.me())
    return render_template("history/check.html", checked=checked)


@bp.get("/forces/<force>/history")
@guards.roles(*TEAM, *READERS)
def of_force(force: str) -> ResponseReturnValue:
    """What was done in one force."""
    name = _force(force).name
    within = Asked(force=force)
    export_url = url_for("history.export_of_force", force=force)
    return _page("history/trail.html", _sight().within(force), within, name=name, export_url=export_url)


@bp.get("/forces/<force>/history.csv")
@guards.roles(*TEAM, *READERS)
def export_of_force(force: str) -> Response:
    """The same as a file."""
    _force(force)
    return _file(_sight().within(force), Asked(force=force), f"history-{force}.csv")


@of_framework.get("/forces/<force>/<cycle>/assessment/<framework>/history")
@guards.roles(*TEAM, *READERS)
def framework(force: str, cycle: str, framework: str) -> ResponseReturnValue:
    """What was done to one framework of a force."""
    opened = open_entry(force, cycle, framework)
    within = Asked(force=force, cycle=cycle, framework=framework)
    overview = f"/forces/{force}/{cycle}/assessment"
    shown = {"at": opened.at, "opened_url": overview, "tabs": tabs(opened.at, "history")}
    return _page("history/of_framework.html", _sight().within(force), within, **shown)


@of_evidence.get("/forces/<force>/<cycle>/evidence/<int:number>/history")
@guards.roles(*TEAM)
def evidence(force: str, cycle: str, number: int) -> ResponseReturnValue:
    """What was done to one piece of evidence."""
    place = where.here(force, cycle)
    piece = queries.evidence_id(per_request.session(), force, number)
    sight = _sight().within(force)
    within = Asked(force=force, thing="evidence", thing_id=str(piece))
    if piece is None or not queries.page(per_request.session(), sight, within, 1).total:
        raise NotFound
    return _page("history/of_evidence.html", sight, within, place=place, number=number)


def _sight() -> Sight:
    me = guards.me()
    return policy.sight(me.held, me.home_forces, me.id)


def _force(force: str) -> Force:
    found = per_request.session().get(Force, force)
    if found is None:
        raise NotFound
    return found


def _filters(sight: Sight, within: Asked) -> tuple[Filters, Asked, queries.Offered, bool]:
    """The filters of this address, what they ask for, and whether they could be read."""
    offered = queries.offered(per_request.session(), sight, within)
    form = Filters(request.args)
    form.offer(offered, _codes())
    right = form.validate()
    return form, form.narrowed(within, _number("up_to")) if right else within, offered, right


def _page(template: str, sight: Sight, within: Asked, **more: Any) -> ResponseReturnValue:
    form, asked, offered, right = _filters(sight, within)
    number = _number("page") or 1
    found = queries.page(per_request.session(), sight, asked, number)
    if number > 1 and not found.rows:
        raise NotFound
    query = {name: value for name, value in request.args.items() if value and name not in ("page", "up_to")}
    page = render_template(
        template,
        form=form,
        days=days.by_day(found.rows, _labels()),
        found=found,
        offered=offered,
        page=Pages(number, found, query),
        here=url_for(str(request.endpoint), **(request.view_args or {})),
        newest_url=url_for(str(request.endpoint), **{**(request.view_args or {}), **query}),
        query=query,
        marking=markings.highest(queries.markings_of(per_request.session(), found.rows)),
        **more,
    )
    return page if right else (page, 400)


def _file(sight: Sight, within: Asked, name: str) -> Response:
    _, asked, _, right = _filters(sight, within)
    if not right:
        raise NotFound
    me, rows = guards.me(), list(queries.everything(per_request.session(), sight, asked))
    per_request.record_apart(lambda session: operations.record_export(session, asked, len(rows), by=me))
    # Spreadsheets read accented letters rightly only behind this mark.
    answer = Response(f"\ufeff{days.as_csv(rows)}", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _number(name: str) -> int | None:
    """A whole number from the address; anything else counts as not given."""
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 12 and int(given) > 0 else None


def _editions() -> Mapping[str, Edition]:
    found: Mapping[str, Edition] = current_app.extensions["editions"]
    return found


def _codes() -> dict[str, str]:
    return {f.id: f.code for edition in _editions().values() for f in edition.frameworks}


def _labels() -> dict[str, dict[str, str]]:
    """What steps and grades are called in each cycle, by its edition. One statement."""
    cycles = forces.cycles(per_request.session())
    return {c.id: _labels_of(_editions()[c.edition].scales) for c in cycles if c.edition in _editions()}


def _labels_of(scales: Scales) -> dict[str, str]:
    steps = (*scales.ratings.steps, *scales.factor_answers.steps, *scales.condition_answers.steps)
    apart = [scales.not_applicable] if scales.not_applicable else []
    return {step.id: step.label for step in (*steps, *apart)} | dict(scales.outcomes.labels)
