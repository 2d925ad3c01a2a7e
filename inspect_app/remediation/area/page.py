"""Everything that the page of one area shows, read once: a fixed number of statements for any area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ... import clock
from ...accounts.models import Person
from ...evidence import markings
from ...forces.where import year_words
from ...grading.edition import Criterion, Edition, Framework
from ...grading.words import count_of
from ...ui.times import day, until
from .. import policy, told
from .. import queries as areas
from ..models import Action, Area, Closure, Extension, PolicingBodyResponse
from ..operations import name as name_of
from ..place import Here
from ..register import alike
from ..register.alike import Alike
from ..standing import Standing, age_words, last_day_to_respond, standing
from ..states import ANSWERED_WITHIN_56_DAYS
from . import queries
from .queries import Bearing, Doing, Line, Linked, Shown


@dataclass(frozen=True, slots=True)
class Good:
    """A criterion with its words, mark and present rating."""

    bearing: Bearing
    edition: Edition | None
    framework: Framework | None
    criterion: Criterion | None

    @property
    def code(self) -> str:
        """`3C G1`, as printed where the edition is known."""
        number = self.bearing.criterion.rpartition("-")[2].upper()
        return f"{self.framework.code if self.framework else self.bearing.framework.upper()} {number}"


@dataclass(frozen=True)
class Opened:
    """One area and all that belongs to it, with what the person who asks may do."""

    at: Here
    area: Area
    standing: Standing
    people: Mapping[int, Person]
    links: Sequence[Linked]
    waits_for: Sequence[Area]
    waited_for_by: Sequence[Area]
    good: Sequence[Good]
    actions: Sequence[Doing]
    lines: Sequence[Line]
    log_total: int
    proofs: Sequence[Shown]
    closures: Sequence[Closure]
    extensions: Sequence[Extension]
    response: PolicingBodyResponse | None
    worked: frozenset[int]
    alike: Sequence[Alike]
    lifts: told.Told | None
    shown: told.Told | None

    @property
    def name(self) -> str:
        return name_of(self.area)

    @property
    def pending(self) -> Closure | None:
        """The proposal that waits for a check."""
        return next((one for one in self.closures if one.result is None), None)

    @property
    def last(self) -> Closure | None:
        """The newest proposal, checked or not."""
        return self.closures[0] if self.closures else None

    @property
    def has_action(self) -> bool:
        return any(one.proof.of == "action" for one in self.proofs)

    @property
    def has_outcome(self) -> bool:
        return any(one.proof.of == "outcome" for one in self.proofs)

    @property
    def proof_sentence(self) -> str:
        """`Action is shown. Outcome is not.`"""
        if self.has_action and self.has_outcome:
            return "Action and outcome are shown."
        if self.has_action:
            return "Action is shown. Outcome is not."
        return "Outcome is shown. Action is not." if self.has_outcome else "Nothing is shown yet."

    @property
    def owner(self) -> str:
        person = self.people.get(self.area.owner_id or 0)
        return person.name if person else self.area.owner_post or ""

    @property
    def owner_left(self) -> bool:
        person = self.people.get(self.area.owner_id or 0)
        return person is not None and person.closed_at is not None

    def person(self, id_: int | None) -> str:
        """A name with its post."""
        one = self.people.get(id_ or 0)
        if one is None:
            return ""
        return f"{one.name}, {one.post}" if one.post else one.name

    @property
    def due_words(self) -> str:
        """`Due 31 January 2007, in 16 days`, or that there is none and why."""
        if self.area.due_on is None:
            because = f": {self.area.no_due_because}" if self.area.no_due_because else ""
            return f"No deadline set{because}"
        if self.area.closed_how is not None:
            return f"Was due {day(self.area.due_on)}"
        return f"Due {day(self.area.due_on)}, {until(self.area.due_on)}"

    @property
    def found_words(self) -> str:
        """How often it was found and how long it has been open, from the first time on."""
        earlier = [one.area for one in self.links if one.earlier and one.kind == "repeats"]
        first = min([self.area.raised_on, *(one.raised_on for one in earlier)])
        end = self.area.closed_at.date() if self.area.closed_at else clock.today()
        times = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(len(earlier) + 1)
        verb = "was open" if self.area.closed_at else "open"
        since = f"{verb} {age_words(max(0, (end - first).days))}"
        if not earlier:
            return since
        return f"found for the {times} time, {since}" if times else f"found {len(earlier) + 1} times, {since}"

    @property
    def respond_words(self) -> str | None:
        """The line about the 56 days; None where nobody has to respond."""
        if self.area.kind not in ANSWERED_WITHIN_56_DAYS or self.area.published_on is None:
            return None
        last = last_day_to_respond(self.area.published_on)
        if self.response is not None:
            return f"The policing body's response was recorded on {day(self.response.saved_at)}."
        if last < clock.today():
            return f"The policing body should have responded by {day(last)}, {until(last)}."
        return f"The policing body must respond by {day(last)}, {until(last)} (publication counts as day 1)."

    @property
    def waiting_extension(self) -> Extension | None:
        return next((one for one in self.extensions if one.answer is None), None)

    @property
    def marking(self) -> str:
        """The highest marking of what this page shows."""
        shown = [self.area.marking, *(one.marking for one in self.proofs if self.sees_proof(one))]
        return markings.highest(shown) or self.area.marking

    def sees_proof(self, shown: Shown) -> bool:
        return markings.level(shown.marking) <= self.at.sight.level

    def action_state(self, action: Action) -> str:
        """`done`, `dropped`, `overdue`, `under_way` or `to_do`."""
        if action.dropped_because is not None:
            return "dropped"
        if action.done_at is not None:
            return "done"
        if action.due_on is not None and action.due_on < clock.today():
            return "overdue"
        return "under_way" if action.progress else "to_do"

    @property
    def undone_sentence(self) -> str:
        """What is planned and not done, for whoever says or checks that all is done; empty where nothing is."""
        undone = [one.action.what for one in self.actions if self.action_state(one.action) not in ("done", "dropped")]
        if not undone:
            return ""
        verb = "is" if len(undone) == 1 else "are"
        return f"{count_of(len(undone), 'action').capitalize()} {verb} not done: {'; '.join(undone)}."

    @property
    def can_answer(self) -> bool:
        """Whether the person who asks may answer the request for more time that waits."""
        asked = self.waiting_extension
        return asked is not None and not policy.refusal(
            policy.check_can_answer_extension, self.area, self.at.roles, self.at.me.id, asked_by=asked.asked_by
        )

    # What the person who asks may do, each as the sentence that refuses it or None.

    @property
    def cannot_write(self) -> str | None:
        return policy.why_not_write(self.at.roles, self.area.closed_how)

    @property
    def cannot_propose(self) -> str | None:
        return policy.refusal(
            policy.check_can_propose, self.area, self.at.roles, self.at.me.id,
            pending=self.pending is not None, has_action=self.has_action, has_owner=bool(self.owner),
        )  # fmt: skip

    @property
    def cannot_check(self) -> str | None:
        proposed = self.pending.proposed_by if self.pending else None
        return policy.refusal(
            policy.check_can_check, self.area, self.at.roles, self.at.me.id, proposed_by=proposed, worked=self.worked
        )

    @property
    def cannot_reopen(self) -> str | None:
        return policy.refusal(policy.check_can_reopen, self.area, self.at.roles, self.at.me.id, worked=self.worked)

    @property
    def cannot_end(self) -> str | None:
        return policy.refusal(
            policy.check_can_end, self.area, self.at.roles, self.at.me.id, pending=self.pending is not None
        )


def opened(at: Here, number: int, *, whole_log: bool = False) -> Opened:
    """Raises NotFound for what is not there or not to be seen."""
    session, area = at.session, at.area(number)
    lines, total = queries.log(session, area, whole=whole_log)
    closures, extensions = queries.closures(session, area), queries.extensions(session, area)
    links = queries.links(session, area, at.sight)
    waits_for, waited = queries.waits(session, area, at.sight)
    response = queries.response(session, area)
    named = [area.owner_id, area.closed_by, area.made_by, *(one.asked_by for one in extensions)]
    named += [one.answered_by for one in extensions]
    for closure in closures:
        named += [closure.proposed_by, closure.checked_by]
    look = at.can_write and area.closed_how is None and not links
    lifts = told.lifts(session, area.force_id, [area.id])
    return Opened(
        at=at,
        area=area,
        standing=standing(area, clock.today(), pending=any(one.result is None for one in closures)),
        people=areas.people(session, named),
        links=links,
        waits_for=waits_for,
        waited_for_by=waited,
        good=_good(at, queries.bearings(session, area, published_only=at.sight.published_only)),
        actions=queries.actions(session, area, at.sight),
        lines=lines,
        log_total=total,
        proofs=queries.proofs(session, area),
        closures=closures,
        extensions=extensions,
        response=response,
        worked=queries.worked(session, area),
        alike=alike.alike(session, area, at.sight) if look else (),
        lifts=(lifts or {}).get(area.id),
        shown=told.shown(session, area.force_id, [area.id]).get(area.id),
    )


def _good(at: Here, bearings: Sequence[Bearing]) -> list[Good]:
    found = []
    for bearing in bearings:
        edition = at.editions.get(bearing.edition)
        framework = edition.framework.get(bearing.framework) if edition else None
        criterion = framework.criterion.get(bearing.criterion) if framework else None
        found.append(Good(bearing, edition, framework, criterion))
    return found


def cycle_words(cycle: str | None, raised_on: date) -> str:
    """Where something was found: the year of its cycle, or the month in which it was raised."""
    return year_words(cycle) if cycle else day(raised_on)
