"""What comes round again in accounts: links, words and sign-ins that are too old to be of use are forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from .. import clock
from . import attempts, kept_words
from .models import Attempt, KeptWords, OneTimeLink, SignIn

ENDED_FOR = timedelta(days=90)
"""Sign-ins and links that ended so long ago are of no use to anybody."""


def forget_the_old(session: Session) -> int:
    """Takes away what is too old, and says how much it was."""
    now = clock.now().replace(tzinfo=None)
    gone = (
        delete(OneTimeLink).where(OneTimeLink.expires_at < now - ENDED_FOR),
        delete(KeptWords).where(KeptWords.kept_at < now - kept_words.LASTS),
        delete(Attempt).where(Attempt.at < now - attempts.KEPT),
        delete(SignIn).where(SignIn.last_seen_at < now - ENDED_FOR),
    )
    taken = 0
    for statement in gone:
        taken += cast("CursorResult[Any]", session.execute(statement)).rowcount
    return taken


DUE = {"accounts:forget_the_old": forget_the_old}
