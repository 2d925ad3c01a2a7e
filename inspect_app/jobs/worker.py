"""The worker: takes one job after the other and does it, and looks after what comes round again.

It knows no job by name. What goes wrong in one never stops the worker: people get a sentence, the log gets the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from flask import Flask

from ..ui.errors import new_reference
from . import due, taking, waking
from .handlers import CannotBeDone, Site, TryLater, registered
from .taking import Taken

LOG = logging.getLogger("inspect_app.jobs")
LOOK_EVERY, BEAT_EVERY, TELL_EVERY = 1.0, 20.0, 1.0
GIVE_BACK_EVERY, DUE_EVERY = 30.0, 3600.0


class Worker:
    """Does the jobs of an application in threads of its own, from `start` to `stop`.

    With several threads, mail need not wait for a long document; more than one worker can share a database.
    """

    def __init__(self, app: Flask, threads: int = 2) -> None:
        self.app, self.site = app, Site(app, app.config["DATABASE_URL"])
        self._stopping = Event()
        self._threads = [Thread(target=self._work, name=f"worker-{n + 1}", daemon=True) for n in range(threads)]
        self._threads.append(Thread(target=self._look_after, name="worker-due", daemon=True))

    def start(self) -> None:
        """Begins to work."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 10.0) -> bool:
        """Takes no further job and waits for those under way; answers whether they ended in time.

        One that did not is given to another worker later.
        """
        self._stopping.set()
        waking.wake()
        until = monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def do_all(self) -> int:
        """Does in this thread everything that is due now, and answers how many jobs that were."""
        count = 0
        while (taken := taking.next_job(self.site.url)) is not None:
            self._do(taken)
            count += 1
        return count

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                taken = taking.next_job(self.site.url)
                if taken is not None:
                    self._do(taken)
                    continue
            except Exception:
                # The database may be away for a while; a worker that gave up would stay away for good.
                LOG.exception("worker outcome=could_not_take_a_job")
                self._stopping.wait(5.0)
            if not self._stopping.is_set():
                waking.wait(LOOK_EVERY)

    def _look_after(self) -> None:
        next_due = monotonic()
        while not self._stopping.is_set():
            try:
                if lost := taking.give_back_stale(self.site.url):
                    LOG.warning("jobs=%d outcome=given_back because=worker_lost", lost)
                if monotonic() >= next_due:
                    next_due = monotonic() + DUE_EVERY
                    due.run(self.app)
            except Exception:
                LOG.exception("worker outcome=could_not_look_after_jobs")
            self._stopping.wait(GIVE_BACK_EVERY)

    def _do(self, taken: Taken) -> None:
        began = monotonic()
        outcome = self._tried(taken)
        words = "job=%d name=%s try=%d outcome=%s ms=%d"
        LOG.info(words, taken.id, taken.name, taken.number, outcome, (monotonic() - began) * 1000)

    def _tried(self, taken: Taken) -> str:
        url = self.site.url
        try:
            handler = registered(self.app).handlers.get(taken.name)
            if handler is None:
                raise TryLater("This version of the product cannot do this.")
            with _beating(url, taken) as far, self.app.app_context():
                handler(self.site, taken.subject, far.say)
        except CannotBeDone as fault:
            taking.fail(url, taken, str(fault))
            return "failed"
        except TryLater as fault:
            taking.put_back(url, taken, str(fault))
            return "put_back"
        except Exception:
            reference = new_reference()
            LOG.exception("job=%d name=%s fault=%s", taken.id, taken.name, reference)
            taking.put_back(url, taken, f"Something went wrong on our side. The log has it under {reference}.")
            return "put_back"
        taking.done(url, taken)
        return "done"


class _Far:
    """How far a job is, as its handler says and as the table will soon have it."""

    def __init__(self) -> None:
        self.percent = 0

    def say(self, percent: int) -> None:
        self.percent = min(max(int(percent), 0), 100)


@contextmanager
def _beating(url: str, taken: Taken) -> Iterator[_Far]:
    """Tells the table from a thread of its own how far the job is, so that a handler never waits for it."""
    far, ended = _Far(), Event()

    def beat() -> None:
        told, at = 0, monotonic()
        while not ended.wait(TELL_EVERY):
            if far.percent == told and monotonic() - at < BEAT_EVERY:
                continue
            told, at = far.percent, monotonic()
            try:
                taking.beat(url, taken, told)
            except Exception:
                # The next one will do; a job is given up for lost after several that did not come.
                LOG.warning("job=%d outcome=could_not_tell_how_far", taken.id)

    thread = Thread(target=beat, name=f"job-{taken.id}", daemon=True)
    thread.start()
    try:
        yield far
    finally:
        ended.set()
        thread.join()
