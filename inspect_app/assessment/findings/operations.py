"""What people do to findings and report texts: each change has its event in the history, in the same transaction.

Who may do it, and whether somebody else saved first, is asked before. Nothing is overwritten without its older words
going into the history.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit import operations as audit
from ...audit.operations import About
from ...grading.words import listed
from ...promises import BadInput, NotFound
from ...search import operations as search
from .. import operations as rows
from ..at import At
from ..models import Citation, Finding, FindingCriterion, Ground
from ..submission.operations import something_changed
from ..together import drafts
from . import queries
from .wording import Wording

KIND = "finding"
"""What a finding is called in the history and in the index of words."""
TEXT = "report_text"


def add(session: Session, at: At, wording: Wording, *, by: Actor, draft: str = "") -> Finding:
    """A new finding, last of its kind. The same one sent twice is one: the second answers with the first."""
    known = queries.sent_before(session, at.entry.id, by.id, wording.kind, wording.title, wording.text)
    if known is not None:
        return known
    finding = rows.add_finding(
        session,
        at.edition,
        at.entry,
        kind=wording.kind,
        title=wording.title,
        text=wording.text,
        bears_on=wording.bears_on,
    )
    finding.created_by, finding.created_at = by.id, clock.now().replace(tzinfo=None)
    _saved(session, at, finding, by, draft)
    says = f"wrote {finding.printed_id}, {_named(wording)}"
    _record(session, at, finding, "added", by, says, (None, wording.as_json()))
    return finding


def change(
    session: Session, at: At, finding: Finding, before: Wording, wording: Wording, *, by: Actor, draft: str = ""
) -> Finding:
    """Gives a finding other words, criteria or another kind; where it is the same already, nothing is done."""
    if wording == before:
        drafts.discard(session, by.id, at.entry.id, draft)
        return finding
    was = finding.printed_id
    if wording.kind != before.kind:
        rows.retype_finding(session, at.edition, at.entry, finding, kind=wording.kind)
    finding.title, finding.text = wording.title, wording.text
    finding.version += 1
    finding.changed_by, finding.changed_at = by.id, clock.now().replace(tzinfo=None)
    session.execute(delete(FindingCriterion).where(FindingCriterion.finding_id == finding.id))
    session.add_all(
        FindingCriterion(finding_id=finding.id, criterion=criterion, place=place)
        for place, criterion in enumerate(wording.bears_on)
    )
    _saved(session, at, finding, by, draft)
    retyped = wording.kind != before.kind
    says = f"made {was} into {finding.printed_id}" if retyped else f"changed {finding.printed_id}, {_named(wording)}"
    _record(session, at, finding, "retyped" if retyped else "changed", by, says, (before.as_json(), wording.as_json()))
    return finding


def move(session: Session, at: At, finding: Finding, *, up: bool, by: Actor) -> bool:
    """Moves a finding one place up or down among those of its kind, and says whether there was where to move to."""
    like = select(Finding).where(
        Finding.entry_id == at.entry.id, Finding.kind == finding.kind, Finding.withdrawn_on.is_(None)
    )
    of_kind = list(session.scalars(like.order_by(Finding.place, Finding.id)))
    here = next((n for n, row in enumerate(of_kind) if row.id == finding.id), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(of_kind):
        return False
    places = sorted(row.place for row in of_kind)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    of_kind[here], of_kind[there] = of_kind[there], of_kind[here]
    for row, place in zip(of_kind, places, strict=True):
        row.place = place
    _touch(session, at, by, f"Finding {finding.printed_id} was moved.")
    session.flush()
    _record(session, at, finding, "moved", by, f"moved {finding.printed_id} {'up' if up else 'down'}", (None, None))
    return True


def withdraw(session: Session, at: At, finding: Finding, *, because: str, by: Actor) -> None:
    """Takes a finding out of the report and keeps it with the reason. What rested on it rests on it no longer.

    Raises BadInput without a reason. Withdrawing it again changes nothing.
    """
    if finding.withdrawn_on is not None:
        return
    if not because.strip():
        raise BadInput("Say why you withdraw it", "because")
    rested = queries.rests_on(session, finding.id)
    session.execute(delete(Ground).where(Ground.finding_id == finding.id))
    rows.withdraw_finding(session, finding, on=clock.today(), because=because)
    finding.withdrawn_by = by.id
    finding.version += 1
    _touch(session, at, by, f"Finding {finding.printed_id} was withdrawn.")
    session.flush()
    search.forget(session, KIND, str(finding.id))
    says = f"withdrew {finding.printed_id}"
    if rested:
        says += f", on which {listed([at.number(name) for name in rested])} rested"
    _record(session, at, finding, "withdrawn", by, says, ({"rested_on": list(rested)}, None), because)


def cite(
    session: Session, at: At, finding: Finding, *, revision: int, part: str | None, shows: str, by: Actor
) -> Citation:
    """Lets a finding cite a revision of the force's own evidence. Citing the same for the same is one citation.

    Raises NotFound where the force has no such evidence, or withdrew it.
    """
    piece = queries.revision_of(session, at.force, revision)
    if piece is None:
        raise NotFound
    same = select(Citation).where(
        Citation.finding_id == finding.id,
        Citation.revision_id == revision,
        Citation.shows == shows,
        Citation.taken_back_at.is_(None),
    )
    known = session.scalars(same).first()
    if known is not None:
        return known
    citation = Citation(
        entry_id=at.entry.id,
        finding_id=finding.id,
        revision_id=revision,
        part=part or None,
        shows=shows,
        cited_by=by.id,
        cited_at=clock.now().replace(tzinfo=None),
    )
    session.add(citation)
    _touch(session, at, by, f"Finding {finding.printed_id} cites other evidence.")
    session.flush()
    says = f"cited {piece.title}, version {piece.revision}, for {finding.printed_id}"
    cited = at.about("citation", citation.id, part=finding.printed_id, address=at.finding(finding.id))
    after = {"evidence": piece.number, "version": piece.revision, "part": part, "shows": shows}
    audit.record(session, "assessment:citation:added", cited, by=by, says=says, change=(None, after))
    return citation


def take_back(session: Session, at: At, finding: Finding, citation: int, *, because: str, by: Actor) -> None:
    """Takes a citation back and keeps it with the reason. Raises NotFound, or BadInput without a reason."""
    wanted = select(Citation).where(Citation.id == citation, Citation.finding_id == finding.id)
    row = session.scalars(wanted).one_or_none()
    if row is None:
        raise NotFound
    if not because.strip():
        raise BadInput("Say why you take it back", "because")
    if row.taken_back_at is not None:
        return
    row.taken_back_by, row.taken_back_at, row.taken_back_because = by.id, clock.now().replace(tzinfo=None), because
    row.version += 1
    _touch(session, at, by, f"Finding {finding.printed_id} cites other evidence.")
    session.flush()
    cited = at.about("citation", row.id, part=finding.printed_id, address=at.finding(finding.id))
    says = f"took back a citation from {finding.printed_id}"
    audit.record(session, "assessment:citation:taken_back", cited, by=by, says=says, reason=because)


def write_text(session: Session, at: At, text: str, *, by: Actor) -> None:
    """Gives the entry another report text; an empty one takes it away. The same text changes nothing."""
    entry, before = at.entry, at.entry.text
    drafts.discard(session, by.id, entry.id, "text")
    if (before or "") == text:
        return
    entry.text = text or None
    entry.text_version += 1
    entry.text_by, entry.text_at = by.id, clock.now().replace(tzinfo=None)
    _touch(session, at, by, f"The report text of {at.code} changed.")
    session.flush()
    says = f"{'changed' if before else 'wrote'} the report text of {at.code}"
    audit.record(
        session, "assessment:report_text:changed", about_text(at), by=by, says=says, change=(before, text or None)
    )


def feed(session: Session, at: At, finding: Finding) -> None:
    """Lets a finding be found by its words."""
    search.feed(
        session,
        search.Entry(
            kind=KIND,
            thing_id=str(finding.id),
            force=at.force,
            cycle=at.cycle,
            framework=at.framework.id,
            marking=at.assessment.marking,
            title=finding.title or finding.printed_id,
            text=finding.text,
            address=at.finding(finding.id),
        ),
    )


def about(at: At, finding: Finding) -> About:
    """What the history of a finding is about."""
    return at.about(KIND, finding.id, part=finding.printed_id, address=at.finding(finding.id))


def about_text(at: At) -> About:
    """What the history of a report text is about."""
    return at.about(TEXT, at.entry.id, address=f"{at.address}/text")


def _saved(session: Session, at: At, finding: Finding, by: Actor, draft: str) -> None:
    """What every save of a finding brings along."""
    _touch(session, at, by, f"Finding {finding.printed_id} was written or changed.")
    if draft:
        drafts.discard(session, by.id, at.entry.id, draft)
    session.flush()
    feed(session, at, finding)


def _touch(session: Session, at: At, by: Actor, what: str) -> None:
    """Says who changed the entry last, and lets a signature fall that was put under something else."""
    at.entry.changed_by, at.entry.changed_at = by.id, clock.now().replace(tzinfo=None)
    session.flush()
    something_changed(session, at.assessment, by, what)


def _record(
    session: Session,
    at: At,
    finding: Finding,
    what: str,
    by: Actor,
    says: str,
    change: tuple[object, object],
    reason: str | None = None,
) -> None:
    audit.record(
        session, f"assessment:finding:{what}", about(at, finding), by=by, says=says, change=change, reason=reason
    )


def _named(wording: Wording) -> str:
    return f"“{wording.title}”" if wording.title else "without a title"
