"""What a chief officer looks at before signing: at most seven lines, gravest first, chosen by rule and never by taste.

Pure. The order: evidence carries less than the ratings; departures; the lowest grade; the worst direction; grades that
hang on one rating; choices of what does not apply that change a grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...grading.engine import propose
from ...grading.scale import Scales
from ...grading.words import capital, count_of, listed
from .addresses import Addresses
from .completeness import bare, numbers
from .whole import One, Whole

MOST = 7


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: what it is, then what more there is to say; `frameworks` are (code, address)."""

    kind: str
    words: str
    more: str
    frameworks: tuple[tuple[str, str], ...]


def before_signing(whole: Whole, addresses: Addresses) -> tuple[Look, ...]:
    """At most seven things, gravest first."""
    others = [look for look in _others(whole, addresses) if look is not None]
    evidence = _evidence(whole, addresses, MOST - len(others))
    return (*evidence, *others)


def outcome_words(scales: Scales, floor: str, ceiling: str) -> str:
    """`Good`, `Fair or Good`, `anywhere from Poor to Good`: an outcome or a range inside a sentence."""
    labels, ranks = scales.outcomes.labels, scales.outcomes.ranks
    if floor == ceiling:
        return labels[floor]
    if ranks[ceiling] - ranks[floor] == 1:
        return f"{labels[floor]} or {labels[ceiling]}"
    return f"anywhere from {labels[floor]} to {labels[ceiling]}"


def _evidence(whole: Whole, addresses: Addresses, room: int) -> list[Look]:
    """One line for each grade that the evidence does not carry, the deepest fall first; the rest in one line."""
    ranks = whole.edition.scales.outcomes.ranks
    short = []
    for one in whole:
        view, alone = (one.proposal.view, one.proposal.as_evidenced) if one.proposal else (None, None)
        if view and alone and ranks[alone.floor] < ranks[view.floor]:
            short.append((ranks[alone.floor] - ranks[view.floor], one, alone))
    short.sort(key=lambda found: found[0])
    room = room if len(short) <= room else room - 1
    looks = []
    for _, one, alone in short[:room]:
        words = _without(one, len(bare(one, whole)))
        more = f"On evidence alone it is {outcome_words(whole.edition.scales, alone.floor, alone.ceiling)}."
        looks.append(Look("evidence", words, more, (_place(one, addresses),)))
    rest = [one for _, one, _ in short[room:]]
    if rest:
        words = f"In {count_of(len(rest), 'more framework')} the evidence carries less than the ratings."
        looks.append(Look("evidence", words, "", tuple(_place(one, addresses) for one in rest)))
    return looks


def _without(one: One, ratings: int) -> str:
    code = one.framework.code
    if not ratings:
        return f"{code} is not carried by its evidence."
    verb = "has" if ratings == 1 else "have"
    return f"{capital(count_of(ratings, 'rating'))} in {code} {verb} no evidence."


def _others(whole: Whole, addresses: Addresses) -> Iterator[Look | None]:
    scales = whole.edition.scales
    departing = [one for one in whole if one.departs]
    noun = ("judgement departs", "judgements depart")
    yield _of("departure", departing, addresses, noun, "from the method.", _where_it_departs(departing, whole))
    worst = scales.outcomes.grades.steps[0]
    low = [one for one in whole if one.grade == worst.id]
    yield _of("worst", low, addresses, _ARE_PUT_FORWARD, f"as {worst.label}.")
    if scales.directions.steps:
        down = scales.directions.steps[0]
        declined = [one for one in whole if one.proposal and one.proposal.direction.value == down.id]
        yield _of("direction", declined, addresses, _ARE_PUT_FORWARD, f"as {down.label}.")
    hanging = [one for one in whole if one.proposal and one.proposal.grade and len(one.proposal.holds) == 1]
    yield _of(
        "hold",
        hanging,
        addresses,
        ("grade hangs", "grades hang"),
        "on one rating.",
        lambda one: _what_it_hangs_on(one, whole),
    )
    chosen = [(one, _deciding_exceptions(one, whole)) for one in whole]
    deciding = {one.framework.id: names for one, names in chosen if names}
    yield _of(
        "exception",
        [one for one, names in chosen if names],
        addresses,
        ("grade is", "grades are"),
        f"higher because something is rated {_small(scales.not_applicable.label) if scales.not_applicable else ''}.",
        lambda one: numbers(one, whole, deciding[one.framework.id]),
    )


_ARE_PUT_FORWARD = ("framework is put forward", "frameworks are put forward")


def _of(
    kind: str,
    found: Sequence[One],
    addresses: Addresses,
    noun: tuple[str, str],
    rest: str,
    says: Callable[[One], str] | str = "",
) -> Look | None:
    """One line for several frameworks; None where there is none."""
    if not found:
        return None
    words = f"{capital(count_of(len(found), *noun))} {rest}"
    more = says if isinstance(says, str) else listed(f"{one.framework.code}: {says(one)}" for one in found) + "."
    return Look(kind, words, more, tuple(_place(one, addresses) for one in found))


def _where_it_departs(departing: Sequence[One], whole: Whole) -> str:
    """Whether the method left the grade open, for all of them or for some."""
    is_grade = whole.edition.scales.outcomes.is_grade
    left = [one for one in departing if one.outcome is None or not is_grade(one.outcome)]
    if not left:
        return ""
    where = "" if len(left) == len(departing) else f" for {listed(one.framework.code for one in left)}"
    return f"The method gives no grade{where}."


def _what_it_hangs_on(one: One, whole: Whole) -> str:
    return numbers(one, whole, [hold.item for hold in one.proposal.holds]) if one.proposal else ""


def _deciding_exceptions(one: One, whole: Whole) -> list[str]:
    """The criteria that are said not to apply, and whose worst rating instead would lower the outcome."""
    none, worst = whole.edition.scales.not_applicable, whole.edition.scales.ratings.ids()[:1]
    if none is None or not worst or one.proposal is None or one.proposal.view is None:
        return []
    ranks = whole.edition.scales.outcomes.ranks
    found = []
    for criterion, rating in one.facts.ratings.items():
        if rating == none.id:
            otherwise = propose(whole.edition, replace(one.facts, ratings={**one.facts.ratings, criterion: worst[0]}))
            if otherwise.floor is not None and ranks[otherwise.floor] < ranks[one.proposal.view.floor]:
                found.append(criterion)
    return found


def _place(one: One, addresses: Addresses) -> tuple[str, str]:
    return one.framework.code, addresses.framework(one.framework.id)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
