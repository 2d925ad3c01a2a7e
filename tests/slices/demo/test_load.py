"""Loading a record twice is loading it once, and a fault half-way leaves nothing behind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from inspect_app import db
from inspect_app.assessment import operations
from inspect_app.assessment.models import EvidenceReference, Finding, Ground, Rating
from inspect_app.demo.load import Loaded, PublishedFindingGone, WithdrawnFindingUsed, load_record
from inspect_app.demo.record import Record
from inspect_app.demo.shapes import Caveat as CaveatShape
from inspect_app.demo.shapes import Entry
from inspect_app.moderation.models import Caveat, Judgement
from tests import factories


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.kents_database(tmp_path)


def load(url: str, record: Record) -> Loaded:
    with db.unit_of_work(url) as session:
        return load_record(session, record, factories.cycle())


def rows(url: str) -> Mapping[str, list[tuple[object, ...]]]:
    with db.reading(url) as session:
        return factories.every_row(session)


def kent_with(framework: str, **values: Any) -> Record:
    """Kent's record with other values in one entry."""
    record = factories.kent()
    changed: Entry = record.entries[framework].model_copy(update=values)
    return replace(record, entries={**record.entries, framework: changed})


def reworded(framework: str, place: int, **values: Any) -> Record:
    findings = list(factories.kent().entries[framework].findings)
    findings[place] = findings[place].model_copy(update=values)
    return kent_with(framework, findings=findings)


def without_last_finding(framework: str) -> Record:
    """Kent's record without the last finding of an entry, and without whatever rested on it."""
    entry = factories.kent().entries[framework]
    kept, last = entry.findings[:-1], entry.findings[-1].id
    ratings = [r.model_copy(update={"rests_on": [n for n in r.rests_on if n != last]}) for r in entry.ratings]
    return kent_with(framework, findings=kept, ratings=ratings)


def test_loading_again_changes_nothing(url: str) -> None:
    before = rows(url)
    again = load(url, factories.kent())
    assert (again.nothing_changed, str(again)) == (True, "nothing changed")
    assert rows(url) == before


def test_every_finding_points_to_its_line(url: str) -> None:
    with db.reading(url) as session:
        said = {
            name: (document, line)
            for name, document, line in session.execute(
                select(Finding.printed_id, EvidenceReference.document, EvidenceReference.line).join(
                    EvidenceReference, EvidenceReference.finding_id == Finding.id
                )
            )
        }
    findings = [f for entry in factories.kent().entries.values() for f in entry.findings]
    assert said == {f.id: ("hmic_kent_2006", f.source_line) for f in findings}
    assert said["1B-S1"][0] in {document.id for document in factories.edition().documents}


def test_a_reworded_finding_updates_its_row_only(url: str) -> None:
    before = rows(url)
    changed = load(url, reworded("1b", 2, text="Quite another text."))
    assert [(c.what, c.table, c.key[1], c.columns) for c in changed.changes] == [
        ("changed", "finding", "1B-S3", ("text",))
    ]
    assert str(changed) == "1 rows changed"
    after = rows(url)
    differing = [(b, a) for name in before for b, a in zip(before[name], after[name], strict=True) if b != a]
    assert len(differing) == 1
    was, now = differing[0]
    assert [n for w, n in zip(was, now, strict=True) if w != n] == ["Quite another text."]


def test_another_line_of_a_finding_updates_its_reference_only(url: str) -> None:
    changed = load(url, reworded("1b", 0, source_line=999))
    assert [(c.what, c.table, c.columns) for c in changed.changes] == [("changed", "evidence_reference", ("line",))]


def test_what_is_new_is_added_and_what_else_is_gone_is_removed(url: str) -> None:
    ratings = factories.kent().entries["1b"].ratings
    care = CaveatShape(text="With care.", source_line=9)
    changed = load(url, kent_with("1b", ratings=ratings[:-1], caveats=[care]))
    assert [(c.what, c.table) for c in changed.changes] == [
        ("removed", "rating"),
        ("removed", "ground"),
        ("added", "caveat"),
    ]
    with db.reading(url) as session:
        assert session.scalars(select(Rating).where(Rating.criterion == "1b-g9")).all() == []
        assert session.scalars(select(Caveat.text).order_by(Caveat.id)).all()[-1] == "With care."


def test_a_published_finding_that_is_gone_from_the_files_is_refused(url: str) -> None:
    before = rows(url)
    with pytest.raises(PublishedFindingGone, match="1B-A7"):
        load(url, without_last_finding("1b"))
    assert rows(url) == before


def test_a_finding_that_is_gone_before_publication_is_deleted(url: str) -> None:
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "1b").id
        session.execute(
            update(Judgement)
            .where(Judgement.entry_id == entry)
            .values(published_on=None, source_line=None, decided_by="Ann Lee", decided_on=date(2006, 9, 1))
        )
    changed = load(url, without_last_finding("1b"))
    assert ("removed", "finding") in {(c.what, c.table) for c in changed.changes}
    with db.reading(url) as session:
        assert session.scalars(select(Finding).where(Finding.printed_id == "1B-A7")).all() == []


def test_a_withdrawn_finding_stays_withdrawn_and_may_leave_the_files(url: str) -> None:
    with db.unit_of_work(url) as session:
        finding = factories.the_finding(session, "1B-A7")
        session.execute(delete(Ground).where(Ground.finding_id == finding.id))
        operations.withdraw_finding(session, finding, on=date(2006, 11, 1), because="Mistaken.")
    without_grounds = without_last_finding("1b").entries["1b"].ratings
    still_there = kent_with("1b", ratings=without_grounds)
    assert load(url, still_there).nothing_changed
    assert load(url, without_last_finding("1b")).nothing_changed
    with db.reading(url) as session:
        assert factories.the_finding(session, "1B-A7").withdrawn_because == "Mistaken."


def test_the_files_cannot_bring_a_withdrawn_finding_back(url: str) -> None:
    with db.unit_of_work(url) as session:
        finding = factories.the_finding(session, "1B-A7")
        session.execute(delete(Ground).where(Ground.finding_id == finding.id))
        operations.withdraw_finding(session, finding, on=date(2006, 11, 1), because="Mistaken.")
    with pytest.raises(WithdrawnFindingUsed, match="nothing can rest on it"):
        load(url, factories.kent())
    with pytest.raises(WithdrawnFindingUsed, match="cannot be given to another finding"):
        load(url, reworded("1b", -1, text="Quite another text."))


def test_a_fault_half_way_leaves_nothing(tmp_path: Path) -> None:
    url = factories.empty_database(tmp_path)
    empty = rows(url)
    with pytest.raises(RuntimeError, match="power"), db.unit_of_work(url) as session:
        load_record(session, factories.kent(), factories.cycle())
        raise RuntimeError("power failure")
    assert rows(url) == empty


def test_a_fault_inside_loading_leaves_nothing(tmp_path: Path) -> None:
    url = factories.empty_database(tmp_path)
    empty = rows(url)
    nothing_known = kent_with("7b", ratings=[r.model_copy(update={"because": ""}) for r in kents_ratings("7b")])
    with pytest.raises(Exception, match="ck_rating_because_says_something"):
        load(url, nothing_known)
    assert rows(url) == empty


def kents_ratings(framework: str) -> list[Any]:
    return list(factories.kent().entries[framework].ratings)


def test_caveats_are_kept_with_the_published_judgement(url: str) -> None:
    with db.reading(url) as session:
        found = session.execute(
            select(Judgement.grade, Judgement.published_on, Caveat.source_line).join(
                Caveat, Caveat.judgement_id == Judgement.id
            )
        ).all()
    published = factories.kent().entries["6e"]
    assert [tuple(row) for row in found] == [(published.published.grade, "2006-10", published.caveats[0].source_line)]
