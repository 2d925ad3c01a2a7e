"""Versions to read, what changed between two, and the digest as a promise about the content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.assessment.models import Citation, Entry, Finding, PutForward, Rating, Version
from inspect_app.assessment.submission.changes import between, in_brief
from inspect_app.assessment.submission.content import canonical, content_of, digest_of
from inspect_app.assessment.submission.whole import Whole
from inspect_app.evidence.models import Evidence, Revision
from tests import factories
from tests.slices.assessment.submission.finishing import ROOT, Finishing, as_whole, the_assessment

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(content=st.dictionaries(st.text(max_size=8), JSON, max_size=6), seed=st.integers())
def test_the_order_of_keys_makes_no_difference_to_the_digest(content: dict[str, Any], seed: int) -> None:
    keys = list(content)
    Random(seed).shuffle(keys)
    assert digest_of(canonical({key: content[key] for key in keys})) == digest_of(canonical(content))
    assert json.loads(canonical(content)) == content


@given(one=JSON, other=JSON)
def test_other_content_has_another_digest(one: Any, other: Any) -> None:
    same = canonical({"is": one}) == canonical({"is": other})
    assert (digest_of(canonical({"is": one})) == digest_of(canonical({"is": other}))) is same


def test_the_order_in_which_rows_are_read_makes_no_difference(done: Finishing) -> None:
    with db.reading(done.url) as session:
        now = as_whole(session)
        shuffled = Whole(now.edition, now.assessment, tuple(_shuffled(one) for one in now))
        assert digest_of(canonical(content_of(shuffled))) == digest_of(canonical(content_of(now)))


def _shuffled(one: Any) -> Any:
    ratings = dict(reversed(list(one.facts.ratings.items())))
    return replace(
        one,
        facts=replace(one.facts, ratings=ratings, movements=tuple(reversed(one.facts.movements))),
        answers=list(reversed(one.answers)),
        citations=list(reversed(one.citations)),
    )


def test_nothing_is_changed_by_being_submitted_returned_and_submitted_again(done: Finishing) -> None:
    done.submit()
    done.client("chief_officer").post(f"{ROOT}/return", data={"because": "A second look."})
    done.client("assessor").post(f"{ROOT}/ready", data={"all": "1"})
    done.submit()
    with db.reading(done.url) as session:
        first, second = session.scalars(select(Version).order_by(Version.number))
    assert first.digest == second.digest
    page = done.client("assessor").get(f"{ROOT}/versions/2/changes").text
    assert "Nothing changed" in page


def test_the_json_of_a_version_is_byte_for_byte_what_the_digest_is_of(done: Finishing) -> None:
    done.submit()
    answer = done.client("viewer").get(f"{ROOT}/versions/1.json")
    with db.reading(done.url) as session:
        version = session.scalars(select(Version)).one()
    assert hashlib.sha256(answer.data).hexdigest() == version.digest
    assert answer.json["edition"]["digest"] == factories.edition().digest
    assert len(answer.json["entries"]) == len(factories.edition().frameworks)


def test_every_version_can_be_read_as_it_was(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        entry = session.scalars(select(Entry).where(Entry.framework == "3c")).one()
        entry.text = "Detections **rose**.\n\n<script>alert(1)</script>"
    done.submit()
    viewer = done.client("viewer")
    assert "version 1" in viewer.get(f"{ROOT}/versions/1").text
    page = viewer.get(f"{ROOT}/versions/1/3c").text
    assert "Detections <strong>rose</strong>." in page
    assert "<script>alert" not in page
    for missing in ("versions/2", "versions/0", "versions/1/9z", "versions/1/changes", "versions/2.json"):
        assert viewer.get(f"{ROOT}/{missing}").status_code == 404


def test_the_inspectorate_reads_versions_only_once_they_were_signed(done: Finishing) -> None:
    done.submit()
    done.client("assessor").post(f"{ROOT}/take-back", data={"because": "One more rating."})
    done.client("assessor").post(f"{ROOT}/ready", data={"all": "1"})
    done.submit()
    inspector = done.client("inspector")
    assert inspector.get(f"{ROOT}/versions").status_code == 404
    done.sign()
    assert inspector.get(f"{ROOT}/versions/2").status_code == 200
    for kept_back in ("versions/1", "versions/1.json", "versions/1/3c", "versions/2/changes", "versions/changes"):
        assert inspector.get(f"{ROOT}/{kept_back}").status_code == 404
    assert "Version 1" not in inspector.get(f"{ROOT}/versions").text


def test_what_changed_is_told_in_sentences(done: Finishing) -> None:
    ratings = factories.edition().scales.ratings
    with db.unit_of_work(done.url) as session:
        before = content_of(as_whole(session))
        _change_a_bit_of_everything(session, done.people["assessor"].id)
        session.flush()
        session.expire_all()
        after = content_of(as_whole(session))
    changed = {one.framework: one.sentences for one in between(factories.edition(), before, after)}
    worst, best = (ratings.steps[end].label.lower() for end in (0, -1))
    assert f"G2 is now {worst}; it was {best}." in changed["6d"]
    assert "The reason for G3 changed." in changed["6d"]
    assert "G2 cites evidence 7, version 1." in changed["6d"]
    assert "6D-S1 was taken out." in changed["6d"]
    assert "The report text changed." in changed["3c"]
    assert any(sentence.startswith("The reason for putting forward") for sentence in changed["3c"])
    assert in_brief(between(factories.edition(), before, after)).endswith("in two frameworks")
    assert between(factories.edition(), before, before) == ()


def _change_a_bit_of_everything(session: Any, person: int) -> None:
    at = clock.now().replace(tzinfo=None)
    entry = session.scalars(select(Entry).where(Entry.framework == "6d")).one()
    rating = session.scalars(select(Rating).where(Rating.criterion == "6d-g2")).one()
    rating.step = factories.edition().scales.ratings.ids()[0]
    session.scalars(select(Rating).where(Rating.criterion == "6d-g3")).one().because = "Another reason."
    finding = session.scalars(select(Finding).where(Finding.printed_id == "6D-S1")).one()
    finding.withdrawn_on, finding.withdrawn_because = clock.today(), "It was said twice."
    other = session.scalars(select(Entry).where(Entry.framework == "3c")).one()
    other.text = "Detections rose."
    session.scalars(select(PutForward).where(PutForward.entry_id == other.id)).one().because = "A better reason."
    session.add(
        Evidence(
            id=70, force="kent", number=7, title="Minutes", kind="document", marking="OFFICIAL", owner_id=person,
            added_by=person, added_at=at,
        )
    )  # fmt: skip
    session.flush()
    session.add(Revision(id=71, evidence_id=70, number=1, form="note", note="Agreed.", added_by=person, added_at=at))
    session.flush()
    session.add(
        Citation(entry_id=entry.id, asked="6d-g2", revision_id=71, shows="It was agreed.", cited_by=person, cited_at=at)
    )


def test_the_title_of_evidence_is_no_part_of_what_is_signed(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        _change_a_bit_of_everything(session, done.people["assessor"].id)
        session.flush()
        before = digest_of(canonical(content_of(as_whole(session))))
        session.get_one(Evidence, 70).title = "Minutes of the board"
        session.flush()
        assert digest_of(canonical(content_of(as_whole(session)))) == before


@pytest.mark.parametrize("page", ["check", "sign", "versions", "versions/1", "versions/1/3c", "versions/changes"])
def test_reading_writes_nothing_and_asks_a_fixed_number_of_questions(page: str, done: Finishing) -> None:
    done.submit()
    client = done.client("chief_officer")
    client.get(f"{ROOT}/{page}")
    with db.reading(done.url) as session:
        before = factories.every_row(session)
    with factories.counted(done.url) as asked:
        assert client.get(f"{ROOT}/{page}").status_code == 200
    with db.reading(done.url) as session:
        assert _but_sign_ins(factories.every_row(session)) == _but_sign_ins(before)
    assert len(asked) <= 26
    assert not _writes(asked)


def _but_sign_ins(tables: dict[str, Any]) -> dict[str, Any]:
    return {name: rows for name, rows in tables.items() if name != "sign_in"}


def _writes(asked: Sequence[str]) -> list[str]:
    return [statement for statement in asked if statement.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_version_is_kept_under_the_assessment_that_it_is_of(done: Finishing) -> None:
    done.submit()
    with db.reading(done.url) as session:
        version = session.scalars(select(Version)).one()
        assert version.assessment_id == the_assessment(session).id
        content = json.loads(version.content)
    assert (content["force"], content["cycle"]) == ("kent", "2005-06")
