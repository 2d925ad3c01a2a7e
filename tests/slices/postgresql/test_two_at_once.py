"""Two people who write at the same moment on PostgreSQL, where nobody waits but for a locked row.

Of each pair one is done, and the other is told; nothing is done twice and nothing is lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.assessment.models import Rating, Version
from inspect_app.audit.models import AuditEvent
from inspect_app.moderation.models import Decision, Publication
from inspect_app.remediation.models import Area, Closure
from tests import factories, postgres
from tests.slices.assessment.submission.finishing import ROOT as ASSESSMENT
from tests.slices.assessment.submission.finishing import Finishing, finishing, hidden
from tests.slices.moderation import judging
from tests.slices.moderation.judging import Judging
from tests.slices.remediation import improving
from tests.slices.remediation.improving import TODAY, Improving

Made = TypeVar("Made", Finishing, Judging, Improving)
Moved = Callable[[Made, str], Made]


@pytest.fixture
def moved(postgresql_server: str, tmp_path: Path) -> Iterator[Callable[[Any, str], Any]]:
    """Takes what a file of the test's folder holds over to PostgreSQL, with the application on it."""
    opened = []

    def move(made: Any, file: str) -> Any:
        opened.append(postgres.same_as(postgresql_server, tmp_path / file))
        url = opened[-1].__enter__()
        return replace(made, url=url, app=factories.application(url, tmp_path))

    yield move
    for one in opened:
        one.__exit__(None, None, None)


def at_once(*doings: Callable[[], Any]) -> list[int]:
    """Does all of these at the same moment, and says with what status each was answered, in ascending order."""
    together, answers = threading.Barrier(len(doings)), list[int]()

    def do(doing: Callable[[], Any]) -> None:
        together.wait()
        answers.append(doing().status_code)

    threads = [threading.Thread(target=do, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def count(url: str, table: Any, *where: Any) -> int:
    with db.reading(url) as session:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def test_of_two_ratings_that_are_saved_at_once_one_is_shown_both(moved: Moved[Finishing], tmp_path: Path) -> None:
    made = moved(finishing(tmp_path, ready=False), "finishing.db")
    with db.reading(made.url) as session:
        version = session.scalars(select(Rating.version).where(Rating.criterion == "3c-f1")).one()
    before = count(made.url, AuditEvent, AuditEvent.verb == "assessment:rating:saved")
    steps = factories.edition().scales.ratings.ids()
    rate = [
        partial(
            made.client("assessor").post,
            f"{ASSESSMENT}/3c/f1",
            data={"step": step, "because": f"Seen as {step}.", "version": version},
        )
        for step in steps[:2]
    ]
    assert at_once(*rate) == [302, 409]
    assert count(made.url, AuditEvent, AuditEvent.verb == "assessment:rating:saved") == before + 1


def test_an_assessment_is_submitted_and_signed_once(moved: Moved[Finishing], tmp_path: Path) -> None:
    made = moved(finishing(tmp_path), "finishing.db")
    digest = made.digest()
    submit = [partial(made.client("assessor").post, f"{ASSESSMENT}/submit", data={"digest": digest})] * 2
    assert at_once(*submit)[0] == 302
    officer = made.client("chief_officer")
    said = {
        "digest": hidden(officer.get(f"{ASSESSMENT}/sign").text, "digest"),
        "password": factories.PASSWORD,
    }
    sign = [partial(made.client("chief_officer").post, f"{ASSESSMENT}/sign", data=said) for _ in range(2)]
    assert at_once(*sign)[0] == 302
    assert (made.state(), count(made.url, Version)) == ("signed", 1)


def test_a_decision_is_made_once(moved: Moved[Judging], tmp_path: Path) -> None:
    made = moved(judging.to_moderate(tmp_path), "judging.db")
    said = {"shown": made.shown("6d"), "direction": "improved"}
    confirm = [
        partial(made.client(who).post, "/board/2005-06/6d/kent/confirm", data=said) for who in ("moderator", "second")
    ]
    assert at_once(*confirm) == [302, 409]
    assert count(made.url, Decision) == 1


def test_a_report_is_published_once(moved: Moved[Judging], tmp_path: Path) -> None:
    made = moved(judging.judged(tmp_path, checking=True, days=-1), "judging.db")
    publish = [partial(made.client("lead").post, f"{judging.ROOT}/publish") for _ in range(2)]
    answers = at_once(*publish)
    assert (answers[0], max(answers) < 500) == (302, True)
    assert (made.state(), count(made.url, Publication)) == ("published", 1)


def test_an_area_is_closed_once(moved: Moved[Improving], tmp_path: Path) -> None:
    made = moved(improving.improving(tmp_path, demo=True), "improving.db")
    number = made.owned(published_on=TODAY, source="inspection")
    assert (made.prove(number).status_code, made.propose(number).status_code) == (302, 302)
    check = [partial(made.check, number), partial(made.check, number)]
    answers = at_once(*check)
    assert (answers[0], max(answers) < 500) == (302, True)
    assert (count(made.url, Closure), count(made.url, Area, Area.closed_how.is_not(None))) == (1, 1)
