"""One small case for each kind of fault: a tiny valid edition with one file of it replaced, added or taken away.

A case is a folder beside this file. What lies in it replaces or joins the files of `valid`; `taken_away.txt` names
what is removed; `expected.txt` is what `check-data` must say. Two files are made here, because no editor could keep
them as they are.
"""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
VALID = HERE / "valid"
FOLDERS = ("frameworks", "grading_criteria")

GENERATED = {
    "over_a_megabyte": (
        "grading_criteria/tiny/a_plain.yaml",
        b"framework: a\n" + b"# a line of no use at all\n" * 40_000,
    ),
    "not_utf8": ("frameworks/tiny/a_plain.yaml", "framework: a\ncode: A\ntitle: Caf\u00e9\n".encode("latin-1")),
}


def names() -> list[str]:
    """Every case, in alphabetical order."""
    return sorted(path.parent.name for path in HERE.glob("*/expected.txt"))


def expected(name: str) -> str:
    """What `check-data` must print for a case, to the letter."""
    return (HERE / name / "expected.txt").read_text(encoding="utf-8")


def lay_out(name: str, place: Path) -> list[str]:
    """Put the two data folders of a case under `place`; returns the options that name them."""
    for folder in FOLDERS:
        shutil.copytree(VALID / folder, place / folder)
    overlay(name, place)
    return ["--frameworks", str(place / "frameworks"), "--criteria", str(place / "grading_criteria")]


def overlay(name: str, place: Path) -> None:
    """Do to a valid edition under `place` what makes this case of it."""
    case = HERE / name
    for folder in FOLDERS:
        if (case / folder).is_dir():
            shutil.copytree(case / folder, place / folder, dirs_exist_ok=True)
    if name in GENERATED:
        path, content = GENERATED[name]
        (place / path).write_bytes(content)
    if (case / "taken_away.txt").is_file():
        for path in (case / "taken_away.txt").read_text(encoding="utf-8").split():
            _remove(place / path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
