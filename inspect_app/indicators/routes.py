"""Pages of indicators: what there is, one over all forces, those of one force, and their definitions.

Values are never typed in here: they come in files, with their sources.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from .. import per_request
from ..accounts import guards
from ..forces import where
from ..promises import BadInput, Conflict, NotFound
from . import charts, measures, operations, policy, queries, sentences
from .forms import DefinitionForm, filled
from .measures import Measure
from .models import Indicator
from .periods import NotAPeriod, Period, period_in
from .position import gap, position

bp = Blueprint("indicators", __name__, template_folder="templates")


def declared() -> dict[str, Measure]:
    """What editions know of indicators."""
    return measures.of_editions(current_app.extensions["editions"])


def _known() -> dict[str, Measure]:
    return {**declared(), **queries.measures(per_request.session())}


@bp.get("/indicators")
@guards.signed_in
def every() -> str:
    """Every indicator, by domain, and of how many forces there are figures."""
    session = per_request.session()
    by_domain: dict[str, list[Measure]] = {}
    for measure in _known().values():
        by_domain.setdefault(measure.domain or "Other", []).append(measure)
    return render_template(
        "indicators/every.html",
        domains=by_domain,
        counts=queries.counts(session),
        may_change=policy.can_change(guards.me().roles),
        polarities=measures.POLARITIES,
    )


@bp.get("/indicators/<indicator>")
@guards.signed_in
def one(indicator: str) -> str:
    """One indicator over all forces in one year, with its definition and what was corrected."""
    session = per_request.session()
    measure = _measure(indicator)
    known = queries.values(session, indicators=[measure.id]).get(measure.id, {})
    forces = Counter(year for of_force in known.values() for year in {one.period.year for one in of_force})
    years = sorted(forces, reverse=True)
    # The year of which most is known, and of such years the newest.
    year = _year(max(years, key=lambda year: (forces[year], year))) if years else None
    return render_template(
        "indicators/one.html",
        measure=measure,
        names=(names := queries.force_names(session)),
        years=_year_links(years, year, "indicators.one", indicator=measure.id),
        year=year,
        chart=charts.over_forces(measure, known, names, year) if year else None,
        disputed=charts.disputed(known, year) if year else {},
        corrections=queries.corrections(session, measure.id),
        rests_on=_rests_on(measure.id),
        polarities=measures.POLARITIES,
        kinds=measures.KINDS,
        may_change=policy.can_change(guards.me().roles),
    )


@bp.get("/forces/<force>/<cycle>/indicators")
@guards.signed_in
def of_force(force: str, cycle: str) -> str:
    """What is known of one force in one year: against the year before and against similar forces."""
    place, session = where.here(force, cycle), per_request.session()
    assessed = Period(place.cycle.assessed_from, place.cycle.assessed_to)
    years = queries.years(session, force)
    year = _year(assessed)
    known = queries.values(session, force=force, between=(year.before.begins_on, year.ends_on))
    groups, every_measure = queries.groups(session, force), queries.measures(session)
    rows = [position(m, force, known.get(m.id, {}), groups, year) for m in every_measure.values()]
    by_domain: dict[str, list[object]] = {}
    for row in rows:
        if row.now or row.before:
            by_domain.setdefault(row.measure.domain or "Other", []).append(row)
    return render_template(
        "indicators/of_force.html",
        place=place,
        domains=by_domain,
        shown=[row for row in rows if row.now],
        year=year,
        years=_year_links(_also(years, assessed), year, "indicators.of_force", force=force, cycle=cycle),
        group=next((group for group in groups if group.holds_on(year.ends_on)), None),
        names=queries.force_names(session),
        sentences=sentences,
    )


@bp.get("/forces/<force>/<cycle>/indicators/<indicator>")
@guards.signed_in
def one_of_force(force: str, cycle: str, indicator: str) -> str:
    """One indicator of one force: its figures over time and beside those of similar forces, with what they mean."""
    place, session = where.here(force, cycle), per_request.session()
    measure = _measure(indicator)
    assessed = Period(place.cycle.assessed_from, place.cycle.assessed_to)
    wanted = [name for name in (measure.id, measure.pair) if name]
    every_value = queries.values(session, indicators=wanted)
    known = every_value.get(measure.id, {})
    mine = known.get(force, ())
    years = sorted({one.period.year for one in mine}, reverse=True)
    year = _year(assessed)
    stands = position(measure, force, known, queries.groups(session, force), year)
    names = queries.force_names(session)
    pair = every_value.get(measure.pair or "", {}).get(force, ())
    return render_template(
        "indicators/one_of_force.html",
        place=place,
        measure=measure,
        stands=stands,
        year=year,
        years=_year_links(
            _also(years, assessed),
            year,
            "indicators.one_of_force",
            force=force,
            cycle=cycle,
            indicator=measure.id,
        ),
        names=names,
        said=[said for said in (sentences.over_time(stands), sentences.among(stands), sentences.place(stands)) if said],
        gaps=(gap(stands.now, pair), gap(stands.before, pair)),
        among=charts.beside_peers(stands, force, names),
        trend=charts.over_time(measure, place.force.name, mine),
    )


@bp.get("/indicators/new")
@guards.roles(*policy.MAY_CHANGE)
def new() -> str:
    """The form of a new indicator."""
    return render_template("indicators/define.html", form=DefinitionForm(), measure=None)


@bp.post("/indicators/new")
@guards.roles(*policy.MAY_CHANGE)
def define() -> ResponseReturnValue:
    """Defines an indicator."""
    form = DefinitionForm()
    if form.validate_on_submit() and _pair_is_known(form):
        try:
            made = operations.define(per_request.session(), form.measure(), by=guards.me())
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash(f"{made.title} is defined.")
            return redirect(url_for("indicators.one", indicator=made.id))
    return render_template("indicators/define.html", form=form, measure=None), 400


@bp.get("/indicators/<indicator>/change")
@guards.roles(*policy.MAY_CHANGE)
def edit(indicator: str) -> str:
    """The form of a definition."""
    measure, row = _measure(indicator), per_request.session().get(Indicator, indicator)
    form = DefinitionForm(formdata=None, data=filled(measure, row.version if row else 0))
    return render_template("indicators/define.html", form=form, measure=measure)


@bp.post("/indicators/<indicator>/change")
@guards.roles(*policy.MAY_CHANGE)
def change(indicator: str) -> ResponseReturnValue:
    """Changes a definition; what only an edition knew so far is defined by it."""
    session, measure, form = per_request.session(), _measure(indicator), DefinitionForm()
    form.short_name.data = measure.id
    if not form.validate_on_submit() or not _pair_is_known(form):
        return render_template("indicators/define.html", form=form, measure=measure), 400
    version, wanted = form.version.data or "", form.measure(measure)
    try:
        if session.get(Indicator, measure.id) is None:
            operations.define(session, wanted, by=guards.me())
        else:
            operations.change(session, wanted, int(version) if version.isdecimal() else 0, by=guards.me())
    except Conflict as overtaken:
        form.complain(str(overtaken))
        return render_template("indicators/define.html", form=form, measure=measure), 409
    flash(f"The definition of {wanted.title} is saved.")
    return redirect(url_for("indicators.one", indicator=measure.id))


def _pair_is_known(form: DefinitionForm) -> bool:
    """Whether the other indicator is defined; the form says so where it is not."""
    pair = form.measure().pair
    if pair is None or per_request.session().get(Indicator, pair) is not None:
        return True
    form.complain(f"There is no indicator called {pair}. Define it first", "pair")
    return False


def _measure(indicator: str) -> Measure:
    found = _known().get(indicator)
    if found is None:
        raise NotFound
    return replace(found)


def _year(usual: Period) -> Period:
    """The year that the address asks for, or the usual one."""
    try:
        return period_in(request.args.get("year", ""))
    except NotAPeriod:
        return usual


def _also(years: list[Period], assessed: Period) -> list[Period]:
    """The years of which something is known and the assessed one, the newest first."""
    return sorted({*years, assessed}, reverse=True)


def _year_links(years: list[Period], now: Period | None, endpoint: str, **given: Any) -> list[dict[str, object]]:
    return [
        {
            "text": year.words,
            "url": url_for(endpoint, **given, year=year.words.replace("/", "-")),
            "current": year == now,
        }
        for year in years
    ]


def _rests_on(indicator: str) -> list[tuple[str, str]]:
    """The criteria that rest on an indicator, each with the page of its framework's rules."""
    return [
        (
            f"{framework.code} {criterion.number}",
            url_for("catalogue.framework", edition=edition.id, framework=framework.id),
        )
        for edition in current_app.extensions["editions"].values()
        for framework in edition.frameworks
        for criterion in framework.criteria
        if criterion.measure and criterion.measure.indicator == indicator
    ]
