"""The ladder as the page shows it: everything that is asked, under the rung that it decides, lowest rung first.

Pure: facts and a proposal in, rows with their words out. Which rows are shown is for the filters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ...grading.edition import Criterion, Edition, Framework
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from ...grading.reasons import Node, Verdict
from ...grading.rules import LadderRule, Rung
from ...grading.sentences import Sentences, plain
from ...grading.words import capital, count_of
from ..next_steps import unsupported
from .asked import Asked, everything
from .rung_words import RungWords

Show = Literal["all", "unrated", "not-met", "no-evidence", "mine"]
FILTERS: tuple[tuple[Show, str], ...] = (
    ("all", "All"),
    ("unrated", "Not rated"),
    ("not-met", "Not fully met"),
    ("no-evidence", "No evidence"),
    ("mine", "Mine"),
)


class Tag(NamedTuple):
    """A fact that changes how a criterion counts, in words, and the term that explains it."""

    words: str
    term: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked, as it stands. `caption` is the key issue that it opens; `cited` counts its citations."""

    asked: Asked
    step: str | None
    cited: int
    is_bare: bool
    tags: tuple[Tag, ...] = ()
    under: str = ""
    caption: str = ""
    assigned: int | None = None

    @property
    def claims(self) -> bool:
        """Whether it is rated above the worst, so that evidence is asked for."""
        return self.step is not None and self.asked.scale.ranks.get(self.step, 0) > 0

    def passes(self, show: Show, me: int, leads: bool) -> bool:
        """Whether a filter lets it through; `leads` is whether `me` leads on the whole entry."""
        if show == "unrated":
            return self.step is None
        if show == "not-met":
            best = self.asked.scale.best
            return self.step in self.asked.scale.ranks and self.asked.scale.ranks[self.step or ""] < best
        if show == "no-evidence":
            return self.is_bare
        if show == "mine":
            return self.assigned == me or (leads and self.assigned is None)
        return True


@dataclass(frozen=True, slots=True)
class RungRows:
    """A rung: its grade's label, what it needs, whether it holds, how far it is, and what stands under it."""

    label: str
    needs: str
    verdict: Verdict | None
    count: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One ladder: the whole of a framework, or one component of it with its own range."""

    id: str
    title: str
    floor: str | None
    ceiling: str | None
    rungs: tuple[RungRows, ...]
    below: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the entry besides its facts: citations, and who looks after what, both by id."""

    cited: Mapping[str, int]
    assigned: Mapping[str, int]
    caveats: Mapping[str, str | None]


def ladder(
    edition: Edition, framework: Framework, facts: Facts, proposal: Proposal | None, known: Known
) -> list[Group]:
    """Every row, grouped; factors and conditions stand in groups of their own where there are components."""
    return _Ladder(edition, framework, facts, proposal, known).groups()


def shown(groups: Sequence[Group], show: Show, me: int, leads: bool, is_open: str | None) -> tuple[list[Group], int]:
    """What a filter leaves, with what is open, and how many rows it hides."""
    if show == "all":
        return list(groups), 0
    left, hidden = [], 0
    for group in groups:
        rungs = []
        for rung in group.rungs:
            rows = tuple(r for r in rung.rows if r.passes(show, me, leads) or r.asked.id == is_open)
            hidden += len(rung.rows) - len(rows)
            if rows:
                rungs.append(replace(rung, rows=rows))
        if rungs:
            left.append(replace(group, rungs=tuple(rungs)))
    return left, hidden


def rows_of(groups: Sequence[Group]) -> list[Row]:
    """Every row in the order of the page."""
    return [row for group in groups for rung in group.rungs for row in rung.rows]


class _Ladder:
    def __init__(
        self, edition: Edition, framework: Framework, facts: Facts, proposal: Proposal | None, known: Known
    ) -> None:
        self.edition, self.framework, self.facts, self.known = edition, framework, facts, known
        self.proposal = proposal
        self.rule = edition.grading_rule(framework)
        self.words = Sentences(edition, framework)
        self.asked = everything(edition, framework)
        self.bare = set(unsupported(edition, framework, facts))
        self.levels = self._levels()

    def groups(self) -> list[Group]:
        found: list[Group] = []
        items = [a for a in self.asked if a.kind in ("criterion", "part")]
        factors = [a for a in self.asked if a.kind == "factor"]
        conditions = [a for a in self.asked if a.kind == "condition"]
        if not isinstance(self.rule, LadderRule):
            if items:
                found.append(Group("", "", None, None, (RungRows("", "", None, "", self._rows(items)),)))
        elif self.framework.components:
            for component in self.framework.components:
                own = [a for a in items if a.criterion and a.criterion.component == component.id]
                found.append(self._group(component.id, component.title, own, ()))
            if factors:
                rung = RungRows("", "", None, "", self._rows(factors))
                found.append(Group("factors", "Asked of the whole framework", None, None, (rung,)))
        else:
            found.append(self._group("", "", items, factors))
        if conditions:
            best = self._best_direction()
            needs = f"{best} needs {'all ' if len(conditions) > 2 else ''}{count_of(len(conditions), 'condition')}"
            rung = RungRows("", "", None, "", self._rows(conditions))
            found.append(Group("direction", f"Direction. {needs}", None, None, (rung,)))
        return found

    def _best_direction(self) -> str:
        rule = self.edition.method.direction
        return self.edition.scales.directions[rule.better].label if rule else ""

    def _group(self, component: str, title: str, items: Sequence[Asked], factors: Sequence[Asked]) -> Group:
        assert isinstance(self.rule, LadderRule)
        node = self._node(component)
        rungs, words = [], RungWords(self.words)
        left = list(items)
        for rung in reversed(self.rule.rungs):
            own = [a for a in left if self._stands_under(rung, a)]
            left = [a for a in left if a not in own]
            asked_here = [a for a in factors if any(need.factor == a.id for need in rung.requires)]
            found = (
                next((n for n in node.children if n.kind == "rung" and n.subject == rung.grade), None) if node else None
            )
            rungs.append(
                RungRows(
                    label=self.edition.scales.outcomes.labels[rung.grade],
                    needs=words.needs(rung, found, [a.id for a in own]) if found else "",
                    verdict=found.verdict if found else None,
                    count=words.count(rung, found) if found else "",
                    rows=self._rows([*own, *asked_here]),
                )
            )
        if left:
            rungs.append(RungRows("", "", None, "", self._rows(left)))
        below = tuple(words.below(node)) if node else ()
        floor, ceiling = (node.floor, node.ceiling) if node else (None, None)
        return Group(component, title, floor, ceiling, tuple(rungs), below)

    def _node(self, component: str) -> Node | None:
        if self.proposal is None:
            return None
        ladders = [node for node in self.proposal.reasons.walk() if node.kind == "ladder"]
        return next((node for node in ladders if node.subject == component), None)

    def _levels(self) -> Mapping[str, str]:
        """The rung under which each level stands: the lowest one that selects it."""
        found: dict[str, str] = {}
        if isinstance(self.rule, LadderRule):
            for rung in reversed(self.rule.rungs):
                for need in rung.requires:
                    if need.selection.level and not need.factor:
                        found.setdefault(need.selection.level, rung.grade)
        return found

    def _stands_under(self, rung: Rung, asked: Asked) -> bool:
        """A criterion stands under the rung of its level; where there are no levels, all stand under the lowest."""
        assert isinstance(self.rule, LadderRule)
        level = asked.criterion.level if asked.criterion else None
        place = self._lowest() if level is None else self.levels.get(level, self._lowest())
        return place == rung.grade

    def _lowest(self) -> str:
        assert isinstance(self.rule, LadderRule)
        return self.rule.rungs[-1].grade

    def _rows(self, asked: Sequence[Asked]) -> tuple[Row, ...]:
        ordered = sorted(asked, key=lambda a: not (a.criterion and a.criterion.prerequisite))
        titles = {issue.id: issue.text for issue in self.framework.key_issues}
        rows, last = [], ""
        for one in ordered:
            caption = titles.get(one.criterion.key_issue or "", "") if one.criterion else self._part_kind(one)
            step = one.step_in(self.facts)
            rows.append(
                Row(
                    asked=one,
                    step=step,
                    cited=self.known.cited.get(one.id, 0),
                    is_bare=one.id in self.bare,
                    tags=self._tags(one.criterion) if one.criterion else (),
                    under=self._under(one, step),
                    caption=caption if caption != last else "",
                    assigned=self.known.assigned.get(one.id),
                )
            )
            last = caption
        return tuple(rows)

    def _part_kind(self, asked: Asked) -> str:
        return f"{asked.text}s" if asked.kind == "part" and asked.text != asked.number else ""

    def _under(self, asked: Asked, step: str | None) -> str:
        """The short name of a question, and the caveat where the answer has one."""
        if not asked.is_answer:
            return ""
        because = self.known.caveats.get(asked.id)
        has_caveat = step in asked.scale and asked.scale[step].caveat if step else False
        return f"{capital(asked.number)}. Caveat: {because}" if has_caveat and because else f"{capital(asked.number)}"

    def _tags(self, criterion: Criterion) -> tuple[Tag, ...]:
        tags = []
        if criterion.prerequisite:
            tags += [Tag(f"Needed for {label}", "prerequisite") for label in self._needed_for()]
        if criterion.dominant:
            worst = self._worst_of_dominant()
            tags.append(Tag(f"Dominant: one failure can mean {worst}" if worst else "Dominant", "dominant criterion"))
        if not criterion.significant:
            tags.append(Tag("Not one of the significant criteria", "significant criterion"))
        return tuple(tags)

    def _needed_for(self) -> list[str]:
        """The lowest grade that a limiter on prerequisites keeps away."""
        grades = self.edition.scales.outcomes.grades
        caps = [n for n in self.edition.method.limiters if n.type == "cap" and n.selection.prerequisite]
        return [grades.steps[grades.ranks[n.at_most] + 1].label for n in caps if grades.ranks[n.at_most] < grades.best]

    def _worst_of_dominant(self) -> str:
        assert isinstance(self.rule, LadderRule) or self.rule is not None
        tests = self.rule.tests if isinstance(self.rule, LadderRule) else ()
        found = [t.grade for t in tests for need in t.any_of if need.selection.dominant and need.amount.kind == "any"]
        return plain(self.words.outcome(found[0])) if found else ""
