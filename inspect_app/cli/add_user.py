"""`inspect-app add-user`: makes an account, above all the first administrator's, and prints a link that works once."""

from __future__ import annotations

from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from .. import db
from ..accounts.one_time_links import LASTS_WORDS
from ..accounts.people import operations
from ..accounts.roles import OF_A_FORCE, Role
from ..config import Settings
from ..forces import queries as forces
from ..promises import BadInput
from ..serving import checks
from ..ui.forms import ADDRESS
from .folders import refuse
from .starting import or_refuse


@click.command("add-user")
@click.option("--email", required=True, metavar="ADDRESS", help="The e-mail address to sign in with.")
@click.option("--name", required=True, metavar="NAME", help="The name in full.")
@click.option("--post", default="", metavar="POST", help="What they are, for example Detective Superintendent.")
@click.option("--role", "roles", multiple=True, required=True, metavar="ROLE", help="A role; may be repeated.")
@click.option("--force", metavar="ID", help="The force in which a force's roles are held, for example kent.")
def command(email: str, name: str, post: str, roles: Sequence[str], force: str | None) -> None:
    """Make an account in the database that INSPECT_DATABASE_URL names, and print a link to choose a password.

    The link works once, within 7 days. Exit 2, with a sentence and no account, where something is wrong.
    """
    wanted = _roles(roles)
    _check(email, name, wanted, force)
    database = db.database_url()
    with or_refuse():
        base_url = Settings.from_environment(secret_key="a command signs no cookie").base_url
        checks.check_database(database)
    invited = operations.Invited(
        name=" ".join(name.split()), email=email.strip().lower(), post=post.strip(), roles=wanted, force=force
    )
    try:
        with db.unit_of_work(database) as session:
            _check_force(session, force)
            person, link = operations.invite(session, invited, base_url, by=None)
    except BadInput as wrong:
        refuse([wrong], 2)
    click.echo(f"{person.name} has an account. With this link they choose a password:")
    click.echo(link)
    click.echo(f"It works once, within {LASTS_WORDS['invitation']}.")


def _roles(given: Sequence[str]) -> list[Role]:
    """The roles by their names, however their words are joined."""
    known = {role.value.replace("_", "-"): role for role in Role}
    names = [name.strip().lower().replace("_", "-").replace(" ", "-") for name in given]
    if unknown := [name for name in names if name not in known]:
        refuse([f"There is no role {', '.join(unknown)}. The roles are: {', '.join(known)}."], 2)
    return list(dict.fromkeys(known[name] for name in names))


def _check(email: str, name: str, roles: Sequence[Role], force: str | None) -> None:
    in_a_force = [role.words for role in roles if role in OF_A_FORCE]
    if not ADDRESS.fullmatch(email.strip()):
        refuse([f"{email} is not an e-mail address in the form name@example.org."], 2)
    if not name.strip():
        refuse(["Give a name with --name."], 2)
    if in_a_force and not force:
        refuse([f"The role {in_a_force[0]} is held in one force: name it with --force, for example --force kent."], 2)
    if force and not in_a_force:
        refuse(["None of these roles is held in one force: leave --force out."], 2)


def _check_force(session: Session, force: str | None) -> None:
    there = forces.force_ids(session)
    if force and force not in there:
        raise BadInput(f"There is no force {force}. The forces are: {', '.join(there) or 'none yet'}.")
