"""The engine against the same rules written by hand, and what the rest of a proposal costs."""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from functools import partial

from inspect_app.catalogue import editions
from inspect_app.grading import engine, tree
from inspect_app.grading.edition import Component, Criterion, Edition, Framework
from inspect_app.grading.facts import Facts
from inspect_app.grading.grader import Grader
from inspect_app.grading.sentences import Sentences

from . import by_hand
from .table import Row
from .timing import Timed, timed

CASES = 1000
ROUNDS = 25
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
    declared = edition()
    by_hand_ = yield from _grading(engine.prepare(declared, "9z"))
    yield from _whole(declared, cases(), by_hand_)
    yield from _nation(declared)
    yield Row(f"{tree.REMEMBERED} ladders remembered, all that are kept", _kibibytes(edition()), "KiB", None, "printed")


def _grading(grader: Grader) -> Generator[Row, None, Timed]:
    """Every round brings new facts: a tree is met ladder by ladder, in other facts, and never whole.

    The hand has gone through each round's facts once before the clock starts, so that nobody finds them cold.
    """
    rounds = [cases(seed) for seed in range(ROUNDS + 1)]
    for ratings, factors in rounds[0]:
        decided, _ = grader.decide_with_reasons(ratings, factors)
        assert decided == grader.decide(ratings, factors)
        assert decided.floor == by_hand.grade(ratings, factors)
    hand = partial(_over, rounds, by_hand.grade)
    _, reasoned, alone, by_hand_ = timed(
        [hand(), _over(rounds, grader.decide_with_reasons), _over(rounds, grader.decide), hand()], ROUNDS
    )
    rate, whole = "a second", "the grade and its whole tree"
    yield Row("grade, 20 criteria in 4 components: by hand", CASES / by_hand_.seconds, rate, 1.0, "the limit")
    yield Row("grade, deciding rule, limiters", CASES / alone.seconds, rate, alone.against(by_hand_), "at least 0.50")
    ratio = reasoned.against(by_hand_)
    yield Row(f"{whole}, met ladder by ladder", CASES / reasoned.seconds, rate, ratio, "at least 0.30")
    unfinished = [[(_in_part(ratings), factors) for ratings, factors in given] for given in rounds]
    _, open_, again = timed([hand(), _over(unfinished, grader.decide_with_reasons), hand()], ROUNDS)
    yield Row("... and a quarter of the ratings open", CASES / open_.seconds, rate, open_.against(again), "printed")
    _, first, again = timed([hand(), _over(rounds, partial(_at_first_sight, grader)), hand()], ROUNDS)
    yield Row(f"{whole}, at first sight", CASES / first.seconds, rate, first.against(again), "printed")
    return by_hand_


def _over(rounds: list[Cases], grade: Callable[[Mapping[str, str], Mapping[str, str]], object]) -> Callable[[], None]:
    """Grades the next round's facts each time it is called."""
    coming = iter(rounds)

    def once() -> None:
        for ratings, factors in next(coming):
            grade(ratings, factors)

    return once


def _in_part(ratings: Mapping[str, str]) -> Mapping[str, str]:
    """The ratings of an assessment that is not finished: every fourth is open."""
    return {name: step for place, (name, step) in enumerate(ratings.items()) if place % 4}


def _at_first_sight(grader: Grader, ratings: Mapping[str, str], factors: Mapping[str, str]) -> None:
    forget()
    grader.decide_with_reasons(ratings, factors)


def forget() -> None:
    """Nothing is remembered of what was drawn."""
    tree.drawn.cache_clear()
    tree.drawn_together.cache_clear()


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
        forget()
        for grader, ratings, factors in nation:
            grader.decide_with_reasons(ratings, factors)
        for facts in elsewhere:
            engine.propose(declared, facts)

    (took,) = timed([all_forces], rounds=7)
    milliseconds = took.seconds * 1000
    what = f"{len(nation) + len(elsewhere)} proposals of a nation at first sight"
    yield Row(what, milliseconds, "ms", milliseconds / 50, "at most 1.00 (50 ms)")


def _kibibytes(declared: Edition) -> float:
    """What the memory of trees holds when it is full of one edition's ladders, their names included."""
    draw = random.Random(3)
    graders = [engine.prepare(declared, framework_.id) for framework_ in declared.frameworks if framework_.criteria]
    forget()
    gc.collect()
    tracemalloc.start()
    while tree.drawn.cache_info().misses <= tree.REMEMBERED:
        grader = draw.choice(graders)
        ratings = {c.id: draw.choice(("met", "met", "partly_met", "not_met")) for c in grader.framework.criteria}
        grader.decide_with_reasons(_in_part(ratings), {})
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / 1024
