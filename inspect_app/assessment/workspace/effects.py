"""What each choice for one criterion or question would do to the grade, and the sentence about it.

Pure arithmetic of the engine: the reasons are not drawn, so asking for every choice costs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...grading.edition import Edition
from ...grading.engine import prepare
from ...grading.facts import Facts
from ...grading.scale import Scales
from ...grading.words import capital, listed
from .asked import Asked

Ends = tuple[str, str]
"""The lowest and the highest outcome that are left."""
NOTHING = "This {noun} does not change the grade as things stand."


@dataclass(frozen=True, slots=True)
class Effects:
    """What each choice would give, by step; the sentence about it, with its marks; the outcome of not applicable apart.

    Where no choice moves the grade, `by_choice` says nothing of any.
    """

    by_choice: Mapping[str, Ends]
    sentence: str
    of_none: str = ""


def words_of(scales: Scales, ends: Ends) -> str:
    """`Good`, `Fair to Good`: a range inside a sentence."""
    labels = scales.outcomes.labels
    return labels[ends[0]] if ends[0] == ends[1] else f"{labels[ends[0]]} to {labels[ends[1]]}"


def range_with(edition: Edition, facts: Facts, asked: Asked | None = None, step: str | None = None) -> Ends | None:
    """The range of the grade with one thing set to a step, or as the facts stand; None where the method grades nothing.

    Raises KeyError where the facts do not fit the edition.
    """
    grader = prepare(edition, facts.framework)
    if not grader.ladders:
        return None
    ratings, factors = (dict(known) for known in grader.known(facts))
    if asked is not None:
        known = factors if asked.kind == "factor" else ratings
        known.pop(asked.id, None)
        if step is not None:
            known[asked.id] = step
    factors = {name: answer for name, answer in factors.items() if name in grader.factors}
    found = grader.decide(ratings, factors)
    return found.floor, found.ceiling


def effects(edition: Edition, facts: Facts, asked: Asked) -> Effects:
    """What every choice would give."""
    noun = "answer" if asked.is_answer else "rating"
    if asked.kind == "condition":
        return Effects({}, "This answer counts for the direction of travel, not for the grade.")
    try:
        now = range_with(edition, facts)
        given = {step.id: range_with(edition, facts, asked, step.id) for step in asked.choices}
    except KeyError:
        return Effects({}, "")
    found = {step: ends for step, ends in given.items() if ends is not None}
    if now is None or not found:
        return Effects({}, "")
    none = asked.none.id if asked.none else None
    claims = {step: ends for step, ends in found.items() if step != none}
    of_none = ""
    if none is not None and found[none] != now and found[none] not in claims.values():
        of_none = _none_sentence(edition.scales, asked, found[none])
    elif none is not None and found[none] != now:
        of_none = "Say why if you choose not applicable: a chief officer sees it before signing."
    if len(set(claims.values())) == 1:
        moved = {step: ends for step, ends in found.items() if ends != now}
        return Effects(moved, NOTHING.format(noun=noun), of_none)
    return Effects(found, _sentence(edition.scales, asked, claims, noun), of_none)


def _sentence(scales: Scales, asked: Asked, claims: Mapping[str, Ends], noun: str) -> str:
    """`**This rating decides between Fair and Good.** Met: Good. Partly met or not met: Fair.`"""
    order, labels = scales.outcomes.ranks, scales.outcomes.labels
    together: dict[Ends, list[str]] = {}
    for step, ends in claims.items():
        together.setdefault(ends, []).append(asked.label(step))
    told = " ".join(
        f"{capital(listed(_small(steps), 'or'))}: {words_of(scales, ends)}." for ends, steps in together.items()
    )
    if all(low == high for low, high in together):
        outcomes = sorted({low for low, _ in together}, key=order.__getitem__)
        return f"**This {noun} decides between {listed(labels[o] for o in outcomes)}.** {told}"
    return f"**This {noun} changes where the grade can end.** {told}"


def _none_sentence(scales: Scales, asked: Asked, ends: Ends) -> str:
    label = asked.none.label if asked.none else ""
    return f"{label} would leave {words_of(scales, ends)}: say why. It is listed for the chief officer before signing."


def _small(labels: list[str]) -> list[str]:
    return [label[:1].lower() + label[1:] for label in labels]
