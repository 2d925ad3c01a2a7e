"""Pages on which a change of method is tried over all forces, proposed, and read again. They adopt nothing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ... import per_request
from ...accounts import guards
from ...forces.models import Cycle
from ...forces.where import year_words
from ...grading.edition import Edition
from ...promises import BadInput, NotFound
from . import changes, operations, policy, queries
from .effects import Effect, Range, by_framework
from .forms import KIND_WORDS, ProposeForm, WhatIfForm

bp = Blueprint("moderation_what_if", __name__, template_folder="templates", url_prefix="/what-if/<cycle>")


@bp.get("")
@guards.roles(*policy.TRIES)
def tried(cycle: str) -> ResponseReturnValue:
    """The change as a sentence with fields in it, and what would follow from it."""
    found, edition = _cycle(cycle)
    form = _form(edition)
    if not any(field.name in request.args for field in form.asked):
        return _page(found, edition, form)
    try:
        _check(form)
        change = form.change(edition)
        effect = operations.tried(per_request.session(), cycle, edition, change)
    except BadInput as wrong:
        _complain(form, wrong)
        return _page(found, edition, form), 400
    return _page(found, edition, form, effect=effect, says=changes.says(edition, change), propose=ProposeForm())


@bp.post("")
@guards.roles(*policy.PROPOSES)
def propose(cycle: str) -> ResponseReturnValue:
    """Saves the change of the address as a proposal."""
    found, edition = _cycle(cycle)
    form, propose = _form(edition), ProposeForm()
    try:
        _check(form)
        change = form.change(edition)
        effect = operations.tried(per_request.session(), cycle, edition, change)
    except BadInput as wrong:
        _complain(form, wrong)
        return _page(found, edition, form), 400
    if not propose.validate_on_submit():
        says = changes.says(edition, change)
        return _page(found, edition, form, effect=effect, says=says, propose=propose), 400
    because = propose.because.data or ""
    made = operations.propose(per_request.session(), cycle, edition, change, because, by=guards.me())
    flash("Saved as a proposal. No grade has changed.", "success")
    return redirect(url_for("moderation_what_if.proposal", cycle=cycle, number=made.id))


@bp.get("/proposals")
@guards.roles(*policy.TRIES)
def proposals(cycle: str) -> str:
    """The changes that were proposed."""
    found, _ = _cycle(cycle)
    listed = queries.proposals(per_request.session(), cycle)
    return render_template("what_if/proposals.html", cycle=found, year=year_words(cycle), listed=listed)


@bp.get("/proposals/<int:number>")
@guards.roles(*policy.TRIES)
def proposal(cycle: str, number: int) -> str:
    """One change that was proposed, with its effect as it was then."""
    found, edition = _cycle(cycle)
    there = queries.proposal(per_request.session(), cycle, number)
    if there is None:
        raise NotFound
    return render_template(
        "what_if/proposal.html",
        cycle=found,
        year=year_words(cycle),
        proposal=there,
        moved_on=there.edition_digest != edition.digest,
        **_shown(cycle, edition, there.effect),
    )


def _page(
    cycle: Cycle,
    edition: Edition,
    form: WhatIfForm,
    *,
    effect: Effect | None = None,
    says: str = "",
    propose: ProposeForm | None = None,
) -> str:
    return render_template(
        "what_if/tried.html",
        cycle=cycle,
        year=year_words(cycle.id),
        form=propose if propose is not None and propose.errors else form,
        change=form,
        kinds=[(kind, KIND_WORDS[kind], kind == form.kind.data) for kind in changes.kinds(edition)],
        says=says,
        read_as=form.read_as(edition) if says else "",
        propose=propose,
        may_propose=policy.may_propose(guards.me().roles),
        **_shown(cycle.id, edition, effect),
    )


def _shown(cycle: str, edition: Edition, effect: Effect | None) -> dict[str, Any]:
    """What a page needs to show an effect; of an unpublished home force nothing is named."""
    if effect is None:
        return {"effect": None, "scales": edition.scales, "edition": edition}
    names, states = queries.forces(per_request.session(), cycle)
    left_out = policy.not_shown(states, guards.me().home_forces)
    way = _way(edition)
    listed = [
        (edition.framework[name], shown)
        for name, movers in by_framework(effect)
        if (shown := [m for m in movers if m.force not in left_out and way in (None, (m.before, m.after))])
    ]
    return {
        "effect": effect,
        "scales": edition.scales,
        "edition": edition,
        "listed": listed,
        "way": way,
        "names": names,
        "hidden": sum(mover.force in left_out for mover in effect.movers),
        "frameworks": [edition.framework[name] for name, _ in by_framework(effect)],
        "link": _link,
        "all_counts": (_summed(effect, "was"), _summed(effect, "would_be")),
    }


def _summed(effect: Effect, which: str) -> dict[str, int]:
    """The outcomes of all frameworks together."""
    found: dict[str, int] = {}
    for counts in getattr(effect, which).values():
        for outcome, count in counts.items():
            found[outcome] = found.get(outcome, 0) + count
    return found


def _way(edition: Edition) -> tuple[Range, Range] | None:
    """The cell of the table to which the list of movers is cut down, from the address."""
    ends = [part.split("-") for part in (request.args.get("was", ""), request.args.get("now", ""))]
    if any(len(end) != 2 or not set(end) <= set(edition.scales.outcomes.order) for end in ends):
        return None
    return (ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])


def _link(before: Range | None = None, after: Range | None = None) -> str:
    """The same page with the list of movers cut down to one way, or with all of them."""
    given: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict()}
    given = {name: value for name, value in given.items() if name not in ("was", "now")}
    if before and after:
        given |= {"was": "-".join(before), "now": "-".join(after)}
    endpoint = "moderation_what_if.tried" if request.method == "POST" else str(request.endpoint)
    return url_for(endpoint, _anchor="movers", **given)


def _form(edition: Edition) -> WhatIfForm:
    form = WhatIfForm(request.args, meta={"csrf": False})
    form.offer(edition)
    kinds = changes.kinds(edition)
    if form.kind.data not in kinds:
        form.kind.data = next(iter(kinds), "parameter")
    if form.parameter.data is None and edition.method.parameters:
        form.parameter.data = edition.method.parameters[0].name
    return form


def _check(form: WhatIfForm) -> None:
    """What cannot be read at all is complained about by the form itself."""
    if not form.validate():
        raise BadInput("")


def _complain(form: WhatIfForm, wrong: BadInput) -> None:
    if str(wrong):
        form.complain(str(wrong), wrong.field if wrong.field in {field.name for field in form.asked} else None)


def _cycle(cycle: str) -> tuple[Cycle, Edition]:
    """A cycle and its edition. Raises NotFound."""
    found = per_request.session().get(Cycle, cycle)
    edition = current_app.extensions["editions"].get(found.edition) if found else None
    if found is None or edition is None:
        raise NotFound
    return found, edition
