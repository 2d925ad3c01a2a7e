"""Everything that the page of one reading shows: the ladder with the force's rating and the reader's side by side.

It only reads. What a rating would do stays hidden until it is saved, and the proposal until everything is rated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from ... import per_request
from ...assessment import proposals
from ...assessment.next_steps import part_address
from ...assessment.together import drafts
from ...assessment.together.drafts import Kept
from ...assessment.workspace import queries as force_queries
from ...assessment.workspace.asked import Asked, everything
from ...assessment.workspace.effects import effects
from ...assessment.workspace.ladder import Group, Known, Row, ladder, rows_of
from ...assessment.workspace.marked import Links, mark_alone
from ...assessment.workspace.page import Choice, Open, Workspace
from ...assessment.workspace.panel import Panel, panel
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from ...grading.sentences import Sentences
from ..models import ReadingRating
from . import queries
from .as_read import as_read
from .forms import ReadingForm
from .opened import OpenedReading
from .operations import draft_of
from .questions import queries as asking
from .questions.queries import Asking
from .site_checks import queries as checking
from .site_checks.queries import Check

FILTERS = (
    ("all", "All"),
    ("unrated", "Not rated"),
    ("unlike", "Unlike the force"),
    ("not-met", "Not fully met"),
    ("no-evidence", "No evidence"),
)
PARTS = "ladder panel phone-bar"


@dataclass(frozen=True)
class OpenReading:
    """The one thing that is open: the force's side as its workspace has it, and the reader's."""

    force: Open
    asked: Asked
    row: Row
    said: ReadingRating | None
    form: ReadingForm
    choices: Sequence[Choice]
    effect: str
    questions: Sequence[Asking]
    checks: Sequence[Check]
    draft: Kept | None

    @property
    def error_of(self) -> Mapping[str, str]:
        return {name: " ".join(map(str, errors)) for name, errors in self.form.errors.items() if name}


@dataclass
class ReadingPage:
    """One framework as one reader reads it. `asked` is what is open, if anything is."""

    here: OpenedReading
    show: str = "all"
    asked: Asked | None = None
    form: ReadingForm | None = None
    use_draft: bool = False
    session: Session = field(default_factory=per_request.session)

    def __post_init__(self) -> None:
        opened, self.at = self.here.opened, self.here.at
        self.edition, self.framework = self.at.edition, self.at.framework
        self.force = Workspace(opened, "all", self.asked)
        self.everything = everything(self.edition, self.framework)
        shown = self.here.shown
        self.said: Mapping[str, ReadingRating] = (
            queries.ratings(self.session, [shown.id])[shown.id] if shown is not None else {}
        )
        self.facts: Facts = as_read(self.force.facts, self.said.values())
        self.proposal: Proposal | None = None
        self.fault = ""
        if self.is_complete:
            self.proposal, self.fault = proposals.proposed(self.edition, self.facts)
        self.groups = self._groups()

    @property
    def address(self) -> str:
        return self.here.address

    @property
    def can_write(self) -> bool:
        return self.here.why_not_rate is None

    @property
    def query(self) -> str:
        """What stays in every address: the filter, and whose reading it is where that is not one's own."""
        said = [f"show={self.show}"] if self.show != "all" else []
        if not self.here.is_mine and self.here.shown is not None:
            said.append(f"reader={self.here.shown.number}")
        return f"?{'&'.join(said)}" if said else ""

    @cached_property
    def left(self) -> list[Asked]:
        """What the reader has not rated or answered yet."""
        return [one for one in self.everything if one.column not in self.said]

    @property
    def is_complete(self) -> bool:
        return not self.left

    @cached_property
    def people(self) -> Mapping[int, str]:
        """The names of the readers whose work may be seen."""
        seen = self.here.standing.seen_by(self.here.opened.me.id)
        return force_queries.names(self.session, [reading.reader_id for reading in seen])

    def step_of_force(self, asked: Asked) -> str | None:
        """Where the force puts it."""
        return asked.step_in(self.force.facts)

    def link(self, asked: Asked) -> str:
        """The path of one thing asked, with the filter that is on."""
        return f"{part_address(self.address, self.framework.id, asked.id)}{self.query}"

    @cached_property
    def shown(self) -> tuple[list[Group], int]:
        """The groups as the filter leaves them, and how many rows it hides."""
        keep = self._keeps(self.show)
        if keep is None:
            return self.groups, 0
        is_open = self.asked.id if self.asked else None
        left, hidden = [], 0
        for group in self.groups:
            rungs = []
            for rung in group.rungs:
                rows = tuple(row for row in rung.rows if keep(row) or row.asked.id == is_open)
                hidden += len(rung.rows) - len(rows)
                rungs += [replace(rung, rows=rows)] if rows else []
            left += [replace(group, rungs=tuple(rungs))] if rungs else []
        return left, hidden

    @cached_property
    def filters(self) -> list[dict[str, Any]]:
        """The links that shorten the list, each with how many it shows."""
        rows, found = rows_of(self.groups), []
        for show, words in FILTERS:
            keep = self._keeps(show)
            number = len(rows) if keep is None else sum(map(keep, rows))
            text = f"{words} {number}" if keep is None else f"{words} ({number})"
            url = self.address if keep is None else f"{self.address}?show={show}"
            if number or show in ("all", self.show):
                found.append({"text": text, "url": url, "current": show == self.show})
        return found

    @cached_property
    def panel(self) -> Panel | None:
        if self.proposal is None:
            return None
        links = Links(Sentences(self.edition, self.framework), self.address, self.query)
        return panel(self.edition, self.framework, self.facts, self.proposal, links)

    @property
    def force_grade(self) -> str | None:
        """What the force put forward: a person's grade, or its settled proposal."""
        if self.force.judgement is not None:
            return self.force.judgement.grade
        return self.force.proposal.grade if self.force.proposal else None

    @cached_property
    def drafts(self) -> Mapping[str, Kept]:
        """One's own drafts of this entry, by subject."""
        return drafts.of(self.session, self.here.opened.me.id, self.at.entry.id) if self.can_write else {}

    @cached_property
    def open(self) -> OpenReading | None:
        """What is open, with the force's side and the reader's."""
        row = next((r for r in rows_of(self.groups) if self.asked and r.asked.id == self.asked.id), None)
        theirs = self.force.open
        if row is None or theirs is None or self.here.shown is None:
            return None
        asked, said = row.asked, self.said.get(row.asked.column)
        seen = [reading.id for reading in self.here.readings if reading in self._seen]
        # What a rating does is told only once it is saved, so that it cannot steer the one who rates.
        effect = effects(self.edition, self.facts, asked).sentence if said is not None else ""
        return OpenReading(
            force=theirs,
            asked=asked,
            row=row,
            said=said,
            form=self._form(said, self.drafts.get(draft_of(asked))),
            choices=[Choice(s.id, s.label, mark_alone(asked, s.id)) for s in asked.choices],
            effect=effect,
            questions=asking.of_readings(self.session, seen, asked.id),
            checks=checking.of_readings(self.session, seen, asked.id),
            draft=self.drafts.get(draft_of(asked)) if not self.use_draft else None,
        )

    @cached_property
    def _seen(self) -> Sequence[Any]:
        return self.here.standing.seen_by(self.here.opened.me.id)

    def next_after(self, asked: Asked) -> Asked | None:
        """What comes next in the list as it is filtered, round to its beginning where it is."""
        rows, keep = rows_of(self.groups), self._keeps(self.show)
        place = next((i for i, row in enumerate(rows) if row.asked.id == asked.id), 0)
        later = [*rows[place + 1 :], *(rows[:place] if keep else ())]
        return next((row.asked for row in later if keep is None or keep(row)), None)

    def _form(self, said: ReadingRating | None, kept: Kept | None) -> ReadingForm:
        if self.form is not None:
            return self.form
        if self.use_draft and kept is not None:
            return ReadingForm(formdata=kept.typed())
        data = {"step": said.step, "because": said.because, "version": str(said.version)} if said else {"version": "0"}
        return ReadingForm(formdata=None, data={**data, "show": self.show})

    def _keeps(self, show: str) -> Callable[[Row], bool] | None:
        if show == "unlike":
            return lambda row: row.step is not None and row.step != self.step_of_force(row.asked)
        if show in ("unrated", "not-met", "no-evidence"):
            return lambda row: row.passes(show, 0, leads=False)  # type: ignore[arg-type]
        return None

    def _groups(self) -> list[Group]:
        """The ladder; until everything is rated it says what each rung needs, and not how far the reader is."""
        cited: dict[str, int] = {}
        for cite in self.force.cites:
            cited[cite.asked] = cited.get(cite.asked, 0) + 1
        caveats = {name: row.because for name, row in self.said.items()}
        told, known = self.proposal, Known(cited, {}, caveats)
        if told is not None:
            return ladder(self.edition, self.framework, self.facts, told, known)
        nothing = Facts(edition=self.facts.edition, framework=self.facts.framework)
        neutral, _ = proposals.proposed(self.edition, nothing)
        groups = ladder(self.edition, self.framework, self.facts, neutral, known)
        return [
            replace(
                group,
                floor=None,
                ceiling=None,
                below=(),
                rungs=tuple(replace(rung, verdict=None, count="") for rung in group.rungs),
            )
            for group in groups
        ]


def show_in(text: str | None) -> str:
    """The filter that an address names; an unknown one shows all."""
    return text if text in {show for show, _ in FILTERS} else "all"
