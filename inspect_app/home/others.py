"""The first pages of the inspectorate and of administrators. What they may not read is not counted here either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.metadata import version

from flask import current_app, url_for
from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..assessment.states import WITH_THE_FORCE
from ..forces import queries as forces
from ..grading.edition import Edition
from ..grading.words import capital, count_of, in_words
from ..ui.times import day, until
from . import inspecting, moderating, queries
from .page import Block, Dated, Note, Part, Step

NOTHING_TO_READ = "Nothing waits for you today. Readings begin once forces have submitted and signed."
NOTHING_FAILED = "Invitations that expire, messages that cannot be sent and jobs that fail are told here."


def national(session: Session, me: Actor, today: datetime) -> Part:
    """How many forces have submitted in the newest cycle, and its dates."""
    known = forces.cycles(session)
    if not known:
        return Part(sentences=["No cycle is set up yet."], nothing=NOTHING_TO_READ)
    cycle = known[0]
    states = {force: s for force, s in queries.states(session, cycle.id).items() if force not in me.home_forces}
    there = [force for force, state in states.items() if state not in WITH_THE_FORCE]
    sentence = f"{_of_forces(len(there), len(states))} submitted and signed for {cycle.title}."
    if cycle.submit_by and len(there) < len(states):
        sentence += f" Forces submit by {day(cycle.submit_by)}, {until(cycle.submit_by)}."
    dates = [Dated(row.on, row.what) for row in forces.dates(session, cycle.id)]
    dates += [Dated(cycle.submit_by, "Forces submit", decisive=True)] if cycle.submit_by else []
    dates += [Dated(cycle.sign_by, "Chief officers sign")] if cycle.sign_by else []
    ahead = [dated for dated in dates if dated.on >= today.date()] or dates
    blocks = [Block("Dates", dates=tuple(sorted(ahead, key=lambda dated: dated.on)))] if ahead else []
    link = Note("How far each force is stands on ", "the page of the cycle", f"/cycles/{cycle.id}", ".")
    return Part(
        sentences=[sentence],
        steps=[
            *inspecting.readings_to_finish(session, me),
            *moderating.of_the_inspectorate(session, current_app.extensions["editions"], me),
        ],
        nothing=NOTHING_TO_READ,
        blocks=[Block("Forces", (link,)), *blocks],
    )


def administrator(session: Session, editions: Mapping[str, Edition], now: datetime) -> Part:
    """What needs an administrator, and what the product runs on."""
    found = queries.faults(session, now)
    told = [
        (found.expired, "invitation has expired", "invitations have expired", "Invite again", "people.everyone"),
        (found.unsent, "message could not be sent", "messages could not be sent", "See messages", "people.messages"),
        (found.failed, "job failed", "jobs failed", "See jobs", "operating.jobs"),
    ]
    waiting = [(f"{capital(count_of(n, one, many))}.", do, endpoint) for n, one, many, do, endpoint in told if n]
    part = Part(
        sentences=[" ".join(said for said, _, _ in waiting) or "Nothing waits for you today."], nothing=NOTHING_FAILED
    )
    part.steps = [Step(said.rstrip("."), _url(endpoint), do) for said, do, endpoint in waiting]
    if not forces.cycles(session):
        part.steps.append(
            Step("Add the first cycle", url_for("forces.new_cycle"), "Nobody can begin before there is one.")
        )
    rows = [("Version", version("inspect-app")), *((e.title, e.digest[:19]) for e in editions.values())]
    part.blocks = [Block("What runs here", rows=tuple(rows))]
    return part


def _of_forces(part: int, whole: int) -> str:
    if part == 0:
        return "No force has"
    if part == whole:
        return {1: "The only force has", 2: "Both forces have"}.get(whole, f"All {in_words(whole)} forces have")
    return f"{capital(in_words(part))} of {in_words(whole)} forces {'has' if part == 1 else 'have'}"


def _url(endpoint: str) -> str:
    """The address of a page that this product may not have; then the pages of people are the nearest."""
    known: Iterable[str] = current_app.view_functions
    return url_for(endpoint) if endpoint in known else url_for("forces.cycles")
