"""Whether the lift plan tells the truth, tried against every set there is."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.grading.engine import prepare
from inspect_app.remediation.lifting import smallest as smallest_sets
from inspect_app.remediation.lifting.alone import would_lift
from inspect_app.remediation.lifting.ground import Ground, Open, Rated
from inspect_app.remediation.lifting.plan import grounds, plan_for
from inspect_app.remediation.lifting.smallest import Costs, smallest
from tests import factories

EDITION = factories.edition()
FRAMEWORKS = ("3c", "4b", "6e")
STEPS = EDITION.scales.ratings.ids()
BEST = STEPS[-1]


@st.composite
def worlds(draw: st.DrawFn, most: int = 5) -> tuple[str, Rated, list[Open]]:
    """A framework that is nearly met, with a few open areas on what is not."""
    framework = draw(st.sampled_from(FRAMEWORKS))
    criteria = [c.id for c in EDITION.framework[framework].criteria]
    low = draw(st.lists(st.sampled_from(criteria), min_size=1, max_size=6, unique=True))
    ratings = dict.fromkeys(criteria, BEST) | {c: draw(st.sampled_from(STEPS[:-1])) for c in low}
    areas = [
        Open(
            number,
            {framework: frozenset(draw(st.lists(st.sampled_from(low), min_size=1, max_size=3)))},
            draw(st.one_of(st.none(), st.integers(1, 30))),
            draw(st.one_of(st.none(), st.dates(date(2007, 1, 1), date(2008, 1, 1)))),
        )
        for number in range(1, draw(st.integers(1, most)) + 1)
    ]
    return framework, Rated(ratings), areas


def by_hand(framework: str, rated: Rated, areas: list[Open], closed: set[int]) -> int:
    """The outcome once these are closed, from the sentence of the rule and nothing else."""
    ratings = dict(rated.ratings)
    for criterion in ratings:
        on_it = {area.number for area in areas if criterion in area.bears_on[framework]}
        if on_it and on_it <= closed:
            ratings[criterion] = BEST
    grader = prepare(EDITION, framework)
    return grader.outcomes.ranks[grader.decide(ratings).floor]


@given(worlds())
def test_a_criterion_is_met_when_every_open_area_on_it_is_closed(world: tuple[str, Rated, list[Open]]) -> None:
    framework, rated, areas = world
    ground = Ground(prepare(EDITION, framework), rated, areas)
    for mask in range(ground.whole + 1):
        assert ground.outcome(mask) == by_hand(framework, rated, areas, set(ground.numbers_of(mask)))


@pytest.mark.parametrize("measure", ["count", "effort", "soonest"])
@settings(max_examples=60)
@given(world=worlds())
def test_no_cheaper_set_reaches_the_next_grade(world: tuple[str, Rated, list[Open]], measure: str) -> None:
    framework, rated, areas = world
    ground, costs = Ground(prepare(EDITION, framework), rated, areas), Costs(measure, tuple(areas))
    target = ground.next_grade(ground.now)
    if target is None:
        return
    found = smallest(ground, costs, target)
    numbers = [area.number for area in areas]
    reaching = [
        costs.together([costs.of[n] for n in chosen])
        for size in range(len(numbers) + 1)
        for chosen in combinations(numbers, size)
        if by_hand(framework, rated, areas, set(chosen)) >= target
    ]
    if found is None:
        assert reaching == []
    else:
        assert found.cost == min(reaching)
        assert by_hand(framework, rated, areas, set(ground.numbers_of(found.mask))) >= target


@settings(max_examples=60)
@given(worlds())
def test_a_grade_is_named_only_where_that_one_area_would_lift_it(world: tuple[str, Rated, list[Open]]) -> None:
    framework, rated, areas = world
    ground = Ground(prepare(EDITION, framework), rated, areas)
    target = ground.next_grade(ground.now)
    lifts = would_lift({framework: ground})
    for area in areas:
        alone = target is not None and by_hand(framework, rated, areas, {area.number}) >= target
        assert (area.number in lifts and lifts[area.number].more == 0) is alone


@settings(max_examples=40)
@given(worlds())
def test_every_step_lifts_what_it_says_and_the_end_is_where_closing_leads(world: tuple[str, Rated, list[Open]]) -> None:
    framework, rated, areas = world
    plan, closed = plan_for(EDITION, {framework: rated}, areas), set()
    order = EDITION.scales.outcomes.order
    for step in plan.steps:
        closed |= set(step.areas)
        (lift,) = step.lifts
        assert order[by_hand(framework, rated, areas, closed)] == lift.after
    (then,) = plan.then
    everything = {area.number for area in areas}
    assert then.closed == order[by_hand(framework, rated, areas, everything)]
    assert then.planned == order[by_hand(framework, rated, areas, closed)]
    if not plan.steps and plan.held == ():
        assert then.now == EDITION.scales.outcomes.grades.ids()[-1]


def test_beyond_the_limit_a_set_is_found_from_which_nothing_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smallest_sets, "EXACT_UP_TO", 2)
    criteria = [c.id for c in EDITION.framework["3c"].criteria]
    rated = Rated(dict.fromkeys(criteria, BEST) | dict.fromkeys(criteria[:4], STEPS[0]))
    areas = [Open(n, {"3c": frozenset({c})}) for n, c in enumerate(criteria[:4], start=1)]
    ground = Ground(prepare(EDITION, "3c"), rated, areas)
    target = ground.next_grade(ground.now)
    assert target is not None
    found = smallest(ground, Costs("count", tuple(areas)), target)
    assert found is not None
    assert not found.exact
    for number in ground.numbers_of(found.mask):
        rest = ground.mask_of(ground.numbers_of(found.mask) - {number})
        assert ground.outcome(rest) < target


def test_what_no_area_covers_holds_a_framework_and_is_named() -> None:
    criteria = [c.id for c in EDITION.framework["3c"].criteria]
    rated = Rated(dict.fromkeys(criteria, STEPS[0]))
    plan = plan_for(EDITION, {"3c": rated}, [Open(1, {"3c": frozenset({criteria[0]})})])
    (held,) = plan.held
    assert plan.steps == ()
    assert criteria[0] not in held.uncovered
    assert set(held.needs) <= set(held.uncovered) == set(criteria[1:])


def test_the_highest_grade_still_waits_for_questions_that_no_area_changes() -> None:
    criteria = [c.id for c in EDITION.framework["3c"].criteria]
    plan = plan_for(EDITION, {"3c": Rated(dict.fromkeys(criteria, BEST))}, [])
    (held,) = plan.held
    assert held.factors
    assert held.needs == ()


def test_an_accepted_risk_stays_in_the_way_and_a_closed_area_does_not() -> None:
    criteria = [c.id for c in EDITION.framework["3c"].criteria]
    ratings = dict.fromkeys(criteria, BEST) | {criteria[0]: STEPS[0]}
    areas = [Open(1, {"3c": frozenset({criteria[0]})})]
    usual = grounds(EDITION, {"3c": Rated(ratings)}, areas)["3c"]
    stuck = grounds(EDITION, {"3c": Rated(ratings, stuck=frozenset({criteria[0]}))}, areas)["3c"]
    done = grounds(EDITION, {"3c": Rated(ratings, done=frozenset({criteria[0]}))}, [])["3c"]
    assert usual.outcome(usual.whole) > usual.now == stuck.outcome(stuck.whole)
    assert done.now == usual.outcome(usual.whole)
