"""Takes away from this process what a hostile file could use: time, memory, disk, and the right to start others."""

from __future__ import annotations

import contextlib
import resource
import signal
from types import FrameType


class OutOfTime(Exception):
    """The computing time is nearly used up; what was read until now can still be handed over."""


def confine(cpu: int, memory: int) -> None:
    """`cpu` in seconds, after which OutOfTime is raised, and a little later the process ends; `memory` in bytes.

    A limit that this system does not know is left out: the clock on the other side holds everywhere.
    """
    signal.signal(signal.SIGXCPU, _out_of_time)
    wanted = (
        (resource.RLIMIT_CPU, cpu, cpu + 5),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_NPROC, 0, 0),
    )
    for name, soft, hard in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(name, (soft, hard))


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime
