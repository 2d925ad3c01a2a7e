"""The page is one sound document: ordered headings, every link leads somewhere, everything that was written is text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from inspect_app.catalogue import editions
from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.web import force_report_html
from inspect_app.reporting.web.page import printed_marking
from inspect_app.reporting.year import ForceYear
from tests.slices.reporting.web.reading import HEADINGS, Page, read

ELSEWHERE = """
import hashlib
from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.web import force_report_html
edition = editions.load("baseline_2006")
year = force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))
print(force_report_html(force_report(edition, year)), end="")
"""
HOSTILE = "<script>alert('x')</script> & **stars** {{ 7 * 7 }} <b>bold</b> </style>"


def test_every_element_is_closed_where_it_should_be(page: Page) -> None:
    assert page.faults == []


def test_there_is_one_first_heading_and_no_level_is_skipped(page: Page) -> None:
    levels = [int(e.name[1]) for e in page.named(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(levels) == 4
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(e.text for e in page.named(*HEADINGS))


def test_every_id_is_used_once_and_every_link_leads_somewhere(page: Page) -> None:
    assert len(set(page.ids)) == len(page.ids)
    assert all(target.startswith("#") for target in page.targets)
    assert {target[1:] for target in page.targets} - set(page.ids) == set()


def test_everything_that_can_be_cited_has_its_address(report: ForceReport, page: Page) -> None:
    ids = set(page.ids)
    for part in report.frameworks:
        assert {f"fw{part.code}", f"r{part.code}"} <= ids
        assert {f"f{f.id}" for _, _, findings in part.findings for f in findings} <= ids
        assert {f"f{p.id}" for p in part.context if p.id} <= ids
        assert {f"c{part.code}-{row.number}" for row in part.criteria} <= ids
        assert {f"r{part.code}-{rung.outcome}" for rung in part.reached.rungs} <= ids


def test_it_is_one_file_without_script_or_styles_of_its_elements(html: str, page: Page) -> None:
    assert page.named("script", "link", "img", "iframe") == []
    assert [e.name for e in page.elements if "style" in e.attributes] == []
    assert [name for e in page.elements for name in e.attributes if name.startswith("on")] == []
    assert len(page.named("style")) == 1
    assert not re.search(r"url\(|@import|https?://", html)


def test_it_says_its_language_title_and_marking(report: ForceReport, page: Page) -> None:
    (root,) = page.named("html")
    (title,) = page.named("title")[:1]
    assert root.attributes["lang"] == "en-GB"
    assert title.text == report.title
    markings = [e.text for e in page.elements if "marking" in e.attributes.get("class", "").split()]
    assert markings == [report.marking] * 2
    assert page.text.startswith(f"Skip to the report {report.marking}"[:18])


def test_the_parts_stand_in_the_order_of_the_pdf(report: ForceReport, page: Page) -> None:
    wanted = ["contents", "how", "domains", "overview", "summary"]
    for part in report.frameworks:
        wanted += [f"fw{part.code}", *(f"{kind}-{part.code}" for kind, _, _ in part.findings)]
        wanted += [f"k{part.code}"] * bool(part.criteria) + [f"r{part.code}"]
    wanted += ["annexA", "annexB", "annexC"]
    assert [name for name in page.ids if name in set(wanted)] == wanted


def test_every_word_of_the_findings_and_the_reasons_is_there(report: ForceReport, page: Page) -> None:
    text = page.text
    for part in report.frameworks:
        for _, _, findings in part.findings:
            assert [f.id for f in findings if " ".join(f.text.split()) not in text] == []
        said = [row.text.replace("**", "") for row in part.reached.rows]
        assert [sentence for sentence in said if " ".join(sentence.split()) not in text] == []


def test_tables_have_captions_and_scopes_and_scroll_in_named_regions(page: Page) -> None:
    assert len(page.named("caption")) == len(page.named("table"))
    assert [e.text for e in page.named("th") if e.attributes.get("scope") not in _SCOPES] == []
    regions = [e for e in page.elements if e.attributes.get("role") == "region"]
    assert regions
    assert all(e.attributes.get("tabindex") == "0" and e.attributes.get("aria-label") for e in regions)
    names = [e.attributes["aria-label"] for e in regions]
    assert len(set(names)) == len(names)


_SCOPES = {"col", "row", "colgroup", "rowgroup"}


def test_marks_are_silent_and_drawings_are_described(page: Page) -> None:
    for drawing in page.named("svg"):
        if drawing.attributes.get("role") == "img":
            assert len(drawing.attributes["aria-labelledby"].split()) == 2
        else:
            assert drawing.attributes["aria-hidden"] == "true"
    assert len(page.named("desc")) == len([e for e in page.named("svg") if e.attributes.get("role") == "img"])
    assert all("Show the numbers" in e.text or "contents" in e.text for e in page.named("summary"))


def test_findings_criteria_and_rungs_link_both_ways(html: str, report: ForceReport) -> None:
    part = next(p for p in report.frameworks if p.code == "1B")
    finding = next(f for _, _, findings in part.findings for f in findings if f.bears_on)
    criterion = next(f"1B-{row.number}" for row in part.criteria if row.id == finding.bears_on[0])
    assert f'<a href="#c{criterion}">' in _between(html, f'id="f{finding.id}"', "</li>")
    row = _between(html, f'id="c{criterion}"', "</tr>")
    assert f'<a href="#f{finding.id}">{finding.id}</a>' in row
    against = [(r.outcome, n) for r in part.reached.rungs for q in r.requirements for n in q.against]
    outcome, number = against[0]
    named = next(row for row in part.criteria if row.number == number)
    label = report.edition.scales.outcomes.labels[outcome]
    assert f'<a href="#r1B-{outcome}">{label}</a>' in _between(html, f'id="c1B-{named.number}"', "</tr>")
    assert f'<a href="#c1B-{named.number}">{number}</a>' in _between(html, f'id="r1B-{outcome}"', "</tbody>")


def _between(text: str, start: str, end: str) -> str:
    begin = text.index(start)
    return text[begin : text.index(end, begin)]


def test_what_people_wrote_is_text(year: ForceYear) -> None:
    page = read(force_report_html(_with(year, HOSTILE)))
    assert page.faults == []
    assert page.named("script") == []
    assert HOSTILE in page.text


def test_a_marking_cannot_end_the_style_sheet(year: ForceYear) -> None:
    marking = '"; } </style><script>x</script>'
    page = read(force_report_html(replace(_with(year, "x"), marking=marking)))
    assert page.faults == []
    assert page.named("script") == []
    assert "<" not in printed_marking(marking)


def test_ids_in_what_people_wrote_are_links_where_they_exist(year: ForceYear) -> None:
    html = force_report_html(_with(year, "As 1B-A2 says (see 4A), not 1B-A99 or A1."))
    wanted = 'As <a href="#f1B-A2">1B-A2</a> says (see <a href="#fw4A">4A</a>), not 1B-A99 or A1.'
    assert wanted in html


def _with(year: ForceYear, text: str) -> ForceReport:
    first = year.entries[0]
    changed = replace(first, findings=(replace(first.findings[0], text=text), *first.findings[1:]))
    return force_report(editions.load("baseline_2006"), replace(year, entries=(changed, *year.entries[1:])))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_report_gives_the_same_bytes_in_another_process(html: str, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, check=True, env=environment)
    assert made.stdout == html.encode()


def test_a_record_of_a_few_frameworks_has_no_dead_link(few: ForceReport) -> None:
    page = read(force_report_html(few))
    assert page.faults == []
    assert {target[1:] for target in page.targets} - set(page.ids) == set()


def test_an_edition_of_five_grades_without_direction_prints(harbour: ForceReport) -> None:
    page = read(force_report_html(harbour))
    assert page.faults == []
    assert {target[1:] for target in page.targets} - set(page.ids) == set()
    assert all(label in page.text for label in ("Exemplary", "Sound", "Guarded", "Exposed", "Unsafe", "Not graded"))
    absent = ("Direction of travel", "The national picture", "Poor", "Excellent", "Priority framework")
    assert [word for word in absent if word in page.text] == []
    assert "fCommunity-D1" in page.ids
