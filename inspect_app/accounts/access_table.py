"""Who may use which route, worked out from the routes and their guards alone, as data and as a page for people.

A policy may still say that something is not possible now; a guard never lets anybody past whom this table leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from .actors import Actor, Held
from .guards import Guard, guard_of
from .roles import OF_A_FORCE, Role

OWN, OTHER = "own", "other"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
YES, OWN_FORCE, NOT_HOME, NO = "yes", "own force", "not home", "–"

HEAD = """# Who may use which page

Written by `inspect-app access-table`, from the routes and their guards; do not change it by hand. A test keeps it true,
and another asks every route in every role.

- **yes**: whoever holds the role, whatever the force
- **own force**: in the force where the role is held; every other force answers as if it did not exist
- **not home**: for every force but the home forces of whoever holds the role
- **–**: refused

A guard says who may ever use a page. Whether something can be done now, such as reading a draft or changing what was
submitted, is for the policies; they only ever take away. *Everybody* means without signing in.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One route with one method: its guard, and whether a force stands in its address."""

    endpoint: str
    method: str
    address: str
    guard: Guard
    has_force: bool

    def lets(self, role: Role, force: str) -> bool:
        """Whether the guard lets a holder of the role in; `force` is OWN or OTHER, seen from where they are at home."""
        return self.guard.lets(holder(role), force if self.has_force else None)

    def word(self, role: Role) -> str:
        """What the table says for a role."""
        own, other = self.lets(role, OWN), self.lets(role, OTHER)
        if own and other:
            return YES
        return OWN_FORCE if own else NOT_HOME if other else NO


def holder(role: Role) -> Actor:
    """Somebody who holds one role and no other: in the force OWN, or with it as their home force."""
    in_a_force = role in OF_A_FORCE
    held = Held(role, OWN if in_a_force else None)
    homes = frozenset() if in_a_force else frozenset({OWN})
    return Actor(id=0, name=role.words, post="", email="", held=(held,), home_forces=homes)


def rows(app: Flask) -> Iterator[Row]:
    """Every route with every method that it answers, by address. A route without a guard has none here."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        guard = guard_of(app, rule.endpoint)
        if guard is None:
            continue
        for method in METHODS:
            if method in (rule.methods or ()):
                yield Row(rule.endpoint, method, rule.rule, guard, "force" in rule.arguments)


def markdown(app: Flask) -> str:
    """The table as a page."""
    every = sorted(rows(app), key=lambda row: (row.address, METHODS.index(row.method)))
    public = [f"`{row.method} {row.address}`" for row in every if row.guard.open_to_all]
    signed_in = [f"`{row.method} {row.address}`" for row in every if _is_for_all(row)]
    names = [role.words for role in Role]
    lines = [HEAD, "## Everybody", "", *(f"- {route}" for route in public), ""]
    lines += ["## Everybody who is signed in", "", *(f"- {route}" for route in signed_in), ""]
    for title, has_force in (("In a force", True), ("In no force", False)):
        lines += [f"## {title}", "", f"| Page | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
        for row in every:
            if not row.guard.open_to_all and not _is_for_all(row) and row.has_force == has_force:
                cells = " | ".join(row.word(role) for role in Role)
                lines.append(f"| `{row.method} {row.address.replace('|', ' or ')}` | {cells} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _is_for_all(row: Row) -> bool:
    return not row.guard.open_to_all and row.guard.roles is None
