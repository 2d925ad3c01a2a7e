"""What an entry still needs, as steps of a first page: judgements first, then what decides a grade, then the rest.

The steps themselves are those of the assessment; here each names its framework, as many stand together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ..assessment import next_steps
from ..grading.words import capital, count_of
from .page import Step
from .standing import One, Standing

ORDER: Mapping[str, int] = {
    "look": 0,
    "judge": 0,
    "decide": 1,
    "start": 2,
    "rate": 2,
    "outside": 2,
    "answer": 2,
    "cite": 4,
    "write": 5,
}
DECIDES, ASKED = 1, 3
"""Where steps on which a grade hangs stand in the list, and questions that were put to somebody."""
NAMED: Mapping[str, str] = {
    "start": "Start {code}",
    "judge": "{first} {code}: {rest}",
    "decide": "{first} in {code}: {rest}",
    "answer": "{first} in {code}: {rest}",
    "outside": "{whole} for {code}",
    "write": "{whole} of {code}",
}


def steps(standing: Standing, one: One) -> Iterator[Step]:
    """What an entry needs, the most important first; nothing where it needs nothing."""
    for step in _of_the_assessment(standing, one):
        yield _named(standing, one, step)


def steps_of_criteria(standing: Standing, one: One, criteria: Collection[str]) -> Iterator[Step]:
    """What these criteria of an entry need, for somebody who looks after them and not after the whole."""
    of = (standing.edition, one.framework, one.facts)
    code, url = one.framework.code, _address(standing, one)
    unrated = [item for item in next_steps.unrated(*of) if item in criteria]
    if unrated:
        text = f"Rate {count_of(len(unrated), 'criterion', 'criteria')} of yours in {code}"
        address = next_steps.part_address(url, one.framework.id, unrated[0])
        yield Step(text, address, _title(one), *_ends(one), rank=ORDER["rate"])
    bare = [item for item in next_steps.unsupported(*of) if item in criteria]
    if bare:
        text = f"Cite evidence for {count_of(len(bare), 'rating')} of yours in {code}"
        address = next_steps.part_address(url, one.framework.id, bare[0])
        yield Step(text, address, _title(one), *_ends(one), rank=ORDER["cite"])


def _of_the_assessment(standing: Standing, one: One) -> list[next_steps.Step]:
    return next_steps.steps(
        next_steps.Standing(
            standing.edition,
            one.framework,
            one.facts,
            one.proposal,
            _address(standing, one),
            judged=one.judged is not None,
            has_text=bool((one.entry.text or "").strip()),
        )
    )


def _named(standing: Standing, one: One, step: next_steps.Step) -> Step:
    """The step with its framework in it, and a line about it."""
    first, _, rest = step.text.partition(": ")
    pattern = NAMED.get(step.kind, "{whole} in {code}")
    text = pattern.format(first=first, rest=rest, whole=step.text, code=one.framework.code)
    hangs = step.decisive and step.kind in ("decide", "answer")
    rank = DECIDES if hangs else ORDER.get(step.kind, ORDER["write"])
    about = f"{_title(one)} {_about(standing, one, step, hangs)}".strip()
    return Step(text, step.address, about, *_ends(one), decisive=hangs or step.kind == "judge", rank=rank)


def _about(standing: Standing, one: One, step: next_steps.Step, hangs: bool) -> str:
    if one.proposal is None:
        return ""
    if step.kind == "judge":
        return _left_open(standing, one)
    if hangs:
        labels = standing.edition.scales.outcomes.labels
        what = "Your answer" if step.kind == "answer" else "It"
        floor, ceiling = labels[one.proposal.floor or ""], labels[one.proposal.ceiling or ""]
        return f"{what} decides between {floor} and {ceiling}."
    bare = len(next_steps.unsupported(standing.edition, one.framework, one.facts))
    if step.kind == "rate" and bare:
        return f"{capital(count_of(bare, 'rating'))} {'has' if bare == 1 else 'have'} no evidence yet."
    return ""


def _left_open(standing: Standing, one: One) -> str:
    """`All 18 criteria are rated, and they fall between Poor and Fair.`"""
    assert one.proposal is not None
    label = standing.edition.scales.outcomes.labels[one.proposal.floor or ""]
    whole = len(one.framework.criteria) or sum(part.graded for part in one.framework.parts)
    noun = "criteria" if one.framework.criteria else "parts"
    missing = len(next_steps.unrated(standing.edition, one.framework, one.facts))
    rated = f"All {whole} {noun}" if not missing else f"{whole - missing} of {whole} {noun}"
    return f"{rated} are rated, and they fall {label[:1].lower()}{label[1:]}."


def _title(one: One) -> str:
    return f"{one.framework.code} {one.framework.short_title}."


def _ends(one: One) -> tuple[str | None, str | None]:
    return (one.proposal.floor, one.proposal.ceiling) if one.proposal else (None, None)


def _address(standing: Standing, one: One) -> str:
    return f"{standing.address}/{one.framework.id}"
