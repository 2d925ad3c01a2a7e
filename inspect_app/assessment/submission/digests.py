"""Remembers digests of assessments by the state of the trail: while it has no new row, nothing can have changed.

Every change writes a row of the trail in its own transaction, so the last row's digest names the state of everything.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST = 256

_kept: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


def remembered(state: Hashable, work_out: Callable[[], str]) -> str:
    """The digest for a state, worked out the first time that it is asked for."""
    with _lock:
        if state in _kept:
            _kept.move_to_end(state)
            return _kept[state]
    found = work_out()
    with _lock:
        _kept[state] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found
