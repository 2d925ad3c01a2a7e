"""What must be true before the product is served: each check that fails has a sentence that says what to do."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from .. import clock, db, migrate
from ..accounts.models import Person
from ..config import Settings

SHORTEST_SECRET, FEWEST_LETTERS = 32, 10


class CannotServe(Exception):
    """The product must not be served like this. The sentence says why and what to do."""


def check(settings: Settings, host: str, environment: Mapping[str, str] = os.environ) -> None:
    """Raises CannotServe. A demonstration is let off what keeps real people safe, but only on its own machine."""
    if settings.demo:
        if not is_own_machine(host):
            raise CannotServe(
                f"A demonstration is only served to its own machine, and {host} is open to others. "
                "Its names and passwords are printed in the documentation. Use --host 127.0.0.1."
            )
    else:
        _check_secret(settings.secret_key)
        if environment.get(clock.SETTING):
            raise CannotServe(
                f"{clock.SETTING} is set, so every date would be wrong. Take it out of the environment; "
                "only a demonstration may live in another year."
            )
    check_database(settings.database_url)
    if not settings.demo:
        _check_people(settings.database_url)


def check_database(url: str) -> None:
    """Raises CannotServe where the database is not of the version that this program needs."""
    file = db.sqlite_file(url)
    step = None if file is not None and not file.exists() else _step(url)
    if step == migrate.head():
        return
    if step is not None and step not in migrate.steps():
        raise CannotServe(
            f"The database is at step {step}, which this version does not know: it was made by a newer version. "
            "Install that version, or use a copy from before."
        )
    is_at = "is empty or not there" if step is None else f"is at step {step} and this version needs {migrate.head()}"
    raise CannotServe(
        f"The database {is_at}. Make a copy of it if it holds anything, then run `inspect-app migrate`, "
        "or start with `inspect-app serve --migrate`."
    )


def _step(url: str) -> str | None:
    try:
        return migrate.current(url)
    except ModuleNotFoundError as fault:
        raise CannotServe(
            f"The database needs {fault.name}, which is not installed. "
            "Install the product with the extra that its database has, such as inspect-app[postgresql]."
        ) from fault
    except SQLAlchemyError as fault:
        # What the driver says can hold the password of the address.
        raise CannotServe(
            f"The database that {db.SETTING} names cannot be reached ({type(fault).__name__}). Check the setting, and "
            "that the database is running."
        ) from fault


def is_own_machine(host: str) -> bool:
    """Whether an address to listen on can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _check_secret(secret: str) -> None:
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
        raise CannotServe(
            f"INSPECT_SECRET_KEY is too short or too simple to be secret. Use at least {SHORTEST_SECRET} random "
            "characters, for example what `python -c 'import secrets; print(secrets.token_urlsafe(48))'` prints, "
            "and keep them: when they change, everybody is signed out."
        )


def _check_people(url: str) -> None:
    with db.reading(url) as session:
        count = session.scalar(select(func.count()).where(Person.is_demo, Person.closed_at.is_(None))) or 0
    if count:
        accounts = "One account" if count == 1 else f"{count} accounts"
        raise CannotServe(
            f"{accounts} of the demonstration can sign in to this database, and everybody knows the password. "
            "Use another database for real work, or close those accounts."
        )
