"""What is done together: comments are written and settled, and a choice between two versions goes into the history.

A comment counts for nothing, is part of no report, and is never changed; whoever erred writes another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit import operations as audit
from ...audit.operations import About
from ...mail import operations as mail
from ...promises import BadInput, NotFound
from ..at import At
from ..models import Comment, Mention
from .mentions import Member


@dataclass(frozen=True, slots=True)
class Subject:
    """What a comment is on: the entry as a whole, a criterion, or a finding; `words` say it, such as "3C F2"."""

    words: str
    criterion: str | None = None
    finding: int | None = None


def comment(
    session: Session,
    at: At,
    on: Subject,
    text: str,
    *,
    by: Actor,
    asks: Iterable[Member] = (),
    reply_to: int | None = None,
    site: str = "",
) -> Comment:
    """A new comment, or a reply to the first one of a thread. Whoever it asks gets one mail; nobody asks themselves.

    A reply answers what its writer was asked in the thread. `site` is the address that links in mails begin with.
    Raises NotFound where the entry has no such thread, BadInput where nothing is said.
    """
    if not text.strip():
        raise BadInput("Write your comment", "text")
    now = clock.now().replace(tzinfo=None)
    if reply_to is not None:
        first = _first(session, at, reply_to)
        on = Subject(on.words, first.criterion, first.finding_id)
        _answer(session, first.id, by)
    row = Comment(
        entry_id=at.entry.id,
        criterion=on.criterion,
        finding_id=on.finding,
        reply_to=reply_to,
        text=text,
        written_by=by.id,
        written_at=now,
    )
    session.add(row)
    session.flush()
    asked = [member for member in dict.fromkeys(asks) if member.id != by.id]
    session.add_all(Mention(comment_id=row.id, person_id=member.id) for member in asked)
    for member in asked:
        _tell(session, at, on, row, member, by, site)
    verb, says = _said(on, asked, is_reply=reply_to is not None)
    audit.record(session, verb, _about(at, on, row), by=by, says=says, change=(None, {"text": text}))
    return row


def settle(session: Session, at: At, comment_id: int, *, by: Actor) -> Comment:
    """Marks a thread as settled, so that it waits for nobody; settling twice is one settling. Raises NotFound."""
    first = _first(session, at, comment_id)
    if first.settled_at is None:
        first.settled_at, first.settled_by = clock.now().replace(tzinfo=None), by.id
        session.flush()
        audit.record(
            session, "assessment:comment:settled", _about(at, _on(at, first), first), by=by, says=_settling(at, first)
        )
    return first


def reopen(session: Session, at: At, comment_id: int, *, by: Actor) -> Comment:
    """Takes a settled thread up again. Raises NotFound."""
    first = _first(session, at, comment_id)
    if first.settled_at is not None:
        first.settled_at = first.settled_by = None
        session.flush()
        says = _settling(at, first).replace("settled", "reopened", 1)
        audit.record(session, "assessment:comment:reopened", _about(at, _on(at, first), first), by=by, says=says)
    return first


def settled_versions(
    session: Session, about: About, thing: str, *, by: Actor, which: str, other: str, yours: Mapping[str, object]
) -> None:
    """Adds to the history what somebody had written when another person saved first, and what they chose.

    `thing` is such as "3C F2"; `other` is who saved first. Whoever used their own version has it in the saving itself.
    """
    if which == "mine":
        return
    says = f"kept {other}'s version of {thing}" if which == "theirs" else f"wrote {thing} from two versions"
    audit.record(session, "assessment:versions:settled", about, by=by, says=says, change=(None, {"own": dict(yours)}))


def said_the_same(session: Session, about: About, thing: str, *, by: Actor, other: str) -> None:
    """Adds to the history that somebody saved what another person had just saved."""
    audit.record(session, "assessment:versions:agreed", about, by=by, says=f"saved the same for {thing} as {other}")


def _first(session: Session, at: At, comment_id: int) -> Comment:
    found = session.scalars(
        select(Comment).where(Comment.id == comment_id, Comment.entry_id == at.entry.id, Comment.reply_to.is_(None))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _answer(session: Session, first: int, by: Actor) -> None:
    """Whatever somebody was asked in a thread is answered by what they say in it."""
    thread = select(Comment.id).where((Comment.id == first) | (Comment.reply_to == first))
    session.execute(
        update(Mention)
        .where(Mention.person_id == by.id, Mention.answered_at.is_(None), Mention.comment_id.in_(thread))
        .values(answered_at=clock.now().replace(tzinfo=None))
        .execution_options(synchronize_session=False)
    )


def _tell(session: Session, at: At, on: Subject, row: Comment, member: Member, by: Actor, site: str) -> None:
    """The words themselves stay in the product: a mail may be read by anybody."""
    link = f"{site}{_path(at, on)}#comment-{row.id}"
    mail.write(
        session,
        to=member.email,
        subject=f"{by.name} asks you about {on.words}",
        text=f"{by.name} wrote a comment on {on.words} and asks you for an answer.\n\nRead it and answer:\n{link}\n",
        link=link,
        person=member.id,
    )


def _said(on: Subject, asked: list[Member], *, is_reply: bool) -> tuple[str, str]:
    if asked:
        names = ", ".join(member.name for member in asked)
        return "assessment:comment:asked", f"asked {names} about {on.words}"
    if is_reply:
        return "assessment:comment:answered", f"replied to a comment on {on.words}"
    return "assessment:comment:added", f"commented on {on.words}"


def _settling(at: At, first: Comment) -> str:
    return f"settled a comment on {_on(at, first).words}"


def _on(at: At, row: Comment) -> Subject:
    words = f"{at.code} {at.number(row.criterion)}" if row.criterion else at.code
    return Subject(f"a finding of {at.code}" if row.finding_id else words, row.criterion, row.finding_id)


def _path(at: At, on: Subject) -> str:
    if on.finding:
        return at.finding(on.finding)
    return f"{at.address}/comments" + (f"?on={on.criterion}" if on.criterion else "")


def _about(at: At, on: Subject, row: Comment) -> About:
    return at.about("comment", row.id, part=on.criterion, address=f"{_path(at, on)}#comment-{row.id}")
