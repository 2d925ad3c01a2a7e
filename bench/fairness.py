"""How long it takes to look over 43 forces for what seems unfair, and to try a change of method on all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from inspect_app.catalogue import editions
from inspect_app.grading.edition import Edition
from inspect_app.grading.facts import Facts, asked_factors
from inspect_app.moderation.cases import made
from inspect_app.moderation.consistency.finding import Judged
from inspect_app.moderation.consistency.readers import Pair
from inspect_app.moderation.consistency.worked_out import worked_out
from inspect_app.moderation.what_if import changes, effects, refusals
from inspect_app.moderation.what_if.changes import Change

from .table import Row
from .timing import Timed, timed

FORCES, ROUNDS, LIMIT_S, DEPART = 43, 7, 1.0, 0.03
CHANGE = Change("parameter", "good_most_share", "3/4")


def rows() -> Iterator[Row]:
    edition = editions.load("baseline_2006")
    judged, pairs = nation(edition)
    names = {one.force: one.force for one in judged}
    peers = {force: set(list(names)[:8]) for force in names}
    facts = [effects.Known(one.force, one.facts) for one in judged]

    def tried() -> effects.Effect:
        after = changes.changed(edition, CHANGE)
        refusals.check(edition, after, [known.facts for known in facts])
        return effects.worked_out(edition, after, facts)

    find, what_if = timed(
        [lambda: worked_out(edition, judged, pairs, peers, names), tried],
        ROUNDS,
    )
    found, moved = len(worked_out(edition, judged, pairs, peers, names)), len(tried().movers)
    yield _row(f"look over {len(judged)} decisions ({found} found)", find)
    yield _row(f"try a change on {len(facts)} proposals ({moved} move)", what_if)


def nation(edition: Edition) -> tuple[list[Judged], list[Pair]]:
    """Forces that rate most things met, a few decisions that depart from the proposal, two readers of each entry."""
    chance = random.Random(2006)
    grades = edition.scales.outcomes.grades.ids()
    steps = edition.scales.ratings.ids()
    judged: list[Judged] = []
    pairs: list[Pair] = []
    for framework in edition.frameworks:
        for force in range(FORCES):
            short = 0.25 * chance.random()
            ratings = {c.id: steps[-1] if chance.random() > short else chance.choice(steps) for c in framework.criteria}
            factors = {name: chance.choice(["no", "yes"]) for name in asked_factors(edition, framework)}
            facts = Facts(edition.id, framework.id, ratings, factors=factors)
            proposed = made(edition, facts).proposal.grade
            decided = chance.choice(grades) if chance.random() < DEPART or proposed is None else proposed
            entry = len(judged)
            judged.append(Judged(entry, f"force-{force:02}", framework.id, facts, decided, proposed, str(entry)))
            other = {name: step if chance.random() > 0.1 else chance.choice(steps) for name, step in ratings.items()}
            pairs.append(Pair(entry, (force % 20, 20 + (force + 1) % 20), (ratings, other)))
    return judged, pairs


def _row(what: str, time: Timed) -> Row:
    return Row(what, time.seconds * 1000, "ms", time.seconds / LIMIT_S, f"at most 1.00 ({LIMIT_S:.0f} s)")
