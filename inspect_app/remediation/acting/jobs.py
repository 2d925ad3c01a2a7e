"""What the product does by itself with areas: it reminds people, and opens again what was only accepted for a time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ...config import Settings
from ...jobs.handlers import Due
from ..closing import operations as closing
from . import reminders


def due(settings: Settings) -> dict[str, Due]:
    """What comes round again. Done twice on a day, it does no more."""

    def remind(session: Session) -> int:
        return reminders.remind(session, settings.base_url)

    return {
        "remediation:remind": remind,
        "remediation:reopen_where_the_risk_ended": closing.reopen_where_the_risk_ended,
    }
