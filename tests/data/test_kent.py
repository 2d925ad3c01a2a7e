"""Kent's published year is complete, citable and fair to its source."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.catalogue import editions
from inspect_app.catalogue.faults import BadData
from inspect_app.demo import record
from inspect_app.demo.record import Record
from inspect_app.forces import cycles
from inspect_app.grading import engine

COUNTS = {"excellent": 3, "good": 14, "fair": 6, "poor": 0}  # the source's own summary, lines 307-337
DIRECTIONS = {"improved": 5, "stable": 13, "declined": 3, "not_graded": 2}


@pytest.fixture(scope="module")
def kent() -> Record:
    edition = editions.load("baseline_2006")
    return record.load("kent", {edition.id: edition})


def test_the_23_published_judgements_are_those_of_the_source(kent: Record) -> None:
    published = [entry.published for entry in kent.entries.values()]
    assert {g: sum(p.grade == g for p in published) for g in COUNTS} == COUNTS
    assert {d: sum(p.direction == d for p in published) for d in DIRECTIONS} == DIRECTIONS


def test_the_national_distributions_add_up_to_989_grades(kent: Record) -> None:
    national = cycles.load("2005-06", kent.edition).national
    assert sum(sum(n.distribution.values()) for n in national) == 989
    assert all(sum(n.distribution.values()) == 43 for n in national)


def test_every_passage_stands_in_its_frameworks_part_of_the_source(kent: Record) -> None:
    starts = [f.source.line or 0 for f in kent.edition.frameworks if f.source]
    ends = [*starts[1:], 1858]  # where the source's own glossary begins
    for (name, entry), start, end in zip(kent.entries.items(), starts, ends, strict=True):
        lines = [p.source_line for p in entry.context] + [f.source_line for f in entry.findings]
        lines += [m.source_line for m in entry.movements] + [c.source_line for c in entry.caveats]
        assert all(start <= line < end for line in lines), name


def test_no_person_and_no_address_is_named(kent: Record) -> None:
    for path in Path(record.folder_of("kent")).rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[\w.]+@[\w.]+|\b(Mr|Mrs|Ms|Sir|Dame)\b|pnn\.police", text), path.name


def test_the_published_grade_is_no_input_to_the_proposal(kent: Record) -> None:
    for entry in kent.entries.values():
        other = entry.model_copy(update={"published": entry.published.model_copy(update={"grade": "poor"})})
        facts = entry.facts(kent.edition)
        assert facts == other.facts(kent.edition)
        assert engine.propose(kent.edition, facts).view is not None


def test_every_finding_kind_is_there_and_areas_for_improvement_begin_with_what_to_do(kent: Record) -> None:
    kinds = [f.kind for entry in kent.entries.values() for f in entry.findings]
    assert {"strength", "work_in_progress", "area_for_improvement"} == set(kinds)
    firsts = [f.text.split()[0] for e in kent.entries.values() for f in e.findings if f.kind == "area_for_improvement"]
    assert not [word for word in firsts if word in {"The", "There", "It", "A", "An", "Although", "Some", "While"}]


def test_a_rating_without_a_finding_is_refused(kent: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kent"
    shutil.copytree(record.folder_of("kent"), folder)
    entry = folder / "entries" / "1b.yaml"
    text = entry.read_text(encoding="utf-8")
    first = re.search(r"rests_on: \[([0-9A-Z]+-[A-Z]\d+)", text)
    assert first is not None
    entry.write_text(text.replace(f"rests_on: [{first[1]}", "rests_on: [1B-S99", 1), encoding="utf-8")
    (folder / "entries" / "7b.yaml").unlink()
    monkeypatch.setattr(record, "folder_of", lambda force: tmp_path / force)
    with pytest.raises(BadData) as refused:
        record.load("kent", {kent.edition.id: kent.edition})
    said = [str(fault) for fault in refused.value.faults]
    assert any("there is no finding or context 1B-S99" in fault for fault in said)
    assert any("entries/7b.yaml:1: document: is missing" in fault for fault in said)


def test_an_unknown_edition_is_named(kent: Record) -> None:
    with pytest.raises(BadData, match="there is no edition called 'baseline_2006'"):
        record.load("kent", {"another": replace(kent.edition, id="another")})
