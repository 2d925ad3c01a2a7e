"""Pages of finishing: check what is missing, mark ready, submit, sign, return. Versions have pages of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ... import clock, per_request
from ...accounts import guards
from ...accounts import operations as accounts
from ...accounts.roles import READERS, TEAM, Role
from ...grading.words import capital, count_of
from ...promises import Conflict, NotAllowed, NotFound
from ..states import ASSESSMENT, minute
from . import operations, queries
from .attention import before_signing
from .by_grade import rows
from .completeness import advisable, missing, stopping, total
from .forms import BackForm, SignForm, SubmitForm
from .opened import Opened, open_assessment
from .whole import One
from .words import ON_PAGES

bp = Blueprint(
    "assessment_submission",
    __name__,
    template_folder="templates",
    url_prefix="/forces/<force>/<cycle>/assessment",
)
bp.add_app_template_filter(minute)


@bp.get("/check")
@guards.roles(*TEAM, *READERS)
def check(force: str, cycle: str) -> str:
    here = open_assessment(force, cycle)
    drafting = here.assessment.state == "drafting"
    stops = stopping(here.outline, here.addresses) if drafting else ()
    return _page(
        "check",
        here,
        stops=stops,
        stops_total=total(stops),
        advice=advisable(here.outline, here.addresses) if drafting else (),
        finished=[one for one in here.outline if one.entry.state == "draft" and _is_finished(one, here)],
        ready=[one for one in here.outline if one.entry.state == "ready"],
        officers=queries.holders(per_request.session(), force, [Role.CHIEF_OFFICER], clock.today()),
        form=SubmitForm(),
    )


@bp.post("/ready")
@guards.roles(Role.ASSESSOR)
def mark_ready(force: str, cycle: str) -> ResponseReturnValue:
    """Marks one framework ready, or with `all` every one in which nothing is missing."""
    here = open_assessment(force, cycle, to_change=True)
    wanted = [one for one in here.whole if _is_wanted(one, here)]
    if not wanted:
        raise NotFound
    marked = operations.mark_ready(per_request.session(), here.whole, wanted, here.addresses, by=here.me)
    what = wanted[0].framework.code if len(wanted) == 1 else capital(count_of(marked, "framework"))
    flash(f"{what} marked ready.", "success")
    return redirect(_afterwards(here, wanted[0].framework.id))


@bp.post("/draft")
@guards.roles(Role.ASSESSOR)
def unmark(force: str, cycle: str) -> ResponseReturnValue:
    """Takes a framework that is marked ready back to draft."""
    here = open_assessment(force, cycle, to_change=True)
    one = next((one for one in here.whole if one.framework.id == request.form.get("framework")), None)
    if one is None:
        raise NotFound
    operations.unmark(per_request.session(), here.assessment, one.entry, one.framework.code, by=here.me)
    flash(f"{one.framework.code} is a draft again.", "success")
    return redirect(_afterwards(here, one.framework.id))


@bp.get("/submit")
@guards.roles(Role.ASSESSOR)
def confirm(force: str, cycle: str) -> ResponseReturnValue:
    here = open_assessment(force, cycle)
    if here.assessment.state != "drafting":
        return redirect(here.addresses.page("check"))
    return _confirm_page(here, SubmitForm(digest=here.digest))


@bp.post("/submit")
@guards.roles(Role.ASSESSOR)
def submit(force: str, cycle: str) -> ResponseReturnValue:
    here, form = open_assessment(force, cycle, to_change=True), SubmitForm()
    if not ASSESSMENT.allows(here.assessment.state, "submit"):
        return _already(here, "submitted")
    form.validate()
    try:
        version = operations.submit(per_request.session(), here.whole, here.links, by=here.me, shown=form.digest.data)
    except (Conflict, NotAllowed) as refusal:
        form.complain(str(refusal))
        return _confirm_page(here, form), 409
    flash(f"Version {version.number} is submitted for signature.", "success")
    return redirect(here.addresses.page("check"))


@bp.get("/sign")
@guards.roles(*TEAM, *READERS)
def look_and_sign(force: str, cycle: str) -> str:
    here = open_assessment(force, cycle)
    return _sign_page(here, SignForm(digest=here.newest.digest if here.newest else ""))


@bp.post("/sign")
@guards.roles(Role.CHIEF_OFFICER)
def sign(force: str, cycle: str) -> ResponseReturnValue:
    here, form = open_assessment(force, cycle, to_change=True), SignForm()
    if here.newest is None or not ASSESSMENT.allows(here.assessment.state, "sign"):
        return _already(here, "signed")
    if not form.validate() or not _is_confirmed(here, form):
        return _sign_page(here, form), 400
    shown = form.digest.data or ""
    try:
        operations.sign(per_request.session(), here.whole, here.newest, here.links, by=here.me, shown=shown)
    except Conflict as refusal:
        form.complain(str(refusal))
        return _sign_page(here, form), 409
    flash(f"You signed version {here.newest.number}.", "success")
    return redirect(here.addresses.page("sign"))


@bp.route("/return", methods=["GET", "POST"])
@guards.roles(Role.CHIEF_OFFICER)
def give_back(force: str, cycle: str) -> ResponseReturnValue:
    """Returns the assessment with a reason."""
    return _back(force, cycle, "return", operations.give_back)


@bp.route("/take-back", methods=["GET", "POST"])
@guards.roles(Role.ASSESSOR)
def take_back(force: str, cycle: str) -> ResponseReturnValue:
    """Takes back what nobody has signed yet, with a reason."""
    return _back(force, cycle, "take_back", operations.take_back)


def _back(force: str, cycle: str, verb: str, do: Callable[..., None]) -> ResponseReturnValue:
    """The page that asks for a reason, and what follows when one is given."""
    here, form = open_assessment(force, cycle, to_change=request.method == "POST"), BackForm()
    if here.assessment.state == "drafting" and here.newest and here.newest.returned_at:
        return _already(here, "returned")
    here.check_can(verb)
    if not form.validate_on_submit():
        return _page("back", here, verb=verb, form=form), 400 if form.errors else 200
    do(per_request.session(), here.assessment, here.entries, here.links, by=here.me, because=form.because.data or "")
    flash("It can be changed again. Everyone who works on it is told why.", "success")
    return redirect(here.addresses.page("check"))


def _page(name: str, here: Opened, **shown: Any) -> str:
    return render_template(
        f"submission/{name}.html",
        here=here,
        scales=here.edition.scales,
        edition_title=here.edition.title,
        marking=here.assessment.marking,
        **ON_PAGES,
        **shown,
    )


def _confirm_page(here: Opened, form: SubmitForm) -> str:
    form.digest.data = here.digest
    stops = total(stopping(here.grades, here.addresses))
    return _page("submit", here, form=form, stops=stops, rows=rows(here.grades, here.addresses))


def _sign_page(here: Opened, form: SignForm) -> str:
    form.digest.data = here.newest.digest if here.newest else ""
    return _page(
        "sign",
        here,
        form=form,
        rows=rows(here.grades, here.addresses),
        looks=before_signing(here.grades, here.addresses),
        before=here.before(here.newest) if here.newest else None,
    )


def _is_confirmed(here: Opened, form: SignForm) -> bool:
    """Whether it is they; where it is not, the form says so."""
    if accounts.confirms_password(per_request.session(), here.me, form.password.data or ""):
        return True
    form.complain("That is not your password, or there were too many wrong tries. Nothing was signed.", "password")
    return False


def _already(here: Opened, done: str) -> ResponseReturnValue:
    """The answer to a form that is sent again: where the first one led, and who did it where it was somebody else."""
    name, at = here.who(done)
    if name and name != here.me.name:
        flash(f"{name} {done} this already, on {minute(at)}.", "notice")
    return redirect(here.addresses.page("sign" if done == "signed" else "check"))


def _is_finished(one: One, here: Opened) -> bool:
    return not missing(one, here.outline, here.addresses)


def _is_wanted(one: One, here: Opened) -> bool:
    """Whether a form that marks things ready means this one."""
    if "all" in request.form:
        return one.entry.state == "draft" and _is_finished(one, here)
    return one.framework.id == request.form.get("framework")


def _afterwards(here: Opened, framework: str) -> str:
    """Back to where the button was: the framework's page, or the check."""
    at_framework = request.form.get("then") == "framework"
    return here.addresses.framework(framework) if at_framework else f"{here.addresses.page('check')}#ready"
