"""A reading as a request opens it: one's own, or another's once all readers have finished; else it does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import current_app, request

from ... import per_request
from ...accounts.roles import READERS, Role
from ...assessment.at import At
from ...assessment.opened import Opened, open_entry
from ...promises import NotAllowed, NotFound
from ..models import Reading
from . import operations, policy, queries
from .policy import Standing


@dataclass(frozen=True)
class OpenedReading:
    """An entry, the readings of it that stand, and the one that is shown to whoever opened it."""

    opened: Opened
    readings: Sequence[Reading]
    shown: Reading | None

    @property
    def at(self) -> At:
        return self.opened.at

    @property
    def address(self) -> str:
        """The path of the page on which the entry is read."""
        return operations.address_of(self.at)

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.at.entry.state, self.at.assessment.state, self.readings)

    @cached_property
    def mine(self) -> Reading | None:
        """One's own reading, where there is one."""
        return next((reading for reading in self.readings if reading.reader_id == self.opened.me.id), None)

    @property
    def is_mine(self) -> bool:
        return self.mine is not None and self.mine is self.shown

    @property
    def is_over(self) -> bool:
        return self.standing.is_over

    @property
    def has_two(self) -> bool:
        return len(self.readings) == policy.BOTH

    @cached_property
    def is_home(self) -> bool:
        return self.at.force in self.opened.me.home_forces

    @cached_property
    def why_not_rate(self) -> str | None:
        """The line under the title where nothing can be changed; None where it can."""
        if not self.is_mine:
            return "You can read this. Only its reader can change it."
        return policy.why_not_rate(self.standing, self.mine, is_home=self.is_home)

    @property
    def may_begin(self) -> bool:
        """Whether the reading waits to be started by the one who opened it."""
        if self.mine is None:
            return False
        try:
            policy.check_can_begin(self.standing, self.mine, is_home=self.is_home)
        except NotAllowed:
            return False
        return self.mine.begun_at is None or self.at.entry.state == "submitted"

    @property
    def may_reopen(self) -> bool:
        """Whether the one who opened it can take a finished reading back to its readers."""
        is_moderator = Role.MODERATOR in self.opened.roles
        return is_moderator and self.mine is None and self.at.entry.state == "to_moderate"

    def own(self) -> operations.Mine:
        """One's own reading as operations take it. Raises NotAllowed where there is none."""
        if self.is_home:
            raise NotAllowed("This is one of your home forces. You neither read nor moderate it.")
        if self.mine is None:
            raise NotAllowed(policy.NOT_A_READER)
        return operations.Mine(self.at, self.mine, self.readings, self.is_home, site())


class ReadAt(At):
    """An entry whose page is that of its reading."""

    @classmethod
    def of(cls, at: At) -> ReadAt:
        return cls(at.force, at.cycle, at.assessment, at.entry, at.edition, at.framework)

    @property
    def address(self) -> str:
        """The path of the page on which the entry is read."""
        return operations.address_of(self)


def open_reading(force: str, cycle: str, framework: str, *, to_change: bool = False) -> OpenedReading:
    """The reading at an address. Raises NotFound where there is none that may be seen.

    `to_change` holds the entry against other writers. Whoever wants to change what is not theirs is told so instead.
    """
    opened, session = open_entry(force, cycle, framework), per_request.session()
    if not READERS & opened.roles:
        raise NotFound
    if to_change:
        operations.locked(session, opened.at.entry.id)
    readings = queries.standing(session, opened.at.entry.id)
    standing = Standing(opened.at.entry.state, opened.at.assessment.state, readings)
    seen = standing.seen_by(opened.me.id)
    wanted = request.args.get("reader", "")
    own = next((reading for reading in readings if reading.reader_id == opened.me.id), None)
    chosen = next((reading for reading in readings if str(reading.number) == wanted and reading in seen), None)
    shown = chosen or own or next((reading for reading in readings if reading in seen), None)
    if shown is None and not to_change:
        raise NotFound
    return OpenedReading(opened, readings, shown)


def site() -> str:
    """What stands before a path where it leaves the pages, as in a message."""
    base: str = current_app.config["SETTINGS"].base_url
    return base.rstrip("/")
