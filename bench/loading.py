"""What it costs to load and check every edition, and to ask the command line for help."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from inspect_app.catalogue import editions

from .table import Row
from .timing import timed


def _help() -> None:
    subprocess.run([sys.executable, "-m", "inspect_app.cli", "--help"], check=True, capture_output=True)


def _python() -> None:
    subprocess.run([sys.executable, "-c", "import click"], check=True, capture_output=True)


def rows() -> Iterator[Row]:
    load, help_, python = timed([editions.load_all, _help, _python], rounds=5)
    yield Row("load and check every edition", load.seconds, "s", load.seconds, "at most 1.00 (1 s)")
    ratio = 1 / help_.against(python)
    yield Row("inspect-app --help, against importing click alone", help_.seconds, "s", ratio, "printed")
