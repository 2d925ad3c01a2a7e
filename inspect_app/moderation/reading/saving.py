"""One attempt to save a reader's rating: saved, found to be said already, or overtaken from another window.

A reading has one writer, so whoever overtook was the same person elsewhere; no word of either window is lost.
"""

from __future__ import annotations

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from ... import per_request
from ...assessment.together.forms import number
from ...assessment.workspace.asked import Asked
from ...assessment.workspace.operations import check_rating
from ...promises import BadInput
from . import operations, queries
from .as_read import kind_of
from .forms import ReadingForm
from .opened import OpenedReading


class ReadingAttempt:
    """A reader's rating as it is now, and as the reader wants it."""

    def __init__(self, here: OpenedReading, asked: Asked, sent: MultiDict[str, str]) -> None:
        self.here, self.asked, self.mine = here, asked, here.own()
        self.session: Session = per_request.session()
        self.stored = queries.rating(self.session, self.mine.reading.id, kind_of(asked), asked.column)
        self.form = ReadingForm(formdata=sent)
        self.step, self.because = self.form.step.data or "", (self.form.because.data or "").strip()

    @property
    def is_same(self) -> bool:
        """Whether it says what is there already."""
        stored = self.stored
        return stored is not None and (stored.step, stored.because or "") == (self.step, self.because)

    def is_valid(self) -> bool:
        """Whether it can be saved as it is; the form then says what is missing."""
        if not self.form.validate():
            return False
        try:
            check_rating(self.asked, self.step, self.because)
        except BadInput as missing:
            self.form.complain(str(missing), missing.field)
            return False
        return True

    def is_overtaken(self) -> bool:
        """Whether another window saved something else meanwhile; the form then says what, and can be sent again."""
        version = self.stored.version if self.stored else 0
        if self.is_same or (number(self.form.version.data) or 0) == version:
            return False
        label = self.asked.label(self.stored.step if self.stored else None)
        self.form.complain(
            f"You saved this in another window while you were writing: it is {label[:1].lower()}{label[1:]} there. "
            "Your words are kept below. Save again to put them in its place."
        )
        self.form.version.data = str(version)
        return True

    def save(self) -> str:
        """Saves it, unless it is there already; the sentence that says so."""
        if not self.is_same:
            by = self.here.opened.me
            operations.save(self.session, self.mine, self.asked, self.step, self.because, by=by)
        label = self.asked.label(self.step)
        return f"Your reading of {self.asked.number} is saved as {label[:1].lower()}{label[1:]}."
