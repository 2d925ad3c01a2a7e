"""The board of a cycle, the same as CSV, and one framework across forces. Every page reads and none writes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...audit import operations as audit
from ...forces import where
from ..queries import newest_cycle
from . import across, grid, policy
from .cells import STANDINGS
from .drawing import STATE_SIGNS, Drawing
from .export import as_csv
from .grid import Wanted
from .marks import Marks, legend
from .page import Across, Opened, grid_words, national, nothing_yet, usual_force

bp = Blueprint("moderation_board", __name__, template_folder="templates")


@bp.get("/board")
@guards.roles(*policy.MAY_SEE)
def board() -> ResponseReturnValue:
    """The board of the newest cycle with anything before the inspectorate."""
    return redirect(url_for("moderation_board.of_cycle", cycle=newest_cycle(per_request.session())))


@bp.get("/board/<cycle>")
@guards.roles(*policy.MAY_SEE)
def of_cycle(cycle: str) -> ResponseReturnValue:
    opened = _opened(cycle)
    return render_template("moderation_board/board.html", **_board(opened))


@bp.get("/board/<cycle>.csv")
@guards.roles(*policy.MAY_SEE)
def spreadsheet(cycle: str) -> ResponseReturnValue:
    """What the board shows, with the same filters; a download is a matter of record."""
    opened = _opened(cycle)
    shown = opened.board().grid(_wanted(opened))
    about = audit.About("cycle", opened.year.id, cycle=opened.year.id, address=f"/board/{opened.year.id}")
    says, me = "downloaded the moderation board as a spreadsheet", guards.me()
    per_request.record_apart(
        lambda apart: audit.record(apart, "moderation:board:exported", about, by=me, says=says, audience="inspectorate")
    )
    answer = Response(as_csv(opened.edition, shown), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"board-{opened.year.id}.csv")
    return answer


@bp.get("/board/<cycle>/<framework>")
@guards.roles(*policy.MAY_SEE)
def of_framework(cycle: str, framework: str) -> ResponseReturnValue:
    opened = _opened(cycle)
    return render_template("moderation_board/framework.html", **_framework(opened, Across(opened, framework)))


def _opened(cycle: str) -> Opened:
    return Opened(per_request.session(), guards.me(), current_app.extensions["editions"], cycle)


def _wanted(opened: Opened) -> Wanted:
    given, last = request.args, session.get(where.KEY) or [None]
    force = usual_force(opened.forces, given.get("force"), last[0])
    return Wanted(
        force,
        given.get("forces") == "peers" and force in opened.peers,
        given.get("part", ""),
        given.get("state", ""),
        given.get("order", ""),
        given.get("mark", ""),
    )


def _board(opened: Opened) -> dict[str, Any]:
    """What the board shows."""
    wanted, everything = _wanted(opened), opened.board()
    shown = everything.grid(wanted)
    drawing = Drawing(opened.edition.scales, opened.year.id, wanted.mark, shown.forces, shown.own)
    drawn = {line.framework.id: drawing.line(line) for line in shown.lines}
    return {
        **opened.around(),
        "year": opened.year,
        "years": [year for year in opened.years if year.edition in opened.editions],
        "wanted": wanted,
        "grid": shown,
        "line_cells": drawn,
        "pictures": drawing.pictures(),
        "sentence": grid.sentence(everything.cells),
        "left_out": grid.left_out(opened.forces, everything.cells),
        "empty": nothing_yet(opened, everything.cells),
        "parts_offered": everything.parts(),
        "has_ungraded": any(cell.is_decided and cell.grade is None for cell in everything.cells),
        "query": request.query_string.decode(),
        "mark_word": dict(grid.MARKS).get(wanted.mark, grid.MARKS[0][1]).lower(),
        "state_signs": [(sign, STANDINGS[standing]) for standing, sign in STATE_SIGNS.items()],
        "states": grid_words(),
        "orders": grid.ORDERS,
        "marks_offered": grid.MARKS,
        **_forces(opened, wanted),
    }


def _framework(opened: Opened, seen: Across) -> dict[str, Any]:
    """What the page of one framework shows."""
    wanted, asked = _wanted(opened), [one for group in seen.columns for one in group.asked]
    chosen = next((place for place, one in enumerate(asked) if one.id == request.args.get("criterion")), None)
    rows = seen.rows(wanted)
    own = next((row for row in rows if row.is_own), None)
    group = opened.peers.get(wanted.force)
    return {
        **opened.around(),
        "year": opened.year,
        "wanted": wanted,
        "seen": seen,
        "domain": next((d.title for d in opened.edition.domains if d.id == seen.framework.domain), ""),
        "standing_words": STANDINGS,
        "own": own,
        "cuts": across.cut(opened.edition, rows, wanted.order, chosen),
        "columns": seen.columns,
        "row_marks": Marks(opened.edition.scales, seen.columns, own.steps if own and own.met else None),
        "legend": legend(opened.edition.scales) if seen.framework.criteria else (),
        "spoken": lambda row: across.spoken(opened.edition, seen.columns, row.steps),
        "met_words": across.met_words,
        "chosen": asked[chosen] if chosen is not None else None,
        "counts": seen.counts(),
        "peer_counts": seen.counts(group.members | {wanted.force}) if group else {},
        "last_year": seen.last_year(),
        "national": national(opened, seen),
        "hidden": len(seen.cells) - len(rows),
        "orders": across.ORDERS,
        **_forces(opened, wanted),
    }


def _forces(opened: Opened, wanted: Wanted) -> dict[str, Any]:
    """The choices of forces, and the peer group of the one that is chosen."""
    unit, number = opened.edition.unit, len(opened.forces)
    chosen = next((force for force in opened.forces if force.id == wanted.force), None)
    group = opened.peers.get(wanted.force)
    choices = [("", f"All {number} {unit}s" if number > 2 else f"All {unit}s")]
    if chosen is not None and group is not None:
        choices.append(("peers", f"{chosen.short} and its {len(group.members)} most similar"))
    return {
        "forces_shown": choices,
        "forces_offered": [("", f"No {unit}"), *((force.id, force.short) for force in opened.forces)],
        "chosen_force": chosen,
        "group": group,
    }
