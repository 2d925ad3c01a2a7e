"""Who may see which rows of the trail: pure answers over roles, from which the queries make their conditions.

A row's audience says who may ever see it. A force's own rows are its team's, and the inspectorate's once it is signed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..accounts.actors import Held
from ..accounts.roles import OF_THE_INSPECTORATE, READERS, TEAM, Role

NEVER_READ = ("assessment:comment:", "assessment:draft:", "evidence:")
"""How verbs begin whose rows no reader of the inspectorate sees: they are about work, not about what was submitted."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of the trail.

    `team` are the forces whose rows they see whole, `marked` those whose evidence they see only up to a marking. A
    reader sees the rows of other forces' submitted work, except those of `home`. `me` is who looks: of a reading that
    is not over nobody but its reader sees a row.
    """

    accounts: bool = False
    inspectorate: bool = False
    team: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    reader: bool = False
    home: frozenset[str] = frozenset()
    me: int = 0

    def within(self, force: str) -> Sight:
        """The same, of one force only."""
        return Sight(
            inspectorate=self.inspectorate and force not in self.home,
            team=self.team & {force},
            marked=self.marked & {force},
            reader=self.reader and force not in self.home,
            home=self.home,
            me=self.me,
        )


def sight(held: Iterable[Held], home: Collection[str], me: int = 0) -> Sight:
    """What the holder of these roles may see. Nobody's role in one force counts for another."""
    roles = list(held)
    everywhere = {h.role for h in roles if h.force is None}
    inside = {h.force for h in roles if h.force and h.role in TEAM - {Role.VIEWER}}
    viewed = {h.force for h in roles if h.force and h.role == Role.VIEWER}
    return Sight(
        accounts=Role.ADMINISTRATOR in everywhere,
        inspectorate=bool(OF_THE_INSPECTORATE & everywhere),
        team=frozenset(inside | viewed),
        marked=frozenset(viewed - inside),
        reader=bool(READERS & everywhere),
        home=frozenset(home),
        me=me,
    )


def only_force(held: Iterable[Held]) -> str | None:
    """The force of somebody who works in one force and nowhere else, whose trail is then the only one for them."""
    roles = list(held)
    forces = {h.force for h in roles}
    in_team = all(h.role in TEAM for h in roles)
    return next(iter(forces)) if len(forces) == 1 and in_team else None
