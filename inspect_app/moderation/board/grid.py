"""The board as lines and columns: filtered, ordered, with the sentence above. Pure: cells in, a grid out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...grading.edition import Domain, Edition, Framework
from ...grading.words import count_of
from .cells import Cell
from .queries import Peers, Taking

STATES: Mapping[str, tuple[str, Callable[[Cell], bool]]] = {
    "decided": ("Decided", lambda cell: cell.is_decided),
    "open": ("Not decided", lambda cell: not cell.is_decided and cell.standing != "home"),
    "moderate": ("Ready for moderation", lambda cell: cell.standing == "to_moderate"),
    "agreement": ("Waiting for a second agreement", lambda cell: cell.standing == "agreement"),
    "differs": ("Not as proposed", lambda cell: cell.differs),
    "stale": ("Changed since the decision", lambda cell: cell.is_stale),
    "published": ("Published", lambda cell: cell.standing == "published"),
}
ORDERS = (("", "Highest grades first"), ("name", "Name"), ("differs", "Most departures"), ("open", "Most not decided"))
MARKS = (
    ("", "Grade"),
    ("direction", "Direction"),
    ("state", "State"),
    ("proposed", "Proposed grade"),
    ("change", "Change since last year"),
)
PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is narrowed to, its order and its marks; words that mean nothing narrow nothing."""

    force: str = ""
    peers: bool = False
    part: str = ""
    state: str = ""
    order: str = ""
    mark: str = ""

    @property
    def narrows(self) -> bool:
        return self.peers or bool(self.part) or self.state in STATES


@dataclass(frozen=True, slots=True)
class Line:
    """One framework: a cell for each column, or None where it is filtered out; and every cell, for the counts."""

    framework: Framework
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Grid:
    """The whole board. `forces` are the columns in order, the chosen one first."""

    edition: Edition
    forces: Sequence[Taking]
    groups: Sequence[tuple[Domain | None, Sequence[Line]]]
    own: Taking | None
    everything: Sequence[Cell]
    hidden: int

    @cached_property
    def lines(self) -> Sequence[Line]:
        return [line for _, lines in self.groups for line in lines]

    def counts(self, line: Line) -> Mapping[str, int]:
        """How many forces have each grade, of those that are shown."""
        return Counter(cell.grade for cell in line.cells if cell is not None and cell.grade is not None)


class Board:
    """Everything of a cycle that somebody may see; `grid` is a view of it."""

    def __init__(
        self,
        edition: Edition,
        forces: Sequence[Taking],
        cells: Sequence[Cell],
        peers: Mapping[str, Peers],
        priorities: frozenset[str],
    ) -> None:
        self.edition, self.forces, self.cells, self.peers, self.priorities = edition, forces, cells, peers, priorities
        self._of: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            self._of[cell.force].append(cell)

    def grid(self, wanted: Wanted) -> Grid:
        own = next((force for force in self.forces if force.id == wanted.force), None)
        frameworks = [f for f in self.edition.frameworks if self._is_wanted(f, wanted.part)]
        passes = STATES[wanted.state][1] if wanted.state in STATES else None
        kept = {
            (cell.force, cell.framework): cell for cell in self.cells if passes is None or passes(cell)
        }  # every cell that passes, whatever its force and framework
        forces = [force for force in self._in_group(wanted, own) if self._any(kept, force.id, frameworks)]
        lines = [Line(f, [kept.get((force.id, f.id)) for force in forces]) for f in frameworks]
        if passes is not None:
            lines = [line for line in lines if any(line.cells)]
        shown = sum(cell is not None for line in lines for cell in line.cells)
        columns = self._ordered(forces, wanted, own)
        lines = [_turned(line, forces, columns) for line in lines]
        return Grid(self.edition, columns, self._by_domain(lines), own, self.cells, len(self.cells) - shown)

    def parts(self) -> list[tuple[str, str]]:
        """The parts of the edition to which the board can be narrowed."""
        found = [("", "All domains")]
        if any(map(self.is_priority, self.edition.frameworks)):
            found.append((PRIORITY, "Priority frameworks"))
        return [*found, *((domain.id, domain.title) for domain in self.edition.domains)]

    def _is_wanted(self, framework: Framework, part: str) -> bool:
        if part == PRIORITY:
            return self.is_priority(framework)
        return not any(d.id == part for d in self.edition.domains) or framework.domain == part

    def is_priority(self, framework: Framework) -> bool:
        return framework.priority != "no" or framework.id in self.priorities

    def _in_group(self, wanted: Wanted, own: Taking | None) -> Sequence[Taking]:
        group = self.peers.get(own.id) if own else None
        if own is None or group is None or not wanted.peers:
            return self.forces
        return [force for force in self.forces if force.id == own.id or force.id in group.members]

    @staticmethod
    def _any(kept: Mapping[tuple[str, str], Cell], force: str, frameworks: Sequence[Framework]) -> bool:
        return any((force, framework.id) in kept for framework in frameworks)

    def _ordered(self, forces: Sequence[Taking], wanted: Wanted, own: Taking | None) -> list[Taking]:
        """The chosen force first; those that are alike stay in the order of their names."""
        key = {"name": lambda _: 0.0, "differs": self._departures, "open": self._open}.get(wanted.order, self._height)
        return sorted(forces, key=lambda force: (force is not own, key(force)))

    def _departures(self, force: Taking) -> float:
        return -sum(cell.differs for cell in self._of[force.id])

    def _open(self, force: Taking) -> float:
        return -sum(not cell.is_decided for cell in self._of[force.id])

    def _height(self, force: Taking) -> float:
        """The mean rank of the grades that may be seen, the highest first; a force without any comes last."""
        ranks = self.edition.scales.outcomes.grades.ranks
        seen = [ranks[cell.grade] for cell in self._of[force.id] if cell.grade is not None]
        return -sum(seen) / len(seen) if seen else 1.0

    def _by_domain(self, lines: Sequence[Line]) -> list[tuple[Domain | None, Sequence[Line]]]:
        found: list[tuple[Domain | None, Sequence[Line]]] = []
        for domain in self.edition.domains:
            mine = [line for line in lines if line.framework.domain == domain.id]
            if mine:
                found.append((domain, mine))
        known = {domain.id for domain in self.edition.domains}
        others = [line for line in lines if line.framework.domain not in known]
        return [*found, (None, others)] if others else found


def _turned(line: Line, before: Sequence[Taking], after: Sequence[Taking]) -> Line:
    """The line with its cells in another order of forces."""
    at = {force.id: cell for force, cell in zip(before, line.cells, strict=True)}
    return Line(line.framework, [at[force.id] for force in after])


def sentence(cells: Sequence[Cell]) -> str:
    """`948 of 989 grades are decided. 61 decisions differ from what the method proposes.`"""
    seen = [cell for cell in cells if cell.standing != "home"]
    decided = sum(cell.is_decided for cell in seen)
    if not decided:
        return f"None of {count_of(len(seen), 'grade')} is decided yet." if seen else ""
    number = f"{decided:,}" if decided < len(seen) else f"All {decided:,}"
    said = f"{number} of {len(seen):,} grades {'is' if decided == 1 else 'are'} decided."
    if decided == len(seen):
        said = f"{number} grades are decided."
    differ = sum(cell.differs for cell in seen)
    if not differ:
        return f"{said} Every decision is what the method proposes."
    how = "One decision differs" if differ == 1 else f"{differ:,} decisions differ"
    return f"{said} {how} from what the method proposes."


def left_out(forces: Sequence[Taking], cells: Sequence[Cell]) -> Sequence[str]:
    """The names of the own forces of which nothing is shown yet."""
    home = {cell.force for cell in cells if cell.standing == "home"}
    return [force.name for force in forces if force.id in home]
