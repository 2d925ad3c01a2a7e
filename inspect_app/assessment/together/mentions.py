"""Finds out whom a comment asks: everybody of the team whose name stands in it behind an @. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the force's team who may be asked."""

    id: int
    name: str
    email: str
    post: str = ""


def mentioned(text: str, team: Iterable[Member]) -> list[Member]:
    """Those whose full name, or first name where only one of the team has it, follows an @. In the team's order."""
    members = list(team)
    first_names = Counter(_first(member) for member in members)
    found = []
    for member in members:
        names = [member.name.casefold()]
        if first_names[_first(member)] == 1:
            names.append(_first(member))
        if any(re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", text.casefold()) for name in names):
            found.append(member)
    return found


def _first(member: Member) -> str:
    return member.name.casefold().partition(" ")[0]
