"""Everything that the page of one framework shows, gathered for one person and one filter; it only reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from ... import per_request
from ...evidence import markings
from ...evidence import policy as sights
from ...evidence import queries as evidence
from ...evidence.queries import Card
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from ...grading.rules import OutsideRule
from ...grading.sentences import Sentences
from .. import next_steps, proposals
from .. import queries as work
from ..models import PutForward
from ..movements.proven import Moves, moves
from ..next_steps import part_address
from ..opened import Opened
from ..together import drafts
from ..together import queries as talk
from ..together.drafts import Kept
from ..together.mentions import Member
from . import queries
from .asked import Asked
from .effects import Effects, effects, words_of
from .forms import RatingForm
from .ladder import FILTERS, Group, Known, Row, Show, ladder, rows_of, shown
from .marked import Links, mark_alone
from .panel import Panel, panel
from .queries import Cite, Stored
from .suggested import Suggestion, suggested

SHOWS = frozenset(show for show, _ in FILTERS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One step as a radio: its mark, and what stands at its right."""

    value: str
    word: str
    mark: Markup
    effect: str = ""


@dataclass(frozen=True, slots=True)
class CitedCard:
    """A citation with what there is to say of the evidence."""

    cite: Cite
    card: Card


@dataclass(frozen=True)
class Open:
    """The one thing that is open, with all that stands in its box."""

    row: Row
    stored: Stored
    saved_by: str
    form: RatingForm
    choices: Sequence[Choice]
    effects: Effects
    evidence: Sequence[CitedCard]
    unseen: int
    findings: Sequence[queries.Bearing]
    comments: int
    draft: Kept | None
    using_draft: bool
    suggestion: Suggestion | None

    @property
    def asked(self) -> Asked:
        return self.row.asked

    @property
    def error_of(self) -> Mapping[str, str]:
        return {name: " ".join(map(str, errors)) for name, errors in self.form.errors.items() if name}


@dataclass
class Workspace:
    """One framework as somebody sees it now. `name` is what is open, if anything is."""

    opened: Opened
    show: Show = "all"
    asked: Asked | None = None
    form: RatingForm | None = None
    use_draft: bool = False
    session: Session = field(default_factory=per_request.session)

    def __post_init__(self) -> None:
        at = self.opened.at
        self.at, self.edition, self.framework = at, at.edition, at.framework
        self.rows = work.asked(self.session, at.assessment.id, at.framework.id)
        self.figures = proposals.figures_of(self.session, at.edition, at.assessment, [at.framework.id])
        peers = proposals.peers_in(self.figures)
        self.facts: Facts = proposals.facts_in(at.assessment.edition, self.rows, peers)[at.framework.id]
        self.proposal, self.fault = proposals.proposed(at.edition, self.facts)
        self.cites = queries.cites(self.session, at.entry.id)
        self.assigned = queries.assigned(self.session, at.entry.id)
        self.judgement: PutForward | None = queries.judgement(self.session, at.entry.id)
        self.external = self.rows.external.get(at.entry.id)
        self.groups = ladder(at.edition, at.framework, self.facts, self.proposal, self._known())
        if self.asked is None and not (self.facts.ratings or self.facts.parts) and self.can_write:
            first = next(iter(rows_of(self.groups)), None)
            self.asked = first.asked if first else None

    @property
    def can_write(self) -> bool:
        return self.opened.why_not_write is None

    @property
    def leads(self) -> bool:
        return self.at.entry.lead_id == self.opened.me.id

    @property
    def query(self) -> str:
        """What stays in every address while a filter is on."""
        return f"?show={self.show}" if self.show != "all" else ""

    @cached_property
    def shown(self) -> tuple[list[Group], int]:
        return shown(self.groups, self.show, self.opened.me.id, self.leads, self.asked.id if self.asked else None)

    @cached_property
    def filters(self) -> list[dict[str, Any]]:
        """The links that shorten the list, each with how many it shows."""
        rows = rows_of(self.groups)
        found = []
        for show, words in FILTERS:
            number = sum(row.passes(show, self.opened.me.id, self.leads) for row in rows)
            text = f"{words} {number}" if show == "all" else f"{words} ({number})"
            url = self.at.address if show == "all" else f"{self.at.address}?show={show}"
            if number or show in ("all", self.show):
                found.append({"text": text, "url": url, "current": show == self.show})
        return found

    @cached_property
    def panel(self) -> Panel | None:
        if self.proposal is None:
            return None
        return panel(self.edition, self.framework, self.facts, self.proposal, self.links)

    @cached_property
    def moves(self) -> Moves | None:
        """What is known of this year against last; what taking a figure over would do is told to those who can."""
        figures, rows = self.figures.get(self.framework.id, {}), self.rows.movements.get(self.at.entry.id, ())
        facts = self.facts if self.can_write and self.proposal is not None else None
        return moves(self.edition, self.framework, figures, rows, self.people, facts)

    @cached_property
    def links(self) -> Links:
        return Links(Sentences(self.edition, self.framework), self.at.address, self.query)

    @cached_property
    def steps(self) -> list[next_steps.Step]:
        """What the entry still needs; comments are left to the overview."""
        return next_steps.steps(
            next_steps.Standing(
                self.edition,
                self.framework,
                self.facts,
                self.proposal,
                self.at.address,
                judged=self.judgement is not None,
                has_text=bool((self.at.entry.text or "").strip()),
            )
        )

    @cached_property
    def open(self) -> Open | None:
        """What is open, read in full."""
        row = next((r for r in rows_of(self.groups) if self.asked and r.asked.id == self.asked.id), None)
        return self._opened_row(row) if row else None

    @cached_property
    def people(self) -> Mapping[int, str]:
        """The names that the page needs."""
        entry, stored = self.at.entry, self.last_saved
        wanted = [entry.lead_id, entry.changed_by, stored.saved_by, *self.assigned.values()]
        wanted += [self.judgement.saved_by if self.judgement else None]
        wanted += [row.taken_by for row in self.rows.movements.get(entry.id, ())]
        if self.asked:
            wanted.append(self.stored_of(self.asked).saved_by)
        return queries.names(self.session, wanted)

    @cached_property
    def drafts(self) -> Mapping[str, Kept]:
        """One's own drafts of this entry, by subject."""
        return drafts.of(self.session, self.opened.me.id, self.at.entry.id) if self.can_write else {}

    @cached_property
    def team(self) -> Sequence[Member]:
        """Those who may lead or look after a criterion."""
        return talk.team(self.session, self.at.force) if self.can_write else ()

    @property
    def is_outside(self) -> bool:
        """Whether another inspection decides the grade."""
        return isinstance(self.edition.grading_rule(self.framework), OutsideRule)

    @cached_property
    def last_saved(self) -> Stored:
        """The rating or answer that was saved last."""
        found = [s for _, s in self._stored() if s.saved_at is not None]
        return max(found, key=lambda s: s.saved_at or datetime.min, default=Stored())

    @cached_property
    def last_number(self) -> str:
        """The number of what was saved last."""
        names = {row.asked.column: row.asked.number for row in rows_of(self.groups)}
        column = next((c for c, s in self._stored() if s == self.last_saved and s.version), "")
        return names.get(column, "")

    @cached_property
    def marking(self) -> str | None:
        shown = [one.card.marking for one in self.open.evidence] if self.open else []
        return markings.highest([self.at.assessment.marking, *shown])

    def address(self, asked: Asked) -> str:
        """The path of one thing asked, with the filter that is on."""
        return f"{part_address(self.at.address, self.framework.id, asked.id)}{self.query}"

    def stored_of(self, asked: Asked) -> Stored:
        """What is kept of one thing."""
        return dict(self._stored()).get(asked.column, Stored())

    def _stored(self) -> list[tuple[str, Stored]]:
        entry = self.at.entry.id
        found = [(r.criterion, queries.of_step(r.step, r)) for r in self.rows.ratings.get(entry, ())]
        return found + [(a.asked, queries.of_step(a.answer, a)) for a in self.rows.answers.get(entry, ())]

    def _known(self) -> Known:
        cited: dict[str, int] = {}
        for cite in self.cites:
            cited[cite.asked] = cited.get(cite.asked, 0) + 1
        caveats = {a.asked: a.because for a in self.rows.answers.get(self.at.entry.id, ())}
        return Known(cited, self.assigned, caveats)

    def _opened_row(self, row: Row) -> Open:
        asked, entry, stored = row.asked, self.at.entry.id, self.stored_of(row.asked)
        kept = self.drafts.get(asked.draft)
        cited, unseen = self._cards(asked)
        given = self._effects(asked, stored)
        return Open(
            row=row,
            stored=stored,
            saved_by=self.people.get(stored.saved_by or 0, ""),
            form=self._form(stored, kept),
            choices=self._choices(asked, given),
            effects=given,
            evidence=cited,
            unseen=unseen,
            findings=queries.bearing(self.session, entry, asked.id) if asked.kind == "criterion" else (),
            comments=self._comments(asked),
            draft=kept,
            using_draft=self.use_draft and kept is not None,
            suggestion=suggested(self.edition, self.proposal, asked),
        )

    def _comments(self, asked: Asked) -> int:
        if asked.kind != "criterion" or not self.opened.is_team:
            return 0
        return queries.comments_on(self.session, self.at.entry.id, asked.id)

    def _form(self, stored: Stored, kept: Kept | None) -> RatingForm:
        if self.form is not None:
            return self.form
        if self.use_draft and kept is not None:
            return RatingForm(formdata=kept.typed())
        data = {"step": stored.step, "because": stored.because, "version": str(stored.version), "show": self.show}
        return RatingForm(formdata=None, data=data)

    def _effects(self, asked: Asked, stored: Stored) -> Effects:
        """Hidden from those who cannot write; and before saving, where the cycle says so."""
        waits = self.opened.place.cycle.effects_after_saving and stored.step is None
        if not self.can_write or waits:
            return Effects({}, "")
        return effects(self.edition, self.facts, asked)

    def _choices(self, asked: Asked, given: Effects) -> list[Choice]:
        found = []
        for step in asked.choices:
            ends = given.by_choice.get(step.id)
            effect = words_of(self.edition.scales, ends) if ends else ""
            if asked.is_none(step.id):
                effect = "reason needed"
            found.append(Choice(step.id, step.label, mark_alone(asked, step.id), effect))
        return found

    def _cards(self, asked: Asked) -> tuple[list[CitedCard], int]:
        """The evidence of one thing that this person may see, and how many pieces they may not."""
        mine = [cite for cite in self.cites if cite.asked == asked.id]
        window = evidence.window_of(self.opened.place.cycle)
        cards = evidence.revision_cards(self.session, [cite.revision_id for cite in mine], window)
        sight = sights.sight(self.opened.roles)
        found = [CitedCard(cite, cards[cite.revision_id]) for cite in mine if cite.revision_id in cards]
        seen = [one for one in found if sight.shows(one.card.marking, is_supplied=True)]
        return seen, len(found) - len(seen)


def show_in(text: str | None) -> Show:
    """The filter that an address names; an unknown one shows all."""
    return text if text in SHOWS else "all"


def next_after(
    opened: Opened, facts: Facts, proposal: Proposal | None, known: Known, asked: Asked, show: Show
) -> Asked | None:
    """What comes next in the list as it is filtered, round to its beginning; None where nothing is left."""
    groups = ladder(opened.at.edition, opened.at.framework, facts, proposal, known)
    me, leads = opened.me.id, opened.at.entry.lead_id == opened.me.id
    rows = rows_of(groups)
    place = next((i for i, row in enumerate(rows) if row.asked.id == asked.id), 0)
    later = [*rows[place + 1 :], *(rows[:place] if show != "all" else ())]
    return next((row.asked for row in later if row.passes(show, me, leads)), None)
