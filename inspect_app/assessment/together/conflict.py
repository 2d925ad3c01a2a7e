"""The page for whoever saved second: both versions beside each other, and the choice of what it should say.

It stores nothing but the draft that keeps the second version; what is chosen comes back to the address of the save.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, cast

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from ... import per_request
from . import drafts
from .comparison import Part, compare, is_same, merged

Which = Literal["theirs", "mine", "both"]
CHOICE, OWN = "between", "own-"
"""The field that holds the choice, and how the fields of one's own version begin."""
Value = str | Sequence[str]


@dataclass(frozen=True)
class Piece:
    """One field of the thing, as both versions have it. `name` is the field's name in the form of the save.

    `look` is `words` for prose, `line` for one line, `choice` for one of the `options` and `several` for any number.
    `marks` draws an option with more than its words. `both` is what the merged version opens with, where it is known.
    """

    name: str
    label: str
    look: Literal["words", "line", "choice", "several"]
    saved: Value = ""
    yours: Value = ""
    options: Sequence[tuple[str, str]] = ()
    marks: Mapping[str, Markup] = field(default_factory=dict)
    both: Value | None = None

    @cached_property
    def differs(self) -> bool:
        if self.look == "several":
            return sorted(self.saved) != sorted(self.yours)
        return not is_same(str(self.saved), str(self.yours))

    @property
    def is_shown(self) -> bool:
        """Whether it is shown although both say the same: prose, and what is drawn with a mark."""
        return self.look == "words" or bool(self.marks)

    @property
    def rows(self) -> int:
        """How many lines the merged words want, within reason."""
        lines = sum(1 + len(line) // 70 for line in str(self.proposal).split("\n"))
        return max(6, min(lines + 1, 24))

    @cached_property
    def parts(self) -> tuple[list[Part], list[Part]]:
        """Saved and yours, cut into what both say and what only one does."""
        return compare(str(self.saved), str(self.yours))

    def words_of(self, value: str) -> str:
        """An option in words; nothing chosen has none."""
        return dict(self.options).get(value, value)

    def listed(self, values: Value) -> list[str]:
        """Several options in words, in the order in which they are offered."""
        return [words for value, words in self.options if value in values]

    @property
    def proposal(self) -> Value:
        """What the merged version opens with: of words both, of anything else yours where you chose."""
        if self.both is not None:
            return self.both
        if self.look == "words":
            return merged(str(self.saved), str(self.yours))
        if self.look == "several":
            return [value for value, _ in self.options if value in self.saved or value in self.yours]
        return self.yours or self.saved


@dataclass(frozen=True)
class Side:
    """Who made a version and when, and the grade that it would give, as its word, where that is worth knowing."""

    who: str = ""
    at: datetime | None = None
    grade: str | None = None


@dataclass(frozen=True)
class Conflict:
    """Two versions of one thing. Every address is a path.

    `thing` names it in a sentence ("F2", "3C-A1", "the report text"); `statement` says it in full where there is more
    to say, such as the criterion. `version` is the saved one's. `post_to` is where the save was sent, and the choice
    goes. `hidden` travels with it. `subject` is that of the draft which keeps yours, `seen` the version it began from.
    """

    thing: str
    pieces: Sequence[Piece]
    saved: Side
    yours: Side
    version: int
    post_to: str
    entry: int
    subject: str
    seen: int = 0
    crumbs: Sequence[tuple[str, str | None]] = ()
    statement: str = ""
    what: str = "version"
    hidden: Mapping[str, str] = field(default_factory=dict)
    marking: str | None = None
    edition_title: str | None = None
    mine: bool = False

    @property
    def title(self) -> str:
        if self.mine:
            return "You saved this in another window while you were writing"
        return f"{self.saved.who} saved this while you were writing"

    @property
    def keep_words(self) -> str:
        return f"Keep the {self.what} from the other window" if self.mine else f"Keep {self.saved.who}'s {self.what}"

    def own_fields(self) -> list[tuple[str, str]]:
        """One's own version, as fields that travel with the choice."""
        pairs = []
        for piece in self.pieces:
            values = [piece.yours] if isinstance(piece.yours, str) else piece.yours
            pairs += [(OWN + piece.name, value) for value in values]
        return pairs

    def as_draft(self) -> dict[str, list[str]]:
        """One's own version as the fields of the form that it came from."""
        return {p.name: [p.yours] if isinstance(p.yours, str) else list(p.yours) for p in self.pieces}


@dataclass(frozen=True)
class Chosen:
    """What somebody chose between two versions.

    `fields` are those of the form to save: one's own for "mine", the merged ones for "both". `yours` is one's own
    version, for the history.
    """

    which: Which
    fields: MultiDict[str, str]
    yours: Mapping[str, list[str]]


def chosen(form: MultiDict[str, str]) -> Chosen | None:
    """The choice that a form holds; None where it is an ordinary save. An unknown choice is read as "both"."""
    if CHOICE not in form:
        return None
    yours = {name.removeprefix(OWN): form.getlist(name) for name in form if name.startswith(OWN)}
    which = cast(Which, form[CHOICE]) if form[CHOICE] in ("theirs", "mine", "both") else "both"
    fields = MultiDict([pair for pair in form.items(multi=True) if not pair[0].startswith(OWN)])
    if which == "mine":
        names = set(form.getlist("pieces"))
        fields = MultiDict([pair for pair in fields.items(multi=True) if pair[0] not in names])
        for name in names:
            fields.setlist(name, yours.get(name, []))
    return Chosen(which, fields, yours)


def agreed(who: str, what: str) -> str:
    """What is said where both saved the same."""
    return f"{who} saved the same {what} a moment ago. Yours is added to the history."


def respond(conflict: Conflict, *, by: int) -> tuple[str, int]:
    """The page, which keeps `by`'s version as a draft although nothing else of the request is kept."""
    fields, entry, subject, seen = conflict.as_draft(), conflict.entry, conflict.subject, conflict.seen

    def keep(session: Session) -> None:
        drafts.keep(session, by, entry, subject, fields, seen)

    per_request.record_apart(keep)
    page = render_template(
        "together/conflict.html",
        conflict=conflict,
        marking=conflict.marking,
        edition_title=conflict.edition_title,
    )
    return page, 409
