"""What is done to the list of things to see on site: put on it, and ticked off with what was found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from .... import clock
from ....accounts.actors import Actor
from ....assessment.together import drafts
from ....assessment.workspace.asked import Asked
from ....promises import BadInput, Conflict
from ....ui.times import day
from ...models import SiteCheck, SiteVisit
from ..operations import Mine, record
from ..policy import check_can_rate
from .visits import words_of

CHANGED = "You saved this in another window while you were writing. Your words are below; save again to keep them."


def add(
    session: Session, mine: Mine, asked: Asked, what: str, *, visit: SiteVisit | None = None, by: Actor
) -> SiteCheck:
    """Puts something on the list of what to see on site, at a visit or at none. Raises NotAllowed and BadInput."""
    check_can_rate(mine.standing, mine.reading, is_home=mine.is_home)
    if not what.strip():
        raise BadInput("Write what you want to see", "what")
    row = SiteCheck(reading_id=mine.reading.id, entry_id=mine.at.entry.id, asked=asked.id, what=what.strip())
    row.visit_id = visit.id if visit else None
    session.add(row)
    session.flush()
    says = f"put {mine.at.code} {asked.number} on the list of what to see on site{_at(visit)}"
    record(session, mine, "reading:site_check:added", by=by, says=says, part=asked, reason=row.what)
    return row


def tick_off(
    session: Session,
    mine: Mine,
    row: SiteCheck,
    found: str,
    seen: int,
    *,
    visit: SiteVisit | None = None,
    by: Actor,
) -> None:
    """What was found on site, at a visit or at none; said again, it takes the place of what was said before.

    Raises Conflict where it was changed since `seen`, NotAllowed once the reading is finished, and BadInput.
    """
    check_can_rate(mine.standing, mine.reading, is_home=mine.is_home)
    if not found.strip():
        raise BadInput("Write what you found", "found")
    if visit is not None and visit.on_day > clock.today():
        raise BadInput(f"That visit begins on {day(visit.on_day)}. Choose the one at which you saw it", "visit")
    if seen != row.version and found.strip() != row.found:
        raise Conflict(CHANGED)
    before, row.visit_id = row.found, visit.id if visit else None
    row.found, row.checked_by, row.checked_at = found.strip(), by.id, clock.now().replace(tzinfo=None)
    row.version += 1
    drafts.discard(session, by.id, row.entry_id, draft_of(row.id))
    session.flush()
    named = f"{mine.at.code} {mine.at.number(row.asked)}" if row.asked else mine.at.code
    change = ({"found": before} if before else None, {"found": row.found})
    says = f"checked {named} on site{_at(visit)}"
    record(session, mine, "reading:site_check:ticked_off", by=by, says=says, change=change, reason=row.found)


def _at(visit: SiteVisit | None) -> str:
    return f", at the visit on {words_of(visit.on_day, visit.until_on)}" if visit else ""


def draft_of(check: int) -> str:
    """What a draft of what was found is called."""
    return f"found:{check}"
