"""The trail is only ever added to, in the transaction of what it tells of, and each row follows on from the last."""

from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from inspect_app import db
from inspect_app.audit import operations as audit
from inspect_app.audit.models import AuditEvent, AuditHead
from tests import factories

ABOUT = audit.About("rating", 7, force="kent", cycle="2005-06", framework="3c", part="3c-f2", address="/somewhere")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.empty_database(tmp_path)


def add(url: str, *says: str) -> None:
    with db.unit_of_work(url) as session:
        for words in says:
            audit.record(session, "assessment:rating:changed", ABOUT, by=None, says=words, change=("met", "not_met"))


def test_each_row_follows_on_from_the_one_before(url: str) -> None:
    add(url, "one", "two")
    add(url, "three")
    with db.reading(url) as session:
        follows = audit.START
        for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id)):
            assert event.digest == audit.digest_of(event, follows)
            follows = event.digest
        head = session.scalars(select(AuditHead)).one()
        assert (head.digest, head.events) == (follows, 3)


def test_what_is_dropped_leaves_no_row(url: str) -> None:
    with pytest.raises(ZeroDivisionError), db.unit_of_work(url) as session:
        audit.record(session, "a:b:c", ABOUT, by=None, says="never happened")
        raise ZeroDivisionError
    with db.reading(url) as session:
        assert session.scalars(select(AuditEvent)).all() == []
        assert session.scalars(select(AuditHead)).one().events == 0


@pytest.mark.parametrize("statement", [update(AuditEvent).values(says="another"), delete(AuditEvent)])
def test_the_database_refuses_to_change_or_take_away_a_row(url: str, statement: object) -> None:
    add(url, "one")
    with pytest.raises(IntegrityError, match="only ever added to"), db.unit_of_work(url) as session:
        session.execute(statement)  # type: ignore[call-overload]


def test_the_digest_covers_every_column(url: str) -> None:
    add(url, "one")
    with db.reading(url) as session:
        event = session.scalars(select(AuditEvent)).one()
        before = audit.digest_of(event, audit.START)
        for column in AuditEvent.__table__.columns:
            if column.key in ("id", "digest", "at"):
                continue
            kept = getattr(event, column.key)
            setattr(event, column.key, "changed")
            assert audit.digest_of(event, audit.START) != before, column.key
            setattr(event, column.key, kept)
