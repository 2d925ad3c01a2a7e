"""The main navigation: at most seven words, always in the same order; what somebody may not use is absent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from .accounts.actors import Actor
from .accounts.roles import OF_THE_INSPECTORATE, TEAM, Role
from .forces.where import Where
from .grading.edition import Edition

SECRETARY = frozenset({Role.BOARD_SECRETARY})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Item:
    """One word of the navigation, as the page shows it."""

    text: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """One word of the navigation: for whom, the route it leads to, and the addresses that belong to it.

    A route that the application does not have is left out.
    """

    text: str
    endpoint: str
    roles: frozenset[Role]
    section: str
    in_a_force: bool = False


ITEMS = (
    Planned("Home", "home.first_page", EVERYONE, "home"),
    Planned("Assessment", "assessment_overview.overview", TEAM, "assessment", in_a_force=True),
    Planned("Evidence", "evidence.library", TEAM, "evidence", in_a_force=True),
    Planned("Board", "moderation_board.board", OF_THE_INSPECTORATE, "moderation_board"),
    Planned("Queue", "moderation_consistency.queue", OF_THE_INSPECTORATE, "moderation_consistency"),
    Planned("People", "people.everyone", ADMINISTRATOR, "people"),
    Planned("Forces", "forces.cycles", ADMINISTRATOR | OF_THE_INSPECTORATE, "forces"),
    Planned("Areas for improvement", "remediation_register.register", EVERYONE - ADMINISTRATOR, "remediation"),
    Planned("Rules", "catalogue.rules", EVERYONE, "catalogue"),
    Planned("History", "history.trail", EVERYONE, "history"),
)

OF_ANOTHER = {"moderation_planning": "forces", "moderation_meetings": "moderation_consistency"}
"""Pages that stand under a word of the navigation which their blueprint's name does not say."""


def items(actor: Actor | None, where: Where | None) -> list[Item]:
    """The navigation for somebody, with the item of this page marked. Nobody who is not signed in has any."""
    if actor is None:
        return []
    found = []
    for planned in ITEMS:
        if planned.endpoint not in current_app.view_functions or not planned.roles & actor.roles:
            continue
        if planned.in_a_force and (where is None or not planned.roles & actor.roles_for(where.force.id)):
            continue
        given: dict[str, Any] = (
            {"force": where.force.id, "cycle": where.cycle.id} if planned.in_a_force and where else {}
        )
        found.append(Item(planned.text, url_for(planned.endpoint, **given), _in(planned.section)))
    return found


FOOT = (
    ("Rules", "catalogue.rules"),
    ("Indicators", "indicators.every"),
    ("Glossary", "catalogue.usual_glossary"),
    ("Accessibility", "accounts.accessibility"),
    ("Help", "accounts.help_page"),
)


def footer(edition: Edition | None) -> list[Item]:
    """The links at the foot of every page; the glossary is that of the edition in which somebody works."""
    given: dict[str, dict[str, Any]] = {"catalogue.usual_glossary": {"edition": edition.id}} if edition else {}
    return [
        Item(text, url_for(endpoint, **given.get(endpoint, {})), request.endpoint == endpoint)
        for text, endpoint in FOOT
        if endpoint in current_app.view_functions
    ]


def _in(section: str) -> bool:
    """Whether the page of this request belongs to a section: its blueprint is called so, or begins with that name."""
    name = OF_ANOTHER.get(request.blueprint or "", request.blueprint or "")
    return f"{name}_".startswith(f"{section}_")
