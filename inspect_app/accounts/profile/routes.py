"""Pages of somebody's own account, for everybody who is signed in, and about nobody else."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ... import db, per_request
from ...promises import NotFound
from .. import attempts, forces_known, guards, kept_words, operations, passwords, sign_ins, signing_in
from ..actors import Actor
from .forms import ChangePasswordForm, ProfileForm

bp = Blueprint("profile", __name__, template_folder="templates")
CALENDAR = "remediation_acting.diary_page"
LOCKED = "You typed a wrong password too often. Wait 15 minutes and try again."


@bp.get("/profile")
@guards.signed_in
def own() -> str:
    """Who you are here, what you may do, and where you are signed in."""
    session, me = per_request.session(), guards.me()
    here, forces = sign_ins.digest(me.token), forces_known.names(session)
    return render_template(
        "profile/own.html",
        forces=forces,
        homes=[name for force, name in forces.items() if force in me.home_forces],
        sign_ins=[
            (row, row.token_sha256 == here) for row in sign_ins.live(session, me.id, current_app.config["LIMITS"])
        ],
        kept=kept_words.count(session, me.id),
        browser=browser_words,
        calendar=_calendar(me),
    )


@bp.get("/profile/details")
@guards.signed_in
def details() -> str:
    """The form of your name and post."""
    me = guards.me()
    return render_template("profile/details.html", form=ProfileForm(data={"name": me.name, "post": me.post}))


@bp.post("/profile/details")
@guards.signed_in
def save_details() -> ResponseReturnValue:
    """Changes your name and post."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return render_template("profile/details.html", form=form), 400
    changed = operations.change_profile(
        per_request.session(), str(form.name.data), form.post.data or "", by=guards.me()
    )
    flash("Your details are saved." if changed else "Nothing was different, so nothing was saved.")
    return redirect(url_for("profile.own"))


@bp.get("/profile/password")
@guards.signed_in
def password() -> str:
    """The form of a new password."""
    return render_template("profile/password.html", form=ChangePasswordForm())


@bp.post("/profile/password")
@guards.signed_in
def save_password() -> ResponseReturnValue:
    """Changes your password. Passwords are compared and hashed before anything is written."""
    me, form = guards.me(), ChangePasswordForm()
    form.email = me.email
    if not form.validate_on_submit():
        return render_template("profile/password.html", form=form), 400
    with db.reading(current_app.config["DATABASE_URL"]) as apart:
        locked = attempts.is_locked(apart, me.email)
        right = operations.confirms_password(apart, me, form.present.data or "")
    if not right:
        form.complain(LOCKED if locked else "That is not your present password", "present")
        return render_template("profile/password.html", form=form), 400
    operations.change_password(per_request.session(), passwords.hashed(str(form.password.data)), by=me)
    flash("Your password is changed. You are signed out everywhere else.")
    return redirect(url_for("profile.own"))


@bp.post("/profile/sign-ins/<int:sign_in>/end")
@guards.signed_in
def end(sign_in: int) -> ResponseReturnValue:
    """Signs you out in one other place."""
    operations.end_own_sign_in(per_request.session(), sign_in, by=guards.me())
    flash("You are signed out there.")
    return redirect(url_for("profile.own"))


@bp.post("/profile/sign-ins/end-others")
@guards.signed_in
def end_others() -> ResponseReturnValue:
    """Signs you out everywhere else."""
    operations.end_other_sign_ins(per_request.session(), by=guards.me())
    flash("You are signed out everywhere else.")
    return redirect(url_for("profile.own"))


@bp.get("/kept-words")
@guards.signed_in
def words() -> str:
    """What you had typed when you were signed out, to be read, changed and sent again."""
    kept = kept_words.of(per_request.session(), guards.me().id)
    return render_template("profile/kept_words.html", kept=kept, field=kept_words.FIELD, next=_next())


@bp.post("/kept-words/<int:kept>/discard")
@guards.signed_in
def discard(kept: int) -> ResponseReturnValue:
    """Forgets what you had typed."""
    session, me = per_request.session(), guards.me()
    if not kept_words.discard(session, me.id, kept):
        raise NotFound
    flash("Those words are gone.")
    return redirect(
        url_for("profile.words", next=request.args.get("next")) if kept_words.count(session, me.id) else _next()
    )


def _next() -> str:
    return signing_in.next_page(request.args.get("next"))


def browser_words(described: str) -> str:
    """What a browser says of itself, in words that its user knows."""
    kinds = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    kind = next((words for sign, words in kinds if sign in described), "A browser")
    system = next((words for sign, words in systems if sign in described), None)
    return f"{kind} on {system}" if system else kind


def _calendar(me: Actor) -> str | None:
    """Where somebody gets the address of their own due dates, if this product has that and they may."""
    if CALENDAR not in current_app.view_functions:
        return None
    guard = guards.guard_of(current_app._get_current_object(), CALENDAR)  # type: ignore[attr-defined]
    return url_for(CALENDAR) if guard and guard.lets(me, None) else None
