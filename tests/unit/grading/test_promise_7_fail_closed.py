"""Promise 7: parameters out of range and broken rules are errors that name the thing; bad facts are in `test_facts`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.catalogue.editions import load
from inspect_app.catalogue.faults import BadData
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import BadFacts, Facts
from inspect_app.grading.rules import BadParameter
from tests.unit.grading.oracle import ANSWERS, FACTORS, RATINGS
from tests.unit.grading.small_editions import Case, shipped, small_cases, thorough
from tests.unit.grading.test_promise_2_better_never_lowers import copied

BAD_PARAMETERS: list[tuple[dict[str, object], str]] = [
    ({"good_most_share": "1.1"}, "good_most_share"),
    ({"good_most_share": -1}, "good_most_share"),
    ({"poor_share": "4/3"}, "poor_share"),
    ({"poor_count": 0}, "poor_count"),
    ({"poor_count": "5/2"}, "poor_count"),
    ({"movement_share": 2}, "movement_share"),
    ({"excellent_vast_share": "2/5"}, "excellent_vast_share"),
    ({"good_most_share": "0.9"}, "excellent_vast_share"),
    ({"good_most_share": "half"}, "good_most_share"),
    ({"good_most_share": "1/0"}, "good_most_share"),
    ({"good_most_share": ""}, "good_most_share"),
    ({"good_most_share": "nan"}, "good_most_share"),
    ({"good_most_share": float("nan")}, "good_most_share"),
    ({"good_most_share": float("inf")}, "good_most_share"),
    ({"most_share": "1/2"}, "most_share"),
]


@pytest.mark.parametrize(("values", "named"), BAD_PARAMETERS, ids=str)
def test_a_parameter_that_cannot_be_used_is_named(values: dict[str, object], named: str) -> None:
    with pytest.raises(BadParameter) as bad:
        shipped().method.with_parameters(**values)  # type: ignore[arg-type]
    assert any(named in fault for fault in bad.value.faults)


def test_every_bad_parameter_is_named_at_once() -> None:
    with pytest.raises(BadParameter) as bad:
        shipped().method.with_parameters(poor_share=7, poor_count="1/2", nothing=1, movement_share="many")
    named = " ".join(bad.value.faults)
    assert all(name in named for name in ("poor_share", "poor_count", "nothing", "movement_share"))


def test_a_refused_change_leaves_the_method_as_it_was() -> None:
    before = shipped().method.values
    with pytest.raises(BadParameter):
        shipped().method.with_parameters(good_most_share=2)
    assert shipped().method.values == before


@pytest.mark.parametrize(("given_as", "value"), [("2/3", "2/3"), ("0.8", "4/5"), (1, "1"), (Fraction(3, 4), "3/4")])
def test_a_share_may_be_an_integer_a_decimal_or_a_fraction(given_as: str | int | Fraction, value: str) -> None:
    method = shipped().method.with_parameters(excellent_vast_share=given_as)
    assert method.values["excellent_vast_share"] == Fraction(value)


def test_a_decimal_number_means_what_it_shows() -> None:
    method = shipped().method.with_parameters(excellent_vast_share=0.8, movement_share=0.3)
    assert method.values["excellent_vast_share"] == Fraction(4, 5)
    assert method.values["movement_share"] == Fraction(3, 10)


# -- whatever is wrong, it is refused and named ----------------------------------------------------------------------

_WORDS = st.sampled_from((*RATINGS, *ANSWERS, "not_applicable", "good", "poor", "MET", "met ", "", "1", "between"))
_NAMES = st.sampled_from(("beacon", "innovation", "x-f1", "x-f2", "x-g1", "x-g2", "X-F1", "", "y-f1", "p1"))


@thorough(400)
@given(small_cases(), st.sampled_from(("ratings", "factors", "conditions", "parts")), _NAMES, _WORDS)
def test_an_answer_is_believed_only_where_it_is_asked_and_on_its_own_scale(
    case: Case, key: str, name: str, word: str
) -> None:
    asked: Mapping[str, tuple[str, ...]] = {}
    if key == "ratings":
        asked = {c.id: RATINGS for c in case.framework.criteria}
    if key == "factors":
        asked = dict.fromkeys(FACTORS, ANSWERS)
    if word == "not_applicable" and key == "ratings":
        return  # its own rules are in `test_facts`
    facts = Facts("small", "x", **{key: {name: word}})
    if word in asked.get(name, ()):
        propose(case.edition, facts)
        return
    with pytest.raises(BadFacts) as bad:
        propose(case.edition, facts)
    (fault,) = bad.value.faults
    assert fault.path == (key, name)
    assert (
        repr(name) in fault.message or repr(word) in fault.message or fault.message.endswith(f"has no {fault_of(key)}")
    )


def fault_of(key: str) -> str:
    return {"conditions": "condition", "parts": "graded part"}.get(key, "")


# -- broken rules ----------------------------------------------------------------------------------------------------

BROKEN = [
    ("rated_at_least: met, more_than: good_most_share", "rated_at_least: fully, more_than: good_most_share", "fully"),
    ("more_than: good_most_share", "more_than: most_share", "most_share"),
    ("share_of: {level: good}, rated", "share_of: {level: god}, rated", "god"),
    ("factor: beacon,", "factor: bacon,", "bacon"),
    ("factor: beacon, answered_at_least: yes_with_caveat}", "factor: beacon, answered_at_least: yess}", "yess"),
    ("      - grade: excellent\n", "      - grade: superb\n", "superb"),
    ("otherwise: between_poor_and_fair", "otherwise: limbo", "limbo"),
    ("default_grading: criteria", "default_grading: criterion", "criterion"),
    ("    at_most: fair\n", "    at_most: fare\n", "fare"),
    ("    default: 4/5\n", "    default: 2/5\n", "excellent_vast_share"),
    ("    default: 4/5\n", "    default: 6/5\n", "excellent_vast_share"),
    ("not_below: good_most_share", "not_below: most_share", "most_share"),
    ("  - name: poor_count\n", "  - name: poor_share\n", "poor_share"),
    ("  better: improved\n", "  better: bettered\n", "bettered"),
    ("{basis: stated, share: movement_share}", "{basis: said, share: movement_share}", "said"),
    ("type: weakest_component", "type: weakest_link", "weakest_link"),
    ("    empty: cannot_hold", "    emty: cannot_hold", "emty"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "named"), BROKEN, ids=[f"{row[2]} {n}" for n, row in enumerate(BROKEN)])
def test_a_broken_rule_is_named_with_its_file_and_line(tmp_path: Path, old: str, new: str, named: str) -> None:
    folders = copied(tmp_path)
    method = folders.criteria / "baseline_2006" / "method.yaml"
    text = method.read_text(encoding="utf-8")
    assert old in text
    method.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData) as bad:
        load("baseline_2006", folders)
    said = [f"{fault.path} {fault.message}" for fault in bad.value.faults if fault.file.endswith("method.yaml")]
    assert any(re.search(rf"\b{named}\b", sentence) for sentence in said), said
    assert all(fault.line >= 1 for fault in bad.value.faults)
