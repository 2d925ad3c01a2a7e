"""The page of jobs for administrators, and the two addresses by which a machine asks whether the product is well."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from .. import clock, migrate, per_request
from ..accounts import guards
from ..accounts.roles import Role
from ..jobs import operations, queries
from ..ui.forms import Form
from .queries import step_taken
from .work import words_of

bp = Blueprint("operating", __name__, template_folder="templates")


@bp.get("/jobs")
@guards.roles(Role.ADMINISTRATOR)
def jobs() -> str:
    """Work in the background: what failed, what is being done, what waits."""
    found = queries.overview(per_request.session())
    return render_template(
        "operating/jobs.html", jobs=found, words_of=words_of, now=clock.now().replace(tzinfo=None), form=Form()
    )


@bp.post("/jobs/<int:job>/again")
@guards.roles(Role.ADMINISTRATOR)
def try_again(job: int) -> ResponseReturnValue:
    """Lets a job that failed be tried again."""
    operations.try_again(per_request.session(), job, by=guards.me())
    flash(f"Job {job} will be tried again.")
    return redirect(url_for("operating.jobs"))


@bp.get("/healthz")
@guards.public
def is_alive() -> ResponseReturnValue:
    """Whether the program answers at all."""
    return {"status": "ok"}


@bp.get("/readyz")
@guards.public
def is_ready() -> ResponseReturnValue:
    """Whether pages can be served: the database is there, and is the one that this version needs."""
    try:
        step = step_taken(per_request.session())
    except SQLAlchemyError:
        return {"status": "the database cannot be reached or is empty"}, 503
    if step != migrate.head():
        return {"status": "the database is of another version"}, 503
    return {"status": "ok"}
