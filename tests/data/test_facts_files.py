"""A facts file is taken as written or refused with every fault at its line; nothing in it is skipped or guessed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspect_app.cli.propose import command
from tests.data.broken import cases

COMPONENTS = """\
edition: baseline_2006
framework: 4b
ratings: {4b-dv-f1: met, 4b-dv-f2: partly_met, 4b-cp-g1: not_applicable}
reasons: {4b-cp-g1: "No such unit in this force."}
factors: {beacon: yes_with_caveat, innovation: no}
previous: {grade: good, edition: baseline_2005, comparability: partial, gained: [4b-dv-g2], lost: []}
movements: [{id: dv_arrests, verdict: better, basis: stated, source: "page 44", component: dv}]
supported: [4b-dv-f1, beacon]
"""
OUTSIDE = "edition: baseline_2006\nframework: 1d\nexternal_grade: good\n"
PLEDGE = """\
edition: policing_pledge_2009
framework: overall
parts: {p1: fair, p2: good, p3: good, p4: fair, p5: good, p6: good, p7: good, p8: good, p9: fair, p10: fair, a: fair, b: good, c: good}
"""  # noqa: E501 - the file as others write it
HEAD = "edition: baseline_2006\nframework: 4a\n"


def _file(place: Path, content: str | bytes) -> Path:
    file = place / "facts.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def _propose(file: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(file), *options])


def _refused(result: Result, file: Path) -> list[str]:
    """What was said of the file, without its name; the program must have ended as it promises."""
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return [line.removeprefix(f"{file}:") for line in result.stderr.splitlines()]


def _answer(place: Path, content: str, *options: str) -> dict[str, object]:
    result = _propose(_file(place, content), "--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_components_half_rated_give_an_honest_range(tmp_path: Path) -> None:
    answer = _answer(tmp_path, COMPONENTS)
    assert (answer["grade"], answer["settled"], answer["floor"]) == (None, False, "poor")
    assert answer["ceiling"] == "between_poor_and_fair", "domestic violence can no longer reach Fair"
    direction = answer["direction"]
    assert isinstance(direction, dict)
    assert (direction["value"], direction["flags"]) == ("improved", ["not_tested", "partly_comparable"])


def test_an_outside_grade_is_the_grade(tmp_path: Path) -> None:
    answer = _answer(tmp_path, OUTSIDE)
    assert (answer["grade"], answer["limiters"]) == ("good", ["external_grade"])


def test_the_published_grades_of_the_pledge_give_good(tmp_path: Path) -> None:
    answer = _answer(tmp_path, PLEDGE)
    assert (answer["edition"], answer["grade"], answer["settled"]) == ("policing_pledge_2009", "good", True)


@pytest.mark.parametrize("content", [COMPONENTS, OUTSIDE, PLEDGE], ids=["4b", "1d", "pledge"])
def test_a_valid_file_is_answered_in_words_too(content: str, tmp_path: Path) -> None:
    result = _propose(_file(tmp_path, content))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Proposed grade" in result.stdout


@pytest.mark.parametrize(("value", "shown"), [("2/3", "2/3"), ("0.75", "3/4"), ("0.990", "99/100")])
def test_a_parameter_is_tried_as_a_decimal_or_a_fraction(value: str, shown: str, tmp_path: Path) -> None:
    answer = _answer(tmp_path, PLEDGE, "--set", f"majority_share={value}")
    assert answer["parameters"] == {"majority_share": shown}
    assert answer["grade"] == "fair", "eight of thirteen are too few for Good, and all are Fair or better"


def test_a_parameter_is_tried_as_an_integer(tmp_path: Path) -> None:
    parameters = _answer(tmp_path, HEAD, "--set", "poor_count=3")["parameters"]
    assert isinstance(parameters, dict)
    assert parameters["poor_count"] == "3"


NO_4A = "framework 4a of baseline_2006 has no"
BAD = {
    "an unknown edition": (
        "edition: baseline_2007\nframework: 4a\n",
        ["1: edition: there is no edition called 'baseline_2007': baseline_2006, policing_pledge_2009"],
    ),
    "an unknown framework": (
        "edition: baseline_2006\nframework: 9z\n",
        ["2: framework: baseline_2006 has no framework called '9z'"],
    ),
    "no edition": ("framework: 4a\n", ["1: edition: is missing"]),
    "no framework": ("edition: baseline_2006\n", ["1: framework: is missing"]),
    "an unknown criterion": (
        HEAD + "ratings:\n  4a-f1: met\n  4a-f99: met\n",
        [f"5: ratings.4a-f99: {NO_4A} criterion called '4a-f99'; did you mean 4a-f9?"],
    ),
    "a misspelt key": (
        HEAD + "rating: {4a-f1: met}\n",
        ["3: rating: is not a key that belongs here; did you mean ratings?"],
    ),
    "a condition that is not asked": (
        HEAD + "conditions: {progressing: yes}\n",
        [f"3: conditions.progressing: {NO_4A} condition"],
    ),
    "an outside grade that is not asked": (
        HEAD + "external_grade: good\n",
        ["3: external_grade: framework 4a of baseline_2006 is not graded elsewhere: it has no external_grade"],
    ),
    "parts that are not asked": (HEAD + "parts: {p1: good}\n", [f"3: parts.p1: {NO_4A} graded part"]),
    "a rating where another inspection decides": (
        "edition: baseline_2006\nframework: 1d\nratings: {1d-f1: met}\n",
        ["3: ratings.1d-f1: framework 1d of baseline_2006 has no criterion"],
    ),
    "a rating of another edition": (
        HEAD + "ratings: {4a-f1: 3}\n",
        ["3: ratings.4a-f1: '3' is not a rating of this edition: use not_met, partly_met, met, not_applicable"],
    ),
    "a factor answered with another word": (
        HEAD + "factors: {beacon: true}\n",
        ["3: factors.beacon: 'true' is not one of no, yes_with_caveat, yes"],
    ),
    "not applicable without a reason": (
        HEAD + "ratings: {4a-f1: not_applicable}\n",
        ["3: ratings.4a-f1: not_applicable needs a reason: add it under reasons"],
    ),
    "not applicable with an empty reason": (
        HEAD + "ratings: {4a-f1: not_applicable}\nreasons: {4a-f1: ' '}\n",
        ["4: reasons.4a-f1: is empty: write a text or leave the key out"],
    ),
    "a dominant criterion not applicable": (
        "edition: baseline_2006\nframework: 2a\nratings: {2a-f7: not_applicable}\nreasons: {2a-f7: Not here.}\n",
        ["3: ratings.2a-f7: cannot be not_applicable: the criterion is dominant and applies to every force"],
    ),
    "a reason without a rating": (
        HEAD + "reasons: {4a-f1: Because.}\n",
        ["3: reasons.4a-f1: there is a reason but no rating"],
    ),
    "last year without comparability": (
        HEAD + "previous: {grade: good, edition: somewhere_2005}\n",
        ["3: previous.comparability: is needed: say full, partial or none"],
    ),
    "last year's grade on another scale": (
        HEAD + "previous: {grade: superb, edition: baseline_2006}\n",
        ["3: previous.grade: 'superb' is not one of poor, fair, good, excellent"],
    ),
    "a criterion both gained and lost": (
        HEAD + "previous: {comparability: full, gained: [4a-f1], lost: [4a-f1]}\n",
        ["3: previous.lost: 4a-f1 cannot be both gained and lost"],
    ),
    "a movement of no known kind": (
        HEAD + "movements:\n  - {id: x, verdict: up, basis: tested}\n",
        ["4: movements[0].verdict: up is not one of better, worse or no_difference"],
    ),
    "a movement on no known basis": (
        HEAD + "movements:\n  - {id: x, verdict: better, basis: guessed, component: dv}\n",
        [
            "4: movements[0].basis: 'guessed' is not one of tested, stated, judged",
            f"4: movements[0].component: {NO_4A} component",
        ],
    ),
    "a movement given twice": (
        HEAD + "movements:\n  - {id: x, verdict: better, basis: tested}\n  - {id: x, verdict: worse, basis: judged}\n",
        ["5: movements[1].id: 'x' is given twice"],
    ),
    "a standing among peers for a criterion without a measure": (
        HEAD + "peers: {4a-f1: better}\n",
        [f"3: peers.4a-f1: {NO_4A} criterion with a measure called '4a-f1'; did you mean 4a-g1?"],
    ),
    "support for something unknown": (
        HEAD + "supported: [lighthouse]\n",
        [f"3: supported: {NO_4A} criterion or factor called 'lighthouse'"],
    ),
    "two documents": (
        f"{HEAD}---\n{HEAD}",
        ["3: document: a second document starts here: one document a file"],
    ),
    "a key given twice": (
        HEAD + "ratings:\n  4a-f1: met\n  4a-f1: not_met\n",
        ["5: ratings.4a-f1: the key is given twice (first in line 4)"],
    ),
    "an anchor": (HEAD + "ratings: &r {}\n", ["3: ratings: the anchor &r is not allowed: write the value out"]),
    "a list for a mapping": (HEAD + "ratings: [4a-f1]\n", ["3: ratings: must be a mapping"]),
    "no mapping at all": ("- 4a\n", ["1: document: must be a mapping of keys to values"]),
    "nothing at all": ("", ["1: document: must be a mapping of keys to values"]),
    "a brace never closed": (
        HEAD + "ratings: {4a-f1: met\n",
        ["4: document: is not valid YAML here: a comma is missing, or a bracket or brace is never closed"],
    ),
    "a NUL": (HEAD + "ratings: {4a-f1: m\0et}\n", ["3: document: holds the control character U+0000: remove it"]),
    "bytes that are not UTF-8": (HEAD.encode() + b"# caf\xe9\n", ["3: document: is not UTF-8 text"]),
    "last year where no direction is given": (
        PLEDGE + "previous: {edition: before, comparability: full}\n",
        ["4: previous: policing_pledge_2009 gives no direction and asks for no previous result"],
    ),
    "many faults at once": (
        HEAD + "ratings: {4a-f1: good, 4a-f99: met}\nfactors: {charm: yes}\nsupported: [nothing]\n",
        [
            "3: ratings.4a-f1: 'good' is not a rating of this edition: use not_met, partly_met, met, not_applicable",
            f"3: ratings.4a-f99: {NO_4A} criterion called '4a-f99'; did you mean 4a-f9?",
            f"4: factors.charm: {NO_4A} factor called 'charm'; it has beacon, innovation",
            f"5: supported: {NO_4A} criterion or factor called 'nothing'",
        ],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_every_fault_at_its_line(name: str, tmp_path: Path) -> None:
    content, expected = BAD[name]
    file = _file(tmp_path, content)
    assert _refused(_propose(file), file) == expected


def test_ten_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = _file(tmp_path, HEAD.encode() + b"# a line of no use at all\n" * 400_000)
    assert _refused(_propose(file), file) == ["1: document: the file has 10,400,037 bytes: at most 1,000,000 are read"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "nowhere.yaml"
    assert _refused(_propose(file), file) == ["1: document: there is no such file"]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (said,) = _refused(_propose(tmp_path), tmp_path)
    assert said.startswith("1: document: cannot be read")


def test_an_edition_with_faults_gives_its_faults_and_no_proposal(tmp_path: Path) -> None:
    options = cases.lay_out("unknown_level", tmp_path)
    file = _file(tmp_path, "edition: tiny\nframework: a\n")
    assert _refused(_propose(file, *options), file) == cases.expected("unknown_level").splitlines()


RANGE = "it must be from 0 to 1"
SET = {
    "above its range": (["excellent_vast_share=3/2"], ["excellent_vast_share: 3/2 is out of range: " + RANGE]),
    "below its range": (["good_most_share=-1"], ["good_most_share: -1 is out of range: " + RANGE]),
    "below the lower grade's": (
        ["excellent_vast_share=2/5"],
        ["excellent_vast_share: 2/5 is below good_most_share, which is 1/2: a higher grade would ask less"],
    ),
    "not whole": (["poor_count=1.5"], ["poor_count: 3/2 is not a whole number"]),
    "unknown": (["mots=1/2"], ["there is no parameter called 'mots'"]),
    "a word": (["good_most_share=half"], ["good_most_share: 'half' is not a number"]),
    "divided by nothing": (["good_most_share=1/0"], ["good_most_share: '1/0' is not a number"]),
    "without an end": (["good_most_share=inf"], ["good_most_share: 'inf' is not a number"]),
    "huge": ([f"movement_share={10**30}"], [f"movement_share: {10**30} is out of range: {RANGE}"]),
    "no value": (["good_most_share"], ["'good_most_share' must be NAME=VALUE"]),
    "no name": (["=1/2"], ["'=1/2' must be NAME=VALUE"]),
    "given twice": (["poor_count=1", "poor_count=2"], ["poor_count is given twice"]),
    "two at once": (
        ["poor_count=0", "movement_share=2"],
        ["poor_count: 0 is out of range: it must be at least 1", f"movement_share: 2 is out of range: {RANGE}"],
    ),
}


@pytest.mark.parametrize("name", SET)
def test_a_parameter_that_cannot_be_used_is_refused_by_name(name: str, tmp_path: Path) -> None:
    values, expected = SET[name]
    file = _file(tmp_path, HEAD)
    said = _refused(_propose(file, *(word for value in values for word in ("--set", value))), file)
    assert len(said) == len(expected)
    for line, start in zip(said, expected, strict=True):
        assert line.startswith(f"--set: {start}")


@pytest.mark.parametrize("name", ["many faults at once", "a NUL", "an unknown edition"])
def test_the_program_itself_refuses_with_two_and_no_traceback(name: str, tmp_path: Path) -> None:
    content, expected = BAD[name]
    file = _file(tmp_path, content)
    arguments = [sys.executable, "-m", "inspect_app.cli", "propose", str(file)]
    ran = subprocess.run(arguments, capture_output=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert ran.stdout == b""
    said = ran.stderr.decode("utf-8").splitlines()
    assert [line.removeprefix(f"{file}:") for line in said] == expected
