"""One framework across forces: a row for each force with every rating, cut by grade. Pure: values in, rows out.

It compares and points out; what looks unfair is found by `consistency` and only placed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...grading.edition import Edition, Framework
from ...grading.facts import Facts
from ...grading.words import listed
from .cells import Cell
from .queries import Taking

ORDERS = (("", "Grade, then criteria met"), ("name", "Grade, then name"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One column: a criterion, or a part that is graded by itself. `number` is as short as its neighbours allow."""

    id: str
    number: str
    full: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together: a level, a component, or the graded parts."""

    title: str
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Met:
    """How many criteria of a level are met as well as can be, of those that apply."""

    level: str
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class Look:
    """The one thing to look at in a row."""

    words: str
    url: str
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One force: what was decided and how it was rated. `steps` are in the order of the columns; None is not rated."""

    force: Taking
    cell: Cell
    steps: Sequence[str | None]
    met: Sequence[Met]
    look: Look | None = None
    is_own: bool = False

    @property
    def number_met(self) -> int:
        return sum(level.met for level in self.met)


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows of one grade; `title` where they have none."""

    grade: str | None
    title: str
    rows: Sequence[Row]


def groups(edition: Edition, framework: Framework) -> Sequence[Group]:
    """The columns in the order of the edition; none where a framework is graded elsewhere."""
    graded = [part for part in framework.parts if part.graded]
    if graded:
        return [Group("", [Asked(p.id, p.id.upper(), p.id.upper(), p.title) for p in graded])]
    titles = {component.id: component.title for component in framework.components}
    found = []
    for (component, level), inside in groupby(framework.criteria, key=lambda c: (c.component, c.level)):
        criteria = list(inside)
        words = [titles.get(component or "", ""), edition.method.levels.get(level or "", "")]
        # Where the component stands over its columns, its letters are not said again in each of them.
        numbers = _short([c.number.split("-")[-1] if component else c.number for c in criteria])
        asked = [Asked(c.id, short, c.number, c.text) for c, short in zip(criteria, numbers, strict=True)]
        found.append(Group(", ".join(word for word in words if word), asked))
    return found


def _short(numbers: Sequence[str]) -> Sequence[str]:
    """The first in full, and the digits alone of those that begin alike: F1, 2, 3."""
    if not numbers:
        return ()
    letters = numbers[0].rstrip("0123456789")
    rest = [n.removeprefix(letters) if n.startswith(letters) and n != letters else n for n in numbers[1:]]
    return [numbers[0], *rest]


def steps(edition: Edition, framework: Framework, facts: Facts | None) -> Sequence[str | None]:
    """How each column was rated, in the order of the columns; what the edition does not know counts as not rated."""
    if facts is None:
        return [None for group in groups(edition, framework) for _ in group.asked]
    scales = edition.scales
    known = set(scales.ratings.ids()) | ({scales.not_applicable.id} if scales.not_applicable else set())
    if any(part.graded for part in framework.parts):
        grades = scales.outcomes.grades
        return [g if (g := facts.parts.get(p.id)) in grades else None for p in framework.parts if p.graded]
    return [s if (s := facts.ratings.get(c.id)) in known else None for c in framework.criteria]


def met(edition: Edition, framework: Framework, facts: Facts | None) -> Sequence[Met]:
    """How many of each level are met; one count without a name where an edition has no levels."""
    if facts is None or not framework.criteria:
        return ()
    best = edition.scales.ratings.ids()[-1:]
    none = edition.scales.not_applicable.id if edition.scales.not_applicable else None
    found = []
    for level in dict.fromkeys(c.level for c in framework.criteria):
        rated = [facts.ratings.get(c.id) for c in framework.criteria if c.level == level]
        applicable = [step for step in rated if step is None or step != none]
        number = sum(step in best for step in applicable)
        found.append(Met(edition.method.levels.get(level or "", ""), number, len(applicable)))
    return found


def met_words(counted: Sequence[Met]) -> str:
    """`10 of 11 Fair, 5 of 9 Good met`."""
    said = [f"{one.met} of {one.of} {one.level}".rstrip() for one in counted]
    return f"{', '.join(said)} met" if said else ""


def spoken(edition: Edition, columns: Sequence[Group], rated: Sequence[str | None]) -> str:
    """`Not met: G9. Partly met: F2, G1.`; every rating but the best, worst first."""
    asked = [one for group in columns for one in group.asked]
    scales = edition.scales
    scale = scales.outcomes.grades if any(step in scales.outcomes.grades for step in rated) else scales.ratings
    best = scale.ids()[-1:]
    said = []
    for step, label in [*((s.id, s.label) for s in scale.steps), *_others(edition)]:
        numbers = [a.full for a, its in zip(asked, rated, strict=True) if its == step]
        if numbers and step not in best:
            said.append(f"{label}: {', '.join(numbers)}.")
    return " ".join(said) or (f"All {scale.steps[-1].label.lower()}." if rated else "")


def _others(edition: Edition) -> Iterable[tuple[str | None, str]]:
    none = edition.scales.not_applicable
    if none:
        yield none.id, none.label
    yield None, "Not rated"


def cut(edition: Edition, rows: Iterable[Row], order: str, column: int | None) -> Sequence[Cut]:
    """The rows under their grades, best first; those without a grade last, under how far they are.

    Within a grade from most to fewest met, by name, or by how one column was rated.
    """
    waiting = list(rows)
    ranks = {step: rank for rank, step in enumerate(edition.scales.ratings.ids())}
    ranks |= edition.scales.outcomes.grades.ranks

    def key(row: Row) -> tuple[float, float, str]:
        if column is not None:
            return -ranks.get(row.steps[column] or "", -1), -row.number_met, row.force.name
        return -row.number_met, -_weight(row, ranks), row.force.name

    by_name = order == "name" and column is None
    ordered = sorted(waiting, key=lambda row: row.force.name) if by_name else sorted(waiting, key=key)
    found = []
    for step in reversed(edition.scales.outcomes.grades.steps):
        mine = [row for row in ordered if row.cell.grade == step.id]
        if mine:
            found.append(Cut(step.id, step.label, mine))
    ungraded = [row for row in ordered if row.cell.grade is None and row.cell.is_decided]
    found += [Cut(None, "No grade is given", ungraded)] if ungraded else []
    open_ones = [row for row in ordered if row.cell.is_read and not row.cell.is_decided]
    others = [row for row in ordered if row.cell.grade is None and not row.cell.is_read]
    found += [Cut(None, "Not decided", open_ones)] if open_ones else []
    return [*found, Cut(None, "Not to be compared yet", others)] if others else found


def _weight(row: Row, ranks: Mapping[str, int]) -> float:
    """Rows with as many met are ordered by what else they are rated."""
    return sum(ranks.get(step or "", 0) for step in row.steps)


def unlike_peers(edition: Edition, own: str, peers: Sequence[str]) -> str:
    """A sentence where all peers lie on one side of a grade, and the middle one two grades or more away; else nothing.

    Fewer than four decided peers say nothing.
    """
    if len(peers) < 4:
        return ""
    ranks, labels = edition.scales.outcomes.grades.ranks, edition.scales.outcomes.labels
    apart = sorted(ranks[peer] - ranks[own] for peer in peers)
    middle = apart[(len(apart) - 1) // 2]
    if abs(middle) < 2 or apart[0] <= 0 <= apart[-1]:
        return ""
    counts = Counter(peers)
    said = listed(f"{number} {labels[grade]}" for grade, number in counts.most_common())
    return f"{'Lower' if middle > 0 else 'Higher'} than all its peers: {said}"
