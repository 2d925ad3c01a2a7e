"""Why a change of method may not even be tried: a grade nobody could reach, or a better rating that would cost a grade.

Pure. It uses the checks that every shipped edition passes, and tries the rules on the facts themselves besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...catalogue.documents import Document
from ...catalogue.reachability import reachability_faults
from ...grading.edition import Edition
from ...grading.facts import Facts
from ...grading.grader import Grader
from ...promises import BadInput

NOT_ALLOWED = "The method does not allow that"


def check(before: Edition, after: Edition, cases: Sequence[Facts]) -> None:
    """Raises BadInput with the first reason against the change. `cases` are facts on which the rules are tried."""
    for framework in after.frameworks:
        if before.method is after.method and framework is before.framework[framework.id]:
            continue
        faults = list(reachability_faults(after, framework, Document("", None)))
        if faults:
            message = faults[0].message.partition(": add criteria")[0]
            raise BadInput(f"With this, in {framework.code}, {_small(message)}. {NOT_ALLOWED}")
    lowered = next(iter(losing(after, cases)), None)
    if lowered is not None:
        raise BadInput(f"With this, meeting {lowered} could lower the grade. {NOT_ALLOWED}")


def losing(edition: Edition, cases: Iterable[Facts]) -> Iterator[str]:
    """The things of which a better rating would lower the outcome of one of these cases, as printed."""
    graders: dict[str, Grader] = {}
    for facts in cases:
        framework = edition.framework[facts.framework]
        if facts.framework not in graders:
            graders[facts.framework] = Grader(edition, framework, edition.method.values)
        grader = graders[facts.framework]
        if not grader.ladders:
            continue
        coding, (ratings, factors) = grader.coding, grader.known(facts)
        known = {item: step for item, step in (*ratings.items(), *factors.items()) if item in coding.position}
        code = coding.lowest_of(known)
        rank = grader.outcome(code)[0]
        for item, step in known.items():
            scale = coding.scale_of(item)
            place = scale.ranks.get(step)
            if place is None or place == scale.best:
                continue
            bits = coding.bits[item]
            if grader.outcome(code - bits[step] + bits[scale.steps[place + 1].id])[0] < rank:
                criterion = framework.criterion.get(item)
                yield f"{framework.code} {criterion.number}" if criterion else item


def _small(message: str) -> str:
    """A sentence of the checks where it goes on inside another: a grade keeps its large letter."""
    return message.replace("cannot be reached", "could not be reached")
