"""Who the invented team is and how far it has come, as declared in the files beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody invented: a name, a post, a role, and the force in which it is held."""

    name: str
    post: str
    role: str
    force: str | None = None

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@example.org"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one framework is, who leads on it, and how many of its ratings have no evidence."""

    lead: str
    progress: Literal["finished", "under_way", "not_started"]
    unsupported: int = 0
    view: Literal["as_reported", "generous"] = "as_reported"
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that waits for an answer; `about` is the first open or the first rated criterion."""

    framework: str
    about: Literal["first_open", "first_rated"]
    by: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """A grade that the team puts forward where the method gives none."""

    framework: str
    grade: str
    because: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole of it. `now` is the moment at which the demonstration begins, in UTC."""

    password: str
    people: tuple[Member, ...]
    now: datetime
    submit_by: date
    sign_by: date
    dates: tuple[tuple[date, str], ...]
    forces: dict[str, str]
    frameworks: dict[str, Progress]
    judgements: tuple[OwnGrade, ...]
    texts: dict[str, str]
    comments: tuple[Remark, ...]


@cache
def plan() -> Plan:
    """The plan that ships with the demonstration."""
    who = yaml.safe_load((FOLDER / "people.yaml").read_text(encoding="utf-8"))
    year = yaml.safe_load((FOLDER / "year.yaml").read_text(encoding="utf-8"))
    return Plan(
        password=who["password"],
        people=tuple(Member(**person) for person in who["people"]),
        now=datetime.fromisoformat(str(year["now"])),
        submit_by=year["submit_by"],
        sign_by=year["sign_by"],
        dates=tuple((d["day"], d["what"]) for d in year["dates"]),
        forces=year["forces"],
        frameworks={name: Progress(**progress) for name, progress in year["frameworks"].items()},
        judgements=tuple(OwnGrade(**grade) for grade in year["judgements"]),
        texts=year["texts"],
        comments=tuple(Remark(**remark) for remark in year["comments"]),
    )
