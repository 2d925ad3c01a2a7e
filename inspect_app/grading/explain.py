"""An edition's rules in plain English, written from the rules themselves, so that they cannot say something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .edition import Criterion, Edition, Framework
from .rules import LadderRule, OutsideRule, Parameter, Requirement, Rung, Test
from .scale import Source
from .sentences import Sentences, plain
from .words import capital, count_of, in_words, listed, percent

COMPARISONS = {
    "at_or_above_peer_average": "not significantly worse than the average of similar forces",
    "in_top_quartile_of_peers": "in the best quarter of similar forces",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of the explanation: a heading with its text, and points under it.

    `outcome` is the grade, or the gap between two, that a rung or a test is about.
    """

    heading: str
    text: str = ""
    points: tuple[str, ...] = ()
    source: Source | None = None
    outcome: str | None = None


def explain(edition: Edition, framework: Framework | None = None, *, marked: bool = False) -> Iterator[Paragraph]:
    """How a framework gets its grade: the edition's own way, or that of one framework with its criteria.

    With `marked`, what a reader looks for in a point stands between `**`.
    """
    return _Explaining(edition, framework, marked).paragraphs()


def special_rules(edition: Edition, framework: Framework) -> tuple[str, ...]:
    """What holds for this framework and not for those of the edition in general, as sentences; often nothing."""
    return _Explaining(edition, framework, marked=False).special_rules()


class _Explaining:
    def __init__(self, edition: Edition, framework: Framework | None, marked: bool) -> None:
        self.edition, self.framework = edition, framework
        self.said: Callable[[str], str] = str if marked else plain
        self.example = framework or next(
            (f for f in edition.frameworks if f.graded_by == edition.method.default_grading), edition.frameworks[0]
        )
        self.words = Sentences(edition, self.example)
        self.rule = edition.grading_rule(self.example)

    def paragraphs(self) -> Iterator[Paragraph]:
        yield self._opening()
        if isinstance(self.rule, LadderRule):
            yield from self._ladder(self.rule)
            yield from self._limiters()
            yield self._words_that_count(self.rule)
        else:
            yield Paragraph("Where the grade comes from", self.rule.because, source=self.rule.source)
        yield from self._direction()
        yield from self._values()
        if self.framework is not None:
            yield from self._criteria(self.framework)
        else:
            yield from self._frameworks()

    def _opening(self) -> Paragraph:
        title = self.edition.title
        if self.framework is not None:
            title = f"{self.framework.code} {self.framework.title}"
        text = "These are the rules the method applies, in order. It proposes. A person decides."
        return Paragraph(title, f"{text} {self.edition.notice}".strip())

    # The rungs.

    def _ladder(self, rule: LadderRule) -> Iterator[Paragraph]:
        components = self.example.components
        if components:
            names = listed(c.title for c in components)
            text = f"{capital(count_of(len(components), 'component'))}: {names}. The rules below are applied to each."
            yield Paragraph("Components", text)
        for rung in rule.rungs:
            yield self._rung(rung)
        outcomes = self.edition.scales.outcomes
        gap = next((b for b in outcomes.between if b.id == rule.otherwise), None)
        if gap is not None:
            text = f"{gap.meaning} No grade is proposed, and a person must judge."
            yield Paragraph(capital(gap.label), text, outcome=gap.id)
        for test in rule.tests:
            yield self._test(test)
        if gap is None:
            yield Paragraph(self._label(rule.otherwise), "Everything else.", outcome=rule.otherwise)

    def _label(self, outcome: str) -> str:
        return self.edition.scales.outcomes.labels[outcome]

    def _rung(self, rung: Rung) -> Paragraph:
        clauses = [self._clause(need) for need in rung.requires]
        if rung.builds_on:
            clauses.insert(0, f"Everything that {self._label(rung.builds_on)} needs.")
        text = "Needs each of these:" if len(clauses) > 1 else "Needs this:"
        return Paragraph(self._label(rung.grade), text, tuple(clauses), rung.source, rung.grade)

    def _test(self, test: Test) -> Paragraph:
        clauses = tuple(self._clause(need) for need in test.any_of)
        text = (
            "Where no grade above holds, any one of these is enough:"
            if len(clauses) > 1
            else "Where no grade above holds:"
        )
        return Paragraph(self._label(test.grade), text, clauses, test.source, test.grade)

    def _clause(self, need: Requirement) -> str:
        return capital(f"{self.said(self.words.requirement(need))}.")

    def _words_that_count(self, rule: LadderRule) -> Paragraph:
        points = []
        scales = self.edition.scales
        if rule.of == "criteria" and scales.ratings.steps:
            best = scales.ratings.steps[-1]
            asked = {need.step for rung in rule.rungs for need in rung.requires if not need.factor}
            below = [s.label for s in scales.ratings.steps[1:-1]]
            if below and best.id in asked:
                verb = "counts" if len(below) == 1 else "count"
                points.append(f"{listed(below)} {verb} as not yet {best.label.lower()} on every rung that asks for it.")
            if scales.not_applicable is not None:
                points.append(f"A criterion that is {scales.not_applicable.label.lower()} is left out of every count.")
            points.append(
                "A criterion that is not rated yet may still turn out either way: the method then gives a range."
            )
        if rule.of == "parts":
            points.append("A part that is not graded yet may still turn out either way: the method then gives a range.")
        empty = "holds" if rule.empty_holds else "cannot hold"
        points.append(f"Where none of the {self.words.items} that a rung asks about applies, the rung {empty}.")
        if any(s.caveat for s in scales.factor_answers.steps) and rule.of == "criteria":
            points.append("An answer with a caveat counts, and the caveat is printed with the grade.")
        return Paragraph("Words that count", points=tuple(points))

    # What limits and what moves.

    def _limiters(self) -> Iterator[Paragraph]:
        chosen = [
            limiter
            for limiter in self.edition.method.limiters
            if (self._applies(limiter.id, self.example) if self.framework else limiter.type != "outside_grade")
        ]
        points = [f"{self.said(self.words.limiter(limiter))} {limiter.because}".strip() for limiter in chosen]
        if points:
            yield Paragraph("Limits", points=tuple(points))

    def _applies(self, limiter_id: str, framework: Framework) -> bool:
        limiter = next(n for n in self.edition.method.limiters if n.id == limiter_id)
        if limiter.type == "weakest_component":
            return bool(framework.components)
        if limiter.type == "outside_grade":
            return isinstance(self.edition.grading_rule(framework), OutsideRule)
        wanted = [
            n for n in ("level", "significant", "dominant", "prerequisite") if getattr(limiter.selection, n) is not None
        ]
        return any(all(getattr(c, n) == getattr(limiter.selection, n) for n in wanted) for c in framework.criteria)

    def _direction(self) -> Iterator[Paragraph]:
        rule, special = self.edition.method.direction, self.framework.direction if self.framework else None
        if rule is None:
            yield Paragraph("Direction of travel", "This edition gives none.")
            return
        if special is not None and special.not_graded:
            yield Paragraph("Direction of travel", f"Not graded. {special.because}", source=special.source)
            return
        label = {s.id: s.label for s in self.edition.scales.directions.steps}
        tested = next(b.label for b in rule.bases if b.id == rule.tested)
        ranked = ", which outranks what is ".join(b.label for b in rule.bases)
        ranked = ranked.replace(", which outranks", " outranks", 1)
        points = [
            f"{label[rule.better]}: something moved for the better since last year and nothing for the worse. "
            f"{label[rule.worse]}: the reverse. {label[rule.same]}: anything else.",
            f"What is {ranked}: only the strongest that is "
            f"there counts. Where nothing was {tested}, the direction is proposed and flagged as not tested.",
            f"Criteria gained less criteria lost count when they come to at least "
            f"{percent(self.words.values[rule.criteria_share])} of those in both years.",
            "Where nothing is known of last year, no direction is defined and a person must judge.",
        ]
        if special is not None and special.conditions:
            asked = listed(f"{q.label} ({q.question})" for q in special.conditions)
            points.insert(0, f"{label[rule.better]} only where every condition is answered yes: {asked}.")
        if special is not None and special.comparable_components:
            names = listed(self.words.component(c) for c in special.comparable_components)
            points.insert(0, f"Only {names} can be compared with last year; anything else counts only as judged.")
        yield Paragraph("Direction of travel", points=tuple(points), source=special.source if special else rule.source)

    def _values(self) -> Iterator[Paragraph]:
        parameters = self.edition.method.parameters
        if parameters:
            points = tuple(self._value(p) for p in parameters)
            yield Paragraph("Values this edition chose", "The published text uses these words without numbers.", points)

    def _value(self, parameter: Parameter) -> str:
        value = self.words.values[parameter.name]
        shown = in_words(int(value)) if parameter.whole else percent(value)
        changed = "" if value == parameter.default else f", changed from {percent(parameter.default)}"
        others = f" Other readings: {'; '.join(parameter.other_readings)}." if parameter.other_readings else ""
        return f"“{capital(parameter.word)}” is {parameter.name}: {shown}{changed}. {parameter.why}{others}"

    # What is rated.

    def _criteria(self, framework: Framework) -> Iterator[Paragraph]:
        for component in framework.components or (None,):
            inside = [c for c in framework.criteria if component is None or c.component == component.id]
            for level in dict.fromkeys(c.level for c in inside):
                chosen = [c for c in inside if c.level == level]
                if chosen:
                    name = f"{self.edition.method.levels[level]} criteria" if level else "Criteria"
                    heading = f"{component.title}: {name}" if component else name
                    yield Paragraph(heading, points=tuple(map(self._criterion, chosen)))
        if framework.parts:
            points = tuple(p.title if p.graded else f"{p.title} (not graded)" for p in framework.parts)
            yield Paragraph("Parts", points=points)

    def _criterion(self, criterion: Criterion) -> str:
        tags = ["dominant"] if criterion.dominant else []
        tags += ["prerequisite"] if criterion.prerequisite else []
        tags += [] if criterion.significant else ["not one of the significant criteria"]
        tags += [self._measured(criterion)] if criterion.measure else []
        return f"{criterion.number}  {criterion.text}{f' ({listed(tags)})' if tags else ''}"

    def _measured(self, criterion: Criterion) -> str:
        assert criterion.measure is not None
        title = next(i.title for i in self.edition.indicators if i.id == criterion.measure.indicator)
        comparison = criterion.measure.standard or COMPARISONS[criterion.measure.comparison]
        return f"measured by: {title}, {comparison}"

    def _frameworks(self) -> Iterator[Paragraph]:
        domains = {d.id: f"{d.id} {d.title}" for d in self.edition.domains}
        for domain in dict.fromkeys(f.domain for f in self.edition.frameworks):
            inside = [f for f in self.edition.frameworks if f.domain == domain]
            yield Paragraph(domains.get(domain, "Frameworks"), points=tuple(map(self._framework_line, inside)))

    def special_rules(self) -> tuple[str, ...]:
        framework, rule = self.example, self.rule
        found = [
            plain(self.words.limiter(limiter))
            for limiter in self.edition.method.limiters
            if self._applies(limiter.id, framework)
        ]
        if isinstance(rule, LadderRule) and framework.graded_by != self.edition.method.default_grading:
            found.insert(0, "It has rungs of its own.")
        if not isinstance(rule, LadderRule):
            found = [rule.because or "It is given no grade here."]
        if self.edition.method.direction is not None:
            found += self._special_direction(framework)
        return tuple(found)

    def _special_direction(self, framework: Framework) -> list[str]:
        special = framework.direction
        if special.not_graded:
            return ["Its direction of travel is not graded."]
        found = []
        if special.conditions:
            found.append(
                f"{capital(count_of(len(special.conditions), 'condition'))} decide on its direction of travel."
            )
        if special.comparable_components:
            names = listed(self.words.component(c) for c in special.comparable_components)
            found.append(f"Only {names} can be compared with last year.")
        return found

    def _framework_line(self, framework: Framework) -> str:
        special = [n.id.replace("_", " ") for n in self.edition.method.limiters if self._applies(n.id, framework)]
        special += ["direction not graded"] if framework.direction.not_graded else []
        special += (
            [f"{count_of(len(framework.direction.conditions), 'condition')} for the direction"]
            if (framework.direction.conditions)
            else []
        )
        return f"{framework.code}  {framework.title}{f' (special rule: {listed(special)})' if special else ''}"
