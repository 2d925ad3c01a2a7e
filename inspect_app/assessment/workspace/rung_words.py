"""What stands over a rung: what it needs and how far it is; and over the list: what would propose a grade below all.

Pure, and in the edition's own words: no grade and no rating has a name here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from ...grading.reasons import Node, Tally
from ...grading.rules import LadderRule, Requirement, Rung
from ...grading.sentences import Sentences, plain
from ...grading.words import count_of, in_words, listed

SHARES = {
    Fraction(1, 3): "a third",
    Fraction(1, 2): "half",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
}


class RungWords:
    """The words over the rungs of one framework; `rung` is as declared, `node` what came of it."""

    def __init__(self, words: Sentences) -> None:
        self.words = words
        rule = words.edition.grading_rule(words.framework)
        assert isinstance(rule, LadderRule)
        self.rule = rule

    def needs(self, rung: Rung, node: Node, own: Collection[str]) -> str:
        """What the rung needs, to be read behind its grade: `needs all 10 significant criteria met`.

        `own` are the ids of what stands under it.
        """
        tallies = {child.subject: child for child in node.children}
        clauses, factors = [], 0
        for need in rung.requires:
            if need.factor:
                factors += 1
            elif need.id in tallies:
                clauses.append(self._clause(need, tallies[need.id], own))
        if factors:
            clauses.append(count_of(factors, "factor"))
        return f"needs {listed(clauses)}" if clauses else ""

    def _clause(self, need: Requirement, node: Node, own: Collection[str]) -> str:
        tally = node.tally or Tally(0, 0, 0)
        is_own = bool({*node.counted_for, *node.counted_against, *node.unknown} & set(own))
        if not tally.applicable:
            return f"{self.words.selected(need)}, of which none applies"
        if need.amount.kind == "all":
            return self._all(need, tally, is_own)
        if need.amount.kind == "share" and need.selection.level:
            return self._share(need, tally, is_own)
        return plain(self.words.requirement(need)).replace(" are ", " ").replace(" is ", " ")

    def _all(self, need: Requirement, tally: Tally, is_own: bool) -> str:
        level = need.selection.level
        if level and not is_own:
            return f"every {self.words.method.levels.get(level, level)} criterion"
        kind = "significant " if need.selection.significant else ""
        size = f"all {tally.applicable}" if tally.applicable > 1 else "the one"
        return f"{size} {kind}{self._noun(tally.applicable)} {self.words.step(need)}"

    def _share(self, need: Requirement, tally: Tally, is_own: bool) -> str:
        if not is_own:
            return f"{tally.needed} of those {tally.applicable}"
        share = SHARES.get(self.words.values[need.amount.share or ""])
        if share and need.amount.comparison == "more_than":
            return f"more than {share} of these"
        return f"{tally.needed} of these {tally.applicable}"

    def _noun(self, number: int) -> str:
        if self.words.items == "parts":
            return "part" if number == 1 else "parts"
        return "criterion" if number == 1 else "criteria"

    def count(self, rung: Rung, node: Node) -> str:
        """How far the rung is: `10 of 10`, or `at most 7 of 9` where that is too few; empty where it counts nothing."""
        counted = [child for child in node.children if child.tally and self._is_counted(rung, child)]
        if not counted:
            return ""
        child = counted[-1]
        tally = child.tally or Tally(0, 0, 0)
        if not tally.applicable:
            return "none applies"
        if child.verdict == "failed":
            return f"at most {tally.counting + len(child.unknown)} of {tally.applicable}"
        return f"{tally.counting} of {tally.applicable}"

    def _is_counted(self, rung: Rung, node: Node) -> bool:
        return any(need.id == node.subject and not need.factor for need in rung.requires)

    def below(self, ladder: Node) -> Iterator[tuple[str, str]]:
        """What proposes a grade below every rung, or one more rating would: the grade's label and a sentence."""
        rungs = [node for node in ladder.children if node.kind == "rung"]
        if not rungs or rungs[-1].verdict == "held":
            return
        for test in (node for node in ladder.children if node.kind == "test"):
            label = plain(self.words.outcome(test.subject))
            found = [self._found(need, label) for need in test.children if need.verdict == "held"]
            if found:
                yield label, " ".join(found)
                continue
            for need in test.children:
                tally = need.tally
                if tally and tally.counting and tally.counting + 1 == tally.needed and not need.unknown:
                    asked = self.words.requirement_of(need)
                    among = f"among the {self.words.selected(asked)}"
                    yield label, f"One more *{self.words.step(asked)}* {among} would propose {label}."

    def _found(self, node: Node, label: str) -> str:
        asked = self.words.requirement_of(node)
        numbers, step = self.words.numbers(node.counted_for), self.words.step(asked)
        verb = "is" if len(node.counted_for) == 1 else "are"
        if asked.amount.kind == "any":
            kind = self.words.selected(asked).removesuffix(" criteria").removesuffix(" parts")
            return f"{numbers} {verb} {kind} and {step}. That alone proposes {label}."
        among = node.tally.applicable if node.tally else len(node.counted_for)
        of = f"{in_words(len(node.counted_for))} of the {among} {self.words.selected(asked)}"
        return f"{numbers}, {of}, {verb} {step}. That proposes {label}."
