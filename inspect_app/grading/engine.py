"""Proposes: facts in, a proposal with its reasons out. The one way into this package.

The same facts give the same proposal, byte for byte, in the edition's order whatever order the facts came in.
"""

from __future__ import annotations

from functools import lru_cache

from .direction import propose_direction
from .edition import Edition, Framework
from .facts import BadFacts, FactFault, Facts, check
from .grader import Grader
from .proposal import Proposal, View
from .reach import holds, to_reach
from .reasons import Kind, Node, Verdict
from .rules import LadderRule, OutsideRule
from .sentences import Sentences

ENGINE = "1.0"


def prepare(edition: Edition, framework_id: str) -> Grader:
    """The ready arithmetic of one framework under the parameters in force; prepared once, then remembered.

    Raises BadFacts when the edition has no such framework.
    """
    framework = edition.framework.get(framework_id)
    if framework is None:
        raise BadFacts([FactFault(("framework",), f"{edition.id} has no framework called {framework_id!r}")])
    return _prepared(_Key(edition), framework_id)


class _Key:
    """An edition under its parameters, as a key: equal when the same object has the same values."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __hash__(self) -> int:
        return id(self.edition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.edition is self.edition


@lru_cache(maxsize=512)
def _prepared(key: _Key, framework_id: str) -> Grader:
    edition = key.edition
    return Grader(edition, edition.framework[framework_id], edition.method.values)


def propose(edition: Edition, facts: Facts) -> Proposal:
    """The whole proposal. Raises BadFacts, with every fault, when the facts cannot be believed as written."""
    faults = check(facts, edition)
    if faults:
        raise BadFacts(faults)
    return _Proposing(edition, prepare(edition, facts.framework), facts).proposal()


class _Proposing:
    def __init__(self, edition: Edition, grader: Grader, facts: Facts) -> None:
        self.edition, self.grader, self.facts = edition, grader, facts
        self.framework: Framework = grader.framework
        self.ratings, self.factors = grader.known(facts)
        self.outcomes = edition.scales.outcomes

    def proposal(self) -> Proposal:
        view, limiters, children = self._grade()
        edition, values = self.edition, self.edition.method.values
        reaches = to_reach(self.grader, {**self.ratings, **self.factors}) if view else ()
        if view and isinstance(self.grader.rule, OutsideRule):
            floor = self.outcomes.ranks[view.floor]
            reaches = tuple(r for r in reaches if self.outcomes.ranks[r.grade] > floor)
        words = Sentences(edition, self.framework)
        return Proposal(
            edition=edition.id,
            framework=self.framework.id,
            view=view,
            between=self._between(view),
            as_evidenced=self._as_evidenced(view),
            caveats=self._caveats(view),
            limiters=limiters,
            flags=self._flags(view),
            direction=propose_direction(edition, self.framework, self.facts, values),
            to_reach=reaches,
            holds=holds(self.grader, {**self.ratings, **self.factors}),
            reasons=self._root(view, children),
            digest=edition.digest,
            engine=ENGINE,
            parameters={name: str(value) for name, value in values.items()},
            reach_sentences={r.grade: words.impossible(r) for r in reaches if r.impossible},
        )

    def _grade(self) -> tuple[View | None, tuple[str, ...], tuple[Node, ...]]:
        grader = self.grader
        if isinstance(grader.rule, LadderRule):
            decision, nodes = grader.decide_with_reasons(self.ratings, self.factors)
            return self._view(decision.floor, decision.ceiling), decision.limiters, nodes
        if isinstance(grader.rule, OutsideRule):
            floor, ceiling = grader.range_of_outside(self.facts)
            known: Verdict = "held" if self.facts.external_grade is not None else "undecided"
            name = next((n.id for n in self.edition.method.limiters if n.type == "outside_grade"), "external_grade")
            node = Node(
                f"limiter.{name}",
                "outside",
                known,
                name,
                floor=floor,
                ceiling=ceiling,
                detail=grader.rule.because,
            )
            return self._view(floor, ceiling), (name,) if known == "held" else (), (node,)
        return None, (), (Node("ungraded", "ungraded", "held", detail=grader.rule.because),)

    def _view(self, floor: str, ceiling: str) -> View:
        outcome = floor if floor == ceiling else None
        grade = outcome if outcome is not None and self.outcomes.is_grade(outcome) else None
        return View(grade, outcome, floor, ceiling)

    def _between(self, view: View | None) -> tuple[str, str] | None:
        if view is None or view.outcome is None or view.grade is not None:
            return None
        return self.outcomes.neighbours(view.outcome)

    def _root(self, view: View | None, children: tuple[Node, ...]) -> Node:
        verdict: Verdict = "failed"
        if view is not None:
            verdict = "held" if view.grade else ("failed" if view.settled else "undecided")
        return Node(
            rule="grade",
            kind="grade",
            verdict=verdict,
            floor=view.floor if view else None,
            ceiling=view.ceiling if view else None,
            children=(*children, *self._idle_limiters(children), *self._measures()),
        )

    def _idle_limiters(self, present: tuple[Node, ...]) -> tuple[Node, ...]:
        """The limiters that this framework gives nothing to work on: checked, listed, and without effect."""
        seen = {node.rule for node in present}
        kinds: dict[str, Kind] = {"weakest_component": "weakest", "cap": "cap", "outside_grade": "outside"}
        return tuple(
            Node(f"limiter.{n.id}", kinds[n.type], "failed", n.id, detail="idle")
            for n in self.edition.method.limiters
            if f"limiter.{n.id}" not in seen
        )

    def _measures(self) -> tuple[Node, ...]:
        """For each criterion that figures speak about: what they suggest, beside what was rated."""
        nodes = []
        for criterion in self.framework.criteria:
            standing = self.facts.peers.get(criterion.id)
            if standing is None:
                continue
            suggested, rated = self.suggestion(criterion.id, standing), self.facts.ratings.get(criterion.id)
            verdict: Verdict = "undecided" if rated is None else ("held" if rated == suggested else "failed")
            name = f"measure.{criterion.id}"
            nodes.append(Node(name, "measure", verdict, criterion.id, detail=f"{standing} {suggested} {rated or ''}"))
        return tuple(nodes)

    def suggestion(self, criterion_id: str, standing: str) -> str:
        """The rating that a standing among peers suggests: the best or the worst of the scale."""
        measure = self.framework.criterion[criterion_id].measure
        assert measure is not None
        enough = {
            "at_or_above_peer_average": {"top_quartile", "better", "in_line", "meets"},
            "in_top_quartile_of_peers": {"top_quartile"},
            "meets_standard": {"meets", "top_quartile"},
        }[measure.comparison]
        ratings = self.edition.scales.ratings.ids()
        return ratings[-1] if standing in enough else ratings[0]

    def _as_evidenced(self, view: View | None) -> View | None:
        """Unsupported claims may be anything from the worst up to what was claimed: so only the floor can sink."""
        if view is None or self.facts.supported is None:
            return None
        if not isinstance(self.grader.rule, LadderRule) or self.grader.rule.of == "parts":
            return view
        supported = self.facts.supported
        ratings = {name: step for name, step in self.ratings.items() if name in supported}
        factors = {name: step for name, step in self.factors.items() if name in supported}
        rank = self.grader.outcome(self.grader.coding.lowest_of(ratings, factors))[0]
        return self._view(self.outcomes.order[rank], view.ceiling)

    def _caveats(self, view: View | None) -> tuple[str, ...]:
        """The factors whose qualified answer counted for the grade."""
        rule = self.grader.rule
        if view is None or view.grade is None or not isinstance(rule, LadderRule):
            return ()
        reached = self.outcomes.ranks[view.grade]
        rungs = [rung for rung in rule.rungs if self.outcomes.ranks[rung.grade] <= reached]
        counted = {need.factor for rung in rungs for need in rung.requires if need.factor}
        scale = self.edition.scales.factor_answers
        return tuple(
            f for f in self.grader.factors if f in counted and f in self.factors and scale[self.factors[f]].caveat
        )

    def _flags(self, view: View | None) -> tuple[str, ...]:
        """A rung's flag is raised when its criteria are surely met and only an answered factor keeps it away."""
        rule = self.grader.rule
        if view is None or not isinstance(rule, LadderRule):
            return ()
        scale = self.edition.scales.factor_answers
        best = dict.fromkeys(self.grader.factors, scale.steps[-1].id if scale.steps else "")
        on_criteria = self.grader.outcome(self.grader.coding.lowest_of(self.ratings, best))[0]
        ceiling = self.outcomes.ranks[view.ceiling]
        return tuple(
            rung.flag for rung in rule.rungs if rung.flag and ceiling < self.outcomes.ranks[rung.grade] <= on_criteria
        )
