"""What every page of evidence needs to know of where it is and of who asks, worked out once for each request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import current_app, url_for
from sqlalchemy.orm import Session

from .. import per_request
from ..accounts import guards
from ..accounts.actors import Actor
from ..accounts.roles import Role
from ..config import Settings
from ..forces import where
from ..forces.where import Where
from . import markings, policy, queries, uses
from .files.store import Store
from .library import Shelf
from .models import Evidence
from .policy import Sight, Window
from .storage import of


@dataclass(frozen=True)
class Here:
    """A force and a cycle as somebody with these roles is in them."""

    place: Where
    me: Actor
    roles: frozenset[Role]

    @property
    def session(self) -> Session:
        return per_request.session()

    @property
    def force(self) -> str:
        return self.place.force.id

    @property
    def cycle(self) -> str:
        return self.place.cycle.id

    @property
    def window(self) -> Window:
        return queries.window_of(self.place.cycle)

    @property
    def sight(self) -> Sight:
        return policy.sight(self.roles)

    @property
    def settings(self) -> Settings:
        found: Settings = current_app.config["SETTINGS"]
        return found

    @property
    def store(self) -> Store:
        return of(self.settings)

    @property
    def limit(self) -> int:
        """The largest file that is taken, in bytes, counted as people count them."""
        return self.settings.upload_limit_mb * 1_000_000

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self.force, self.cycle, self.window, self.sight, uses.known())

    @property
    def markings(self) -> tuple[str, ...]:
        """What can be given to a document of this cycle."""
        return markings.in_force(self.place.cycle.assessed_to)

    @cached_property
    def takes_more(self) -> bool:
        return uses.known().takes_more(self.session, self.force, self.cycle)

    def check_can_add(self) -> None:
        policy.check_can_add(self.roles, is_open=self.takes_more)

    def piece(self, number: int) -> Evidence:
        """Raises NotFound for what is not there, not this force's or not to be seen by this person."""
        return queries.seen_piece(self.session, self.force, number, self.sight, uses.known())

    def refusal(self, piece: Evidence, cited_in: frozenset[str] = frozenset()) -> str | None:
        """Why this person may not change a piece, or None. `cited_in` are the cycles in which it is cited."""
        return policy.why_not_changed(
            self.roles,
            is_own=self.me.id in (piece.owner_id, piece.added_by),
            is_withdrawn=piece.withdrawn_at is not None,
            is_open=self.takes_more and all(uses.known().is_open(self.session, self.force, c) for c in cited_in),
        )

    @cached_property
    def _pieces(self) -> str:
        return self.url("evidence.piece", number=0).removesuffix("0")

    def piece_url(self, number: int) -> str:
        """The page of one piece. A list has many, and asks the routes only once."""
        return f"{self._pieces}{number}"

    def url(self, endpoint: str, **values: object) -> str:
        return url_for(endpoint, force=self.force, cycle=self.cycle, **values)  # type: ignore[arg-type]


def here(force: str, cycle: str) -> Here:
    """Raises NotFound where there is no such force or cycle."""
    me = guards.me()
    return Here(where.here(force, cycle), me, me.roles_for(force))
