"""Who may see and who may settle what looks unfair: pure answers, with the sentence that says why not.

What concerns an unpublished home force, or another reader's leaning, does not exist for the person who asks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...accounts.roles import OF_THE_INSPECTORATE, Role
from ...promises import NotAllowed, NotFound

READS = OF_THE_INSPECTORATE
SETTLES = frozenset({Role.MODERATOR, Role.NATIONAL_LEAD})
OF_READERS = frozenset({Role.NATIONAL_LEAD})
"""Who sees how readers lean, besides each reader their own."""
PUBLISHED = frozenset({"published", "corrected"})


@dataclass(frozen=True, slots=True)
class Concerned:
    """What ties an item to people: the forces in it that are not published, every force in it, and their readers.

    `reader` is whom it is about, where it is about a reader.
    """

    forces: frozenset[str] = frozenset()
    unpublished: frozenset[str] = frozenset()
    readers: frozenset[int] = frozenset()
    reader: int | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody before the queue."""

    person: int
    roles: frozenset[Role]
    home: frozenset[str]


def can_see(concerned: Concerned, sight: Sight) -> bool:
    """Whether there is such a thing for this person."""
    if concerned.reader is not None:
        return concerned.reader == sight.person or bool(OF_READERS & sight.roles)
    return bool(READS & sight.roles) and not concerned.unpublished & sight.home


def check_can_see(concerned: Concerned, sight: Sight) -> None:
    """Raises NotFound where there is no such thing for this person."""
    if not can_see(concerned, sight):
        raise NotFound


def check_can_settle(concerned: Concerned, sight: Sight) -> None:
    """Raises NotAllowed with the sentence for the page, unless this person may settle it."""
    check_can_see(concerned, sight)
    if concerned.reader is not None:
        if concerned.reader == sight.person:
            raise NotAllowed("This is about your own readings, so somebody else settles it.")
        return
    if not SETTLES & sight.roles:
        raise NotAllowed("You can read this. Only a moderator or a national lead can settle it.")
    if concerned.forces & sight.home:
        raise NotAllowed("One of these is your home force, so somebody else settles this.")
    if sight.person in concerned.readers:
        raise NotAllowed("You read one of these yourself, so somebody else settles this.")


def why_not_settle(concerned: Concerned, sight: Sight) -> str | None:
    """The sentence for the page; None where this person may settle it."""
    try:
        check_can_settle(concerned, sight)
    except NotAllowed as refusal:
        return str(refusal)
    return None


def may_reopen(roles: Collection[Role], entry_state: str, assessment_state: str) -> bool:
    """Whether holders of these roles may take a decision back to moderation, as the two tables of states have it."""
    if entry_state != "judged" or assessment_state in PUBLISHED:
        return False
    return (Role.NATIONAL_LEAD if assessment_state == "factual_accuracy" else Role.MODERATOR) in roles


def may_look(roles: Collection[Role]) -> bool:
    """Whether holders of these roles may have everything looked over again."""
    return bool(SETTLES.intersection(roles))
