"""One attempt to change a finding or a report text: it is saved, found to be said already, or overtaken by another.

It holds what the request sent against what is there now, under a lock, and loses no word on any way out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from ... import per_request
from ...audit.operations import About
from ...promises import Conflict as Overtaken
from ...ui.times import day
from ..models import Entry, Finding
from ..opened import Opened
from ..together import conflict, drafts
from ..together import operations as together
from ..together.comparison import is_same
from ..together.conflict import Chosen, Conflict
from . import operations, queries, two_versions
from .forms import FindingForm, TextForm, finding_form, version_in
from .wording import wording_of


class FindingAttempt:
    """A finding as it is now, and as somebody wants it."""

    def __init__(self, opened: Opened, finding: int, sent: MultiDict[str, str]) -> None:
        self.opened, self.at = opened, opened.at
        self.session: Session = per_request.session()
        self.row: Finding = queries.row_of(self.session, self.at.entry.id, finding)
        self.found = queries.one(self.session, self.at.entry.id, finding)
        self.chosen: Chosen | None = conflict.chosen(sent)
        self.form: FindingForm = finding_form(self.at, self.chosen.fields if self.chosen else sent)
        self.subject = f"finding:{finding}"

    @property
    def about(self) -> About:
        return operations.about(self.at, self.row)

    @cached_property
    def seen(self) -> int:
        return version_in(self.form)

    @property
    def is_stale(self) -> bool:
        return self.seen != self.found.version

    @property
    def keeps_theirs(self) -> bool:
        return bool(self.chosen and self.chosen.which == "theirs") and not self.is_stale

    @property
    def is_overtaken(self) -> bool:
        return self.is_stale and self.form.wording() != wording_of(self.found)

    def check_not_withdrawn(self) -> None:
        """Raises Conflict where the finding was withdrawn meanwhile, and keeps the words as a draft."""
        if self.found.withdrawn_on is not None:
            self._keep_words()
        check_not_withdrawn(self.found)

    def conflict(self) -> Conflict:
        """Both versions; after a choice to use one's own, or to write from both, what was chosen is yours."""
        return two_versions.of_finding(
            self.at, self.found, self.form.wording(), by=self.opened.me, seen=self.seen, chosen=self.chosen
        )

    def keep_theirs(self) -> str:
        """Leaves the finding as it is, and one's own version in the history; the sentence that says so."""
        self._settle()
        drafts.discard(self.session, self.opened.me.id, self.at.entry.id, self.subject)
        return f"{self.found.by}'s version of {self.found.printed_id} is kept. Yours is in the history."

    def save(self) -> str:
        """Saves it; the sentence that says what happened."""
        me, other = self.opened.me, self.found.by
        said = f"{self.found.printed_id} saved."
        if self.is_stale and other and other != me.name:
            together.said_the_same(self.session, self.about, self.found.printed_id, by=me, other=other)
            said = conflict.agreed(other, "words")
        operations.change(
            self.session, self.at, self.row, wording_of(self.found), self.form.wording(), by=me, draft=self.subject
        )
        self._settle()
        return said

    def _settle(self) -> None:
        if self.chosen:
            together.settled_versions(
                self.session,
                self.about,
                self.row.printed_id,
                by=self.opened.me,
                which=self.chosen.which,
                other=self.found.by or "somebody",
                yours=self.chosen.yours,
            )

    def _keep_words(self) -> None:
        """Keeps what was typed as a draft, although nothing else of the request is kept."""
        wording = self.form.wording()
        fields = {
            "kind": [wording.kind],
            "title": [wording.title],
            "text": [wording.text],
            "bears_on": list(wording.bears_on),
        }
        me, entry, subject, seen = self.opened.me.id, self.at.entry.id, self.subject, self.seen
        per_request.record_apart(lambda session: drafts.keep(session, me, entry, subject, fields, seen))


@dataclass
class TextAttempt:
    """A report text as it is now, and as somebody wants it."""

    opened: Opened
    sent: MultiDict[str, str]
    subject: str = "text"

    def __post_init__(self) -> None:
        self.at = self.opened.at
        self.session: Session = per_request.session()
        self.session.refresh(self.at.entry, with_for_update=True)
        self.entry: Entry = self.at.entry
        self.chosen = conflict.chosen(self.sent)
        self.form = TextForm(formdata=self.chosen.fields if self.chosen else self.sent)
        self.thing = f"the report text of {self.at.code}"

    @cached_property
    def other(self) -> str:
        """Who saved the version that is there."""
        return queries.name_of(self.session, self.entry.text_by)

    @property
    def about(self) -> About:
        return operations.about_text(self.at)

    @property
    def is_stale(self) -> bool:
        return version_in(self.form) != self.entry.text_version

    @property
    def keeps_theirs(self) -> bool:
        return bool(self.chosen and self.chosen.which == "theirs") and not self.is_stale

    @property
    def is_overtaken(self) -> bool:
        return self.is_stale and not is_same(self.form.text.data, self.entry.text)

    def conflict(self) -> Conflict:
        """Both versions, as for a finding."""
        seen = version_in(self.form)
        return two_versions.of_text(
            self.at, self.other, self.form.text.data or "", by=self.opened.me, seen=seen, chosen=self.chosen
        )

    def keep_theirs(self) -> str:
        """Leaves the text as it is, and one's own in the history; the sentence that says so."""
        self._settle()
        drafts.discard(self.session, self.opened.me.id, self.entry.id, self.subject)
        return f"{self.other}'s version is kept. Yours is in the history."

    def save(self) -> str:
        """Saves it; the sentence that says what happened."""
        me, other = self.opened.me, self.other
        if self.is_stale and other != me.name:
            together.said_the_same(self.session, self.about, self.thing, by=me, other=other)
            drafts.discard(self.session, me.id, self.entry.id, self.subject)
            return conflict.agreed(other, "words")
        self._settle()
        operations.write_text(self.session, self.at, self.form.text.data or "", by=me)
        return f"The report text of {self.at.code} is saved."

    def _settle(self) -> None:
        if self.chosen:
            together.settled_versions(
                self.session,
                self.about,
                self.thing,
                by=self.opened.me,
                which=self.chosen.which,
                other=self.other or "somebody",
                yours=self.chosen.yours,
            )


def check_not_withdrawn(found: queries.Found) -> None:
    """Raises Conflict where a finding was withdrawn: it is kept as it was, with the reason."""
    if found.withdrawn_on is not None:
        who = found.withdrawn_by or "Somebody"
        raise Overtaken(
            f"{who} withdrew {found.printed_id} on {day(found.withdrawn_on)}: {found.withdrawn_because} "
            "You can write a new finding instead. What you had typed is kept as your draft."
        )
