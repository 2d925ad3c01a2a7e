"""The first command of the README, from a stranger's side: judgements on the screen, a report in the folder."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_app.catalogue import editions

CODES = [framework.code for framework in editions.load("baseline_2006").frameworks]


def run(*arguments: str | Path, folder: Path, database: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inspect_app.cli", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "INSPECT_DATABASE_URL"}
    if database is not None:
        environment["INSPECT_DATABASE_URL"] = f"sqlite:///{database}"
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("demo")
    return run("demo", "--no-serve", "-o", folder / "build", folder=folder), folder / "build"


def test_the_demo_prints_one_line_a_framework_that_begins_with_its_code(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = demo
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.split("  ")[0] in CODES]
    assert [line.split("  ")[0] for line in lines] == CODES
    assert all("published " in line and "proposed " in line for line in lines)
    assert "1D  published Good, not graded; proposed Good" in done.stdout
    assert "Always saying Good would agree in 13." in done.stdout


def test_the_demo_says_where_the_reports_are_and_they_are_there(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, build = demo
    for name, start in (("kent-2005-06.pdf", b"%PDF-1.7"), ("kent-2005-06.html", b"<!DOCTYPE html>")):
        assert str((build / name).resolve()) in done.stdout
        assert (build / name).read_bytes()[:15].lower().startswith(start.lower())


def test_the_demo_again_makes_the_same_files(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, build = demo
    before = {path.name: path.read_bytes() for path in build.iterdir() if path.suffix in {".pdf", ".html"}}
    again = run("demo", "--no-serve", "-o", build, folder=build.parent)
    assert again.returncode == 0, again.stderr
    assert "nothing changed" in again.stdout
    assert {name: (build / name).read_bytes() for name in before} == before


def test_a_report_comes_in_four_forms(demo: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path) -> None:
    for form in ("pdf", "html", "json", "csv"):
        asked = ["--force", "kent", "--cycle", "2005-06", "--format", form, "-o", f"r.{form}"]
        done = run("report", *asked, folder=tmp_path, database=demo[1] / "demo.db")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "r.pdf").read_bytes() == (demo[1] / "kent-2005-06.pdf").read_bytes()
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 24


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--force", "essex", "--cycle", "2005-06", "-o", "r.pdf"], "essex"),
        (["--force", "kent", "--cycle", "1999-00", "-o", "r.pdf"], "1999-00"),
        (["--force", "kent", "--cycle", "2005-06", "-o", "missing/r.pdf"], "missing"),
        (["--force", "kent", "--cycle", "2005-06", "-o", "."], "."),
    ],
)
def test_a_report_that_cannot_be_made_says_why_and_leaves_nothing(
    arguments: list[str], said: str, demo: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path
) -> None:
    done = run("report", *arguments, folder=tmp_path, database=demo[1] / "demo.db")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".pdf"]


def test_a_file_that_is_there_is_kept_unless_asked_otherwise(
    demo: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path
) -> None:
    asked = ["report", "--force", "kent", "--cycle", "2005-06", "--format", "csv", "-o", "r.csv"]
    (tmp_path / "r.csv").write_text("mine", encoding="utf-8")
    refused = run(*asked, folder=tmp_path, database=demo[1] / "demo.db")
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert (tmp_path / "r.csv").read_text(encoding="utf-8") == "mine"
    assert run(*asked, "--overwrite", folder=tmp_path, database=demo[1] / "demo.db").returncode == 0
    assert (tmp_path / "r.csv").read_text(encoding="utf-8") != "mine"


def test_a_report_without_a_database_says_how_to_get_one(tmp_path: Path) -> None:
    done = run("report", "--force", "kent", "--cycle", "2005-06", "-o", "r.pdf", folder=tmp_path)
    assert done.returncode == 2
    assert "There is no database at inspect.db" in done.stderr
    assert "inspect-app demo" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_rules_of_one_framework_are_found_by_its_printed_code(tmp_path: Path) -> None:
    done = run("explain-rules", "4B", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("4B Protecting vulnerable people")
    assert "DV-F1  Every report of domestic violence is risk-assessed the same day" in done.stdout


def test_unknown_rules_are_named(tmp_path: Path) -> None:
    done = run("explain-rules", "baseline_2006", "9Z", folder=tmp_path)
    assert done.returncode == 2
    assert "baseline_2006 has no framework '9Z'" in done.stderr
