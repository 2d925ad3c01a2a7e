"""What figures say of this year against last for one entry: tested, not testable, taken over, or overtaken since.

Pure. It offers and never takes anything over by itself: a figure moves no direction before somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...grading.direction import propose_direction
from ...grading.edition import Criterion, Edition, Framework
from ...grading.facts import Facts, Movement
from ...indicators import sentences
from ...indicators.comparison.verdicts import WORDS, Comparison, chance
from ...indicators.figures import Figure, Known
from ...indicators.position import Position

Figures = Mapping[str, tuple[Position, str | None]]
"""Where the force stands, by the criterion that rests on the figure."""
NO_MORE = "The figures that this rests on are no longer there."


@dataclass(frozen=True, slots=True)
class Moved:
    """One indicator of an entry. `taken` is the row of the movement that somebody took over, `by` who did.

    `effect` is what the proposed direction would be with it, as a sentence; empty where nobody can take it over.
    """

    indicator: str
    title: str
    criteria: tuple[Criterion, ...]
    stands: Position | None
    taken: Any = None
    by: str = ""
    effect: str = ""

    @property
    def found(self) -> Comparison | None:
        return self.stands.over_time if self.stands else None

    @property
    def is_tested(self) -> bool:
        """Whether a test says that it is better, worse or no different."""
        return self.found is not None and self.found.tested is not None

    @property
    def figures(self) -> str:
        """Which two figures were set beside each other; it is another whenever one of them is corrected."""
        now, before = _agreed(self.stands, "now"), _agreed(self.stands, "before")
        return f"{now.id}-{before.id}" if now and before else ""

    @property
    def is_overtaken(self) -> bool:
        """Whether what was taken over is no longer what the figures say."""
        row = self.taken
        if row is None:
            return False
        found = self.found
        same = found is not None and found.verdict == row.verdict and self.is_tested
        return not same or self.figures != f"{row.value_id}-{row.earlier_id}"

    @property
    def component(self) -> str | None:
        """The part of the framework that it is about, where the framework has parts."""
        return next((c.component for c in self.criteria if c.component), None)

    @property
    def word(self) -> str:
        return WORDS[self.found.verdict] if self.found else "Not testable"

    def written(self, year: str) -> str:
        """The figure of `now` or of `before` with its period; every one of them where sources disagree."""
        known: Known | None = getattr(self.stands, year, None)
        if self.stands is None or known is None:
            return "No figure"
        values = dict.fromkeys(self.stands.measure.written(figure.value) for figure in known.figures)
        return f"{' or '.join(values)} in {known.period.words}"

    @property
    def says(self) -> str:
        """What the two figures mean, and by which test or why by none."""
        stands = self.stands
        if stands is None:
            return NO_MORE
        if stands.over_time is not None:
            return sentences.over_time(stands)
        for known in (stands.now, stands.before):
            if known is not None and known.is_disputed:
                return f"Not testable: two sources disagree about {known.period.words}."
        return "Not testable: there is no figure for the year before."

    @property
    def sentence(self) -> str:
        """All of it in one: the indicator, both figures, and what they mean."""
        return f"{self.title}: {self.written('now')}, {self.written('before')}. {self.says}"


@dataclass(frozen=True, slots=True)
class Moves:
    """All that is known of this year against last for an entry: from sources, and from figures."""

    told: tuple[Any, ...]
    moved: tuple[Moved, ...]

    @property
    def tested(self) -> list[Moved]:
        """What can be taken over or was."""
        return [one for one in self.moved if one.is_tested or one.taken]

    @property
    def untested(self) -> list[Moved]:
        return [one for one in self.moved if not one.is_tested and not one.taken]

    @property
    def overtaken(self) -> list[Moved]:
        return [one for one in self.moved if one.is_overtaken]


def takes_figures(edition: Edition, framework: Framework) -> bool:
    """Whether a tested movement can count for the direction of a framework."""
    rule = edition.method.direction
    graded = not (framework.direction.not_graded and edition.scales.not_graded is not None)
    return rule is not None and graded and rule.tested in {basis.id for basis in rule.bases}


def moves(
    edition: Edition,
    framework: Framework,
    figures: Figures,
    rows: Sequence[Any],
    names: Mapping[int, str],
    facts: Facts | None = None,
) -> Moves | None:
    """What there is to show for a framework; None where nothing is known, or none of it could count.

    `rows` are the entry's movements. With `facts` each offer says what it would do to the proposed direction.
    """
    if not takes_figures(edition, framework):
        return None
    titles = {indicator.id: indicator.title for indicator in edition.indicators}
    taken = {indicator_of(row.name): row for row in rows if row.value_id is not None}
    resting: dict[str, list[Criterion]] = {}
    for criterion in framework.criteria:
        if criterion.measure and (criterion.id in figures or criterion.measure.indicator in taken):
            resting.setdefault(criterion.measure.indicator, []).append(criterion)
    found = []
    for name in dict.fromkeys([*resting, *taken]):
        criteria, row = tuple(resting.get(name, ())), taken.get(name)
        stands = next((figures[c.id][0] for c in criteria if c.id in figures), None)
        title = stands.measure.name if stands else titles.get(name, name)
        one = Moved(name, title, criteria, stands, row, names.get(row.taken_by, "") if row else "")
        found.append(one if facts is None else replace(one, effect=_effect(edition, framework, facts, one)))
    told = tuple(row for row in rows if row.value_id is None)
    return Moves(told, tuple(found)) if found else None


def as_movement(edition: Edition, one: Moved) -> Movement:
    """A tested indicator as the fact that the engine is given."""
    rule, found = edition.method.direction, one.found
    assert rule is not None and found is not None and found.tested is not None
    return Movement(name_of(one.indicator), found.verdict, rule.tested, source_of(*tested(one)), one.component)


def tested(one: Moved) -> tuple[str, float]:
    """The test that was made, and the probability that it gave."""
    assert one.found is not None and one.found.tested is not None
    return one.found.tested.test, one.found.tested.p


def source_of(test: str, p: float) -> str:
    """How reasons name what a tested movement rests on."""
    return f"{test}, {chance(p)}"


def name_of(indicator: str) -> str:
    """What a movement taken over from an indicator is called: a source may have stated one under the plain name."""
    return f"{indicator}:tested"


def indicator_of(name: str) -> str:
    return name.removesuffix(":tested")


def direction_with(edition: Edition, framework: Framework, facts: Facts, one: Moved | None = None) -> str:
    """The label of the direction that would be proposed with one more movement, or as the facts stand."""
    if one is not None:
        others = [m for m in facts.movements if m.id != name_of(one.indicator)]
        facts = replace(facts, movements=(*others, as_movement(edition, one)))
    return label_of(edition, propose_direction(edition, framework, facts, dict(edition.method.values)).value)


def label_of(edition: Edition, direction: str | None) -> str:
    """A direction in the edition's words; `open` where none is proposed."""
    scales = edition.scales
    apart = [step for step in (scales.not_graded, scales.not_comparable) if step is not None]
    return next((step.label for step in (*scales.directions.steps, *apart) if step.id == direction), "open")


def _effect(edition: Edition, framework: Framework, facts: Facts, one: Moved) -> str:
    if not one.is_tested or (one.taken is not None and not one.is_overtaken):
        return ""
    now, then = direction_with(edition, framework, facts), direction_with(edition, framework, facts, one)
    if now == then:
        return f"The proposed direction would stay {then}." if then != "open" else "No direction would be proposed yet."
    return f"The proposed direction would be {then}; it is {now} now."


def _agreed(stands: Position | None, year: str) -> Figure | None:
    known: Known | None = getattr(stands, year, None)
    return known.agreed if known else None
