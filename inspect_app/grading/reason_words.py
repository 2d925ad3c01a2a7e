"""The words for reasons: one sentence for every node of the tree, written once."""

from __future__ import annotations

from collections.abc import Sequence

from .reasons import Node
from .rule_words import RuleWords
from .rules import LadderRule, Requirement, Rung, Test
from .words import capital, listed

YES_NO = {"held": "yes", "failed": "no", "undecided": "open"}
FOUND = {"held": "found", "failed": "not found", "undecided": "open"}


class ReasonWords(RuleWords):
    """The words for the tree of reasons of one framework."""

    def node(self, node: Node) -> str:
        """The sentence for one node of the tree of reasons."""
        write = getattr(self, f"_{node.kind}", None)
        return capital(write(node)) if write else node.rule

    def _grade(self, node: Node) -> str:
        if node.floor is None:
            return "this framework is given no grade."
        if node.floor != node.ceiling:
            return f"the grade could end anywhere from {self.outcome(node.floor)} to {self.outcome(node.ceiling)}."
        if node.verdict == "held":
            return f"the method proposes {self.outcome(node.floor)}."
        return f"no grade is proposed: the ratings fall {self.outcome(node.floor)}, and a person must judge."

    def _ladder(self, node: Node) -> str:
        name = f"{self.component(node.subject)}: " if node.subject else ""
        if node.floor != node.ceiling:
            return f"{name}from {self.outcome(node.floor)} to {self.outcome(node.ceiling)}, until more is known."
        if node.verdict == "held":
            return f"{name}{self.outcome(node.floor)} is the highest outcome that holds."
        return f"{name}{self.outcome(node.floor)}: no rung holds, and no test for a lower grade finds anything."

    def _rung(self, node: Node) -> str:
        verb = {"held": "holds", "failed": "does not hold", "undecided": "is open"}[node.verdict]
        return f"{self.outcome(node.subject)} {verb}."

    def _test(self, node: Node) -> str:
        verb = {"held": "finds it", "failed": "finds nothing", "undecided": "is open"}[node.verdict]
        return f"the test for {self.outcome(node.subject)} {verb}."

    def _otherwise(self, node: Node) -> str:
        verb = {"held": "is what is left", "failed": "does not arise", "undecided": "is possible"}[node.verdict]
        return f"{self.outcome(node.subject)} {verb}."

    def _requirement(self, node: Node) -> str:
        requirement = self.requirement_of(node)
        verdict = (YES_NO if requirement.side == "at_least" else FOUND)[node.verdict]
        clause = self.requirement(requirement)
        if node.tally and node.tally.applicable == 0:
            return f"{clause}: {verdict}, because none applies."
        if requirement.factor:
            given = "unanswered" if node.unknown else ""
            return f"{clause}: {given or verdict}."
        parts = [f"{node.tally.counting} of {node.tally.applicable}"] if node.tally else []
        if requirement.side == "at_least":
            parts += [f"against: {self.numbers(node.counted_against)}"] if node.counted_against else []
        elif node.counted_for:
            parts.append(self.numbers(node.counted_for))
        parts += [f"unrated: {self.numbers(node.unknown)}"] if node.unknown else []
        return f"{clause}: {verdict} ({'; '.join(parts)})."

    def requirement_of(self, node: Node) -> Requirement:
        """The declared requirement that a node is about."""
        rule = self.edition.grading_rule(self.framework)
        assert isinstance(rule, LadderRule)
        kind, grade = node.rule.split(".")[-3:-1]
        steps: Sequence[Rung | Test] = rule.rungs if kind == "rung" else rule.tests
        for step in steps:
            needs = step.requires if isinstance(step, Rung) else step.any_of
            for need in needs:
                if step.grade == grade and need.id == node.subject:
                    return need
        raise KeyError(node.rule)

    def _count(self, node: Node) -> str:
        value = node.parameter[1] if node.parameter else ""
        return f"at least {value} of them: {YES_NO[node.verdict]}."

    def _weakest(self, node: Node) -> str:
        if node.detail == "idle":
            return "weakest component: this framework is not divided into components."
        lowest = listed(self.component(c) for c in node.detail.split())
        outcome = self.outcome(node.floor)
        if node.floor != node.ceiling:
            return f"**Weakest component.** The lowest outcome counts: from {outcome} to {self.outcome(node.ceiling)}."
        if node.verdict == "failed":
            return f"**Weakest component.** Every component stands at {outcome}, so none holds the framework back."
        return f"**Weakest component.** The lowest outcome, {outcome} ({lowest}), is the outcome of the framework."

    def _cap(self, node: Node) -> str:
        limiter = next(n for n in self.method.limiters if n.id == node.subject)
        name, step = limiter.id.replace("_", " "), self.scales.ratings[limiter.step].label.lower()
        if node.detail == "idle":
            return f"{name}: no criterion of this framework is looked at."
        title, cap = f"**{capital(name)}.**", self.outcome(node.ceiling)
        if node.verdict == "held":
            verb = "is" if len(node.counted_against) == 1 else "are"
            return (
                f"{title} {self.numbers(node.counted_against)} {verb} not {step}, so the grade cannot be above {cap}."
            )
        if node.verdict == "undecided":
            verb = "is" if len(node.unknown) == 1 else "are"
            return f"{title} {self.numbers(node.unknown)} {verb} still to be rated: the grade may be held at {cap}."
        return f"{title} Nothing here holds the grade down."

    def _outside(self, node: Node) -> str:
        if node.detail == "idle":
            return "graded elsewhere: no, this framework is graded on its own criteria."
        tail = "" if node.verdict == "held" else " It has not been given yet."
        return f"**Graded elsewhere.** {node.detail} This framework has no criteria of its own here.{tail}"

    def _ungraded(self, node: Node) -> str:
        return node.detail or "the edition gives this framework no grade."

    def _measure(self, node: Node) -> str:
        standing, suggested, rated = [*node.detail.split(" "), ""][:3]
        label = self.scales.ratings[suggested].label.lower()
        words = {"in_line": "in line with", "better": "better than", "worse": "worse than"}
        place = f"{words[standing]} similar forces" if standing in words else standing.replace("_", " ")
        if not rated:
            return f"{self.number(node.subject)}: the figures suggest **{label}** ({place}). It is not rated yet."
        none = self.scales.not_applicable
        given = none.label if none and rated == none.id else self.scales.ratings[rated].label
        verb = "as the figures suggest" if node.verdict == "held" else f"although the figures suggest {label}"
        return f"{self.number(node.subject)} is rated {given.lower()}, {verb} ({place})."

    def _direction(self, node: Node) -> str:
        subject, steps = node.subject, self.scales.directions
        if subject == "no_rule":
            return "this edition gives no direction of travel."
        if subject == "not_graded":
            return f"**Not graded.** {node.detail or 'The edition gives no direction for this framework.'}"
        if subject == "not_comparable":
            return "**Not comparable.** Last year's result cannot be compared with this one."
        if subject == "no_signal":
            return "no direction is defined: nothing is known of this year against last. A person must decide."
        if subject == "open":
            return "no direction is proposed yet: the answers to the conditions decide it."
        return f"the method proposes **{steps[subject].label}**."

    def _signal(self, node: Node) -> str:
        basis, _, detail = node.detail.partition("|")
        rule = self.method.direction
        assert rule is not None
        label = next(b.label for b in rule.bases if b.id == basis)
        points = {"better": "better", "worse": "worse", "no_difference": "no difference"}[node.subject]
        name = node.rule.rsplit(".", 1)[-1]
        weight = "it counts" if node.verdict == "held" else "something stronger decides"
        if node.parameter is not None:
            gained, lost, both = detail.split(" ")
            return f"criteria gained {gained}, lost {lost}, of {both} in both years: {points} ({label}; {weight})."
        source = f", {detail}" if detail else ""
        # A movement that was tested is named after its indicator too, with a colon: a source may state the same one.
        named = name.partition(":")[0]
        measured = next((i.title for i in self.edition.indicators if i.id == named), named.replace("_", " "))
        return f"{measured}: {points} ({label}{source}; {weight})."

    def _condition(self, node: Node) -> str:
        answer = {"held": "yes", "failed": "no", "undecided": "unanswered"}[node.verdict]
        best = self.method.direction.better if self.method.direction else ""
        question = next(q for q in self.framework.direction.conditions if q.id == node.subject)
        return f"{self.scales.directions[best].label} needs “{question.label}”: {answer}."
