"""What is done to findings: added, retyped, withdrawn. Each operation flushes; keeping it is the caller's unit of work.

The number of a withdrawn finding is never given to another one. Whether a judgement is published already is not known
here: who may still add and retype then is for the slices above to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ..grading.edition import Edition
from . import queries
from .findings import queries as found
from .findings.kinds import letters
from .models import Entry, Finding, FindingCriterion


class NoSuchKind(LookupError):
    """The edition has no such kind of finding."""


class StillRestedOn(Exception):
    """A rating or an answer rests on the finding, so it cannot be withdrawn."""


class AlreadyWithdrawn(Exception):
    """The finding was withdrawn before."""


class ReasonMissing(ValueError):
    """Nothing is withdrawn without a reason."""


def add_finding(
    session: Session,
    edition: Edition,
    entry: Entry,
    *,
    kind: str,
    text: str,
    bears_on: Sequence[str] = (),
    title: str = "",
) -> Finding:
    """A new finding with the next number of its kind, behind those that are there. Raises NoSuchKind."""
    number = _next_number(session, edition, entry, kind)
    finding = Finding(
        assessment_id=entry.assessment_id,
        entry_id=entry.id,
        kind=kind,
        number=number,
        printed_id=_printed_id(edition, entry, kind, number),
        title=title,
        text=text,
        place=queries.last_place(session, entry.id) + 1,
    )
    session.add(finding)
    session.flush()
    session.add_all(
        FindingCriterion(finding_id=finding.id, criterion=criterion, place=place)
        for place, criterion in enumerate(bears_on)
    )
    session.flush()
    return finding


def retype_finding(session: Session, edition: Edition, entry: Entry, finding: Finding, *, kind: str) -> None:
    """Makes a finding one of another kind, with that kind's next number. Raises NoSuchKind."""
    number = _next_number(session, edition, entry, kind)
    finding.printed_id = _printed_id(edition, entry, kind, number)
    finding.kind, finding.number = kind, number
    session.flush()


def withdraw_finding(session: Session, finding: Finding, *, on: date, because: str) -> None:
    """Takes a finding out of every report and keeps it, with the reason.

    Raises ReasonMissing, AlreadyWithdrawn, or StillRestedOn with the ratings and answers that rest on it.
    """
    if not because.strip():
        raise ReasonMissing(f"{finding.printed_id} cannot be withdrawn without a reason.")
    if finding.withdrawn_on is not None:
        raise AlreadyWithdrawn(f"{finding.printed_id} was withdrawn on {finding.withdrawn_on}.")
    resting = queries.resting_on(session, finding.id)
    if resting:
        raise StillRestedOn(f"{finding.printed_id} cannot be withdrawn: {', '.join(resting)} rest on it.")
    finding.withdrawn_on, finding.withdrawn_because = on, because
    session.flush()


def _next_number(session: Session, edition: Edition, entry: Entry, kind: str) -> int:
    """One more than any that a finding of the kind had, or that is printed beside the findings with its letter."""
    start = _printed_id(edition, entry, kind, "")
    printed = found.printed_beside(session, entry, start)
    return max([queries.last_number(session, entry.id, kind), *printed]) + 1


def _printed_id(edition: Edition, entry: Entry, kind: str, number: int | str) -> str:
    known = letters(edition)
    if kind not in known:
        raise NoSuchKind(f"{edition.id} has no kind of finding called {kind!r}: it has {', '.join(known)}.")
    return f"{edition.framework[entry.framework].code}-{known[kind]}{number}"
