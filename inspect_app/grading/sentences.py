"""Every sentence about a proposal. Pages, report and command line all take their words from here.

Sentences are plain English with `**bold**` around what a reader looks for; `plain` takes the marks off. The words of
a methodology (grades, ratings, levels) come from the edition. The tree's own sentences are in `reason_words`, those
of the rules in `rule_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .reason_words import ReasonWords
from .reasons import Node
from .rules import LadderRule, Rung
from .words import capital, count_of, in_words, listed, plain, runs

if TYPE_CHECKING:
    from .direction import Direction
    from .proposal import Proposal
    from .reach import Reach

__all__ = ["Sentences", "plain"]


class Sentences(ReasonWords):
    """What is said about the proposal for one framework."""

    def direction(self, direction: Direction) -> str:
        """One paragraph on the direction of travel: what is proposed, on what, and how far it can be trusted."""
        tree = direction.reasons
        sentences = [self.node(tree)]
        conditions = [n for n in tree.children if n.kind == "condition"]
        if conditions:
            rule = self.method.direction
            assert rule is not None
            label = self.scales.directions[rule.better].label
            names = {q.id: q.label for q in self.framework.direction.conditions}
            words = {"held": "yes", "failed": "no", "undecided": "unanswered"}
            asked = listed(f"{names[n.subject]} ({words[n.verdict]})" for n in conditions)
            sentences.append(f"{label} needs {count_of(len(conditions), 'condition')} here: {asked}.")
        sentences += [self.node(n) for n in tree.children if n.kind == "signal" and n.verdict == "held"]
        flags = {
            "not_tested": "No statistical test stands behind it.",
            "mixed": "Some signals point up and some down.",
            "partly_comparable": "Only part of this framework can be compared with last year.",
        }
        if direction.value is not None:
            sentences += [flags[f] for f in direction.flags if f in flags]
        return " ".join(sentences)

    def headline(self, proposal: Proposal) -> str:
        """`Fair`, `Fair to Good`, `No grade: between Poor and Fair`, without marks."""
        if proposal.view is None:
            return "No grade is given"
        low, high = plain(self.outcome(proposal.floor)), plain(self.outcome(proposal.ceiling))
        if not proposal.settled:
            return f"{capital(low)} to {high}"
        return low if proposal.grade else f"No grade: {low}"

    def in_words(self, proposal: Proposal) -> str:
        """What the method proposes, and what is still open."""
        if proposal.view is None:
            return self.node(proposal.reasons.children[0])
        open_items = self._open(proposal)
        if not proposal.settled:
            return (
                f"{capital(self._counted_open(open_items))}: the grade could end anywhere from "
                f"{self.outcome(proposal.floor)} to {self.outcome(proposal.ceiling)}."
            )
        if proposal.grade is None:
            return (
                f"The method proposes **no grade**: the ratings fall {self.outcome(proposal.outcome)}, "
                "a gap the edition leaves open. A person must decide."
            )
        first = f"The method proposes {self.outcome(proposal.grade)}."
        if proposal.reasons.children[0].kind == "outside":
            return first
        if not open_items:
            return f"{first} Nothing is left open that could change it."
        return f"{first} {capital(self._counted_open(open_items))}; no answer could change the grade."

    def _open(self, proposal: Proposal) -> list[str]:
        unknown = {item for node in proposal.reasons.walk() for item in node.unknown}
        order = [*(c.id for c in self.framework.criteria), *(p.id for p in self.framework.parts)]
        order += [q.id for q in self.method.factors]
        return [item for item in order if item in unknown]

    def _counted_open(self, items: list[str]) -> str:
        if not items:
            return "the outside grade is not known"
        factors = {q.id for q in self.method.factors}
        questions = [i for i in items if i in factors]
        rated = [i for i in items if i not in factors]
        noun = ("part", "parts") if self.items == "parts" else ("criterion", "criteria")
        words = [f"{count_of(len(rated), *noun)} {'is' if len(rated) == 1 else 'are'} unrated"] if rated else []
        if questions:
            verb = "is" if len(questions) == 1 else "are"
            words.append(f"{count_of(len(questions), 'question')} {verb} unanswered")
        return listed(words)

    def flags(self, proposal: Proposal) -> list[str]:
        """One sentence for each flag and caveat."""
        sentences = []
        for flag in proposal.flags:
            rung = self._flagged_rung(flag)
            known = [n for n in proposal.reasons.walk() if n.kind == "requirement" and n.verdict == "failed"]
            factors = {q.id for q in self.method.factors}
            missing = dict.fromkeys(self.number(n.subject) for n in known if n.subject in factors)
            sentences.append(
                f"Enough criteria are met for {self.outcome(rung.grade)}, but {listed(missing)} "
                f"{'was' if len(missing) == 1 else 'were'} not shown."
            )
        sentences += [f"With a caveat: {self.number(c)}." for c in proposal.caveats]
        return sentences

    def _flagged_rung(self, flag: str) -> Rung:
        rule = self.edition.grading_rule(self.framework)
        assert isinstance(rule, LadderRule)
        return next(rung for rung in rule.rungs if rung.flag == flag)

    def limiters(self, proposal: Proposal) -> list[str]:
        """One sentence for each limiter that changed the outcome."""
        fired = {f"limiter.{name}" for name in proposal.limiters}
        return [self.node(n) for n in proposal.reasons.walk() if n.rule in fired]

    def on_evidence(self, proposal: Proposal) -> str | None:
        """What the cited evidence alone carries; None where support is not known."""
        view = proposal.as_evidenced
        if view is None:
            return None
        if view.floor == proposal.floor:
            return "Cited evidence carries the grade as far as the ratings do."
        if view.settled:
            return f"Counting only what is cited, the grade would be {self.outcome(view.floor)}."
        return (
            "Counting only what is cited, the grade could lie anywhere from "
            f"{self.outcome(view.floor)} to {self.outcome(view.ceiling)}."
        )

    def reach(self, reach: Reach) -> str:
        """What would reach one grade."""
        if reach.impossible:
            return self.impossible(reach)
        size = count_of(len(reach.changes), "change")
        if not reach.exact:
            return f"The smallest set found has {size}: **{self._changed(reach)}**."
        groups = [self._choice(number, names) for number, names in reach.choices]
        certain = [f"**{self.numbers(reach.fixed)}**"] if reach.fixed else []
        what = "; and ".join([*certain, *groups]) or f"for example **{self._changed(reach)}**"
        fewer = ", and no fewer" if len(reach.changes) > 1 else ""
        ways = f" There are {in_words(reach.ways)} such sets." if reach.ways > 1 else ""
        return f"{capital(size)}{fewer}: {what}.{ways}"

    def _changed(self, reach: Reach) -> str:
        return self.numbers([change.item for change in reach.changes])

    def _choice(self, number: int, names: tuple[str, ...]) -> str:
        return f"any {in_words(number)} of **{', '.join(runs(map(self.number, names)))}**"

    def impossible(self, reach: Reach) -> str:
        """Why a grade cannot be reached."""
        label = plain(self.outcome(reach.grade))
        reason, subject = reach.impossible or ("", "")
        if reason == "outside":
            return f"{label} cannot be reached here: another inspection decides the grade."
        if reason in ("none_apply", "beyond_all"):
            kind, grade, need = subject.split(".")[-3:]
            scope = subject.split(".")[1] if subject.startswith("component.") else ""
            requirement = self.requirement_of(Node(f"{kind}.{grade}.{need}", "requirement", "failed", need))
            where = f" in {self.component(scope)}" if scope else ""
            if reason == "beyond_all":
                return f"{label} cannot be reached{where}: it needs {self.share(requirement)} of the {self.items}."
            what = self.selected(requirement).replace("criteria", "criterion").replace("parts", "part")
            return f"{label} cannot be reached: no {what} applies{where}."
        return f"{label} cannot be reached: no rule of this edition leads to it."

    def hangs_on(self, proposal: Proposal) -> str:
        """What the floor hangs on."""
        if proposal.floor == self.scales.outcomes.order[0]:
            return "Nothing could lower it further."
        if not proposal.holds:
            return "No single rating."
        by_outcome: dict[str, list[str]] = {}
        for hold in proposal.holds:
            by_outcome.setdefault(hold.outcome, []).append(hold.item)
        clauses = [
            f"{_any_of(len(items))}**{self.numbers(items)}** fell one step, "
            f"{'the outcome' if place == 0 else 'it'} would be {self.outcome(outcome)}"
            for place, (outcome, items) in enumerate(by_outcome.items())
        ]
        return f"{capital('; '.join(clauses))}."

    def reason(self, proposal: Proposal) -> str:
        """The one reason why the grade is not higher, for a line of a summary."""
        node = self._deciding(proposal)
        return plain(self.node(node)) if node else ""

    def _deciding(self, proposal: Proposal) -> Node | None:
        """What keeps the lowest rung that does not surely hold from holding; or the limiter that decides."""
        top = proposal.reasons.children[0]
        caps = [n for n in proposal.reasons.children if n.kind == "cap" and n.rule.split(".")[-1] in proposal.limiters]
        if caps:
            return caps[0]
        ladders = [n for n in top.walk() if n.kind == "ladder"]
        if not ladders:
            return top
        ladder = next((n for n in ladders if n.ceiling == top.ceiling), ladders[0])
        found = [n for n in ladder.children if n.kind == "test" and n.verdict == "held"]
        if found:
            return next(n for n in found[0].children if n.verdict == "held")
        short = [n for n in ladder.children if n.kind == "rung" and n.verdict != "held"]
        if not short:
            return next(n for n in ladder.children if n.kind == "rung")
        failing = [n for n in short[-1].children if n.verdict == "failed"]
        return next(iter(failing or [n for n in short[-1].children if n.verdict != "held"]), short[-1])


def _any_of(number: int) -> str:
    """How a condition on some of several begins."""
    return "if " if number == 1 else ("if either of " if number == 2 else "if any one of ")
