"""Opens foreign files in a process of its own, with limits of time, memory and output, and with an empty environment.

A file that hangs, swells or crashes its reader harms that process alone. No parser of foreign files runs on this side.
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from .faults import Fault, FileFault

_READERS = f"{__package__}.readers"
_ROOT = str(Path(__file__).resolve().parents[3])
_AT_ONCE = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` by the clock, `cpu` in seconds of computing, `memory` and `output` in bytes."""

    seconds: float
    cpu: int
    memory: int
    output: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process said: facts to be checked before use, since the file may have taken the process over."""

    facts: Mapping[str, Any]
    content: bytes


def ask(task: str, source: Path | BinaryIO, limits: Limits, *options: str) -> Answer:
    """Has one task done on a file; the stream stands where it stood before.

    Raises FileFault with the fault that was found, or TOO_HARD when a limit was reached or no answer came.
    """
    with _AT_ONCE, _descriptor(source) as descriptor:
        said = _run(task, descriptor, limits, options)
    line, _, content = said.partition(b"\n")
    try:
        facts = json.loads(line)
    except ValueError:
        raise FileFault(Fault.TOO_HARD) from None
    if not isinstance(facts, dict) or facts.get("fault"):
        word = facts.get("fault") if isinstance(facts, dict) else None
        raise FileFault(Fault(word) if word in list(Fault) else Fault.TOO_HARD)
    return Answer(facts, content)


def environment() -> dict[str, str]:
    """What the process knows of ours: where the code is, and neither the address of the database nor any secret."""
    known = {"PYTHONPATH": _ROOT, "LANG": "C.UTF-8"}
    if libraries := os.environ.get("LD_LIBRARY_PATH"):
        known["LD_LIBRARY_PATH"] = libraries
    return known


@contextmanager
def _descriptor(source: Path | BinaryIO) -> Iterator[int]:
    """A descriptor of a file on disk. The other side reads by position, so a shared one is not moved."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file.fileno()
        return
    try:
        descriptor = source.fileno()
    except (AttributeError, OSError):
        stood = source.tell()
        with tempfile.TemporaryFile() as copy:
            source.seek(0)
            shutil.copyfileobj(source, copy)
            source.seek(stood)
            copy.flush()
            yield copy.fileno()
        return
    source.flush()
    yield descriptor


def _run(task: str, descriptor: int, limits: Limits, options: tuple[str, ...]) -> bytes:
    arguments = [task, str(limits.cpu), str(limits.memory), *options]
    process = subprocess.Popen(
        [sys.executable, "-P", "-s", "-B", "-W", "ignore", "-m", _READERS, *arguments],
        stdin=descriptor,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd="/",
        start_new_session=True,
    )
    try:
        return _everything(cast(IO[bytes], process.stdout), limits)
    finally:
        # Its own session is its own group: what it may have started goes with it.
        with _gone_is_fine():
            os.killpg(process.pid, signal.SIGKILL)
        cast(IO[bytes], process.stdout).close()
        process.wait()


def _everything(output: IO[bytes], limits: Limits) -> bytes:
    """All that is written until the end; raises TOO_HARD when it takes too long or is too much."""
    deadline = time.monotonic() + limits.seconds
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise FileFault(Fault.TOO_HARD)
            chunk = os.read(output.fileno(), 1 << 16)
            if not chunk:
                return bytes(said)
            said += chunk
            if len(said) > limits.output:
                raise FileFault(Fault.TOO_HARD)


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except (ProcessLookupError, PermissionError):
        return
