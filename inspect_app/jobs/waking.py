"""Tells the workers of this process that there is something to do, so that nobody waits for their next look."""

from __future__ import annotations

from threading import Condition

_CONDITION = Condition()


def wake() -> None:
    """Wakes every worker that waits in this process. Those of other processes look for themselves every second."""
    with _CONDITION:
        _CONDITION.notify_all()


def wait(seconds: float) -> None:
    """Waits until woken, and at most so long."""
    with _CONDITION:
        _CONDITION.wait(seconds)
