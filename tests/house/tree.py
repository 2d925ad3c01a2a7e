"""The project's own files, for the tests about the codebase: what is committed or soon will be."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What set-up makes, for a checkout without git; the same names as in .gitignore.
_MADE_HERE = {
    ".git", ".venv", "node_modules", "__pycache__", "assets", "build", "dist",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache",
}  # fmt: skip


@cache
def files() -> tuple[str, ...]:
    """Every file of the project, sorted, relative to the checkout, with forward slashes."""
    names = _files_known_to_git() or _files_on_disk()
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def python_files() -> list[str]:
    return [name for name in files() if name.endswith(".py")]


def modules() -> list[str]:
    """The Python files that make up the product, without its tests."""
    return [name for name in python_files() if not name.startswith("tests/")]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _files_known_to_git() -> list[str]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        return []
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in listed.stdout.split("\0") if name] if listed.returncode == 0 else []


def _files_on_disk() -> list[str]:
    found = []
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if name not in _MADE_HERE]
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in names]
    return found
