"""Every kind of fault in the data folders is found, at its line, in a sentence that its author understands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspect_app.cli.check_data import command
from tests.data.broken import cases

FAULT = re.compile(r"[\w./-]+:[1-9]\d*: \S[^:]*: \S.*")


def _check(options: list[str]) -> Result:
    return CliRunner().invoke(command, options)


def test_the_edition_that_the_cases_break_is_whole(tmp_path: Path) -> None:
    result = _check(cases.lay_out("valid", tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("name", cases.names())
def test_a_fault_is_reported_at_its_line_and_nothing_else_is(name: str, tmp_path: Path) -> None:
    result = _check(cases.lay_out(name, tmp_path))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == cases.expected(name)


@pytest.mark.parametrize("name", cases.names())
def test_a_fault_is_one_line_of_file_line_path_and_sentence(name: str) -> None:
    lines = cases.expected(name).splitlines()
    assert lines
    for line in lines:
        assert FAULT.fullmatch(line), line


def test_every_case_differs_from_the_valid_edition_by_what_it_holds() -> None:
    for name in cases.names():
        held = [p for p in (cases.HERE / name).rglob("*") if p.is_file() and p.name != "expected.txt"]
        assert held or name in cases.GENERATED, f"{name} breaks nothing"


def test_every_folder_is_a_case() -> None:
    folders = {p.name for p in cases.HERE.iterdir() if p.is_dir() and p.name not in ("valid", "__pycache__")}
    assert folders == set(cases.names())


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    together = [  # each in files of its own
        "unknown_domain",
        "edition_id_not_the_folder",
        "unknown_key",
        "criterion_without_component",
        "graded_by_unknown",
        "two_grades_with_one_letter",
        "file_not_ending_in_yaml",
    ]
    options = cases.lay_out(together[0], tmp_path)
    for name in together[1:]:
        cases.overlay(name, tmp_path)
    result = _check(options)
    assert result.exit_code == 1
    expected = [line for name in together for line in cases.expected(name).splitlines()]
    assert sorted(result.stderr.splitlines()) == sorted(expected)


def test_faults_of_two_editions_are_reported_together(tmp_path: Path) -> None:
    options = cases.lay_out("unknown_domain", tmp_path)
    for folder in cases.FOLDERS:
        (tmp_path / folder / "tiny").rename(tmp_path / folder / "other")
    cases.lay_out("unknown_domain", tmp_path / "again")
    for folder in cases.FOLDERS:
        (tmp_path / "again" / folder / "tiny").rename(tmp_path / folder / "tiny")
    lines = _check(options).stderr.splitlines()
    assert sum("unknown" in line or "'9' is not a domain" in line for line in lines) == 2
    assert {line.split("/")[1] for line in lines} == {"other", "tiny"}


def test_a_folder_without_editions_is_a_fault(tmp_path: Path) -> None:
    options = ["--frameworks", str(tmp_path), "--criteria", str(tmp_path)]
    result = _check(options)
    assert result.exit_code == 1
    assert "holds no edition" in result.stderr


def test_a_folder_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = _check(["--frameworks", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


@pytest.mark.parametrize("name", ["unknown_level", "broken_yaml", "example_that_does_not_hold"])
def test_the_program_itself_says_the_same_and_exits_with_one(name: str, tmp_path: Path) -> None:
    options = cases.lay_out(name, tmp_path)
    arguments = [sys.executable, "-m", "inspect_app.cli", "check-data", *options]
    ran = subprocess.run(arguments, capture_output=True, check=False, timeout=60)
    assert ran.returncode == 1
    assert ran.stdout == b""
    assert ran.stderr.decode("utf-8").replace("\r\n", "\n") == cases.expected(name)


def test_the_edition_made_for_tests_is_whole() -> None:
    folder = Path(__file__).parent / "editions"
    options = ["--frameworks", str(folder / "frameworks"), "--criteria", str(folder / "grading_criteria")]
    result = _check(options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "19 worked examples" in result.stdout
