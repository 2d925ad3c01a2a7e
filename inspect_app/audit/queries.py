"""Questions about the trail that lower slices ask; showing it is for `history`."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import AuditHead


def head(session: Session) -> AuditHead:
    """What the trail itself says of its last row. One statement."""
    return session.scalars(select(AuditHead).where(AuditHead.id == 1)).one()
