"""The national demonstration with somebody of each kind signed in, for tests of what is seen over all forces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment
from tests import factories, nation

CYCLE = "2005-06"


@dataclass
class Nation:
    """An application on the national demonstration."""

    app: Flask
    url: str
    _clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, who: str) -> FlaskClient:
        """Somebody of the demonstration, by role (`national_lead`) or by name."""
        if who not in self._clients:
            asked = Person.email == nation.emails()[who] if who in nation.emails() else Person.name == who
            with db.reading(self.url) as session:
                person = session.scalars(select(Person).where(asked)).one()
                session.expunge(person)
            self._clients[who] = factories.signed_in(self.app, person)
        return self._clients[who]

    def somebody(self, name: str, *roles: Any, home: tuple[str, ...] = ()) -> FlaskClient:
        """Somebody new."""
        with db.unit_of_work(self.url) as session:
            made = factories.person(session, name, *roles, home=home)
        self._clients[name] = factories.signed_in(self.app, made)
        return self._clients[name]

    def unpublish(self, *forces: str) -> None:
        """Lets the judgements of these forces be open again, as they were before publication."""
        with db.unit_of_work(self.url) as session:
            mine = update(Assessment).where(Assessment.force_id.in_(forces), Assessment.cycle_id == CYCLE)
            session.execute(mine.values(state="with_inspectorate"))


def over_all_forces(folder: Path, **config: Any) -> Nation:
    url = nation.nation_database(folder)
    app = factories.application(url, folder)
    app.config.update(config)
    return Nation(app, url)


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
