"""What SQLite promises, PostgreSQL promises too: rows that only grow, rules of the tables, and pages."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from inspect_app import clock, db
from inspect_app.audit.operations import About, record
from inspect_app.evidence.models import Evidence, Revision
from inspect_app.forces.models import Force
from tests import factories

NOW = clock.now().replace(tzinfo=None)


def refused(url: str, statement: str) -> str:
    with pytest.raises(DBAPIError) as fault, db.unit_of_work(url) as session:
        session.execute(text(statement))
    return str(fault.value.orig)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET says = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
def test_the_trail_is_only_ever_added_to(url: str, statement: str) -> None:
    with db.unit_of_work(url) as session:
        record(session, "force:thing:done", About("force", "kent"), by=None, says="did it")
    assert "only ever added to" in refused(url, statement)


def test_a_revision_of_evidence_is_never_overwritten_but_can_be_disposed_of(url: str) -> None:
    with db.unit_of_work(url) as session:
        session.add(Force(id="kent", name="Kent Police"))
        somebody = factories.person(session).id
        piece = Evidence(
            force="kent", number=1, title="Plan", kind="document", marking="OFFICIAL", owner_id=somebody, version=1,
            added_by=somebody, added_at=NOW,
        )  # fmt: skip
        session.add(piece)
        session.flush()
        session.add(
            Revision(evidence_id=piece.id, number=1, form="note", note="words", added_by=somebody, added_at=NOW)
        )
    assert "never overwritten" in refused(url, "UPDATE evidence_revision SET note = 'other'")
    assert "never overwritten" in refused(url, "DELETE FROM evidence_revision")
    with db.unit_of_work(url) as session:
        session.execute(text("UPDATE evidence_revision SET disposed_at = now(), disposed_because = 'order'"))
    assert "never overwritten" in refused(url, "UPDATE evidence_revision SET disposed_because = 'other'")


def test_a_role_in_no_force_is_held_once(url: str) -> None:
    with db.unit_of_work(url) as session:
        somebody = factories.person(session, "Ann Other", "inspector").id
    again = f"INSERT INTO role_held (person_id, role, granted_at) VALUES ({somebody}, 'inspector', now())"
    with pytest.raises(IntegrityError, match="uq_role_held_for_all"), db.unit_of_work(url) as session:
        session.execute(text(again))


def test_the_application_serves_pages_from_it(url: str, tmp_path: Path) -> None:
    app = factories.application(url, tmp_path)
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    client = factories.signed_in(app, administrator)
    assert client.get("/jobs").status_code == 200
    assert client.get("/readyz").json == {"status": "ok"}
