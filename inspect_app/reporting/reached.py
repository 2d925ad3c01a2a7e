"""How one grade was reached, as content: the rung table, the range, and a labelled sentence for each question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor
from typing import Literal

from ..grading.edition import Edition, Framework
from ..grading.proposal import Proposal
from ..grading.reasons import Node
from ..grading.rules import LadderRule, Parameter, Requirement
from ..grading.sentences import Sentences, plain
from ..grading.words import capital, count_of, listed, percent
from .content import ComponentRow, RangePicture, ReachedPart, RequirementRow, Row, RungRows
from .year import EntryYear, Finding

Match = Literal["agrees", "differs", "open"]


def reached(edition: Edition, framework: Framework, entry: EntryYear, proposal: Proposal) -> ReachedPart:
    """The part "How this grade was reached" of one framework."""
    return _Reached(edition, framework, entry, proposal).part()


class _Reached:
    def __init__(self, edition: Edition, framework: Framework, entry: EntryYear, proposal: Proposal) -> None:
        self.edition, self.framework, self.entry, self.proposal = edition, framework, entry, proposal
        self.words = Sentences(edition, framework)
        self.ladders = [n for n in proposal.reasons.walk() if n.kind == "ladder"]
        self.levels = edition.method.levels

    def part(self) -> ReachedPart:
        components = bool(self.framework.components)
        rungs = () if components or not self.ladders else tuple(self._rungs(self.ladders[0]))
        return ReachedPart(
            about=f"Framework {self.framework.code} · method {self.edition.id}",
            lead=self._lead(),
            rungs=rungs,
            levels=tuple(self.levels.values()),
            components=tuple(map(self._component, self.ladders)) if components else (),
            note=self._note(rungs),
            picture=self._picture() if self.ladders else None,
            rows=tuple(self._rows()),
        )

    def _lead(self) -> str:
        if not self.ladders:
            return plain(self.words.node(self.proposal.reasons.children[0]))
        criteria = self.framework.criteria
        none = self.edition.scales.not_applicable
        ratings = self.entry.facts.ratings
        applying = [c for c in criteria if none is None or ratings.get(c.id) != none.id]
        by_level = [f"{sum(c.level == level for c in applying)} at {label}" for level, label in self.levels.items()]
        verb = "applies" if len(applying) == 1 else "apply"
        counted = f"{capital(count_of(len(applying), 'criterion', 'criteria'))} {verb}"
        counts = f"{counted}: {listed(by_level)}." if by_level else f"{counted}."
        parts = [part for part in self.framework.parts if part.graded]
        if parts and not criteria:
            counts = f"{capital(count_of(len(parts), 'part'))} {'is' if len(parts) == 1 else 'are'} graded."
        if self.framework.components:
            return f"Each component climbs the rungs on its own criteria. A limiter then applies. {counts}"
        if any(n.kind == "rung" and n.verdict == "held" for n in self.ladders[0].children):
            start = "The method starts at the highest rung and stops at the first whose every requirement holds."
            return f"{start} {counts}"
        return f"No rung holds in full. {counts}"

    # The rung table.

    def _rungs(self, ladder: Node) -> Iterator[RungRows]:
        held = False
        for node in ladder.children:
            if node.kind == "otherwise":
                if (not held and ladder.floor == node.subject) or node.verdict == "held":
                    yield RungRows(node.subject, (), ladder.floor == ladder.ceiling == node.subject)
                return
            if held:
                return
            yield RungRows(node.subject, tuple(map(self._requirement, node.children)), self._decides(ladder, node))
            held = node.kind == "rung" and node.verdict == "held"

    def _decides(self, ladder: Node, node: Node) -> bool:
        return ladder.floor == ladder.ceiling == node.subject and node.verdict == "held"

    def _requirement(self, node: Node) -> RequirementRow:
        requirement = self.words.requirement_of(node)
        against = node.counted_against if requirement.side == "at_least" else node.counted_for
        factor = requirement.factor is not None
        return RequirementRow(
            title=self.words.title(requirement),
            result=self._result(node, requirement),
            needed=self.words.answers(requirement) if factor else self._needed(requirement),
            verdict=node.verdict,
            test=requirement.side == "at_most",
            against=() if factor else tuple(self.words.number(i) for i in against),
            counts=not factor,
        )

    def _needed(self, requirement: Requirement) -> str:
        amount = requirement.amount
        if amount.kind == "any":
            return "any one"
        return self.words.share(requirement)

    def _result(self, node: Node, requirement: Requirement) -> str:
        if requirement.factor:
            given = self.entry.facts.factors.get(requirement.factor)
            return self.edition.scales.factor_answers[given].label.lower() if given else "unanswered"
        tally = node.tally
        if tally is None or not tally.applicable:
            return "none apply"
        share = Fraction(tally.counting, tally.applicable)
        words = f"{tally.counting} of {tally.applicable}"
        if requirement.amount.share and requirement.side == "at_least":
            words += f" ({floor(share * 100 + Fraction(1, 2))}%)"
        return f"{words}, {len(node.unknown)} open" if node.unknown else words

    def _component(self, ladder: Node) -> ComponentRow:
        met = tuple(self._level(ladder, level) for level in self.levels)
        against = dict.fromkeys(
            number
            for rung in ladder.children
            if rung.kind == "rung" and rung.verdict != "held"
            for node in rung.children
            for number in (self.words.number(i) for i in node.counted_against)
            if "“" not in number
        )
        order = [c.number for c in self.framework.criteria if c.number in against]
        named = f"{' '.join(order[:6])}{f' and {len(order) - 6} more' if len(order) > 6 else ''}"
        return ComponentRow(
            title=self.words.component(ladder.subject),
            met=met,
            floor=ladder.floor or "",
            ceiling=ladder.ceiling or "",
            against=named,
        )

    def _level(self, ladder: Node, level: str) -> str:
        best = self.edition.scales.ratings.ids()[-1]
        none = self.edition.scales.not_applicable
        ratings = self.entry.facts.ratings
        inside = [c.id for c in self.framework.criteria if c.component == ladder.subject and c.level == level]
        applying = [c for c in inside if none is None or ratings.get(c) != none.id]
        unrated = sum(c not in ratings for c in applying)
        met = f"{sum(ratings.get(c) == best for c in applying)} of {len(applying)}"
        return f"{met}, {unrated} open" if unrated else met

    def _note(self, rungs: tuple[RungRows, ...]) -> str:
        """The parameters behind the words of the table, and what partly met counts as."""
        rule = self.edition.grading_rule(self.framework)
        if not isinstance(rule, LadderRule):
            return ""
        printed = " ".join(asked.title.lower() for rung in rungs for asked in rung.requirements)
        values: dict[str, list[str]] = {}
        for parameter in self._used(rule):
            if rungs and parameter.word.lower() not in printed:
                continue
            value, default = (
                str(v) if parameter.whole else percent(v)
                for v in (self.words.values[parameter.name], parameter.default)
            )
            changed = "" if value == default else f", changed from {default}"
            values.setdefault(parameter.word, []).append(f"{parameter.name} ({value}{changed})")
        clauses = [f"“{word}” is {listed(names)}" for word, names in values.items()]
        partly = [s.label.lower() for s in self.edition.scales.ratings.steps[1:-1]] if rule.of == "criteria" else []
        tail = f" A criterion that is {listed(partly, 'or')} counts as not yet met." if partly else ""
        if not clauses:
            return tail.strip()
        return f"What the words stand for: {'; '.join(clauses)}.{tail}"

    def _used(self, rule: LadderRule) -> list[Parameter]:
        needs = [n for r in rule.rungs for n in r.requires] + [n for t in rule.tests for n in t.any_of]
        used = {name for n in needs for name in (n.amount.share, n.amount.count) if name}
        return [p for p in self.edition.method.parameters if p.name in used]

    # The range.

    def _picture(self) -> RangePicture:
        proposal, labels = self.proposal, self.edition.scales.outcomes.labels
        spans = [("Possible on the ratings", proposal.floor or "", proposal.ceiling or "")]
        if proposal.as_evidenced:
            spans.append(("On cited evidence alone", proposal.as_evidenced.floor, proposal.as_evidenced.ceiling))
        marks = [("Proposal", proposal.outcome)] if proposal.outcome else []
        if self.entry.judgement.grade:
            marks.append(("Published judgement", self.entry.judgement.grade))
        said = [
            f"{name}: {labels[low]}." if low == high else f"{name}: from {labels[low]} to {labels[high]}."
            for name, low, high in spans
        ]
        said += [f"{name}: {labels[outcome]}." for name, outcome in marks]
        return RangePicture(self.edition.scales.outcomes.order, tuple(spans), tuple(marks), " ".join(said))

    # The labelled sentences.

    def _rows(self) -> Iterator[Row]:
        words, proposal = self.words, self.proposal
        flags = words.flags(proposal)
        yield Row("In words", " ".join([words.in_words(proposal), *flags, self._beside_the_judgement()]))
        limiters = [said for said in words.limiters(proposal) if plain(said) != self._lead()]
        if limiters:
            yield Row("Limiter that applied", " ".join(limiters))
        if self._differs():
            yield Row("Why the judgement differs", self._why(), as_written=True)
        evidence = words.on_evidence(proposal)
        if evidence:
            yield Row("On evidence alone", evidence)
        for reach in proposal.to_reach[:2]:
            label = self.edition.scales.outcomes.labels[reach.grade]
            yield Row(f"What would reach {label}", f"{words.reach(reach)}{self._bearing(reach.changes)}")
        if self.ladders:
            yield Row("What holds the grade", words.hangs_on(proposal))
        if self.edition.scales.directions.steps:
            yield Row("Direction of travel", f"{words.direction(proposal.direction)} {self._published_direction()}")

    def _differs(self) -> bool:
        return (
            self.proposal.view is not None
            and agreement(self.edition, self.proposal, self.entry.judgement.grade) == "differs"
        )

    def _beside_the_judgement(self) -> str:
        if not self.entry.judgement.grade:
            return "No grade is published."
        published = self.words.outcome(self.entry.judgement.grade)
        match = agreement(self.edition, self.proposal, self.entry.judgement.grade)
        ending = {
            "agrees": "the judgement agrees with the proposal",
            "differs": "the judgement differs",
            "open": "it lies within the range",
        }[match]
        return f"The published grade is {published}: {ending}."

    def _why(self) -> str:
        reason = self.entry.judgement.reason
        if not reason:
            return "No reason is recorded."
        by = f" Decided by {self.entry.judgement.decided_by}." if self.entry.judgement.decided_by else ""
        return f"“{reason}”{by}"

    def _bearing(self, changes: Iterable[object]) -> str:
        """The areas for improvement that bear on what would have to change."""
        wanted = {getattr(change, "item", "") for change in changes}
        improve: list[Finding] = [f for f in self.entry.findings if f.id.split("-")[1].startswith("A")]
        found = [f for f in improve if wanted & set(f.bears_on)]
        if not found:
            return ""
        order = [criterion.id for criterion in self.framework.criteria if criterion.id in wanted]
        on = [f"{f.id} on {listed(self.words.number(c) for c in order if c in f.bears_on)}" for f in found]
        return f" Areas for improvement that bear on them: {'; '.join(on)}."

    def _published_direction(self) -> str:
        scales = self.edition.scales
        steps = {s.id: s.label for s in (*scales.directions.steps, scales.not_graded, scales.not_comparable) if s}
        published = steps.get(self.entry.judgement.direction)
        return f"The published direction is **{published}**." if published else "No direction is published."


def agreement(edition: Edition, proposal: Proposal, published: str) -> Match:
    """Whether a published grade agrees with a proposal, differs from it, or lies inside a range still open."""
    if proposal.view is None:
        return "open" if published else "agrees"
    if not published:
        return "open"
    ranks = edition.scales.outcomes.ranks
    if proposal.settled:
        return "agrees" if proposal.grade == published else "differs"
    inside = ranks[proposal.view.floor] <= ranks[published] <= ranks[proposal.view.ceiling]
    return "open" if inside else "differs"
