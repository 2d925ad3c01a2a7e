"""Puts the pages of the board together from what is on record and what was asked for. It reads and never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from ...accounts.actors import Actor
from ...accounts.roles import READERS
from ...evidence import markings
from ...forces import queries as forces
from ...grading.edition import Edition, Framework
from ...grading.facts import Facts
from ...grading.words import count_of
from ...promises import NotFound
from ...ui.times import day
from .. import cases
from ..consistency.finding import Judged, inversions
from . import across, grid, policy, queries
from .across import Group, Look, Row
from .cells import Cell, Words, cells
from .grid import Board, Wanted
from .queries import Peers, Taking, Year


@dataclass(frozen=True, slots=True)
class Whole:
    """Where the header says that somebody is, on pages about every force at once."""

    words: str
    change_url: str | None = None


@dataclass(frozen=True)
class Opened:
    """A cycle as somebody may see it over all forces. Raises NotFound for a cycle that there is not."""

    session: Session
    actor: Actor
    editions: Mapping[str, Edition]
    cycle: str

    @cached_property
    def years(self) -> Sequence[Year]:
        return queries.years(self.session)

    @cached_property
    def year(self) -> Year:
        found = next((year for year in self.years if year.id == self.cycle), None)
        if found is None or found.edition not in self.editions:
            raise NotFound
        return found

    @property
    def edition(self) -> Edition:
        return self.editions[self.year.edition]

    @cached_property
    def forces(self) -> Sequence[Taking]:
        return queries.taking_part(self.session, self.year.id)

    @cached_property
    def peers(self) -> Mapping[str, Peers]:
        return queries.peers(self.session, self.year.assessed_to)

    def cells(self, framework: str | None = None) -> list[Cell]:
        known = queries.entries(self.session, self.year.id, framework)
        return cells(known, self.edition.scales.outcomes, policy.own_forces(self.actor))

    def board(self) -> Board:
        priorities = frozenset(forces.priorities(self.session, self.year.id))
        return Board(self.edition, self.forces, self.cells(), self.peers, priorities)

    def around(self) -> dict[str, Any]:
        """What every page over all forces shows around its content."""
        unit = self.edition.unit
        return {
            "where": Whole(f"All {unit}s, {self.year.id.replace('-', '/', 1)}"),
            "marking": markings.highest([force.marking for force in self.forces]),
            "edition_title": self.edition.title,
            "scales": self.edition.scales,
            "unit": unit,
            "simulated": sum(force.is_simulated for force in self.forces),
        }


def nothing_yet(opened: Opened, all_cells: Sequence[Cell]) -> str:
    """Why the board is empty; nothing where it is not."""
    year = opened.year
    if any(cell.standing != "not_submitted" for cell in all_cells):
        return ""
    first = f"No {opened.edition.unit} has submitted for {year.id.replace('-', '/', 1)} yet."
    return f"{first} The first are due on {day(year.submit_by)}." if year.submit_by else first


class Across:
    """One framework over all forces, as somebody may see it."""

    def __init__(self, opened: Opened, framework: str) -> None:
        if framework not in opened.edition.framework:
            raise NotFound
        self.opened, self.edition = opened, opened.edition
        self.framework: Framework = self.edition.framework[framework]
        self.cells = opened.cells(framework)
        self.cell_of = {cell.force: cell for cell in self.cells}
        self.words = Words(self.edition.scales)

    @cached_property
    def columns(self) -> Sequence[Group]:
        return across.groups(self.edition, self.framework)

    @cached_property
    def facts(self) -> Mapping[int, Facts]:
        """The facts of every entry that may be seen, by entry."""
        written = queries.facts(self.opened.session, self.opened.year.id, self.framework.id)
        seen = {cell.entry for cell in self.cells if cell.is_read}
        return {entry: cases.from_text(said[0]) for entry, said in written.items() if entry in seen}

    @cached_property
    def unfair(self) -> Sequence[tuple[int, int]]:
        """Pairs that break the rule of fairness: the entry that is at least as good, and the one graded higher."""
        judged = [
            Judged(cell.entry, cell.force, cell.framework, self.facts[cell.entry], cell.grade, cell.proposed)
            for cell in self.cells
            if cell.grade is not None and cell.entry in self.facts
        ]
        return [(i.lower.entry, i.higher.entry) for i in inversions(self.edition, self.framework.id, judged)]

    def sentence(self) -> str:
        """The rule of fairness, and whether it holds."""
        rule = f"{self.opened.edition.unit.capitalize()}s with better ratings should not have lower grades."
        if not any(cell.grade is not None and cell.entry in self.facts for cell in self.cells):
            return f"{rule} Nothing can be compared yet."
        if not self.unfair:
            return f"{rule} No pair breaks that rule."
        pairs = len(self.unfair)
        if pairs == 1:
            return f"{rule} One pair breaks that rule."
        return f"{rule} {count_of(pairs, 'pair').capitalize()} break that rule."

    def rows(self, wanted: Wanted) -> list[Row]:
        """A row for each force that is asked for."""
        looks = self._looks()
        group = self.opened.peers.get(wanted.force)
        shown = [
            force
            for force in self.opened.forces
            if not wanted.peers or group is None or force.id == wanted.force or force.id in group.members
        ]
        return [self._row(force, looks, wanted.force) for force in shown if force.id in self.cell_of]

    def _row(self, force: Taking, looks: Mapping[int, Look], own: str) -> Row:
        cell = self.cell_of[force.id]
        facts = self.facts.get(cell.entry)
        return Row(
            force,
            cell,
            across.steps(self.edition, self.framework, facts),
            across.met(self.edition, self.framework, facts),
            looks.get(cell.entry),
            is_own=force.id == own,
        )

    def _looks(self) -> Mapping[int, Look]:
        """The gravest thing to look at of each entry, where there is one; later kinds give way to earlier ones."""
        found: dict[int, Look] = {}
        for kind in (self._of_unfair, self._of_readers, self._of_challenges, self._of_departures, self._of_peers):
            for entry, look in kind().items():
                found.setdefault(entry, look)
        return found

    def _of_unfair(self) -> Mapping[int, Look]:
        names = {cell.entry: force for force in self.opened.forces if (cell := self.cell_of.get(force.id))}
        found: dict[int, Look] = {}
        for better, worse in self.unfair:
            higher = names[worse]
            words = f"At least as good as {higher.short} on every criterion, yet graded lower"
            found.setdefault(better, Look(words, f"{self.address}?force={higher.id}", is_grave=True))
        for better, worse in self.unfair:
            lower = names[better]
            found.setdefault(worse, Look(f"Compare with {lower.short}", f"{self.address}?force={lower.id}"))
        return found

    def _of_readers(self) -> Mapping[int, Look]:
        number = {one.id: one.full for group in self.columns for one in group.asked}
        found = {}
        for entry, asked in queries.settled(self.opened.session, self.opened.year.id, self.framework.id).items():
            cell = self._seen.get(entry)
            if cell is not None:
                named = [number.get(one, one) for one in asked]
                words = ", ".join(named) if len(named) < 4 else f"{len(named)} ratings"
                found[entry] = Look(f"Readers differed on {words}", self._discrepancies(cell.force))
        return found

    def _of_challenges(self) -> Mapping[int, Look]:
        open_ones = queries.challenged(self.opened.session, self.opened.year.id, self.framework.id)
        words = f"Challenged by the {self.edition.unit}"
        return {e: Look(words, self.reasons(self._seen[e].force)) for e in open_ones if e in self._seen}

    def _of_departures(self) -> Mapping[int, Look]:
        differ = (cell for cell in self._seen.values() if cell.differs)
        return {cell.entry: Look("Not as proposed", self.reasons(cell.force)) for cell in differ}

    def _of_peers(self) -> Mapping[int, Look]:
        found = {}
        for cell in self._seen.values():
            group = self.opened.peers.get(cell.force)
            if group is None or cell.grade is None:
                continue
            theirs = [c.grade for c in self.cells if c.force in group.members and c.grade is not None]
            words = across.unlike_peers(self.edition, cell.grade, theirs)
            if words:
                found[cell.entry] = Look(words, f"{self.address}?force={cell.force}&forces=peers")
        return found

    @cached_property
    def _seen(self) -> Mapping[int, Cell]:
        return {cell.entry: cell for cell in self.cells if cell.is_read}

    @property
    def cycle(self) -> str:
        return self.opened.year.id

    @property
    def address(self) -> str:
        return f"/board/{self.cycle}/{self.framework.id}"

    def reasons(self, force: str) -> str:
        """The page of the decision on a force."""
        return f"{self.address}/{force}"

    def _discrepancies(self, force: str) -> str:
        """The record of where readers differed; the decision's page for whom that record is closed."""
        if not READERS & self.opened.actor.roles:
            return self.reasons(force)
        return f"/forces/{force}/{self.cycle}/discrepancies/{self.framework.id}"

    def counts(self, forces: frozenset[str] | None = None) -> Mapping[str, int]:
        """How many forces have each grade, of all or of some."""
        return Counter(c.grade for c in self.cells if c.grade is not None and (forces is None or c.force in forces))

    def last_year(self) -> tuple[Mapping[str, int], str]:
        """Last year's grades of these forces, or of the country; or why there are none to compare with."""
        own = Counter(cell.last for cell in self.cells if cell.last is not None)
        if own:
            left = sum(cell.is_read and cell.last is None for cell in self.cells)
            said = f"{count_of(left, self.edition.unit).capitalize()} cannot be compared." if left else ""
            return own, said
        years = [year.id for year in self.opened.years]
        before = self.opened.years[years.index(self.cycle) + 1 :]
        if not before:
            return {}, "Not recorded here."
        if before[0].edition != self.edition.id:
            return {}, "It was graded by another edition, and cannot be compared."
        counts = queries.national_counts(self.opened.session, before[0].id, self.framework.id)
        return counts, "" if counts else "Not recorded here."


def national(opened: Opened, seen: Across) -> Mapping[str, int]:
    """The published distribution of the country, where these forces alone do not make it up.

    Nobody sees it who is too near to a force here: taking one from the other would give away that force's grade.
    """
    published = queries.national_counts(opened.session, opened.year.id, seen.framework.id)
    if any(cell.standing == "home" for cell in seen.cells):
        return {}
    return {} if Counter(published) == Counter(seen.counts()) else published


def usual_force(forces: Sequence[Taking], wanted: str | None, last: str | None) -> str:
    """The force that is chosen: as asked for, or else where somebody was last; none where neither takes part."""
    known = {force.id for force in forces}
    if wanted is not None:
        return wanted if wanted in known else ""
    return last if last in known else ""


def grid_words() -> list[tuple[str, str]]:
    """The states to which the board can be narrowed."""
    return [("", "Any state"), *((state, words) for state, (words, _) in grid.STATES.items())]
