"""The wheel is the whole product: installed far from the checkout, it carries its data and finds it sound."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

# Where a checkout has it, and where the wheel has it.
CARRIED = {
    "frameworks": "inspect_app/_data/frameworks",
    "grading_criteria": "inspect_app/_data/grading_criteria",
    "migrations": "inspect_app/_data/migrations",
    "inspect_app": "inspect_app",
}


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    finished = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=checkout)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the installed wheel; what it depends on comes from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", "--no-deps", "--no-index", "--target", str(folder), str(wheel), cwd=folder)
    return folder


def test_the_wheel_carries_every_data_file_and_every_font(checkout: Path, wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"{inside}/{path.relative_to(checkout / folder).as_posix()}"
        for folder, inside in CARRIED.items()
        for path in (checkout / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - packed == set()
    assert sum(name.endswith(".ttf") for name in packed) == 4


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"inspect_app"}


def test_the_installed_wheel_checks_its_own_data(installed: Path, tmp_path: Path) -> None:
    elsewhere = {"cwd": tmp_path, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": ""}
    where = run("-c", "import inspect_app.config as c; print(c.__file__, c.frameworks_folder())", **elsewhere)
    assert all(path.startswith(str(installed)) for path in where.stdout.split())
    run("-m", "inspect_app.cli", "check-data", **elsewhere)
