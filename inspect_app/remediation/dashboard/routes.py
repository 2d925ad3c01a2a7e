"""Dashboards: of a force, of what somebody owns in it, and of the nation. They only count."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from ... import clock, per_request
from ...accounts import guards
from ...accounts.roles import OF_THE_INSPECTORATE
from ...catalogue.queries import editions
from ...evidence import markings
from .. import policy
from ..bars import tally, two_tallies
from ..place import frameworks, here
from . import queries
from .queries import Board

bp = Blueprint("remediation_dashboard", __name__, template_folder="templates")


@bp.get("/forces/<force>/improvement/dashboard")
@guards.roles(*policy.SEES)
def of_force(force: str) -> str:
    """One force, or with `whose=mine` what whoever looks owns there."""
    at = here(force)
    mine = at.is_inside and request.args.get("whose") == "mine"
    which = queries.of_force(force, at.sight, at.me.id if mine else None)
    tabs = [
        {"text": "All of the force", "url": at.url("remediation_dashboard.of_force"), "current": not mine},
        {"text": "What you own", "url": at.url("remediation_dashboard.of_force", whose="mine"), "current": mine},
    ]
    return _page(
        queries.board(at.session, which, clock.today(), frameworks(editions().values())),
        title="What you own" if mine else at.force.name,
        register_url=at.register_url,
        tabs=tabs if at.is_inside else [],
    )


@bp.get("/improvement/dashboard")
@guards.roles(*OF_THE_INSPECTORATE)
def of_nation() -> str:
    """All forces, as far as their areas are published; home forces of whoever looks are left out."""
    me = guards.me()
    which = queries.of_nation(policy.Sight(markings.HIGHEST, published_only=True), me.home_forces)
    names = frameworks(editions().values())
    found = queries.board(per_request.session(), which, clock.today(), names, nation=True)
    return _page(found, title="All forces", register_url=url_for("remediation_register.register"), tabs=[])


def _page(found: Board, **shown: Any) -> str:
    return render_template(
        "remediation_dashboard/dashboard.html",
        board=found,
        tally=tally,
        two_tallies=two_tallies,
        today=clock.today(),
        **shown,
    )
