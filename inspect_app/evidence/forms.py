"""What is asked about a piece of evidence: its details, a new version, and why it is withdrawn."""

from __future__ import annotations

from typing import Any

from ..promises import BadInput
from ..ui.forms import Choice, Day, Files, Form, Hidden, Text, Words
from . import source_kinds
from .content import LONGEST_LINK
from .details import Details
from .files.signatures import Kind

ACCEPT = ",".join(["image/*", *(kind.suffix for kind in Kind), ".jpeg"])
"""A hint to the browser; on a phone it also offers the camera. What is taken is decided by what a file holds."""


class DetailsForm(Form):
    """What is said of one piece."""

    title = Text("Title", needs="Enter a title", most=200)
    kind = Choice(
        "Where does it come from?",
        needs="Choose where it comes from",
        choices=source_kinds.CHOICES,
        hints=source_kinds.HINTS,
    )
    effective_from = Day("What day is it about?", hint="For a period, its first day. For example, 14 11 2005.")
    effective_to = Day("Last day of the period", hint="Leave this empty when it is about one day.")
    marking = Choice("Protective marking", look="select", needs="Choose the protective marking")
    owner_id = Choice("Owner", look="select", coerce=int, needs="Choose the owner")
    review_by = Day("Review by", hint="When somebody should look whether it still holds. You can leave this empty.")
    version = Hidden()

    def offer(self, marking: list[tuple[str, str]], owners: list[tuple[int, str]]) -> None:
        """What can be chosen depends on the cycle and on the force."""
        self.marking.choices = marking
        self.owner_id.choices = owners

    def details(self) -> Details | None:
        """The details; None after complaining about those that do not fit together."""
        try:
            return Details(**{name: self[name].data for name in DETAILS})
        except BadInput as refused:
            self.complain(str(refused), refused.field)
            return None


DETAILS = ("title", "kind", "marking", "owner_id", "effective_from", "effective_to", "review_by")


class ContentForm(Form):
    """Files, a link or a note; each may be left out, but not all."""

    files = Files("Files", accept=ACCEPT)
    link = Text("Link", most=LONGEST_LINK, hint="The address of a page where the evidence is kept.", autocomplete="off")
    note = Words("Note", rows=6, hint="What you saw or were told. You can use Markdown for headings and lists.")

    def is_empty(self) -> bool:
        return not (self.files.data or (self.link.data or "").strip() or (self.note.data or "").strip())


class VersionForm(ContentForm):
    """What the new version holds."""

    files = Files("File", accept=ACCEPT, multiple=False)


class WithdrawForm(Form):
    """Why a piece is withdrawn."""

    because = Words("Why is it withdrawn?", needs="Say why it is withdrawn", most=2_000, rows=3)


def choices_of(words: tuple[str, ...], empty: str = "") -> list[tuple[str, str]]:
    """Words as choices of themselves, after an empty one."""
    first: list[tuple[Any, str]] = [("", empty)] if empty else []
    return [*first, *((word, word) for word in words)]


class FilterForm(Form):
    """What the library is narrowed to, in the address of the page."""

    class Meta:
        csrf = False

    q = Text("Search titles, text and findings", most=200, autocomplete="off")
    framework = Choice("Framework", look="select")
    kind = Choice("Source", look="select", choices=[("", "Any"), *source_kinds.CHOICES])
    owner = Choice("Owner", look="select", coerce=int)
    marking = Choice("Marking", look="select")
    state = Choice("State", look="select")
