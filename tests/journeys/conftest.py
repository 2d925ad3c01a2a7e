"""What journeys share: a browser, a self-assessment in which one thing is missing, and people to walk through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from inspect_app import db
from inspect_app.assessment.models import Entry, Rating
from tests import browser as real
from tests import factories
from tests.slices.assessment.submission.finishing import Finishing, finishing

OPEN = "3c-f4"
"""The criterion that nobody has rated."""
Tab = Callable[..., AbstractContextManager[Any]]


@dataclass(frozen=True)
class Site:
    """A self-assessment under way, served: all of it is done but one criterion."""

    address: str
    made: Finishing

    @property
    def app(self) -> Flask:
        return self.made.app

    def url(self, path: str = "") -> str:
        return f"{self.address}/forces/kent/2005-06/assessment{path}"

    def cookie(self, role: str) -> str:
        """The cookie of somebody who is signed in."""
        found = self.made.client(role).get_cookie("session")
        assert found is not None
        return found.value


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = finishing(tmp_path, ready=False)
    with db.unit_of_work(made.url) as session:
        entry = select(Entry.id).where(Entry.framework == "3c").scalar_subquery()
        session.execute(delete(Rating).where(Rating.entry_id == entry, Rating.criterion == OPEN))
        factories.person(session, "Helen Marsh", ("assessor", "kent"))
    # Journeys send every form with the token that a real page carries.
    made.app.config["WTF_CSRF_ENABLED"] = True
    with real.served(made.app) as address:
        yield Site(address, made)


@pytest.fixture
def tab(browser: Any) -> Tab:
    """Opens a new tab in a browser of its own; `cookie` signs somebody in."""
    return lambda **how: real.tab(browser, **how)


@pytest.fixture(scope="session")
def axe(checkout: Path) -> Path:
    return checkout / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def pictures(checkout: Path) -> Path:
    """Where the pictures of pages are kept, to be looked at."""
    folder = checkout / "build" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
