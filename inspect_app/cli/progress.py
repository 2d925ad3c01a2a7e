"""Says what is going on during long work: on a terminal in place, elsewhere not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def step(words: str) -> Iterator[None]:
    """Shows `words ...` on a terminal while the work inside runs, and takes them away afterwards."""
    with stepping() as say:
        say(words)
        yield


@contextmanager
def stepping() -> Iterator[Callable[[str], None]]:
    """As `step` for work of several steps: what is given is called with the words of each."""
    is_terminal = sys.stderr.isatty()

    def show(written: str) -> None:
        if is_terminal:
            sys.stderr.write(f"\r\033[K{written}")
            sys.stderr.flush()

    try:
        yield lambda words: show(f"{words} ...")
    finally:
        show("")
