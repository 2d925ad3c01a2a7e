"""The first pages of a force: of its assessors, chief officers, force leads and viewers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..accounts.roles import Role
from ..assessment.states import WITH_THE_FORCE
from ..assessment.together import queries as together
from ..evidence import policy as evidence
from ..evidence.queries import window_of
from ..grading.words import capital, count_of
from ..ui.times import day
from . import doing, inspecting, moderating, queries
from .page import Block, Dated, First, Note, Part, Step
from .standing import One, Standing

SHORT = 60


def part_of(session: Session, role: Role, standing: Standing, me: Actor) -> Part:
    """What a role in this force adds to the first page."""
    if role == Role.ASSESSOR:
        part = assessor(session, standing, me)
    elif role == Role.CHIEF_OFFICER:
        part = chief_officer(session, standing, me)
    elif role == Role.FORCE_LEAD:
        part = force_lead(session, standing, me)
    else:
        part = viewer(standing)
    if role != Role.VIEWER:
        part.steps += moderating.of_the_force(session, standing, standing.today)
    part.markings.append(standing.assessment.marking)
    return part


def assessor(session: Session, standing: Standing, me: Actor) -> Part:
    """Own frameworks with one step each, questions put to them, dates, and their evidence that needs care."""
    leads, given = queries.mine(session, standing.assessment.id, me.id)
    entries = standing.of(leads | frozenset(given))
    part = Part(blocks=[dates(standing)])
    if standing.state == "drafting":
        steps = [_first_step(standing, one, leads, given) for one in entries]
        part.steps = [step for step in steps if step is not None]
        done = [one for one, step in zip(entries, steps, strict=True) if step is None]
        part.finished = [Note("", one.framework.code, f"{standing.address}/{one.framework.id}") for one in done]
        part.firsts = _firsts(session, standing, me, entries)
    part.sentences = [_assessor_sentence(standing, len(entries), len(part.steps))]
    part.nothing = _nothing(entries)
    part.steps += _questions(session, standing, me)
    part.steps += inspecting.asked_of_the_force(session, standing, standing.today)
    waiting = _waiting(session, standing, me)
    part.blocks += [waiting] if waiting else []
    _care(session, standing, me, part)
    return part


def chief_officer(session: Session, standing: Standing, me: Actor) -> Part:
    """Whether there is something to sign, and what is put forward."""
    part = Part(blocks=[_grades(standing), dates(standing)])
    name, sign = standing.name, f"{standing.address}/sign"
    fallen = standing.newest and standing.newest.signature and standing.newest.signature.fell_at
    if standing.state == "submitted":
        part.sentences = [f"{name}'s self-assessment is ready for you to sign."]
        part.steps = [Step("Read and sign the self-assessment", sign, "Or return it with a reason.", decisive=True)]
    elif fallen:
        part.sentences = [f"The signature on {name}'s self-assessment no longer stands."]
        part.steps = [
            Step("See what changed", f"{standing.address}/versions", "It has to be submitted and signed again.")
        ]
    elif standing.state == "drafting":
        on = standing.place.cycle.submit_by
        due = f" Submission is due on {day(on)}." if on else ""
        part.sentences = [f"Nothing waits for you.{due}"]
        part.nothing = "When the team has submitted, you read the whole here, and sign it or return it."
    else:
        part.sentences = [_state_sentence(standing)]
    part.steps += _questions(session, standing, me)
    return part


def force_lead(session: Session, standing: Standing, me: Actor) -> Part:
    """What is asked of them, and their evidence that needs care."""
    part = Part(sentences=[standing.due or _state_sentence(standing)], blocks=[dates(standing)])
    part.steps = _questions(session, standing, me)
    _care(session, standing, me, part)
    return part


def viewer(standing: Standing) -> Part:
    """How things stand; there is nothing to do."""
    sentence = standing.due or _state_sentence(standing)
    read = Note("You can read ", "the self-assessment", standing.address, ".")
    return Part(sentences=[sentence], blocks=[Block("To read", (read,)), dates(standing)])


def dates(standing: Standing) -> Block:
    """The dates of the cycle that are still to come, or all where none is."""
    cycle = standing.place.cycle
    found = [Dated(row.on, row.what) for row in standing.dates]
    found += [Dated(cycle.submit_by, "Submit", decisive=True)] if cycle.submit_by else []
    found += [Dated(cycle.sign_by, "Chief officer signs")] if cycle.sign_by else []
    found.sort(key=lambda dated: (dated.on, dated.what))
    ahead = [dated for dated in found if dated.on >= standing.today]
    return Block("Dates", dates=tuple(ahead or found), words="" if found else "No dates are set for this cycle yet.")


def _assessor_sentence(standing: Standing, frameworks: int, steps: int) -> str:
    if standing.state != "drafting":
        return _state_sentence(standing)
    if not frameworks:
        mine = "You have no framework yet."
    elif steps:
        needs = "needs" if steps == 1 else "need"
        mine = f"{capital(count_of(steps, 'of your frameworks', 'of your frameworks'))} {needs} something from you."
    else:
        mine = "Your frameworks need nothing from you."
    return f"{standing.due} {mine}".strip()


def _state_sentence(standing: Standing) -> str:
    """How things stand once the draft is out of hand, or without a day to submit by."""
    name, year, newest = standing.name, standing.year, standing.newest
    if standing.state == "drafting":
        return f"{name} is working on its self-assessment for {year}."
    if standing.state in ("published", "corrected"):
        month = standing.place.cycle.published or ""
        on = f" on {day(month)}" if len(month) == len("2006-10-26") else ""
        return f"{name} {year} was published{on}."
    submitted = f" on {day(newest.submitted_at)}" if newest else ""
    signed = "It waits for a signature." if standing.state in WITH_THE_FORCE else "It is signed."
    return f"{name} submitted its self-assessment for {year}{submitted}. {signed}"


def _nothing(entries: list[One]) -> str:
    if not entries:
        return "No framework has you as its lead, and no criterion was given to you."
    return f"Nothing waits for you today. Your frameworks: {', '.join(one.framework.code for one in entries)}."


def _first_step(
    standing: Standing, one: One, leads: frozenset[int], given: Mapping[int, frozenset[str]]
) -> Step | None:
    """What comes first: of the whole entry for its lead, of their own criteria for others."""
    if one.entry.id in leads:
        return next(doing.steps(standing, one), None)
    return next(doing.steps_of_criteria(standing, one, given[one.entry.id]), None)


MOST_PIECES = 5
"""As many pieces of evidence that need care are named; the rest are counted."""


def _questions(session: Session, standing: Standing, me: Actor) -> list[Step]:
    """The questions put to somebody in this assessment, each a step."""
    here = (standing.place.force.id, standing.place.cycle.id)
    found = []
    for asked in together.waiting_for(session, me.id):
        if (asked.force, asked.cycle) != here:
            continue
        framework = standing.edition.framework[asked.framework]
        about = framework.code
        if asked.criterion and asked.criterion in framework.criterion:
            about += f", criterion {framework.criterion[asked.criterion].number}"
        found.append(Step(f"Answer {asked.who} on {about}", asked.address, _short(asked.text), rank=doing.ASKED))
    return found


def _waiting(session: Session, standing: Standing, me: Actor) -> Block | None:
    notes = []
    for pending in queries.waiting_for_others(session, standing.assessment.id, me.id):
        framework = standing.edition.framework[pending.framework]
        about = framework.code
        if pending.criterion and pending.criterion in framework.criterion:
            about += f" {framework.criterion[pending.criterion].number}"
        tail = f"comments{'?on=' + pending.criterion if pending.criterion else ''}"
        url = f"{standing.address}/{framework.id}/{f'findings/{pending.finding}' if pending.finding else tail}"
        notes.append(Note(f"{pending.who}, ", _short(pending.text), url, f" on {about}, asked ", pending.at))
    return Block("Waiting for others", tuple(notes)) if notes else None


def _care(session: Session, standing: Standing, me: Actor, part: Part) -> None:
    """Adds somebody's own evidence that needs care to their part."""
    cycle, force = standing.place.cycle, standing.place.force.id
    window = window_of(cycle)
    notes = []
    pieces, total = queries.evidence_in_need(session, force, me.id, window, standing.today, MOST_PIECES)
    for piece in pieces:
        due = piece.review_by is not None and piece.review_by <= standing.today + evidence.DUE_SOON
        outside = evidence.outside_words(piece.effective_from, piece.effective_to, window)
        said = f" is due for review on {day(piece.review_by)}." if due else "."
        said += f" {outside}" if outside else ""
        notes.append(Note("", piece.title, f"/forces/{force}/{cycle.id}/evidence/{piece.number}", said))
        part.markings.append(piece.marking)
    if more := total - len(pieces):
        notes.append(Note("and ", f"{more:,} more", f"/forces/{force}/{cycle.id}/evidence", "."))
    if notes:
        part.blocks.append(Block("Evidence of yours that needs care", tuple(notes)))


def _grades(standing: Standing) -> Block:
    """How many frameworks stand at each grade, the best first, and how many at none."""
    counts = Counter(one.grade for one in standing.entries)
    outcomes: list[str | None] = [*reversed(standing.edition.scales.outcomes.grades.ids()), None]
    title = "Grades so far" if standing.state == "drafting" else "Grades put forward"
    rows = tuple((grade, counts[grade]) for grade in outcomes if grade is not None or counts[grade])
    return Block(title, grades=rows)


def _firsts(session: Session, standing: Standing, me: Actor, entries: list[One]) -> list[First]:
    """Three steps for somebody who is new here; none once all are done."""
    rated, cited = queries.has_done(session, standing.assessment.id, me.id)
    if rated and cited:
        return []
    url = f"{standing.address}/{entries[0].framework.id}" if entries else standing.address
    return [
        First("Read your framework", url, rated or cited),
        First("Rate one criterion", url, rated),
        First("Cite one piece of evidence", url, cited),
    ]


def _short(text: str) -> str:
    """The first words of a comment, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]} …"
