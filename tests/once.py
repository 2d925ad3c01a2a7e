"""What takes long to make is made once for all tests of a run, however many processes share them.

It waits for whoever is making the same thing, and never hands out what was left half made.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "INSPECT_TESTS_MADE"
"""Where the environment says which folder it is; `conftest.py` makes and removes it."""


def folder() -> Path:
    """A new folder that lasts as long as the run, for what one process makes for itself."""
    return Path(tempfile.mkdtemp(dir=os.environ[FOLDER]))


@contextmanager
def made(name: str) -> Iterator[tuple[Path, bool]]:
    """The folder of a thing, and whether the thing is there already; if not, it has to be when the block ends."""
    whole = Path(os.environ[FOLDER])
    folder, done = whole / name, whole / f"{name}.done"
    with (whole / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_there = done.exists()
        if not is_there:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        yield folder, is_there
        done.touch()
