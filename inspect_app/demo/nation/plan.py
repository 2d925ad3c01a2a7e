"""Who is invented for the nation, what the simulation is told, and which departures are planted in it, as declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..live.plan import Member
from ..live.plan import plan as of_one_force

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pair:
    """Two departures that keep a framework's distribution: `lifted` was judged one grade higher than proposed.

    `lowered` was judged one grade lower, and its facts are at least as good, so that the two are an inversion.
    `same_as` is a force with exactly the facts of `lowered` whose proposal was confirmed.
    """

    framework: str
    lifted: str
    lowered: str
    lifted_because: str
    lowered_because: str
    grades: tuple[str, str]
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A later cycle in which two forces are being read. `states` says for each force how far each framework is."""

    cycle: str
    title: str
    assessed: tuple[date, date]
    submit_by: date
    sign_by: date
    states: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class NationPlan:
    """The whole of it. `checking` are the forces that check the facts of their drafts when the demonstration begins."""

    seed: str
    now: datetime
    simulated: int
    password: str
    people: tuple[Member, ...]
    force_people: Mapping[str, tuple[Member, ...]]
    harsh: str
    families: int
    checking: Sequence[str]
    pairs: tuple[Pair, ...]
    under_way: UnderWay
    forenames: Sequence[str]
    surnames: Sequence[str]

    @property
    def forces(self) -> tuple[str, ...]:
        """The ids of the simulated forces, in order."""
        return tuple(f"sim-{number:02}" for number in range(1, self.simulated + 1))

    @property
    def readers(self) -> tuple[Member, ...]:
        """Those who read."""
        return tuple(member for member in self.people if member.role == "inspector")

    @property
    def moderators(self) -> tuple[Member, ...]:
        """Those who decide."""
        return tuple(member for member in self.people if member.role == "moderator")


def name_of(force: str) -> str:
    """What a simulated force is called: never like a real one."""
    return f"Simulated force {force.removeprefix('sim-')}"


@cache
def plan() -> NationPlan:
    """The plan that ships with the demonstration."""
    told = _read("nation.yaml")
    one = of_one_force()
    named = tuple(m for m in one.people if m.force in (None, "kent"))
    return NationPlan(
        seed=told["seed"],
        now=datetime.fromisoformat(told["now"]),
        simulated=told["simulated"],
        password=one.password,
        people=(*named, *(Member(**person) for person in told["people"])),
        force_people={
            force: tuple(Member(**person, force=force) for person in people)
            for force, people in told["force_people"].items()
        },
        harsh=told["harsh"],
        families=told["families"],
        checking=tuple(told["checking"]),
        pairs=tuple(Pair(**{**pair, "grades": tuple(pair["grades"])}) for pair in _read("planted.yaml")["pairs"]),
        under_way=_under_way(told["under_way"]),
        forenames=tuple(told["forenames"]),
        surnames=tuple(told["surnames"]),
    )


def planted() -> tuple[Pair, ...]:
    """The departures that were planted, so that whoever looks for inversions can be checked against them."""
    return plan().pairs


def _under_way(told: Mapping[str, Any]) -> UnderWay:
    first, last = told["assessed"]
    return UnderWay(told["cycle"], told["title"], (first, last), told["submit_by"], told["sign_by"], told["states"])


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
