"""What an entry still needs, as steps of a first page: judgements first, then what decides a grade, then the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..grading.facts import asked_factors
from ..grading.rules import OutsideRule
from ..grading.sentences import Sentences
from ..grading.words import capital, count_of
from .page import Step
from .standing import One, Standing

JUDGE, DECIDE, RATE, ANSWER, CITE = range(5)


def steps(standing: Standing, one: One, criteria: Collection[str] | None = None) -> Iterator[Step]:
    """What an entry needs, the most important first; nothing where it needs nothing.

    `criteria` are those that somebody looks after; None for somebody who looks after the whole entry.
    """
    framework, proposal = one.framework, one.proposal
    url = f"{standing.address}/{framework.id}"
    name = f"{framework.code} {framework.short_title}."
    if proposal is None:
        yield Step(f"Look at {framework.code}: no grade can be worked out", url, name, rank=JUDGE)
        return
    ends = (proposal.floor, proposal.ceiling)
    if proposal.settled and proposal.view and proposal.grade is None and one.judged is None:
        said = capital(Sentences(standing.edition, framework).reason(proposal))
        yield Step(f"Judge {framework.code}: the method gives no grade", url, f"{name} {said}", *ends, True, JUDGE)
    rule = standing.edition.grading_rule(framework)
    if isinstance(rule, OutsideRule) and one.facts.external_grade is None:
        yield Step(f"Enter the grade of {framework.code} from the other inspection", url, name, *ends, rank=RATE)
    unrated = [
        c.id for c in framework.criteria if c.id not in one.facts.ratings and (criteria is None or c.id in criteria)
    ]
    open_factors = [f for f in asked_factors(standing.edition, framework) if f not in one.facts.factors]
    decisive = not proposal.settled and len(unrated) + len(open_factors) == 1
    if unrated:
        yield _rate(standing, one, unrated, decisive)
    elif open_factors and not proposal.settled and criteria is None:
        labels = {q.id: q.label for q in standing.edition.method.factors}
        said = f"{name} Your answer decides between {_between(standing, one)}." if decisive else name
        text = f"Answer in {framework.code}: {labels[open_factors[0]]}"
        yield Step(text, f"{url}/{open_factors[0]}", said, *ends, decisive, DECIDE)
    bare = [item for item in _bare(one) if criteria is None or item in criteria]
    if bare:
        yield Step(
            f"Cite evidence for {count_of(len(bare), 'rating')} in {framework.code}",
            f"{url}?show=no-evidence",
            name,
            *ends,
            rank=CITE,
        )


def needs_nothing(standing: Standing, one: One) -> bool:
    """Whether nothing is left to do on an entry."""
    return next(steps(standing, one), None) is None


def _rate(standing: Standing, one: One, unrated: list[str], decisive: bool) -> Step:
    framework, proposal = one.framework, one.proposal
    assert proposal is not None
    url = f"{standing.address}/{framework.id}"
    name = f"{framework.code} {framework.short_title}."
    ends = (proposal.floor, proposal.ceiling)
    if decisive:
        number = framework.criterion[unrated[0]].number
        about = f"{name} It decides between {_between(standing, one)}."
        part = unrated[0].removeprefix(f"{framework.id}-")
        return Step(
            f"Rate {framework.code} {number}: it decides the grade", f"{url}/{part}", about, *ends, True, DECIDE
        )
    bare = len(list(_bare(one)))
    uncited = f" {capital(count_of(bare, 'rating'))} {'has' if bare == 1 else 'have'} no evidence yet." if bare else ""
    text = f"Rate {count_of(len(unrated), 'criterion', 'criteria')} in {framework.code}"
    return Step(text, f"{url}?show=unrated", name + uncited, *ends, rank=RATE)


def _between(standing: Standing, one: One) -> str:
    """`Fair and Good`: the outcomes at both ends of the range."""
    labels = standing.edition.scales.outcomes.labels
    assert one.proposal is not None
    return f"{labels[one.proposal.floor or '']} and {labels[one.proposal.ceiling or '']}"


def _bare(one: One) -> Iterator[str]:
    """The criteria that are rated and have no evidence that counts; none where support is not known."""
    if one.facts.supported is not None:
        yield from (item for item in one.facts.ratings if item not in one.facts.supported)
