"""One attempt to put a grade forward, or to enter the one that another inspection gave: saved, or overtaken by another.

It holds what the request sent against what is there now, under a lock, and loses no word on any way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from werkzeug.datastructures import MultiDict

from ... import clock, per_request
from ...audit.operations import About
from ..models import ExternalGrade, PutForward
from ..opened import Opened
from ..together import conflict, drafts
from ..together import operations as together
from ..together.comparison import is_same
from ..together.conflict import Conflict, Piece, Side
from ..together.forms import number
from . import operations, queries
from .forms import JudgementForm, OutsideGradeForm


class GradeAttempt:
    """A grade that a person decides on as it is now, and as somebody wants it."""

    subject: ClassVar[str]
    anchor: ClassVar[str]
    form: JudgementForm | OutsideGradeForm

    def __init__(self, opened: Opened, sent: MultiDict[str, str]) -> None:
        self.opened, self.at, self.session = opened, opened.at, per_request.session()
        queries.held(self.session, self.at.entry.id)
        self.row = self._row()
        self.chosen = conflict.chosen(sent)
        self.form = self._form(self.chosen.fields if self.chosen else sent)
        self.form.offer(self.at.edition)

    @property
    def seen(self) -> int:
        """The version that the form began from; 0 where there was none."""
        return number(self.form.version.data) or 0

    @property
    def is_stale(self) -> bool:
        return self.row is not None and self.row.version != self.seen

    @property
    def keeps_theirs(self) -> bool:
        return bool(self.chosen and self.chosen.which == "theirs") and not self.is_stale

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved something else since the form was opened."""
        return self.is_stale and any(piece.differs for piece in self._pieces())

    @cached_property
    def other(self) -> str:
        """Who saved what is there."""
        by = self.row.saved_by if self.row else None
        return queries.names(self.session, [by]).get(by or 0, "Somebody")

    def keep_theirs(self) -> str:
        """Leaves it as it is, and one's own version in the history; the sentence that says so."""
        self._settle()
        drafts.discard(self.session, self.opened.me.id, self.at.entry.id, self.subject)
        return f"{self.other}'s version is kept. Yours is in the history."

    def save(self) -> str:
        """Saves it, and says what happened."""
        said = self._save()
        self._settle()
        return said

    def conflict(self) -> Conflict:
        """Both versions."""
        row = self.row
        title = f"{self.at.code} {self.at.framework.title}"
        return Conflict(
            thing=self._thing,
            pieces=self._pieces(),
            saved=Side(self.other, row.saved_at if row else None),
            yours=Side(self.opened.me.name, self._now),
            version=row.version if row else 0,
            post_to=f"{self.at.address}/{self.anchor}",
            entry=self.at.entry.id,
            subject=self.subject,
            seen=self.seen,
            crumbs=[(title, self.at.address), (self._thing[:1].upper() + self._thing[1:], None)],
            marking=self.at.assessment.marking,
            edition_title=self.at.edition.title,
            mine=row is not None and row.saved_by == self.opened.me.id,
        )

    def _piece(self, name: str, label: str, look: str, saved: str, yours: str) -> Piece:
        labels = self.at.edition.scales.outcomes.grades.steps if look == "choice" else ()
        options = [(grade.id, grade.label) for grade in labels]
        return Piece(name, label, look, saved, yours, options)  # type: ignore[arg-type]

    def _settle(self) -> None:
        if self.chosen:
            yours: Mapping[str, object] = self.chosen.yours
            which = self.chosen.which
            about: About = self.at.about(self.subject, self.at.entry.id, address=f"{self.at.address}#{self.anchor}")
            me, other = self.opened.me, self.other
            together.settled_versions(self.session, about, self._thing, by=me, which=which, other=other, yours=yours)

    @property
    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)

    @property
    def _thing(self) -> str:
        raise NotImplementedError

    def _row(self) -> PutForward | ExternalGrade | None:
        raise NotImplementedError

    def _form(self, sent: MultiDict[str, str]) -> JudgementForm | OutsideGradeForm:
        raise NotImplementedError

    def _pieces(self) -> tuple[Piece, ...]:
        raise NotImplementedError

    def _save(self) -> str:
        raise NotImplementedError


class JudgementAttempt(GradeAttempt):
    """A grade that a person puts forward."""

    subject, anchor = "judgement", "judge"
    form: JudgementForm
    row: PutForward | None

    @property
    def _thing(self) -> str:
        return f"the grade put forward for {self.at.code}"

    def _row(self) -> PutForward | None:
        return queries.judgement(self.session, self.at.entry.id)

    def _form(self, sent: MultiDict[str, str]) -> JudgementForm:
        return JudgementForm(formdata=sent)

    def _pieces(self) -> tuple[Piece, ...]:
        row, form = self.row, self.form
        return (
            self._piece("grade", "Grade", "choice", row.grade if row else "", form.grade.data or ""),
            self._piece("because", "Why", "words", row.because if row else "", form.because.data or ""),
        )

    def _save(self) -> str:
        grade, because = self.form.grade.data, self.form.because.data or ""
        operations.put_forward(self.session, self.at, grade, because, by=self.opened.me)
        label = self.at.edition.scales.outcomes.labels[grade]
        return f"You put forward {label} for {self.at.code}. A chief officer sees your reason before signing."


class OutsideGradeAttempt(GradeAttempt):
    """The grade that another inspection gave."""

    subject, anchor = "external", "external"
    form: OutsideGradeForm
    row: ExternalGrade | None

    @property
    def _thing(self) -> str:
        return f"the other inspection's grade for {self.at.code}"

    def _row(self) -> ExternalGrade | None:
        return queries.external(self.session, self.at.entry.id)

    def _form(self, sent: MultiDict[str, str]) -> OutsideGradeForm:
        return OutsideGradeForm(formdata=sent)

    def _pieces(self) -> tuple[Piece, ...]:
        row, form = self.row, self.form
        given, typed = row.given_on if row else None, form.given_on.data
        return (
            self._piece("grade", "Grade", "choice", row.grade if row else "", form.grade.data or ""),
            self._piece(
                "source", "Where it is printed", "line", (row.source if row else "") or "", form.source.data or ""
            ),
            self._piece(
                "given_on",
                "When it was given",
                "line",
                given.isoformat() if given else "",
                typed.isoformat() if typed else "",
            ),
            self._piece(
                "because", "What a reader should know", "words", row.because if row else "", self._because(typed)
            ),
        )

    def _because(self, given_on: object) -> str:
        """What is stored where nothing is said, so that saying nothing twice is the same."""
        said = (self.form.because.data or "").strip()
        stored = self.row.because if self.row else ""
        return stored if not said and is_same(stored, f"{self.form.source.data}, {given_on}") else said

    def _save(self) -> str:
        form = self.form
        assert form.given_on.data is not None
        operations.enter_outside_grade(
            self.session,
            self.at,
            form.grade.data,
            form.source.data or "",
            form.given_on.data,
            form.because.data or "",
            by=self.opened.me,
        )
        return f"The grade of {self.at.code} is entered."
