"""What the decision page says: the sentence at its head, four grades in a row, why, and where readings differ.

It words and draws what was read, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ... import per_request
from ...assessment import proposals
from ...assessment import queries as assessment
from ...assessment.states import ENTRY
from ...assessment.workspace.asked import everything
from ...assessment.workspace.marked import Links, mark, marked
from ...assessment.workspace.why import Why
from ...grading.sentences import Sentences
from ...grading.words import capital, in_words
from ...ui.bars import range_headline
from ...ui.chips import grade_word
from ...ui.times import day
from . import policy, queries
from .opened import Opened


class Unlinked(Links):
    """The same words without links, for those who may know the decision and not read the self-assessment."""

    def to(self, item: str) -> Markup:
        return escape(self.words.number(item).strip("“”"))

    def shown(self, show: str, words: str) -> Markup:
        return escape(words)


@dataclass(frozen=True, slots=True)
class Grade:
    """One of the four grades: whose it is, the outcome, a line under it, and its direction where it has one."""

    whose: str
    outcome: str | None
    said: str = ""
    direction: str | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """One thing that was asked: how the force had it and how it was read, as marks."""

    number: str
    text: str
    force: Markup
    read: Markup
    differs: bool


def page(here: Opened) -> dict[str, Any]:
    """Everything that the page shows besides what surrounds it."""
    session = per_request.session()
    readers = queries.readings_of(session, here.at.entry.id) if here.case else ()
    rated = list(_rated(here)) if here.case else []
    return {
        "sentence": sentence(here),
        "grades": list(_grades(here, [name for _, name in readers])),
        "why": list(_why(here)),
        "said": list(_said(here)),
        "rated": rated,
        "rated_otherwise": [one for one in rated if one.differs],
        "challenges": queries.challenges_of(session, here.at.entry.id),
    }


def sentence(here: Opened) -> str:
    """How things stand, in one or two sentences."""
    if here.standing is not None:
        return _of_a_decision(here, here.standing)
    scales, case = here.at.edition.scales, here.case
    if here.judgement is not None:
        return f"Published: {grade_word(scales, here.judgement.grade or None)}. It was decided elsewhere."
    if case is None:
        return f"{here.at.code} is {_state(here)}. It can be decided once its reading has ended."
    if policy.is_left_open(case):
        open_ = range_headline(scales, case.lowest, case.highest)
        return f"The method proposes no one grade here: {open_}. A person has to choose."
    return f"The method proposes {grade_word(scales, case.proposed)}. Nobody has decided."


def _of_a_decision(here: Opened, made: queries.Made) -> str:
    grade = grade_word(here.at.edition.scales, made.grade or None)
    if here.is_correction:
        ready = "waits for a second person" if made.waits else "waits to be published"
        return f"A correction to {grade} {ready}. What is published stands until then."
    if made.waits:
        return f"{made.decider} decided {grade}, and a limit stands against it. A second person has to agree."
    how = "not as proposed" if made.departs else "as proposed"
    if made.proposed is None and made.grade and not made.departs:
        how = "where the method left it open"
    return f"Decided: {grade}, {how}. {made.decider}, {day(made.decided_at)}."


def _state(here: Opened) -> str:
    return ENTRY[here.at.entry.state].words


def _grades(here: Opened, readers: Sequence[str]) -> Iterator[Grade]:
    case, standing, judgement = here.case, here.standing, here.judgement
    if case is not None:
        ends = None
        if policy.is_left_open(case):
            ends = range_headline(here.at.edition.scales, case.lowest, case.highest)
        yield Grade("Proposed", case.proposed, ends or "", case.proposed_direction)
        yield Grade("The force’s", case.force_grade, differs=_unlike(case.force_grade, case.proposed))
        given = [grade for grade in (case.first_grade, case.second_grade) if grade is not None]
        for place, grade in enumerate(given):
            whose = "The reader’s" if len(given) == 1 else ("The first reader’s", "The second reader’s")[place]
            name = readers[place] if place < len(readers) else ""
            yield Grade(whose, grade, name, differs=_unlike(grade, case.proposed))
        if not given:
            yield Grade("The readers’", None)
    if here.is_correction and judgement is not None and standing is not None:
        yield Grade("Published", judgement.grade, judgement.decided_by or "", judgement.direction)
        yield Grade("Corrected", standing.grade, standing.decider, standing.direction, standing.grade_differs)
    elif standing is not None:
        whose = "Decided, not agreed" if standing.waits else "Decided"
        yield Grade(whose, standing.grade or None, standing.decider, standing.direction, standing.grade_differs)
    elif judgement is not None:
        yield Grade("Published", judgement.grade or None, judgement.decided_by or "", judgement.direction)
    else:
        yield Grade("Decided", None)


def _unlike(grade: str | None, proposed: str | None) -> bool:
    return grade is not None and proposed is not None and grade != proposed


def _why(here: Opened) -> Iterator[Any]:
    """One line a rung, with the mark of whether it holds."""
    if here.proposal is not None:
        words = Sentences(here.at.edition, here.at.framework)
        links = Links if here.reads_the_assessment else Unlinked
        yield from Why(here.at.framework, here.proposal, links(words, here.at.address)).lines()


def _said(here: Opened) -> Iterator[tuple[str, Markup]]:
    """Labelled sentences: limits, what the evidence supports, the direction, what stays open."""
    proposal = here.proposal
    if proposal is None:
        return
    words = Sentences(here.at.edition, here.at.framework)
    limits = words.limiters(proposal)
    flags = words.flags(proposal)
    evidence = words.on_evidence(proposal)
    rows = (
        ("In words", " ".join([words.in_words(proposal), *flags])),
        ("Limits", " ".join(limits)),
        ("On evidence alone", evidence or ""),
        ("What holds it", words.hangs_on(proposal) if proposal.view else ""),
        ("Direction of travel", words.direction(proposal.direction) if here.at.edition.scales.directions.steps else ""),
    )
    for label, text in rows:
        if text:
            yield label, marked(text)


def _rated(here: Opened) -> Iterator[Rated]:
    """Everything asked, as the force had it and as it was read."""
    asked = assessment.asked(per_request.session(), here.at.assessment.id, here.at.framework.id)
    own = proposals.facts_in(here.at.edition.id, asked)[here.at.framework.id]
    assert here.facts is not None
    for one in everything(here.at.edition, here.at.framework):
        force, read = one.step_in(own), one.step_in(here.facts)
        yield Rated(one.number, one.text, mark(one, force), mark(one, read), force != read)


def differing(rated: Sequence[Rated]) -> str:
    """`Three of the 20 ratings and answers are not as the force has them.`"""
    differs = sum(one.differs for one in rated)
    if not differs:
        return "The readers rate everything as the force does."
    verb, them = ("is", "it") if differs == 1 else ("are", "them")
    every = f"the {in_words(len(rated))} ratings and answers" if len(rated) > 1 else "one"
    return f"{capital(in_words(differs))} of {every} {verb} not as the force has {them}."
