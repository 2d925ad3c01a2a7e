"""The report's content says what the record and the engine say, once each, and counts right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.force_report import force_report, propose_all, record_digest, spoken_date
from inspect_app.reporting.year import ForceYear


@pytest.fixture(scope="module")
def year() -> ForceYear:
    edition = editions.load("baseline_2006")
    return force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))


@pytest.fixture(scope="module")
def report(year: ForceYear) -> ForceReport:
    return force_report(editions.load("baseline_2006"), year)


def test_every_finding_is_printed_once_with_its_number(year: ForceYear, report: ForceReport) -> None:
    recorded = [f.id for entry in year.entries for f in entry.findings]
    printed = [f.id for part in report.frameworks for _, _, findings in part.findings for f in findings]
    assert sorted(printed) == sorted(recorded)
    assert len(set(printed)) == len(printed)


def test_the_schedule_holds_every_area_for_improvement(year: ForceYear, report: ForceReport) -> None:
    improve = [f.id for entry in year.entries for f in entry.findings if f.kind == "area_for_improvement"]
    assert [row.finding for group in report.schedule for row in group.rows] == improve


def test_the_counts_strip_counts_every_framework_once(report: ForceReport) -> None:
    assert sum(c.count for c in report.summary.grades) == len(report.frameworks) == 23
    assert sum(c.count for c in report.summary.directions) == 23


def test_the_agreement_is_counted_afresh_from_the_proposals(year: ForceYear, report: ForceReport) -> None:
    edition = report.edition
    proposals = propose_all(edition, year)
    agrees = differs = within = 0
    for entry in year.entries:
        if not edition.framework[entry.framework].criteria:
            continue
        proposal, published = proposals[entry.framework], entry.judgement.grade
        order = edition.scales.outcomes.order
        low, high = order.index(proposal.floor or ""), order.index(proposal.ceiling or "")
        if low == high and order[low] == published:
            agrees += 1
        elif low < high and low <= order.index(published) <= high:
            within += 1
        else:
            differs += 1
    assert f"in {agrees}, leaves it open in {within} and differs in {differs}." in report.summary.agreement
    assert report.summary.agreement.endswith("Always saying Good would agree in 13.")


def test_the_national_picture_counts_the_other_forces(report: ForceReport) -> None:
    picture = next(part.national for part in report.frameworks if part.code == "1B")
    assert picture is not None
    assert picture.caption == (
        "Grades of the 43 forces in this framework: 21 forces were graded higher than Kent, 17 the same and 4 lower."
    )
    best = next(part.national for part in report.frameworks if part.code == "6C")
    assert best is not None
    assert "no force was graded higher than Kent, 1 the same and 41 lower." in best.caption


def test_a_departure_without_a_reason_says_so_and_one_with_a_reason_quotes_it(year: ForceYear) -> None:
    edition = editions.load("baseline_2006")
    entry = next(e for e in year.entries if e.framework == "1c")
    judged = replace(entry.judgement, reason="Seen on the visit.", decided_by="two inspectors")
    changed = replace(year, entries=tuple(replace(e, judgement=judged) if e is entry else e for e in year.entries))
    rows = {r.label: r.text for r in _part(force_report(edition, changed), "1C").reached.rows}
    plain = {r.label: r.text for r in _part(force_report(edition, year), "1C").reached.rows}
    if "Why the judgement differs" in plain:
        assert plain["Why the judgement differs"] == "No reason is recorded."
        assert rows["Why the judgement differs"] == "“Seen on the visit.” Decided by two inspectors."


def test_the_record_digest_moves_with_every_word(year: ForceYear) -> None:
    entry = year.entries[0]
    finding = replace(entry.findings[0], text=entry.findings[0].text + ".")
    changed = replace(year, entries=(replace(entry, findings=(finding, *entry.findings[1:])), *year.entries[1:]))
    assert record_digest(year) == record_digest(replace(year))
    assert record_digest(changed) != record_digest(year)


def test_dates_are_spoken() -> None:
    assert spoken_date("2006-10") == "October 2006"
    assert spoken_date("2006-03-31") == "31 March 2006"


def test_a_lost_key_issue_is_named_and_not_printed(report: ForceReport) -> None:
    part = _part(report, "1A")
    assert part.key_issues == ("Equality of service delivery",)
    assert part.key_issues_note == "One key issue cannot be recovered from the source."


def test_the_components_table_stands_where_there_are_components(report: ForceReport) -> None:
    part = _part(report, "4B").reached
    assert [row.title for row in part.components] == [
        "Domestic violence",
        "Child protection",
        "Dangerous and sex offenders",
        "Missing persons",
    ]
    assert not part.rungs


def _part(report: ForceReport, code: str):  # type: ignore[no-untyped-def]
    return next(part for part in report.frameworks if part.code == code)
