"""The shape and wording of findings, report texts, citations and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from ...ui.forms import Choice, Choices, Form, Hidden, Text, Words
from ..at import At
from .kinds import kinds
from .queries import Piece
from .wording import Wording

LONGEST = 20_000
MARKDOWN = "You can use Markdown: **bold**, lists that begin with a dash, and links."


class FindingForm(Form):
    """One finding. `offer` must be called before it is filled or checked."""

    kind = Choice("What kind of finding is it?", needs="Choose what kind of finding it is")
    title = Text("Title", needs="Enter a title", hint="What you found, in one line.")
    text = Words("Words", needs="Enter what you found", most=LONGEST, rows=8, hint=MARKDOWN)
    bears_on = Choices(
        "Which criteria does it bear on?", hint="Choose all that it is evidence for or against. You can choose none."
    )
    version = Hidden()

    def wording(self) -> Wording:
        """What was typed, with the criteria in the edition's order whatever order they came in."""
        on = tuple(value for value, _ in self.bears_on.offered() if value in (self.bears_on.data or ()))
        return Wording(self.kind.data or "", self.title.data or "", self.text.data or "", on)


class TextForm(Form):
    """The report text of an entry. It may be empty."""

    text = Words("Report text", most=LONGEST, rows=16, hint=MARKDOWN)
    version = Hidden()


class WithdrawForm(Form):
    """Why a finding is withdrawn."""

    because = Text("Why do you withdraw it?", most=500, needs="Say why you withdraw it")


class TakeBackForm(Form):
    """Why a citation is taken back."""

    because = Text("Why do you take it back?", most=500, needs="Say why you take it back")


class CiteForm(Form):
    """Which evidence a finding cites, which part of it, and what it shows."""

    revision = Choice("Which piece of evidence?", coerce=int, needs="Choose a piece of evidence")
    part = Text("Which pages or part?", hint="Such as: page 4, or the second table. Leave it empty for the whole.")
    shows = Text("What does it show?", most=500, needs="Say what it shows")

    def offer(self, pieces: Sequence[Piece]) -> None:
        """Lets these pieces be chosen, each in its newest revision."""
        self.revision.choices = [(p.revision_id, f"{p.title}, version {p.revision}") for p in pieces]
        self.revision.hints = {p.revision_id: p.marking for p in pieces}


def finding_form(
    at: At, formdata: MultiDict[str, str] | None = None, data: Mapping[str, object] | None = None
) -> FindingForm:
    """The form of a finding with the kinds and criteria of the entry; filled from `formdata`, or else from `data`."""
    form = FindingForm(formdata=None, data=data)
    form.kind.choices = [(section.id, section.title) for section in kinds(at.edition)]
    form.bears_on.choices = [(c.id, f"{c.number}  {c.text}") for c in at.framework.criteria]
    if formdata is not None:
        form.process(formdata)
    return form


def version_in(form: Any) -> int:
    """The version that a form began from; 0 where it does not say, which no saved thing has."""
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
