"""Why the grade is what it is, in one line a rung: it holds, is open, or is out of reach, and what that hangs on.

Pure: it shortens the tree of reasons, of which the page of all reasons shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...grading.edition import Framework
from ...grading.proposal import Proposal
from ...grading.reasons import Node, Tally, Verdict
from ...grading.rules import Requirement
from ...grading.sentences import plain
from ...grading.words import capital
from ...ui.bars import range_headline
from .marked import Links, marked

MOST_LINKS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with the mark that stands before it."""

    verdict: Verdict
    said: Markup


class Why:
    """The lines about one proposal."""

    def __init__(self, framework: Framework, proposal: Proposal, links: Links) -> None:
        self.framework, self.proposal, self.links = framework, proposal, links
        self.words = links.words
        self.scales = self.words.scales
        self.ladders = [n for n in proposal.reasons.walk() if n.kind == "ladder"]

    def lines(self) -> Iterator[Line]:
        """One line a rung, lowest first; where there are components one for each, and how they combine."""
        if self.framework.components:
            for ladder in self.ladders:
                title = self.words.component(ladder.subject)
                outcome = range_headline(self.scales, ladder.floor, ladder.ceiling)
                yield Line(ladder.verdict, marked(f"**{title}:** {outcome}."))
            weakest = next((n for n in self.proposal.reasons.walk() if n.kind == "weakest"), None)
            if weakest is not None and weakest.detail != "idle":
                yield Line(weakest.verdict, marked(self.words.node(weakest)))
            return
        for ladder in self.ladders:
            below = "held"
            for rung in reversed([n for n in ladder.children if n.kind == "rung"]):
                yield Line(rung.verdict, self._rung(rung, below))
                below = rung.verdict

    def _rung(self, rung: Node, below: str) -> Markup:
        label = plain(self.words.outcome(rung.subject))
        if rung.verdict == "held":
            counted = [n for n in rung.children if n.tally] or list(rung.children)
            return Markup("<strong>{} holds.</strong> {}").format(label, self._counted(counted[-1]))
        if rung.verdict == "undecided":
            still = [n for n in rung.children if n.verdict == "undecided"] or list(rung.children[:1])
            told = Markup(" ").join(self._open(node) for node in still[:MOST_LINKS])
            return Markup("<strong>{} is open.</strong> {}").format(label, told)
        failed = [n for n in rung.children if n.verdict == "failed"]
        if not failed:
            return Markup("<strong>{} is out of reach</strong> while the rung below it is.").format(label)
        told = Markup(" ").join(self._failed(node) for node in failed[:MOST_LINKS])
        return Markup("<strong>{} is out of reach</strong> with these ratings. {}").format(label, told)

    def _counted(self, node: Node) -> Markup:
        """`10 of 10 significant Fair criteria are met.`"""
        asked, tally = self.words.requirement_of(node), node.tally
        if asked.factor or tally is None:
            return marked(f"{capital(self.words.number(node.subject))} is shown.")
        return Markup("{} of {} {} are {}.").format(
            tally.counting, tally.applicable, self.words.selected(asked), self.words.step(asked)
        )

    def _open(self, node: Node) -> Markup:
        asked, tally = self.words.requirement_of(node), node.tally
        if asked.factor:
            return Markup("{} is not answered.").format(self.links.to(asked.factor))
        if tally is None:
            return Markup("")
        said = f"{tally.counting} of {tally.applicable} {self.words.selected(asked)} are {self.words.step(asked)}"
        if tally.counting < tally.needed:
            said += f"; {tally.needed} are needed" if asked.amount.kind != "all" else ""
        return Markup("{}. {}").format(said, self._unknown(node.unknown))

    def _unknown(self, items: Sequence[str]) -> Markup:
        if len(items) > MOST_LINKS:
            noun = "parts" if self.words.items == "parts" else "criteria"
            return Markup("{}.").format(self.links.shown("unrated", f"{len(items)} {noun} have no rating"))
        verb = "has" if len(items) == 1 else "have"
        return Markup("{} {} no rating.").format(self.links.listed(items), verb)

    def _failed(self, node: Node) -> Markup:
        asked, tally = self.words.requirement_of(node), node.tally
        if asked.factor:
            return (
                Markup("{} is answered no.").format(self.links.to(asked.factor)) if node.counted_against else Markup()
            )
        if tally is None or not tally.applicable:
            return marked(self.words.node(node))
        if asked.amount.kind == "all" and len(node.counted_against) <= MOST_LINKS:
            verb = "is" if len(node.counted_against) == 1 else "are"
            return Markup("{} {} not fully {}.").format(
                self.links.listed(node.counted_against), verb, self.words.step(asked)
            )
        return self._too_few(node, asked, tally)

    def _too_few(self, node: Node, asked: Requirement, tally: Tally) -> Markup:
        possible = tally.counting + len(node.unknown)
        selected, step = self.words.selected(asked), self.words.step(asked)
        if asked.amount.kind == "all":
            said = f"{len(node.counted_against)} of {tally.applicable} {selected} are not fully {step}"
            return Markup("{}.").format(self.links.shown("not-met", said))
        return Markup("At most {} of {} {} can be {}; {} are needed.").format(
            possible, tally.applicable, selected, step, tally.needed
        )
