"""Says what is going on during long work: on a terminal in place, elsewhere not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(words: str) -> Iterator[None]:
    """Shows `words ...` on a terminal while the work inside runs, and takes them away afterwards."""
    is_terminal = sys.stderr.isatty()
    if is_terminal:
        sys.stderr.write(f"{words} ...")
        sys.stderr.flush()
    try:
        yield
    finally:
        if is_terminal:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
