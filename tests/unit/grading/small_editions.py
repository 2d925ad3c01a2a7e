"""Generates small editions under the 2006 rules, and facts for them and for the shipped frameworks.

Each criterion is decoded from one whole number, 0 being a plain Fair criterion, so that a counterexample shrinks
to the plainest framework that still shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from inspect_app.catalogue.editions import load
from inspect_app.grading.edition import Component, Criterion, Edition, Framework
from inspect_app.grading.facts import Facts
from inspect_app.grading.rules import (
    Amount,
    Basis,
    DirectionRule,
    LadderRule,
    Limiter,
    Method,
    OutsideRule,
    Parameter,
    Question,
    Requirement,
    Rung,
    Selection,
    Test,
)
from inspect_app.grading.scale import Between, Outcomes, Scale, Scales, Step
from tests.unit.grading.oracle import ANSWERS, FACTORS, RATINGS, may_be_not_applicable

F = Fraction
NO_REASON = "Not done in this force."


_PHASES = (Phase.explicit, Phase.generate, Phase.shrink)


def thorough(cases: int) -> Callable[[Any], Any]:
    """So many cases, the same ones in every run."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=cases, derandomize=True, deadline=None, database=None, phases=_PHASES, suppress_health_check=slow
    )


# -- the 2006 method, written out ------------------------------------------------------------------------------------


def scale(*ids: str, caveat: str = "") -> Scale:
    return Scale(tuple(Step(i, i.replace("_", " ").capitalize(), letter=i[0], caveat=i == caveat) for i in ids))


SCALES = Scales(
    outcomes=Outcomes(
        scale("poor", "fair", "good", "excellent"),
        (Between("between_poor_and_fair", "between Poor and Fair", above="poor"),),
    ),
    ratings=scale(*RATINGS),
    not_applicable=Step("not_applicable", "Not applicable"),
    factor_answers=scale(*ANSWERS, caveat="yes_with_caveat"),
    condition_answers=scale("no", "yes"),
    directions=scale("declined", "stable", "improved"),
    not_graded=Step("not_graded", "Not graded"),
    not_comparable=Step("not_comparable", "Not comparable"),
)

ALL, ANY = Amount("all"), Amount("any")
SIGNIFICANT = Selection(level="fair", significant=True)
LADDER = LadderRule(
    of="criteria",
    rungs=(
        Rung(
            "excellent",
            (
                Requirement(
                    "vast_good",
                    Amount("share", "at_least", "excellent_vast_share"),
                    "met",
                    "at_least",
                    Selection(level="good"),
                ),
                Requirement("beacon", ALL, "yes_with_caveat", "at_least", factor="beacon"),
                Requirement("innovation", ALL, "yes_with_caveat", "at_least", factor="innovation"),
            ),
            "good",
            "excellent_on_criteria_not_on_factors",
        ),
        Rung(
            "good",
            (
                Requirement("all_fair", ALL, "met", "at_least", Selection(level="fair")),
                Requirement(
                    "most_good",
                    Amount("share", "more_than", "good_most_share"),
                    "met",
                    "at_least",
                    Selection(level="good"),
                ),
            ),
            "fair",
        ),
        Rung("fair", (Requirement("significant_fair", ALL, "met", "at_least", SIGNIFICANT),)),
    ),
    otherwise="between_poor_and_fair",
    tests=(
        Test(
            "poor",
            (
                Requirement("dominant", ANY, "not_met", "at_most", Selection(dominant=True)),
                Requirement(
                    "fallen_short",
                    Amount("share", "at_least", "poor_share", "poor_count"),
                    "not_met",
                    "at_most",
                    SIGNIFICANT,
                ),
            ),
        ),
    ),
)

METHOD = Method(
    parameters=(
        Parameter("good_most_share", "most", F(1, 2), F(0), F(1)),
        Parameter("excellent_vast_share", "vast majority", F(4, 5), F(0), F(1), not_below="good_most_share"),
        Parameter("poor_share", "a significant number", F(1, 3), F(0), F(1)),
        Parameter("poor_count", "a significant number", F(2), F(1), whole=True),
        Parameter("movement_share", "significant", F(1, 5), F(0), F(1)),
    ),
    grading={"criteria": LADDER, "elsewhere": OutsideRule("Another inspection decides.")},
    default_grading="criteria",
    levels={"fair": "Fair", "good": "Good"},
    factors=(Question("beacon", "A beacon"), Question("innovation", "New ways")),
    limiters=(
        Limiter("weakest_component", "weakest_component"),
        Limiter("prerequisite", "cap", selection=Selection(prerequisite=True), step="met", at_most="fair"),
        Limiter("external_grade", "outside_grade"),
    ),
    direction=DirectionRule(
        better="improved",
        same="stable",
        worse="declined",
        bases=(Basis("tested", "tested"), Basis("stated", "stated"), Basis("judged", "judged")),
        tested="tested",
        criteria_basis="stated",
        criteria_share="movement_share",
        partial_counts_as="judged",
    ),
)


def edition_of(framework: Framework, method: Method = METHOD, scales: Scales = SCALES) -> Edition:
    return Edition("small", "A small edition", "Nobody", scales, method, (framework,))


def framework_of(*criteria: Criterion, components: tuple[str, ...] = (), **rest: Any) -> Framework:
    """Framework `x` with these criteria."""
    named = tuple(Component(c, c.upper()) for c in components)
    values = {"code": "X", "title": "A framework", "short_title": "A framework", "domain": "d", "graded_by": "criteria"}
    return Framework(id="x", criteria=criteria, components=named, **{**values, **rest})


# -- decoding --------------------------------------------------------------------------------------------------------

OPEN = None
COMPONENTS = ("a", "b", "c")
# Generated numbers are often the first or the last of their range, so the plain choice stands at both ends.
DIVISIONS = (0, 1, 2, 3, 0, 0)
SHARES = (F(1, 2), F(4, 5), F(1, 3), F(2, 3), F(0), F(1), F(1, 4), F(3, 5), F(1, 5), F(3, 4))
GIVEN = ("met", "met", "partly_met", "not_met", OPEN, OPEN, "not_applicable", "met", "met")
ANSWERED = ("yes", "yes_with_caveat", "no", OPEN, "yes")
FLAGS = 4**5


def unpacked(number: int, *sizes: int) -> list[int]:
    """The digits of a number whose places have these sizes."""
    digits = []
    for size in sizes:
        number, digit = divmod(number, size)
        digits.append(digit)
    return digits


def criterion_of(place: int, flags: int, component: str | None, opens: bool) -> Criterion:
    """Criterion number `place`. About one in four is insignificant, dominant and so on; most are plain.

    The one that `opens` a ladder is seldom Good, the others mostly, or few ladders could be climbed at all.
    """
    level, significance, dominance, prerequisite, absence = unpacked(flags, 4, 4, 4, 4, 4)
    good, significant = level == 2 if opens else level >= 1, significance != 1
    return Criterion(
        id=f"x-{'g' if good else 'f'}{place + 1}",
        text="Something is done.",
        level="good" if good else "fair",
        component=component,
        significant=significant,
        dominant=dominance == 1 and significant and not good,
        prerequisite=prerequisite == 1,
        may_not_apply=absence >= 2,
    )


def values_of(most: int, vast: int, poor: int, count: int) -> dict[str, Fraction]:
    """Parameters within what the method declares."""
    most_share, vast_share = sorted((SHARES[most], SHARES[vast]))
    poor_values = {"poor_share": SHARES[poor], "poor_count": F((2, 1, 3)[count])}
    return {"good_most_share": most_share, "excellent_vast_share": vast_share, **poor_values}


def _allowed(framework: Framework, item: str, answer: str | None) -> str | None:
    refused = answer == "not_applicable" and not may_be_not_applicable(framework.criterion[item])
    return "partly_met" if refused else answer


def factors_of(beacon: int, innovation: int) -> dict[str, str | None]:
    return dict(zip(FACTORS, (ANSWERED[beacon], ANSWERED[innovation]), strict=True))


def facts_of(edition: Edition, framework: Framework, known: Mapping[str, str | None], **rest: Any) -> Facts:
    """Facts from ratings and factors together, with a reason for everything that does not apply; None is unknown."""
    ratings = {i: v for i, v in known.items() if i not in FACTORS and v is not None}
    factors = {i: v for i, v in known.items() if i in FACTORS and v is not None}
    reasons = {i: NO_REASON for i, v in ratings.items() if v == "not_applicable"}
    return Facts(edition.id, framework.id, ratings, reasons, factors, **rest)


# -- generated cases -------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """An edition, its one framework in question, and facts for it."""

    edition: Edition
    framework: Framework
    facts: Facts

    @property
    def known(self) -> dict[str, str]:
        """Ratings and factors together."""
        return {**self.facts.ratings, **self.facts.factors}

    @property
    def values(self) -> dict[str, Fraction]:
        return self.edition.method.values

    def knowing(self, known: Mapping[str, str | None]) -> Facts:
        """The same facts with these ratings and factors instead."""
        return facts_of(self.edition, self.framework, known, supported=self.facts.supported)


_METHOD_SIZES = (len(DIVISIONS), len(SHARES), len(SHARES), len(SHARES), 3)
_FACTS_SIZES = (len(ANSWERED), len(ANSWERED), 3, 2**8)
_RATED = st.integers(0, 3 * len(GIVEN) * FLAGS - 1)  # one criterion: component, rating and flags
_MANY_RATED = st.lists(_RATED, min_size=1, max_size=6)
_METHOD = st.integers(0, prod(_METHOD_SIZES) - 1)
_FACTS = st.integers(0, prod(_FACTS_SIZES) - 1)


def small_cases(unknown: int = 8) -> st.SearchStrategy[Case]:
    """One to six criteria, up to three components, any parameters; facts with at most so many unknown items."""
    return st.builds(_small_case, _MANY_RATED, _METHOD, _FACTS, st.just(unknown))


def _small_case(rated: list[int], method: int, answers: int, unknown: int) -> Case:
    division, most, vast, poor, count = unpacked(method, *_METHOD_SIZES)
    components = COMPONENTS[: DIVISIONS[division]]
    criteria, given = [], []
    for place, number in enumerate(rated):
        rating, flags, component = unpacked(number, len(GIVEN), FLAGS, 3)
        opens = place < max(len(components), 1)
        of = components[place if opens else component % len(components)] if components else None
        criteria.append(criterion_of(place, flags, of, opens))
        given.append(GIVEN[rating])
    framework = framework_of(*criteria, components=components)
    edition = edition_of(framework, METHOD.with_parameters(**values_of(most, vast, poor, count)))
    known = {c.id: _allowed(framework, c.id, rating) for c, rating in zip(criteria, given, strict=True)}
    beacon, innovation, cites, mask = unpacked(answers, *_FACTS_SIZES)
    known |= factors_of(beacon, innovation)
    for item in [i for i, answer in known.items() if answer is OPEN][unknown:]:
        known[item] = "yes" if item in FACTORS else "met"
    return Case(edition, framework, facts_of(edition, framework, known, supported=_chosen(known, cites, mask)))


def _chosen(known: Mapping[str, str | None], cites: int, mask: int) -> frozenset[str] | None:
    """What is supported by evidence: not known in a third of the cases, else the items whose bit is not set."""
    if cites == 0:
        return None
    return frozenset(item for place, item in enumerate(known) if not mask >> place % 8 & 1)


@cache
def shipped() -> Edition:
    return load("baseline_2006")


@cache
def shipped_ladders() -> tuple[Framework, ...]:
    """The shipped frameworks that are graded on criteria."""
    return tuple(f for f in shipped().frameworks if f.criteria)


_BASES = ("met", "met", "met", "partly_met", "not_met", OPEN)
_OTHERS = st.lists(st.integers(0, 100 * len(GIVEN) - 1), max_size=8)
_SHIPPED_SIZES = (len(_BASES), *_FACTS_SIZES)
_SHIPPED = st.integers(0, prod(_SHIPPED_SIZES) - 1)


def shipped_cases() -> st.SearchStrategy[Case]:
    """A shipped framework rated alike throughout, but for up to eight criteria."""
    return st.builds(_shipped_case, st.integers(0, 21), _SHIPPED, _OTHERS)


def _shipped_case(number: int, answers: int, others: list[int]) -> Case:
    edition, framework = shipped(), shipped_ladders()[number % len(shipped_ladders())]
    base, beacon, innovation, cites, mask = unpacked(answers, *_SHIPPED_SIZES)
    known = dict.fromkeys([c.id for c in framework.criteria], _BASES[base])
    for other in others:
        rating, place = unpacked(other, len(GIVEN), 100)
        item = framework.criteria[place % len(framework.criteria)].id
        known[item] = _allowed(framework, item, GIVEN[rating])
    known |= factors_of(beacon, innovation)
    return Case(edition, framework, facts_of(edition, framework, known, supported=_chosen(known, cites, mask)))
