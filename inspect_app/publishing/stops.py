"""What still stops a report from being published, as sentences with the page where each is settled. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..grading.words import capital, count_of
from ..moderation.queries import Stopping
from ..ui.times import day

NOT_CHECKED = "The force has not checked the facts of this draft"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that stops it; `links` are words and addresses of what has to be settled."""

    words: str
    links: tuple[tuple[str, str], ...] = ()


def stops(state: str, found: Stopping, codes: Mapping[str, str], force: str, cycle: str) -> list[Stop]:
    """In the order in which they are settled."""
    return list(_stops(state, found, codes, force, cycle))


def _stops(state: str, found: Stopping, codes: Mapping[str, str], force: str, cycle: str) -> Iterator[Stop]:
    accuracy = f"/forces/{force}/{cycle}/accuracy"

    def frameworks(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((codes.get(name, name), f"/board/{cycle}/{name}/{force}") for name in names)

    if found.not_judged:
        verb = "is" if len(found.not_judged) == 1 else "are"
        yield Stop(f"{_counted(len(found.not_judged), 'framework')} {verb} not judged", frameworks(found.not_judged))
    if found.not_agreed:
        waits = "decision waits" if len(found.not_agreed) == 1 else "decisions wait"
        yield Stop(
            f"{capital(count_of(len(found.not_agreed), waits, waits))} for a second person",
            frameworks(found.not_agreed),
        )
    if found.stale:
        yield Stop("The facts changed after the decision", frameworks(found.stale))
    if found.challenges:
        verb = "is" if len(found.challenges) == 1 else "are"
        links = tuple((f"challenge {number}", f"{accuracy}/challenges/{number}") for number in found.challenges)
        yield Stop(f"{_counted(len(found.challenges), 'challenge')} {verb} not answered", links)
    if found.open_until is not None and state == "factual_accuracy":
        yield Stop(f"The force can challenge facts until {day(found.open_until)}", (("factual accuracy", accuracy),))
    if state == "with_inspectorate" and not found.not_judged:
        checked = "The draft changed after the force checked its facts" if found.was_checked else NOT_CHECKED
        yield Stop(checked, (("ask it again" if found.was_checked else "ask it", accuracy),))


def grades_words(number: int, force: str) -> str:
    """The sentence before publishing: what is about to happen, and that it cannot be undone."""
    return (
        f"You are about to publish {count_of(number, 'grade') if number < 2 else f'{number} grades'} for {force}. They "
        "cannot be changed afterwards, only corrected with a new version that says what changed."
    )


def changed_words(corrected: Sequence[tuple[str, str, str]]) -> str:
    """`3C: Good instead of Fair.`: what a new version is proposed to say of grades that it corrects."""
    return " ".join(f"{code}: {new} instead of {old}." for code, old, new in corrected)


def _counted(number: int, noun: str) -> str:
    return capital(count_of(number, noun))
