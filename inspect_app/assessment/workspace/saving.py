"""One attempt to rate a criterion or to answer a question: saved, found to be said already, or overtaken by another.

It holds what the request sent against what is there now, under a lock, and loses no word on any way out.
"""

from __future__ import annotations

from functools import cached_property

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from ... import clock, per_request
from ...audit.operations import About
from ...grading.facts import Facts
from ...promises import BadInput
from ...ui.bars import range_headline
from .. import proposals
from ..next_steps import part_address
from ..opened import Opened
from ..together import conflict, drafts
from ..together import operations as together
from ..together.comparison import is_same, merged
from ..together.conflict import Chosen, Conflict, Piece, Side
from ..together.forms import number
from . import operations, queries
from .asked import Asked
from .effects import Ends, range_with
from .forms import RatingForm
from .marked import mark


class RatingAttempt:
    """A rating or an answer as it is now, and as somebody wants it."""

    def __init__(self, opened: Opened, asked: Asked, sent: MultiDict[str, str]) -> None:
        self.opened, self.at, self.asked = opened, opened.at, asked
        self.session: Session = per_request.session()
        queries.held(self.session, self.at.entry.id)
        self.stored = queries.stored(queries.row_of(self.session, self.at.entry.id, asked))
        self.chosen: Chosen | None = conflict.chosen(sent)
        self.form = RatingForm(formdata=self.chosen.fields if self.chosen else sent)
        self.step = self.form.step.data or None
        self.because = (self.form.because.data or "").strip()

    @cached_property
    def seen(self) -> int:
        """The version that the form began from."""
        return number(self.form.version.data) or 0

    @property
    def is_stale(self) -> bool:
        return self.seen != self.stored.version

    @property
    def is_same(self) -> bool:
        """Whether it says what is there already."""
        return self.step == self.stored.step and is_same(self.because, self.stored.because)

    @property
    def keeps_theirs(self) -> bool:
        return bool(self.chosen and self.chosen.which == "theirs") and not self.is_stale

    @property
    def is_overtaken(self) -> bool:
        return self.is_stale and not self.is_same

    @cached_property
    def other(self) -> str:
        """Who saved what is there."""
        return queries.names(self.session, [self.stored.saved_by]).get(self.stored.saved_by or 0, "Somebody")

    @cached_property
    def facts(self) -> Facts:
        """What the grade is worked out from, before this is saved. Two statements."""
        found = queries.rated(self.session, self.at.entry)
        return proposals.facts_in(self.at.assessment.edition, found)[self.at.framework.id]

    def is_valid(self) -> bool:
        """Whether it can be saved as it is; the form then says what is missing."""
        if not self.form.validate():
            return False
        try:
            operations.check_rating(self.asked, self.step, self.because)
        except BadInput as missing:
            self.form.complain(str(missing), missing.field)
            return False
        return True

    def keep_theirs(self) -> str:
        """Leaves it as it is, and one's own version in the history; the sentence that says so."""
        self._settle()
        drafts.discard(self.session, self.opened.me.id, self.at.entry.id, self.asked.draft)
        return f"{self.other}'s version of {self.asked.number} is kept. Yours is in the history."

    def save(self) -> str:
        """Saves it, unless it is there already; the sentence that says what happened, and what it did to the grade."""
        me = self.opened.me
        if self.is_same:
            drafts.discard(self.session, me.id, self.at.entry.id, self.asked.draft)
            if self.is_stale and self.stored.saved_by != me.id:
                together.said_the_same(self.session, self._about, self._named, by=me, other=self.other)
                return conflict.agreed(self.other, "answer" if self.asked.is_answer else "rating")
            return self._said(self._range())
        before, after = self._range(), self._range(self.step)
        effect = operations.Effect(before, after)
        operations.save(self.session, self.at, self.asked, self.step or "", self.because, by=me, effect=effect)
        self._settle()
        return self._said(after)

    def clear(self) -> str:
        """Makes it not rated again; the sentence that says so."""
        after = self._range(None, known=False)
        effect = operations.Effect(self._range(), after)
        operations.clear(self.session, self.at, self.asked, by=self.opened.me, effect=effect)
        self.step = None
        return self._said(after)

    def conflict(self) -> Conflict:
        """Both versions, with the grade that each would give."""
        asked, stored, chosen = self.asked, self.stored, self.chosen
        saved = stored.because or ""
        label = "Answer" if asked.is_answer else ("Grade" if asked.kind == "part" else "Rating")
        pieces = (
            Piece(
                "step",
                label,
                "choice",
                stored.step or "",
                self.step or "",
                [(choice.id, choice.label) for choice in asked.choices],
                {choice.id: mark(asked, choice.id) for choice in asked.choices},
            ),
            Piece(
                "because",
                "Why",
                "words",
                saved,
                self.because,
                both=merged(saved, self.because) if chosen and chosen.which == "both" else None,
            ),
        )
        address = self.at.address
        return Conflict(
            thing=asked.number,
            statement=asked.text,
            what="answer" if asked.is_answer else "rating",
            pieces=pieces,
            saved=Side(self.other, stored.saved_at, self._grade(stored.step)),
            yours=Side(self.opened.me.name, clock.now().replace(tzinfo=None), self._grade(self.step)),
            version=stored.version,
            post_to=part_address(address, self.at.framework.id, asked.id),
            entry=self.at.entry.id,
            subject=asked.draft,
            seen=self.seen,
            hidden={"show": self.form.show.data or ""},
            crumbs=[(f"{self.at.code} {self.at.framework.title}", address), (asked.number, None)],
            marking=self.at.assessment.marking,
            edition_title=self.at.edition.title,
            mine=stored.saved_by == self.opened.me.id,
        )

    @property
    def _named(self) -> str:
        return f"{self.at.code} {self.asked.number}"

    @property
    def _about(self) -> About:
        return self.at.about(
            operations.THING,
            f"{self.at.entry.id}:{self.asked.id}",
            part=self.asked.id,
            address=part_address(self.at.address, self.at.framework.id, self.asked.id),
        )

    def _range(self, step: str | None = None, *, known: bool = True) -> Ends | None:
        """The range as things stand, with a step, or with this not known."""
        changed = self.asked if step is not None or not known else None
        if self.asked.kind == "condition":
            changed = None
        try:
            return range_with(self.at.edition, self.facts, changed, step)
        except KeyError:
            return None

    def _grade(self, step: str | None) -> str | None:
        ends = self._range(step, known=step is not None) if self.asked.kind != "condition" else None
        return range_headline(self.at.edition.scales, *ends) if ends else None

    def _said(self, ends: Ends | None) -> str:
        """`F2 saved as partly met. Proposed grade: Fair.`"""
        label = self.asked.label(self.step)
        said = f"{self.asked.number} saved as {label[:1].lower()}{label[1:]}."
        if ends is None or self.asked.kind == "condition":
            return said
        return f"{said} Proposed grade: {range_headline(self.at.edition.scales, *ends)}."

    def _settle(self) -> None:
        if self.chosen:
            together.settled_versions(
                self.session,
                self._about,
                self._named,
                by=self.opened.me,
                which=self.chosen.which,
                other=self.other,
                yours=self.chosen.yours,
            )
