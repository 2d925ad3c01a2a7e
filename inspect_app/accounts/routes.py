"""Pages of signing in and out, of links to choose a password, and those that everybody may read."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from .. import db, per_request
from ..config import Settings
from ..promises import NotFound
from . import guards, kept_words, one_time_links, operations, passwords, signing_in
from .forms import LinkForm, NewPasswordForm, SignInForm

bp = Blueprint("accounts", __name__, template_folder="templates")
EMAIL = "email_to_sign_in_with"


@bp.get("/sign-in")
@guards.public
def sign_in() -> ResponseReturnValue:
    """Asks who it is."""
    wanted = request.args.get("next")
    if current_user.is_authenticated:
        return redirect(signing_in.next_page(wanted))
    form = SignInForm(data={"email": session.pop(EMAIL, None), "next": wanted})
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in")
@guards.public
def enter() -> ResponseReturnValue:
    """Signs somebody in, or says the same sentence whatever is wrong."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 400
    email, network = str(form.email.data), request.remote_addr or ""
    url, demo = current_app.config["DATABASE_URL"], _settings().demo
    tried = operations.try_to_sign_in(url, email, str(form.password.data), network, demo=demo)
    if tried.person is None:
        form.complain(operations.FLOODED if tried.flooded else operations.NO_MATCH)
        reset = _settings().base_url.rstrip("/") + url_for("accounts.forgotten")
        per_request.record_apart(lambda apart: operations.note_failure(apart, email, network, reset))
        return render_template("accounts/sign_in.html", form=form), 429 if tried.flooded else 400
    actor = operations.sign_in(per_request.session(), tried, request.user_agent.string)
    signing_in.let_in(actor)
    page = signing_in.next_page(form.next.data)
    if kept_words.count(per_request.session(), actor.id):
        return redirect(url_for("profile.words", next=None if page == "/" else page))
    return redirect(page)


@bp.post("/sign-out")
@guards.public
def leave() -> ResponseReturnValue:
    """Signs out; for somebody who is not signed in there is nothing to do."""
    if current_user.is_authenticated:
        signing_in.let_out()
        flash("You are signed out.")
    return redirect(url_for("accounts.sign_in"))


@bp.get("/forgotten-password")
@guards.public
def forgotten() -> str:
    """Asks where to send a link."""
    return render_template("accounts/forgotten.html", form=LinkForm())


@bp.post("/forgotten-password")
@guards.public
def send_link() -> ResponseReturnValue:
    """Sends a link where there is an account, and says the same where there is none."""
    form = LinkForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", form=form), 400
    email = str(form.email.data)
    operations.ask_for_link(per_request.session(), email, request.remote_addr or "", _settings().base_url)
    return render_template("accounts/link_sent.html", email=email, sends_mail=bool(_settings().mail_server))


@bp.get(f"{one_time_links.PATH}<token>")
@guards.public
def choose(token: str) -> ResponseReturnValue:
    """The form of a new password, for the holder of a link."""
    found = one_time_links.working(per_request.session(), token)
    if found is None:
        return render_template("accounts/no_link.html"), 410
    return render_template(
        "accounts/choose_password.html", form=NewPasswordForm(), person=found[1], purpose=found[0].purpose
    )


@bp.post(f"{one_time_links.PATH}<token>")
@guards.public
def chosen(token: str) -> ResponseReturnValue:
    """Sets the password that was chosen. It is hashed before anything is written."""
    with db.reading(current_app.config["DATABASE_URL"]) as apart:
        found = one_time_links.working(apart, token)
    if found is None:
        return render_template("accounts/no_link.html"), 410
    link, person = found
    form = NewPasswordForm()
    form.email = person.email
    if not form.validate_on_submit():
        return render_template("accounts/choose_password.html", form=form, person=person, purpose=link.purpose), 400
    try:
        operations.choose_password(per_request.session(), token, passwords.hashed(str(form.password.data)))
    except NotFound:
        return render_template("accounts/no_link.html"), 410
    session[EMAIL] = person.email
    flash("Your password is set. Sign in with it.")
    return redirect(url_for("accounts.sign_in"))


@bp.get("/accessibility")
@guards.public
def accessibility() -> str:
    """What works for whom, and what does not yet."""
    return render_template("accounts/accessibility.html")


@bp.get("/help")
@guards.public
def help_page() -> str:
    """The shortest way into the product."""
    return render_template("accounts/help.html")


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
