"""The page of how far readers agree in a cycle, for the national lead; it ranks nobody."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from .... import per_request
from ....accounts import guards
from ....accounts.roles import Role
from ....forces.models import Cycle
from ....promises import NotFound
from ...agreement import figure
from . import queries

bp = Blueprint("moderation_agreement", __name__, template_folder="templates")


@bp.get("/agreement/<cycle>")
@guards.roles(Role.NATIONAL_LEAD)
def of_cycle(cycle: str) -> str:
    """How far readers agree, by framework and by reader."""
    session, me = per_request.session(), guards.me()
    row = session.get(Cycle, cycle)
    edition = current_app.extensions["editions"].get(row.edition) if row else None
    if row is None or edition is None:
        raise NotFound
    found = queries.of_cycle(session, cycle, edition.scales.ratings, me.home_forces)
    return render_template(
        "agreements/cycle.html",
        cycle=row,
        edition=edition,
        found=found,
        figure=figure,
        frameworks=[(f, found.frameworks[f.id]) for f in edition.frameworks if f.id in found.frameworks],
        readers=[(found.names[person], found.readers[person]) for person in found.names],
        edition_title=edition.title,
    )
