"""The overview of one force's self-assessment, and the same as a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...accounts.roles import READERS, TEAM, Role
from ...audit import operations as audit
from ...forces import queries as forces
from ..submission import completeness
from ..submission.opened import Opened, open_assessment
from ..submission.whole import Whole, whole
from ..together import queries as talk
from ..workspace import queries
from . import rows as lines
from .rows import Filter, Row
from .spreadsheet import TYPE, workbook

bp = Blueprint("assessment_overview", __name__, template_folder="templates")
ASSESSMENT = "/forces/<force>/<cycle>/assessment"


@dataclass(frozen=True)
class Overview:
    """The assessment as the page shows it; everything is read in a fixed number of statements."""

    opened: Opened

    @cached_property
    def whole(self) -> Whole:
        return whole(per_request.session(), self.opened.edition, self.opened.assessment)

    @cached_property
    def leads(self) -> dict[int, str]:
        """The people who lead on something, by id."""
        found = queries.names(per_request.session(), [one.entry.lead_id for one in self.whole])
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    @cached_property
    def rows(self) -> list[Row]:
        session, opened = per_request.session(), self.opened
        around = lines.Surroundings(
            opened.edition,
            opened.addresses.assessment,
            frozenset(forces.priorities(session, opened.place.cycle.id)),
            self.leads,
            talk.waiting(session, opened.assessment.id) if opened.is_team else {},
            self.is_drafting,
        )
        return [lines.row_of(one, around) for one in self.whole]

    @cached_property
    def stops(self) -> int:
        """How many things stop it from being submitted."""
        return completeness.total(completeness.stopping(self.whole, self.opened.addresses))

    @property
    def is_drafting(self) -> bool:
        return self.opened.assessment.state == "drafting"

    def action(self) -> tuple[str, str] | None:
        """The one button of the page: its words and where it leads; None for those with nothing to do here."""
        opened = self.opened
        roles, pages = opened.me.roles_for(opened.place.force.id), opened.addresses
        if self.is_drafting and Role.ASSESSOR in roles:
            return ("Check before submitting", pages.page("check")) if self.stops else ("Submit", pages.page("submit"))
        if opened.assessment.state == "submitted" and Role.CHIEF_OFFICER in roles:
            return "Sign this assessment", pages.page("sign")
        if opened.assessment.state == "submitted" and Role.ASSESSOR in roles:
            return "Ask a chief officer to sign", pages.page("sign")
        return None


@bp.get(ASSESSMENT)
@guards.roles(*TEAM, *READERS)
def overview(force: str, cycle: str) -> ResponseReturnValue:
    opened = open_assessment(force, cycle)
    return render_template("overview/overview.html", **_page(Overview(opened)))


@bp.get(f"{ASSESSMENT}.xlsx")
@guards.roles(*TEAM, *READERS)
def spreadsheet(force: str, cycle: str) -> ResponseReturnValue:
    opened = open_assessment(force, cycle)
    here = Overview(opened)
    content = workbook(opened.edition, here.rows, here.whole)
    about = audit.About(
        "assessment", opened.assessment.id, force=force, cycle=cycle, address=opened.addresses.assessment
    )
    says, me = "downloaded the overview of the assessment as a spreadsheet", opened.me
    per_request.record_apart(
        lambda session: audit.record(session, "assessment:overview:exported", about, by=me, says=says)
    )
    answer = Response(content, mimetype=TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{force}-{cycle}-assessment.xlsx")
    return answer


def _page(here: Overview) -> dict[str, Any]:
    """What the page shows."""
    opened, given = here.opened, request.args
    wanted = Filter(given.get("show", ""), given.get("lead", ""), given.get("order", ""))
    passed = [row for row in here.rows if wanted.passes(row)]
    empty = lines.is_empty(here.rows, [one.facts for one in here.whole])
    number = len(here.rows)
    return {
        "here": here,
        "opened": opened,
        "wanted": wanted,
        "groups": lines.by_domain(opened.edition, passed) if not wanted.order else [(None, wanted.ordered(passed))],
        "hidden": number - len(passed),
        "sentence": lines.sentence(here.rows),
        "deadline": lines.deadline(opened.place.cycle.submit_by, clock.today()) if here.is_drafting else "",
        "is_empty": empty,
        "priorities": sum(row.is_priority for row in here.rows),
        "totals": _totals(here.rows),
        "shows": [(value, words.format(number=number)) for value, words in lines.SHOW],
        "orders": lines.ORDER,
        "leads": [("", "Anyone"), *((str(i), n) for i, n in here.leads.items()), (lines.NOBODY, "Nobody yet")],
        "action": here.action(),
        "marking": opened.assessment.marking,
        "edition_title": opened.edition.title,
        "scales": opened.edition.scales,
    }


def _totals(rows: list[Row]) -> dict[str, int]:
    return {
        "rated": sum(row.rated for row in rows),
        "asked": sum(row.asked for row in rows),
        "bare": sum(row.bare for row in rows),
        "comments": sum(row.comments for row in rows),
    }
