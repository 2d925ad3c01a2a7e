"""The proposed grade as the panel beside the ladder tells it: how far, why, and what would change it.

Pure: it words what the engine found. What the engine did not find is left out, never filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...grading.edition import Edition, Framework
from ...grading.facts import Facts
from ...grading.proposal import Proposal, View
from ...grading.reach import Reach
from ...grading.sentences import Sentences, plain
from ...grading.words import capital, count_of, in_words
from ...ui.bars import range_headline
from ..next_steps import unsupported
from .marked import Links, marked
from .why import Line, Why

MOST_CHANGES, MOST_SHOWN = 3, 4


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its own range."""

    title: str
    floor: str
    ceiling: str
    is_weakest: bool


@dataclass(frozen=True)
class Panel:
    """Every block of the panel; what is empty is not shown."""

    headline: str
    view: View | None
    evidenced: View | None
    on_evidence: Markup | None
    lead: Markup | None
    why: Sequence[Line]
    reach: Sequence[tuple[str, Markup]]
    safe: tuple[str, Markup] | None
    limits: Sequence[Markup]
    direction: str | None
    direction_said: Markup
    has_direction: bool
    judge: Markup | None
    parts: Sequence[Part]
    open_items: int


def panel(edition: Edition, framework: Framework, facts: Facts, proposal: Proposal, links: Links) -> Panel:
    """The panel of one proposal."""
    return _Panel(edition, framework, facts, proposal, links).panel()


class _Panel:
    def __init__(self, edition: Edition, framework: Framework, facts: Facts, proposal: Proposal, links: Links) -> None:
        self.edition, self.framework, self.facts = edition, framework, facts
        self.proposal, self.links = proposal, links
        self.words = Sentences(edition, framework)
        self.scales = edition.scales
        self.ladders = [n for n in proposal.reasons.walk() if n.kind == "ladder"]
        self.bare = unsupported(edition, framework, facts)

    def panel(self) -> Panel:
        view, direction = self.proposal.view, self.proposal.direction
        return Panel(
            headline=self._headline(),
            view=view,
            evidenced=self.proposal.as_evidenced if self.ladders else None,
            on_evidence=self._on_evidence(),
            lead=self._lead(),
            why=tuple(Why(self.framework, self.proposal, self.links).lines()),
            reach=tuple(self._reach()),
            safe=self._safe(),
            limits=[marked(said) for said in self._limits()],
            direction=direction.value if direction.value in self.scales.directions else None,
            direction_said=self._direction(),
            has_direction=bool(self.scales.directions.steps),
            judge=self._judge(),
            parts=tuple(self._parts()),
            open_items=len(self._open_items()),
        )

    def _headline(self) -> str:
        view = self.proposal.view
        if view is None:
            return "No grade is given"
        if self.proposal.settled and self.proposal.grade is None:
            return "No grade is proposed"
        return range_headline(self.scales, view.floor, view.ceiling)

    def _open_items(self) -> list[str]:
        """What is not rated or answered yet."""
        items = [c.id for c in self.framework.criteria if c.id not in self.facts.ratings]
        if self.words.items == "parts":
            items = [p.id for p in self.framework.parts if p.graded and p.id not in self.facts.parts]
        return items

    def _lead(self) -> Markup | None:
        """What is said where no ladder can say why: nothing rated, graded elsewhere, not graded."""
        if not self.ladders:
            return marked(self.words.node(self.proposal.reasons.children[0]))
        if not (self.facts.ratings or self.facts.parts or self.facts.factors):
            noun = "grade" if self.words.items == "parts" else "rating"
            return Markup("Every grade is still possible. Each {} narrows it.").format(noun)
        return None

    def _on_evidence(self) -> Markup | None:
        view = self.proposal.as_evidenced
        if view is None or not self.ladders:
            return None
        if not self.bare:
            return Markup("Every rating has evidence that counts.") if self.facts.ratings else None
        number = len(self.bare)
        first = f"{capital(count_of(number, 'rating'))} {'has' if number == 1 else 'have'} no evidence"
        if number <= MOST_CHANGES:
            return Markup("{}: {}.").format(first, self.links.listed(self.bare))
        return Markup("{}.").format(self.links.shown("no-evidence", first))

    # What would change it.

    def _reach(self) -> Iterator[tuple[str, Markup]]:
        for reach in self.proposal.to_reach:
            label = plain(self.words.outcome(reach.grade))
            yield f"To reach {label}", self._changes(reach)

    def _changes(self, reach: Reach) -> Markup:
        if reach.impossible:
            return marked(self.words.impossible(reach))
        number = len(reach.changes)
        ways = f", in {in_words(reach.ways)} possible ways" if reach.ways > 1 else ""
        if number > MOST_CHANGES or reach.ways > 1 or not reach.exact:
            said = f"{capital(count_of(number, 'change'))}"
            return Markup('<a href="{}/reasons#reach-{}">{}</a>{}.').format(self.links.address, reach.grade, said, ways)
        first = Markup("{} {}.").format(self._verb(reach), self.links.listed([c.item for c in reach.changes]))
        if reach.changes[0].kind == "criterion":
            best = self.scales.ratings[reach.changes[0].to_step].label
            small = best if best.isdigit() else f"{best[:1].lower()}{best[1:]}"
            first = Markup("Rate {} as {}.").format(self.links.listed([c.item for c in reach.changes]), small)
        return first + Markup(" Nothing else is needed.")

    @staticmethod
    def _verb(reach: Reach) -> str:
        return {"factor": "Show", "part": "Raise"}.get(reach.changes[0].kind, "Change")

    def _safe(self) -> tuple[str, Markup] | None:
        """What the grade hangs on, and only the part of it that has no evidence."""
        view, held = self.proposal.view, [hold.item for hold in self.proposal.holds]
        weak = [item for item in held if item in self.bare]
        outcomes = self.scales.outcomes
        if view is None or not weak or view.floor == outcomes.order[0] or not outcomes.is_grade(view.floor):
            return None
        label = self.scales.outcomes.labels[view.floor]
        title = f"To make {label} safe"
        if len(weak) > MOST_CHANGES:
            cite = self.links.shown("no-evidence", f"Cite evidence for {count_of(len(weak), 'rating')}")
            return title, Markup("{}. {} hangs on each of them.").format(cite, capital(label))
        cite = Markup("Cite evidence for {}.").format(self.links.listed(weak))
        if len(held) == 1:
            return title, cite + Markup(" {} hangs on this one rating.").format(capital(label))
        only = "this is the only one" if len(weak) == 1 else f"these {in_words(len(weak))} are the only ones"
        if len(weak) == len(held):
            only = "none of them has any"
            return title, cite + Markup(" {} hangs on each, and {}.").format(capital(label), only)
        return title, cite + Markup(" {} hangs on each of {} ratings, and {} without any.").format(
            capital(label), len(held), only
        )

    def _limits(self) -> list[str]:
        """What held the grade down, but for the weakest component, of which the reasons tell already."""
        fired = {f"limiter.{name}" for name in self.proposal.limiters} if self.ladders else set()
        nodes = [n for n in self.proposal.reasons.walk() if n.rule in fired and n.kind != "weakest"]
        return [*(self.words.node(node) for node in nodes), *self.words.flags(self.proposal)]

    def _direction(self) -> Markup:
        tree = self.proposal.direction.reasons
        told = [self.words.node(n) for n in tree.children if n.kind == "signal" and n.verdict == "held"][:1]
        flags = {
            "not_tested": "Not tested.",
            "mixed": "Signals point both ways.",
            "partly_comparable": "Partly comparable.",
        }
        told += [flags[flag] for flag in self.proposal.direction.flags if flag in flags]
        if not told:
            told = [self.words.node(tree)]
        return marked(" ".join(told))

    def _judge(self) -> Markup | None:
        proposal = self.proposal
        if proposal.view is None or not proposal.settled or proposal.grade is not None:
            return None
        items = self._open_items()
        number = len(self.framework.criteria) - len(items)
        first = f"All {number} criteria are rated, and the" if not items else "Whatever is still open, the"
        return Markup('{} method gives no grade. {} <a href="{}#judge">Choose the grade and say why</a>.').format(
            first, self._between(), self.links.address
        )

    def _between(self) -> Markup:
        """Which ratings leave it in a gap: too little for the grade above, too much for the one below."""
        if self.proposal.between is None:
            return Markup()
        below, above = (self.scales.outcomes.labels[grade] for grade in self.proposal.between)
        rungs = [n for n in self.ladders[0].children if n.kind == "rung"] if self.ladders else []
        against = [i for need in (rungs[-1].children if rungs else ()) for i in need.counted_against]
        tail = f"too little for {above} and too much for {below}"
        if not against or self.framework.components:
            return Markup("The ratings are {}.").format(tail)
        if len(against) > MOST_SHOWN:
            said = f"{len(against)} criteria are not fully met"
            return Markup("{}, which is {}.").format(self.links.shown("not-met", said), tail)
        verb = "is" if len(against) == 1 else "are"
        return Markup("{} {} not fully met, which is {}.").format(self.links.listed(against), verb, tail)

    def _parts(self) -> Iterator[Part]:
        if not self.framework.components:
            return
        ranks = self.scales.outcomes.ranks
        reach = {ladder.subject: (ranks[ladder.ceiling or ""], ranks[ladder.floor or ""]) for ladder in self.ladders}
        lowest = min(reach.values())
        for ladder in self.ladders:
            is_weakest = reach[ladder.subject] == lowest and max(reach.values()) != lowest
            title = self.words.component(ladder.subject)
            yield Part(title, ladder.floor or "", ladder.ceiling or "", is_weakest)
