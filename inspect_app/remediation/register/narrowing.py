"""What the register is narrowed to and in which order it stands, as its address has it; anything else does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from ..states import KINDS, PRIORITIES, STATES

ORDERS: Mapping[str, str] = {
    "attention": "Needs attention first",
    "due": "Due date",
    "newest": "Newest first",
    "number": "Number",
}
SHOWS: Mapping[str, str] = {"open": "Open", **STATES}
"""What the sub-navigation shows: everything open, or one of the four states."""
POST = "post:"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An empty value narrows nothing. `owner` is the id of a person, `post:` with a post, or `nobody`."""

    show: str = "open"
    q: str = ""
    framework: str = ""
    owner: str = ""
    priority: str = ""
    kind: str = ""
    overdue: str = ""
    order: str = "attention"

    @property
    def narrows(self) -> bool:
        return any((self.q, self.framework, self.owner, self.priority, self.kind, self.overdue))

    def query(self, **other: str) -> str:
        """The query string of this, with other values for some of its parts."""
        usual = Wanted()
        values = {field.name: getattr(self, field.name) for field in fields(self)} | other
        return urlencode({name: value for name, value in values.items() if value != getattr(usual, name, "")})


def from_address(given: Mapping[str, str]) -> Wanted:
    """The filters of a query string."""
    return Wanted(
        show=_one_of(given, "show", SHOWS) or "open",
        q=" ".join(given.get("q", "").replace("\x00", " ").split())[:200],
        framework=_text(given, "framework"),
        owner=_text(given, "owner"),
        priority=_one_of(given, "priority", PRIORITIES),
        kind=_one_of(given, "kind", KINDS),
        overdue="y" if given.get("overdue") else "",
        order=_one_of(given, "order", ORDERS) or "attention",
    )


def _text(given: Mapping[str, str], name: str) -> str:
    return given.get(name, "").replace("\x00", "")[:200]


def _one_of(given: Mapping[str, str], name: str, known: Mapping[str, str]) -> str:
    return given[name] if given.get(name) in known else ""
