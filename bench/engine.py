"""The engine against the same rules written by hand, and what the rest of a proposal costs."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from inspect_app.catalogue import editions
from inspect_app.grading import engine
from inspect_app.grading.edition import Component, Criterion, Edition, Framework
from inspect_app.grading.facts import Facts
from inspect_app.grading.sentences import Sentences

from . import by_hand
from .table import Row
from .timing import Timed, timed

CASES = 1000
FEW = 100
Cases = list[tuple[Mapping[str, str], Mapping[str, str]]]


def framework() -> Framework:
    """The framework that `by_hand` grades, declared."""
    criteria = [
        Criterion(
            id=name,
            text=name,
            level="fair" if name[6] == "f" else "good",
            component=name[3:5],
            dominant=name.endswith("f1"),
            significant=not name.endswith("f3"),
        )
        for name in by_hand.CRITERIA
    ]
    components = tuple(Component(name, name) for name in ("aa", "bb", "cc", "dd"))
    return Framework("9z", "9Z", "Bench", "Bench", "1", "criteria", components=components, criteria=tuple(criteria))


def cases(seed: int = 1) -> Cases:
    """Fully rated cases of every strength, from hopeless to nearly perfect, so that every rung is climbed."""
    draw = random.Random(seed)
    made: Cases = []
    for _ in range(CASES):
        met = draw.random() ** 0.25
        weights = [met, (1 - met) / 2, (1 - met) / 2]
        ratings = {c: draw.choices(("met", "partly_met", "not_met"), weights)[0] for c in by_hand.CRITERIA}
        factors = {f: draw.choice(("no", "yes_with_caveat", "yes")) for f in ("beacon", "innovation")}
        made.append((ratings, factors))
    return made


def edition() -> Edition:
    """The 2006 edition with the bench's framework in it."""
    shipped = editions.load("baseline_2006")
    return replace(shipped, frameworks=(*shipped.frameworks, framework()))


def rows() -> Iterator[Row]:
    declared, given = edition(), cases()
    grader = engine.prepare(declared, "9z")
    for ratings, factors in given:
        assert grader.decide(ratings, factors).floor == by_hand.grade(ratings, factors)

    def hand() -> None:
        for ratings, factors in given:
            by_hand.grade(ratings, factors)

    def alone() -> None:
        for ratings, factors in given:
            grader.decide(ratings, factors)

    def reasoned() -> None:
        for ratings, factors in given:
            grader.decide_with_reasons(ratings, factors)

    def drawn() -> None:
        for ratings, factors in given[:FEW]:
            grader.decide_with_reasons(ratings, factors)[1].tree()

    by_hand_, alone_, reasoned_, drawn_ = timed([hand, alone, reasoned, drawn])
    rate = "a second"
    yield Row("grade, 20 criteria in 4 components: by hand", CASES / by_hand_.seconds, rate, 1.0, "the limit")
    yield Row("grade, deciding rule, limiters", CASES / alone_.seconds, rate, alone_.against(by_hand_), "at least 0.50")
    ratio = reasoned_.against(by_hand_)
    yield Row(
        "grade with the criteria against every requirement", CASES / reasoned_.seconds, rate, ratio, "at least 0.30"
    )
    ratio = drawn_.against(by_hand_) * FEW / CASES
    yield Row("... and the tree of reasons drawn", FEW / drawn_.seconds, rate, ratio, "printed")
    yield from _whole(declared, given, by_hand_)
    yield from _nation(declared)


def _whole(declared: Edition, given: Cases, by_hand_: Timed) -> Iterator[Row]:
    facts = [Facts(declared.id, "9z", ratings=r, factors=f, supported=frozenset(list(r)[:15])) for r, f in given[:FEW]]
    words = Sentences(declared, declared.framework["9z"])

    def complete() -> None:
        for one in facts:
            proposal = engine.propose(declared, one)
            for reach in proposal.to_reach:
                words.reach(reach)
            words.in_words(proposal)
            words.hangs_on(proposal)
            for node in proposal.reasons.walk():
                words.node(node)

    (complete_,) = timed([complete], rounds=5)
    ratio = by_hand_.seconds / CASES / (complete_.seconds / FEW)
    yield Row("the complete proposal with all its sentences", FEW / complete_.seconds, "a second", ratio, "printed")


def _nation(declared: Edition) -> Iterator[Row]:
    draw = random.Random(2)
    nation, elsewhere = [], []
    for framework_ in declared.frameworks:
        if framework_.id == "9z":
            continue
        if not framework_.criteria:
            elsewhere += [Facts(declared.id, framework_.id, external_grade="good")] * 43
            continue
        grader = engine.prepare(declared, framework_.id)
        words = {c.id: ("met", "met", "met", "partly_met", "not_met") for c in framework_.criteria}
        factors = dict.fromkeys(grader.factors, "yes")
        nation += [(grader, {c: draw.choice(w) for c, w in words.items()}, factors) for _ in range(43)]

    def all_forces() -> None:
        for grader, ratings, factors in nation:
            grader.decide_with_reasons(ratings, factors)[1].tree()
        for facts in elsewhere:
            engine.propose(declared, facts)

    (took,) = timed([all_forces], rounds=7)
    milliseconds = took.seconds * 1000
    what = f"{len(nation) + len(elsewhere)} proposals of a nation with reasons"
    yield Row(what, milliseconds, "ms", milliseconds / 50, "at most 1.00 (50 ms)")
