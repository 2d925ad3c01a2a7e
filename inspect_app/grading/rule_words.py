"""The words for rules: how a requirement, a share or a limiter is said, in the edition's own labels."""

from __future__ import annotations

from collections.abc import Sequence

from .edition import Edition, Framework
from .rules import LadderRule, Limiter, Requirement
from .words import in_words, listed, percent, runs


class RuleWords:
    """The words for the rules of one framework of one edition."""

    def __init__(self, edition: Edition, framework: Framework) -> None:
        self.edition, self.framework = edition, framework
        self.scales, self.method = edition.scales, edition.method
        self.values = edition.method.values
        self.items = "parts" if self._of_parts() else "criteria"

    def _of_parts(self) -> bool:
        rule = self.edition.grading_rule(self.framework)
        return isinstance(rule, LadderRule) and rule.of == "parts"

    def outcome(self, outcome: str | None) -> str:
        return f"**{self.scales.outcomes.labels[outcome]}**" if outcome else "no grade"

    def number(self, item: str) -> str:
        """How an item is named in a sentence: F9, DV-F1, a factor's or a part's title."""
        if item in self.framework.criterion:
            return self.framework.criterion[item].number
        for question in (*self.method.factors, *self.framework.direction.conditions):
            if question.id == item:
                return f"“{question.label}”"
        part = next((p for p in self.framework.parts if p.id == item), None)
        return part.title if part else item

    def numbers(self, items: Sequence[str]) -> str:
        """Several items named, runs drawn together: `F1 to F4 and F9`."""
        return listed(runs(self.number(item) for item in items))

    def component(self, component: str) -> str:
        return next((c.title for c in self.framework.components if c.id == component), component)

    def step(self, requirement: Requirement) -> str:
        """`met`, `rated 3 or above`, `not met`, `graded Good or above`."""
        if requirement.factor:
            scale = self.scales.factor_answers
        else:
            scale = self.scales.outcomes.grades if self.items == "parts" else self.scales.ratings
        label, rank = scale[requirement.step].label, scale.ranks[requirement.step]
        verb = "graded" if self.items == "parts" else "rated"
        if requirement.side == "at_least":
            if rank == scale.best:
                return label.lower() if self.items == "criteria" and not label.isdigit() else f"{verb} {label}"
            return f"{verb} {label} or above"
        if rank == 0:
            return label.lower() if self.items == "criteria" and not label.isdigit() else f"{verb} {label}"
        return f"{verb} {label} or below"

    def selected(self, requirement: Requirement) -> str:
        """`significant Fair criteria`, `parts`."""
        chosen = requirement.selection
        words = [name for name in ("significant", "dominant", "prerequisite") if getattr(chosen, name) is True]
        if chosen.level:
            words.append(self.method.levels.get(chosen.level, chosen.level))
        return " ".join([*words, self.items])

    def share(self, requirement: Requirement) -> str:
        """`more than 50%`, `at least 80%`, `at least 1/3, and at least 2`; `all` and `any` for the rest."""
        amount = requirement.amount
        if amount.share is None:
            return amount.kind
        comparison = "more than" if amount.comparison == "more_than" else "at least"
        words = f"{comparison} {percent(self.values[amount.share])}"
        return f"{words}, and at least {self.values[amount.count]}" if amount.count else words

    def requirement(self, requirement: Requirement) -> str:
        """What a requirement asks, as a clause: `all significant Fair criteria are met`."""
        if requirement.factor:
            return f"{self.number(requirement.factor)} is answered {self.answers(requirement)}"
        what, step, amount = self.selected(requirement), self.step(requirement), requirement.amount
        if amount.kind == "any":
            return f"any {what.replace('criteria', 'criterion').replace('parts', 'part')} is {step}"
        if amount.kind == "all":
            return f"**all** {what} are {step}"
        assert amount.share is not None
        comparison = "more than" if amount.comparison == "more_than" else "at least"
        fewest = f", and no fewer than **{in_words(int(self.values[amount.count]))}**," if amount.count else ""
        return f"**{comparison} {percent(self.values[amount.share])}** of the {what}{fewest} are {step}"

    def title(self, requirement: Requirement) -> str:
        """The short form for a table: `All Fair criteria met`, `Vast majority of Good criteria met`."""
        if requirement.factor:
            return self.number(requirement.factor).strip("“”")
        what, step, amount = self.selected(requirement), self.step(requirement), requirement.amount
        if amount.kind == "all":
            return f"All {what} {step}"
        if amount.kind == "any":
            return f"A {what.replace('criteria', 'criterion').replace('parts', 'part')} {step}"
        word = next((p.word for p in self.method.parameters if p.name == amount.share), "")
        return f"{word[:1].upper()}{word[1:]} of {what} {step}".replace("Most of ", "Most ")

    def answers(self, requirement: Requirement) -> str:
        """The answers that satisfy a factor: `yes, or yes with a caveat`."""
        scale = self.scales.factor_answers
        enough = [s.label.lower() for s in reversed(scale.steps[scale.ranks[requirement.step] :])]
        return enough[0] if len(enough) == 1 else f"{', '.join(enough[:-1])}, or {enough[-1]}"

    def limiter(self, limiter: Limiter) -> str:
        """What a limiter does, as a sentence."""
        if limiter.type == "weakest_component":
            return "Each component climbs the rungs on its own criteria; the lowest outcome is the framework's."
        if limiter.type == "cap":
            flags = [n for n in ("dominant", "prerequisite") if getattr(limiter.selection, n)]
            step = self.scales.ratings[limiter.step].label.lower()
            what = " ".join(flags) or self.method.levels.get(limiter.selection.level or "", "selected")
            return (
                f"While any {what} criterion is not {step}, the grade cannot be above {self.outcome(limiter.at_most)}."
            )
        return "The grade is taken from another inspection."
