"""What changed between two versions, in sentences, worked out from the two contents and nothing else.

Pure. Words of scales come from the edition in force; what it no longer knows keeps the id that was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...grading.edition import Edition
from ...grading.words import count_of
from .content import Content, canonical

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in one framework, or in the whole where `framework` is empty."""

    framework: str
    code: str
    title: str
    sentences: tuple[str, ...]


def between(edition: Edition, before: Content, after: Content) -> tuple[Changed, ...]:
    """What the later content says that the earlier did not, by framework in order; nothing where they are the same."""
    if _same(before, after):
        return ()
    words = _Words(edition)
    found = [Changed("", "", "The whole assessment", tuple(_around(before, after)))]
    earlier = {entry["framework"]: entry for entry in before["entries"]}
    for entry in after["entries"]:
        was = earlier.pop(entry["framework"], None)
        if was is None:
            sentences: tuple[str, ...] = ("It was added.",)
        else:
            sentences = () if _same(was, entry) else tuple(_Compared(words, was, entry).sentences())
        found.append(Changed(entry["framework"], entry["code"], entry["title"], sentences))
    found += [Changed(e["framework"], e["code"], e["title"], ("It was taken out.",)) for e in earlier.values()]
    return tuple(changed for changed in found if changed.sentences)


def in_brief(changed: tuple[Changed, ...]) -> str:
    """`Three changes in 4B and 7B` for one line; `Nothing changed` where nothing did."""
    count = sum(len(one.sentences) for one in changed)
    if not count:
        return "Nothing changed"
    codes = [one.code for one in changed if one.code]
    where = f" in {codes[0]}" if len(codes) == 1 else (f" in {count_of(len(codes), 'framework')}" if codes else "")
    said = count_of(count, "change")
    return f"{said[:1].upper()}{said[1:]}{where}"


def _around(before: Content, after: Content) -> Iterator[str]:
    if before["edition"]["digest"] != after["edition"]["digest"]:
        yield f"It is now graded against {after['edition']['title']}, as that edition stands after a change."
    if before["parameters"] != after["parameters"]:
        yield "The values that the method uses changed."
    if before["marking"] != after["marking"]:
        yield f"The protective marking is now {after['marking']}; it was {before['marking']}."


class _Words:
    """The words of an edition for what a content holds as ids."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        scales = edition.scales
        none = [scales.not_applicable] if scales.not_applicable else []
        self.ratings = {step.id: _small(step.label) for step in (*scales.ratings.steps, *none)}
        steps = (*scales.factor_answers.steps, *scales.condition_answers.steps)
        self.answers = {step.id: _small(step.label) for step in steps}
        apart = [step for step in (scales.not_graded, scales.not_comparable) if step]
        self.directions = {step.id: step.label for step in (*scales.directions.steps, *apart)}
        self.outcomes = scales.outcomes.labels
        self.kinds = {section.id: section.title for section in edition.sections}

    def asked(self, framework: str, name: str) -> str:
        """A criterion, factor or condition as people name it."""
        known = self.edition.framework.get(framework)
        if known and name in known.criterion:
            return known.criterion[name].number
        questions = (*self.edition.method.factors, *(known.direction.conditions if known else ()))
        return next((f"“{question.label}”" for question in questions if question.id == name), name)

    def grade(self, proposal: Mapping[str, Any] | None) -> str:
        """The range of a stored proposal."""
        if proposal is None or proposal["floor"] is None:
            return "no grade"
        low, high = (self.outcomes.get(proposal[end], proposal[end]) for end in ("floor", "ceiling"))
        return low if low == high else f"{low} to {high}"


class _Compared:
    def __init__(self, words: _Words, was: Content, now: Content) -> None:
        self.words, self.was, self.now = words, was, now

    def sentences(self) -> Iterator[str]:
        yield from self._proposed()
        yield from self._put_forward()
        yield from self._ratings()
        yield from self._answers()
        yield from self._other_inspection()
        yield from self._citations()
        yield from self._findings()
        if self.was["text"] != self.now["text"]:
            yield "The report text changed."
        for key, what in (("context", "contextual factors"), ("parts", "grades of its parts")):
            if self.was[key] != self.now[key]:
                yield f"The {what} changed."
        if (self.was["previous"], self.was["movements"]) != (self.now["previous"], self.now["movements"]):
            yield "What is known of this year against last changed."

    def _proposed(self) -> Iterator[str]:
        was, now = self.was["proposal"], self.now["proposal"]
        if self.words.grade(was) != self.words.grade(now):
            yield f"The proposed grade is now {self.words.grade(now)}; it was {self.words.grade(was)}."
        ways = [p["direction"]["value"] if p else None for p in (was, now)]
        if ways[0] != ways[1]:
            said = [self.words.directions.get(way or "", "open") for way in ways]
            yield f"The proposed direction is now {said[1]}; it was {said[0]}."

    def _put_forward(self) -> Iterator[str]:
        was, now = self.was["put_forward"], self.now["put_forward"]
        if was == now:
            return
        said = [self.words.outcomes.get(p["grade"], p["grade"]) if p else None for p in (was, now)]
        if said[1] is None:
            yield f"{said[0]} is no longer put forward in place of the proposal."
        elif said[0] == said[1]:
            yield f"The reason for putting forward {said[1]} changed."
        else:
            yield f"{said[1]} is put forward{f', in place of {said[0]}' if said[0] else ''}."

    def _ratings(self) -> Iterator[str]:
        yield from self._steps("ratings", "step", self.words.ratings, "not rated", lambda name: name)

    def _answers(self) -> Iterator[str]:
        yield from self._steps("answers", "answer", self.words.answers, "not answered", lambda n: n.partition(":")[2])

    def _steps(
        self, key: str, step: str, labels: Mapping[str, str], none: str, name_of: Callable[[str], str]
    ) -> Iterator[str]:
        was, now = self.was[key], self.now[key]
        for name in dict.fromkeys((*now, *was)):
            asked = self.words.asked(self.now["framework"], name_of(name))
            said = [labels.get(x[name][step], x[name][step]) if name in x else none for x in (was, now)]
            if said[0] != said[1]:
                yield f"{asked} is now {said[1]}; it was {said[0]}."
            elif name in was and name in now and was[name]["because"] != now[name]["because"]:
                yield f"The reason for {asked} changed."

    def _other_inspection(self) -> Iterator[str]:
        if self.was["external"] != self.now["external"]:
            yield "The grade that another inspection gave, or its source, changed."

    def _citations(self) -> Iterator[str]:
        was, now = ({canonical(c): c for c in side["citations"]} for side in (self.was, self.now))
        for written, citation in now.items():
            if written not in was:
                yield f"{self._about(citation)} cites evidence {citation['evidence']}, version {citation['revision']}."
        for written, citation in was.items():
            if written not in now:
                yield (
                    f"{self._about(citation)} no longer cites evidence {citation['evidence']}, version "
                    f"{citation['revision']}, as it did."
                )
        if self.was["supported"] != self.now["supported"] and was.keys() == now.keys():
            yield "Which of the cited evidence counts changed."

    def _about(self, citation: Mapping[str, Any]) -> str:
        if citation["of"] == "finding":
            return str(citation["about"])
        return self.words.asked(self.now["framework"], citation["about"])

    def _findings(self) -> Iterator[str]:
        was, now = ({f["id"]: f for f in side["findings"]} for side in (self.was, self.now))
        for name, finding in now.items():
            kind = self.words.kinds.get(finding["kind"], finding["kind"])
            if name not in was:
                yield f"{name} was added under “{kind}”."
            elif was[name] != finding:
                yield f"{name} under “{kind}” was changed."
        yield from (f"{name} was taken out." for name in was if name not in now)
        both = [[name for name in side if name in was and name in now] for side in (was, now)]
        if both[0] != both[1]:
            yield "The findings stand in another order."


def _same(one: Content, other: Content) -> bool:
    """Whether both are written alike, of which the one may have been read and the other just made."""
    return one == other or canonical(one) == canonical(other)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
