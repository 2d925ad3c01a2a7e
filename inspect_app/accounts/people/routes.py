"""Pages of people, for administrators only: who may do what, where and until when, and leavers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ... import clock, per_request
from ...config import Settings
from ...grading.words import listed
from ...promises import BadInput, NotFound
from .. import attempts, forces_known, guards, handover, sign_ins
from ..models import Person
from ..roles import OF_THE_INSPECTORATE, Role
from . import forms, operations, outbox, policy, queries
from .forms import CloseForm, DetailsForm, FilterForm, HomeForcesForm, InviteForm, RoleForm

bp = Blueprint("people", __name__, url_prefix="/people", template_folder="templates")
ADMINISTRATORS = guards.roles(*policy.MAY_MANAGE)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of a long list a page shows."""

    number: int
    total: int
    size: int
    kept: dict[str, str]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    def url_of(self, number: int) -> str:
        """The address of another page of the same list."""
        return f"{request.path}?{urlencode({**self.kept, 'page': number})}"


@bp.get("")
@ADMINISTRATORS
def everyone() -> str:
    """The people that there are, filtered, fifty to a page."""
    session, form = per_request.session(), FilterForm(request.args)
    forces = forces_known.names(session)
    form.force.choices = [("", "Any"), *forces.items()]
    form.validate()
    kept = {name: str(form[name].data) for name in ("words", "role", "force", "state") if form[name].data}
    number = _number()
    found = queries.page(session, queries.Asked(**kept), number)
    if number > 1 and not found.people:
        raise NotFound
    return render_template(
        "people/everyone.html",
        form=form,
        found=found,
        forces=forces,
        filtered=bool(kept),
        page=Shown(number, found.total, queries.SIZE, kept),
        unsent=outbox.waiting(session),
        now=_now(),
        states=queries.STATES,
        role_words=lambda role: Role(role).words,
        today=clock.today(),
    )


@bp.get("/invite")
@ADMINISTRATORS
def new() -> str:
    """The form of somebody new."""
    return render_template("people/invite.html", form=_invite_form())


@bp.post("/invite")
@ADMINISTRATORS
def invite() -> ResponseReturnValue:
    """Invites somebody; a button pressed twice leads to the page of the first."""
    session, form = per_request.session(), _invite_form()
    if form.validate_on_submit():
        invited = _invited(form)
        twice = operations.was_just_invited(session, invited)
        if twice is not None:
            return redirect(url_for("people.one", person=twice.id))
        try:
            person, _ = operations.invite(session, invited, _settings().base_url, by=guards.me())
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            flash(_sent_words(person, "An invitation"))
            return redirect(url_for("people.one", person=person.id))
    return render_template("people/invite.html", form=form), 400


@bp.get("/<int:person>")
@ADMINISTRATORS
def one(person: int) -> str:
    """One person: what they may do, how they stand, and what can be done about it."""
    session, found = _found(person)
    locked = bool(attempts.locked_among(session, [(found.id, found.email)]))
    roles = queries.roles_of(session, [found.id]).get(found.id, ())
    return render_template(
        "people/one.html",
        person=found,
        state=queries.state_of(found, locked),
        states=queries.STATES,
        roles=[(held, Role(held.role)) for held in roles],
        is_of_the_inspectorate=any(Role(held.role) in OF_THE_INSPECTORATE for held in roles),
        homes=queries.home_forces(session, found.id),
        forces=forces_known.names(session),
        sign_ins=len(sign_ins.live(session, found.id, current_app.config["LIMITS"])),
        link=queries.invitation_of(session, found.id),
        is_me=found.id == guards.me().id,
        unsent=outbox.waiting(session),
        now=_now(),
        today=clock.today(),
    )


@bp.get("/<int:person>/details")
@ADMINISTRATORS
def details(person: int) -> str:
    """The form of somebody's name, e-mail address and post."""
    _, found = _found(person)
    form = DetailsForm(data={"name": found.name, "email": found.email, "post": found.post})
    return render_template("people/details.html", person=found, form=form)


@bp.post("/<int:person>/details")
@ADMINISTRATORS
def save_details(person: int) -> ResponseReturnValue:
    """Changes somebody's name, e-mail address or post."""
    (session, found), form = _found(person), DetailsForm()
    if form.validate_on_submit():
        data = (str(form.name.data), str(form.email.data), form.post.data or "")
        try:
            changed = operations.change_details(session, found, *data, by=guards.me())
        except BadInput as wrong:
            form.complain(str(wrong), wrong.field)
        else:
            return _back(found, "The details are saved." if changed else "Nothing was different, so nothing was saved.")
    return render_template("people/details.html", person=found, form=form), 400


@bp.get("/<int:person>/roles/new")
@ADMINISTRATORS
def new_role(person: int) -> str:
    """The form of one more role."""
    session, found = _found(person)
    policy.check_can_change_roles(guards.me(), person)
    return render_template("people/new_role.html", person=found, form=_role_form(session))


@bp.post("/<int:person>/roles/new")
@ADMINISTRATORS
def give_role(person: int) -> ResponseReturnValue:
    """Gives somebody one more role, or changes until when they hold it."""
    session, found = _found(person)
    policy.check_can_change_roles(guards.me(), person)
    form = _role_form(session)
    if not form.validate_on_submit():
        return render_template("people/new_role.html", person=found, form=form), 400
    role, force = Role(str(form.role.data)), form.force.data or None
    changed = operations.give_role(session, found, role, force, form.until.data, by=guards.me())
    return _back(found, f"{found.name} is {role.words} now." if changed else f"{found.name} was {role.words} already.")


@bp.post("/<int:person>/roles/<int:held>/remove")
@ADMINISTRATORS
def take_role(person: int, held: int) -> ResponseReturnValue:
    """Takes a role away."""
    session, found = _found(person)
    words = operations.take_role(session, found, held, by=guards.me())
    return _back(found, f"{found.name} is no longer {words}.")


@bp.get("/<int:person>/home-forces")
@ADMINISTRATORS
def home_forces(person: int) -> str:
    """The form of somebody's home forces."""
    session, found = _found(person)
    policy.check_can_change_roles(guards.me(), person)
    form = HomeForcesForm(data={"forces": queries.home_forces(session, person)})
    form.forces.choices = list(forces_known.names(session).items())
    return render_template("people/home_forces.html", person=found, form=form)


@bp.post("/<int:person>/home-forces")
@ADMINISTRATORS
def save_home_forces(person: int) -> ResponseReturnValue:
    """Sets somebody's home forces."""
    (session, found), form = _found(person), HomeForcesForm()
    form.forces.choices = list(forces_known.names(session).items())
    if not form.validate_on_submit():
        return render_template("people/home_forces.html", person=found, form=form), 400
    changed = operations.set_home_forces(session, found, form.forces.data, by=guards.me())
    return _back(found, "The home forces are saved." if changed else "Nothing was different, so nothing was saved.")


@bp.post("/<int:person>/link")
@ADMINISTRATORS
def send_link(person: int) -> ResponseReturnValue:
    """Sends somebody a new link to choose a password."""
    session, found = _found(person)
    operations.send_link(session, found, _settings().base_url, by=guards.me())
    return _back(found, _sent_words(found, "A link to choose a password"))


@bp.post("/<int:person>/end-sign-ins")
@ADMINISTRATORS
def end_sign_ins(person: int) -> ResponseReturnValue:
    """Signs somebody out everywhere."""
    session, found = _found(person)
    operations.end_sign_ins(session, found, by=guards.me())
    return _back(found, f"{found.name} is signed out everywhere.")


@bp.post("/<int:person>/unlock")
@ADMINISTRATORS
def unlock(person: int) -> ResponseReturnValue:
    """Lets somebody try to sign in again at once."""
    session, found = _found(person)
    operations.unlock(session, found, by=guards.me())
    return _back(found, f"{found.name} can try to sign in again.")


@bp.get("/<int:person>/close")
@ADMINISTRATORS
def leaving(person: int) -> str:
    """Asks why somebody leaves and who takes over their work."""
    _, found = _found(person)
    policy.check_can_close(guards.me(), person)
    policy.check_is_open(closed=found.closed_at is not None)
    work, form = _closing(found)
    return _close_page(found, work, form)


@bp.post("/<int:person>/close")
@ADMINISTRATORS
def close(person: int) -> ResponseReturnValue:
    """Closes an account and hands the work over."""
    session, found = _found(person)
    if found.closed_at is not None:
        return redirect(url_for("people.one", person=person))
    work, form = _closing(found)
    if not form.validate_on_submit():
        return _close_page(found, work, form), 400
    takers = {force: forms.taker_of(form, force) for force in work}
    done = operations.close(session, found, takers, str(form.reason.data), by=guards.me())
    passed = listed(thing for _, work in done for thing in work)
    return _back(found, f"{found.name} has left." + (f" Handed over: {passed}." if passed else ""))


@bp.post("/<int:person>/open")
@ADMINISTRATORS
def open_again(person: int) -> ResponseReturnValue:
    """Opens a leaver's account again."""
    session, found = _found(person)
    operations.open_again(session, found, _settings().base_url, by=guards.me())
    return _back(found, f"{found.name} has an account again, without roles. {_sent_words(found, 'An invitation')}")


@bp.get("/messages")
@ADMINISTRATORS
def messages() -> str:
    """Messages that did not go out."""
    number = _number()
    found, total = outbox.page(per_request.session(), number)
    shown = Shown(number, total, outbox.SIZE, {})
    return render_template("people/messages.html", messages=found, page=shown, sends_mail=bool(_settings().mail_server))


@bp.post("/messages/<int:message>/link")
@ADMINISTRATORS
def show_link(message: int) -> str:
    """Shows the link in a message, to be handed on; it is recorded who looked."""
    link, person, ends = operations.show_link(per_request.session(), message, by=guards.me())
    return render_template("people/link.html", link=link, person=person, ends=ends)


def _found(person: int) -> tuple[Session, Person]:
    session = per_request.session()
    return session, queries.one(session, person)


def _number() -> int:
    given = request.args.get("page", "1")
    return max(1, int(given)) if given.isdecimal() and len(given) < 7 else 1


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def _sent_words(person: Person, what: str) -> str:
    if _settings().mail_server:
        return f"{what} is on its way to {person.email}."
    return f"{what} for {person.name} is ready. No mail is sent from here: copy the link from the messages not sent."


def _back(person: Person, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("people.one", person=person.id))


def _invite_form() -> InviteForm:
    form = InviteForm()
    form.offer(forces_known.names(per_request.session()))
    return form


def _invited(form: InviteForm) -> operations.Invited:
    return operations.Invited(
        name=str(form.name.data),
        email=str(form.email.data),
        post=form.post.data or "",
        roles=form.roles,
        force=form.force.data,
        home_forces=form.home_forces.data,
        until=form.until.data,
    )


def _role_form(session: Session) -> RoleForm:
    form = RoleForm()
    form.offer(forces_known.names(session))
    return form


def _closing(person: Person) -> tuple[dict[str, list[str]], CloseForm]:
    """The leaver's work by force, and the form that asks who takes it over."""
    session = per_request.session()
    names = forces_known.names(session)
    work = handover.held(session, person.id)
    return work, forms.closing(work, names, queries.takers(session, list(work), person.id))


def _close_page(person: Person, work: dict[str, list[str]], form: CloseForm) -> str:
    names = forces_known.names(per_request.session())
    return render_template("people/close.html", person=person, work=work, form=form, names=names)
