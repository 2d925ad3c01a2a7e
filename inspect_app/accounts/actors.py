"""The person who acts: a plain value that policies and operations are given as `by`, and never a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .roles import OF_A_FORCE, Role


@dataclass(frozen=True, slots=True)
class Held:
    """A role, and the force in which it is held; None for roles of the inspectorate and of administrators."""

    role: Role
    force: str | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody who is signed in. `token` names the sign-in; `home_forces` are those an inspector may not inspect."""

    id: int
    name: str
    post: str
    email: str
    held: tuple[Held, ...]
    home_forces: frozenset[str] = frozenset()
    token: str = ""

    url: ClassVar[str] = "/profile"
    """Where the name in the header leads."""
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds: the sign-in, not the person, so that each can be ended by itself."""
        return self.token

    def roles_for(self, force: str) -> frozenset[Role]:
        """The roles that count for a force: those held in it and, unless it is a home force, the inspectorate's."""
        national = frozenset() if force in self.home_forces else self.national
        return national | {h.role for h in self.held if h.force == force}

    def has(self, role: Role, force: str | None = None) -> bool:
        """Whether the role is held: in this force, or anywhere where no force is named."""
        return role in self.roles_for(force) if force else any(h.role == role for h in self.held)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(h.role for h in self.held)

    @property
    def national(self) -> frozenset[Role]:
        """The roles that are not held in one force."""
        return frozenset(h.role for h in self.held if h.role not in OF_A_FORCE)

    @property
    def forces(self) -> tuple[str, ...]:
        """The forces in which a role is held, in the order of the alphabet."""
        return tuple(sorted({h.force for h in self.held if h.force}))

    @property
    def role_words(self) -> str:
        """The roles as the header shows them."""
        words = [role.words for role in Role if role in self.roles]
        return ", ".join(words)
