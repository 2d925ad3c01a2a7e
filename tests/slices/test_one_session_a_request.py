"""What a request did is kept when its answer is good and its method may write; otherwise nothing of it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app import db, per_request
from inspect_app.forces.models import Force
from tests import factories


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.empty_database(tmp_path)


@pytest.fixture
def app(url: str) -> Flask:
    made = Flask("small")
    per_request.init_app(made, url)
    done: list[str] = []
    made.extensions["done"] = done

    def force(name: str) -> Callable[[Session], None]:
        return lambda session: session.add(Force(id=name, name=name))

    @made.route("/<int:status>", methods=["GET", "POST"])
    def answer(status: int) -> tuple[str, int]:
        force("own")(per_request.session())
        per_request.record_apart(force("apart"))
        per_request.work().afterwards(lambda: done.append("afterwards"))
        return "", status

    @made.post("/fault")
    def fault() -> str:
        force("own")(per_request.session())
        per_request.session().flush()
        raise ZeroDivisionError

    return made


def forces(url: str) -> list[str]:
    with db.reading(url) as session:
        return list(session.scalars(select(Force.id).order_by(Force.id)))


def test_a_good_answer_keeps_everything(app: Flask, url: str) -> None:
    app.test_client().post("/200")
    assert forces(url) == ["apart", "own"]
    assert app.extensions["done"] == ["afterwards"]


def test_a_refusal_keeps_only_what_was_recorded_apart(app: Flask, url: str) -> None:
    app.test_client().post("/409")
    assert forces(url) == ["apart"]
    assert app.extensions["done"] == []


def test_a_read_keeps_only_what_was_recorded_apart(app: Flask, url: str) -> None:
    app.test_client().get("/200")
    assert forces(url) == ["apart"]


def test_a_fault_keeps_nothing(app: Flask, url: str) -> None:
    app.test_client().post("/fault")
    assert forces(url) == []


def test_two_writers_wait_for_each_other(app: Flask, url: str) -> None:
    with app.test_request_context("/200", method="POST"):
        per_request.session()
        with pytest.raises(Exception, match="locked"), db.engine(url).connect() as other:
            other.exec_driver_sql("PRAGMA busy_timeout = 50")
            other.rollback()
            other.execution_options(writes=True).begin()
        per_request.work().end(keep=False)
