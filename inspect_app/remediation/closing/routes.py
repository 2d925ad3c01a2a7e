"""The pages on which an area is closed: proofs, the proposal, the independent check, other ends, and reopening."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ... import clock
from ...accounts import guards
from ...accounts.roles import Role
from ...evidence import markings, source_kinds
from ...evidence import queries as evidence
from ...evidence.policy import date_words
from ...promises import BadInput, NotAllowed, NotFound
from .. import operations as areas
from .. import policy
from ..area import queries as of_area
from ..area.page import Opened, opened
from ..asking import ask, is_stale
from ..models import Area, Closure
from ..place import Here, here
from ..states import PROOFS
from . import operations, queries, reading
from .forms import CheckForm, EffectForm, EndForm, ProofForm, ProposeForm, ReasonForm
from .operations import Checked, End

bp = Blueprint("remediation_closing", __name__, template_folder="templates")
AREA = "/forces/<force>/improvement/<int:number>"
MAY_END = policy.DECIDES
ADDS_EVIDENCE = frozenset({Role.ASSESSOR, Role.FORCE_LEAD})
"""Who may add to the library of the force; others who prove an area cite what is there."""
NO_OUTCOME = "You can propose it without proof of outcome. The checker will see that it is missing."
MAY_REOPEN = policy.CHECKS | policy.DECIDES


@bp.get(f"{AREA}/proofs/add")
@guards.roles(*policy.WRITES)
def choose_proof(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    kind = request.args.get("of", "")
    return _proof_page(at, area, ProofForm(of=kind if kind in PROOFS else None, revision_id=_brought(at)))


@bp.post(f"{AREA}/proofs/add")
@guards.roles(*policy.WRITES)
def add_proof(force: str, number: int) -> ResponseReturnValue:
    """Lets a piece of evidence prove that something was done, or that it changed something."""
    at = here(force)
    area, form = _to_change(at, number), ProofForm()
    _offer(at, form)
    if not form.validate():
        return _proof_page(at, area, form), 400
    said = (form.revision_id.data, str(form.of.data), form.shows.data or "", form.part.data or None)
    operations.add_proof(at.session, area, *said, by=at.me)
    flash(f"{PROOFS[str(form.of.data)]} was added.", "success")
    return redirect(at.area_url(area))


def _brought(at: Here) -> int | None:
    """The newest revision of the evidence that was added just now, by the number that stands in the address."""
    asked = request.args.get("evidence", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    return evidence.newest_revisions(at.session, at.force.id, [number]).get(number) if number else None


def _to_change(at: Here, number: int) -> Area:
    found = at.area(number)
    policy.check_can_write(at.roles, found.closed_how)
    return found


def _offer(at: Here, form: ProofForm) -> str:
    """Offers evidence to choose from, and says what was searched for."""
    words = " ".join(request.values.get("q", "").replace("\x00", " ").split())[:200]
    asked = request.form.get("revision_id", "")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else form.revision_id.data
    found = queries.pieces(at.session, at.force.id, at.sight, words, chosen)
    form.revision_id.choices = [(one.revision_id, one.title) for one in found]
    form.revision_id.hints = {
        one.revision_id: ", ".join(
            (source_kinds.words_of(one.kind), date_words(one.effective_from, one.effective_to), one.marking)
        )
        for one in found
    }
    return words


def _proof_page(at: Here, area: Area, form: ProofForm) -> str:
    words = _offer(at, form)
    cycle, adds = at.cycle, ADDS_EVIDENCE & at.roles
    back = at.url("remediation_closing.choose_proof", number=area.number)
    add = url_for("evidence_adding.choose", force=at.force.id, cycle=cycle, back=back) if cycle and adds else None
    return render_template(
        "remediation_closing/proof.html", at=at, area=area, form=form, words=words, add=add, marking=area.marking
    )


@bp.get(f"{AREA}/proofs/<int:proof>")
@guards.roles(*policy.SEES)
def proof(force: str, number: int, proof: int) -> ResponseReturnValue:
    """What a proof says, for those who check and may not open the library."""
    at = here(force)
    area = at.area(number)
    found = reading.opened(at.session, queries.proof(at.session, area, proof))
    if markings.level(found.evidence.marking) > at.sight.level:
        raise NotFound
    return render_template(
        "remediation_closing/read.html", at=at, area=area, found=found, marking=found.evidence.marking
    )


@bp.get(f"{AREA}/proofs/<int:proof>/download")
@guards.roles(*policy.SEES)
def download(force: str, number: int, proof: int) -> ResponseReturnValue:
    """The original of a proof, never shown in the browser."""
    at = here(force)
    found = reading.opened(at.session, queries.proof(at.session, at.area(number), proof))
    if markings.level(found.evidence.marking) > at.sight.level:
        raise NotFound
    return reading.download(found, at.settings, by=at.me)


@bp.get(f"{AREA}/proofs/<int:proof>/remove")
@guards.roles(*policy.WRITES)
def ask_take_back(force: str, number: int, proof: int) -> ResponseReturnValue:
    at = here(force)
    area = _to_change(at, number)
    shows = queries.proof(at.session, area, proof).shows
    return ask(at, area, ReasonForm(), "Take a proof back", "Take it back", lead=shows, kind="warning")


@bp.post(f"{AREA}/proofs/<int:proof>/remove")
@guards.roles(*policy.WRITES)
def take_proof_back(force: str, number: int, proof: int) -> ResponseReturnValue:
    at = here(force)
    area, form = _to_change(at, number), ReasonForm()
    found = queries.proof(at.session, area, proof)
    if areas.open_closure(at.session, area) is not None:
        raise NotAllowed(policy.PROPOSED)
    if not form.validate():
        return ask(at, area, form, "Take a proof back", "Take it back", lead=found.shows, kind="warning"), 400
    operations.take_proof_back(at.session, area, found, form.because.data or "", by=at.me)
    return redirect(at.area_url(area))


@bp.get(f"{AREA}/propose")
@guards.roles(*policy.WRITES)
def ask_propose(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    it = opened(at, number)
    if it.cannot_propose:
        raise NotAllowed(it.cannot_propose)
    return _propose_page(at, it, ProposeForm(version=str(it.area.version)))


@bp.post(f"{AREA}/propose")
@guards.roles(*policy.WRITES)
def propose(force: str, number: int) -> ResponseReturnValue:
    """Proposes to close an area; somebody independent then checks."""
    at, form = here(force), ProposeForm()
    it = opened(at, number)
    if it.pending is not None and it.pending.proposed_by == at.me.id:
        # The same form sent twice is answered like the first time.
        return redirect(at.area_url(it.area))
    if it.cannot_propose:
        raise NotAllowed(it.cannot_propose)
    if not form.validate():
        return _propose_page(at, it, form), 400
    if is_stale(form, it.area.version):
        return _propose_page(at, it, form), 409
    operations.propose(at.session, it.area, form.says.data or "", by=at.me)
    flash("You proposed to close this. Somebody independent checks it now.", "success")
    return redirect(at.area_url(it.area))


def _propose_page(at: Here, it: Opened, form: ProposeForm) -> str:
    notes = ("" if it.has_outcome else NO_OUTCOME, it.undone_sentence)
    note = " ".join(words for words in notes if words)
    return ask(at, it.area, form, "Propose to close this", "Propose closure", lead=it.proof_sentence, note=note)


@bp.post(f"{AREA}/propose/take-back")
@guards.roles(*policy.WRITES)
def take_back(force: str, number: int) -> ResponseReturnValue:
    """Takes a proposal back before it is checked."""
    at = here(force)
    area = _to_change(at, number)
    closure = areas.open_closure(at.session, area)
    if closure is not None:
        if closure.proposed_by != at.me.id:
            raise NotAllowed("Only whoever proposed this can take it back.")
        operations.take_back(at.session, area, closure, by=at.me)
    return redirect(at.area_url(area))


@bp.get(f"{AREA}/check")
@guards.roles(*policy.CHECKS)
def ask_check(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    it, closure = _to_check(at, number)
    return _check_page(at, it, closure, CheckForm(version=str(it.area.version)))


@bp.post(f"{AREA}/check")
@guards.roles(*policy.CHECKS)
def check(force: str, number: int) -> ResponseReturnValue:
    """Records what somebody independent found."""
    at, form = here(force), CheckForm()
    it, closure = _to_check(at, number)
    if not form.validate():
        return _check_page(at, it, closure, form), 400
    if is_stale(form, it.area.version):
        return _check_page(at, it, closure, form), 409
    said = Checked(str(form.result.data), str(form.level.data), form.looked_at.data or "", form.missing.data or None)
    try:
        operations.check(at.session, it.area, closure, said, by=at.me)
    except BadInput as wrong:
        form.complain(str(wrong), wrong.field)
        return _check_page(at, it, closure, form), 400
    flash("It is closed." if said.result == "closed" else "It is sent back to its owner.", "success")
    return redirect(at.area_url(it.area))


def _to_check(at: Here, number: int) -> tuple[Opened, Closure]:
    """Raises NotAllowed unless somebody independent of the owner asks, and something waits for them."""
    it = opened(at, number)
    if it.cannot_check or it.pending is None:
        raise NotAllowed(it.cannot_check or policy.NOTHING_PROPOSED)
    return it, it.pending


def _check_page(at: Here, it: Opened, closure: Closure, form: CheckForm) -> str:
    return render_template(
        "remediation_closing/check.html",
        at=at,
        it=it,
        area=it.area,
        closure=closure,
        form=form,
        names=of_area.names(at.session, [closure.proposed_by]),
        marking=it.marking,
    )


@bp.get(f"{AREA}/end")
@guards.roles(*MAY_END)
def ask_end(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    return _end_page(at, _to_end(at, number), EndForm())


@bp.post(f"{AREA}/end")
@guards.roles(*MAY_END)
def end(force: str, number: int) -> ResponseReturnValue:
    """Ends an area in another way than by proof."""
    at, form = here(force), EndForm()
    area = _to_end(at, number)
    if form.validate():
        try:
            operations.end(at.session, area, _end(at, form), by=at.me)
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash("It is closed, with your reason.", "success")
            return redirect(at.area_url(area))
    return _end_page(at, area, form), 400


def _to_end(at: Here, number: int) -> Area:
    area = at.area(number)
    pending = areas.open_closure(at.session, area) is not None
    policy.check_can_end(area, at.roles, at.me.id, pending=pending)
    return area


def _end(at: Here, form: EndForm) -> End:
    """Raises BadInput where the number of what replaces it is none."""
    other = None
    if form.how.data == "superseded":
        try:
            other = at.area(form.other())
        except NotFound:
            raise BadInput("Enter the number of the one that replaces it", "number") from None
    return End(str(form.how.data), form.because.data or "", form.until.data, other)


def _end_page(at: Here, area: Area, form: EndForm) -> str:
    lead = "The reason stands on the page. Where it is not accepted, the reason is published."
    return ask(at, area, form, "Close in another way", "Close it", lead=lead, kind="warning")


@bp.get(f"{AREA}/reopen")
@guards.roles(*MAY_REOPEN)
def ask_reopen(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    return _reopen_page(at, _to_reopen(at, number), ReasonForm())


@bp.post(f"{AREA}/reopen")
@guards.roles(*MAY_REOPEN)
def reopen(force: str, number: int) -> ResponseReturnValue:
    """Opens an area again, with the reason."""
    at, form = here(force), ReasonForm()
    it = _to_reopen(at, number)
    if not form.validate():
        return _reopen_page(at, it, form), 400
    operations.reopen(at.session, it.area, form.because.data or "", by=at.me)
    flash("It is open again.", "success")
    return redirect(at.area_url(it.area))


def _to_reopen(at: Here, number: int) -> Opened:
    it = opened(at, number)
    if it.cannot_reopen:
        raise NotAllowed(it.cannot_reopen)
    return it


def _reopen_page(at: Here, it: Opened, form: ReasonForm) -> str:
    return ask(at, it.area, form, "Open it again", "Reopen", lead=it.standing.rag.rule)


@bp.get(f"{AREA}/effect")
@guards.roles(*policy.CHECKS)
def ask_effect(force: str, number: int) -> ResponseReturnValue:
    at = here(force)
    return _effect_page(at, _to_judge(at, number)[0], EffectForm())


@bp.post(f"{AREA}/effect")
@guards.roles(*policy.CHECKS)
def effect(force: str, number: int) -> ResponseReturnValue:
    """Records, some time after it was closed, whether what was done still works."""
    at, form = here(force), EffectForm()
    it, closure = _to_judge(at, number)
    if not form.validate():
        return _effect_page(at, it, form), 400
    words = form.words.data or ""
    if form.result.data == "reopen":
        operations.reopen(at.session, it.area, words, by=at.me)
    else:
        operations.still_holds(at.session, it.area, closure, clock.today(), words, by=at.me)
    flash("It is open again." if form.result.data == "reopen" else "Your check is recorded.", "success")
    return redirect(at.area_url(it.area))


def _to_judge(at: Here, number: int) -> tuple[Opened, Closure]:
    it = _to_reopen(at, number)
    closure = next((one for one in it.closures if one.result == "closed" and one.undone_at is None), None)
    if closure is None:
        raise NotFound
    return it, closure


def _effect_page(at: Here, it: Opened, form: EffectForm) -> str:
    return ask(at, it.area, form, "Does it still hold?", "Record my check", lead=it.standing.rag.rule)
