"""What is asked while evidence is added: files, links and notes; what each of them is; and what they support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...promises import BadInput
from ...ui.forms import Choice, Choices, Day, Form, Hidden, Text, Words, Yes
from .. import source_kinds
from ..details import Details
from ..forms import ContentForm, DetailsForm, choices_of
from ..queries import Same

AS_ABOVE = "The same as above"
CITE, KEEP = "cite", "keep"


class SendForm(ContentForm):
    """The first page. The key makes sure that a form which is sent twice adds nothing twice."""

    key = Hidden(most=64)


class SharedForm(DetailsForm):
    """What holds for everything that is being added."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        del self.title


class PieceForm(Form):
    """What one of them is called, and where it differs from the others."""

    title = Text("Title", needs="Enter a title", most=200)
    again = Choice("You already have this file", choices=[(CITE, "Use that one"), (KEEP, "Keep both")])
    leave_out = Yes("Leave this one out")
    kind = Choice("Where does it come from?", look="select", choices=[("", AS_ABOVE), *source_kinds.CHOICES])
    effective_from = Day("What day is it about?")
    effective_to = Day("Last day of the period")
    marking = Choice("Protective marking", look="select")
    owner_id = Choice("Owner", look="select", coerce=int)
    review_by = Day("Review by")

    def offer(self, markings: tuple[str, ...], owners: Sequence[tuple[int, str]], same: Same | None) -> None:
        """`same` is what the force has already with the same bytes."""
        self.marking.choices = choices_of(markings, AS_ABOVE)
        self.owner_id.choices = [("", AS_ABOVE), *owners]
        if same is None:
            del self.again

    def differs(self) -> bool:
        """Whether anything is said that does not hold for the others, or has to be said again."""
        own = (self.kind, self.marking, self.owner_id, self.effective_from, self.effective_to, self.review_by)
        return self.leave_out.data or any(field.data or field.errors for field in own)

    def details(self, shared: SharedForm) -> Details | None:
        """Its own answers where it has some, else the shared ones; None after complaining."""
        own_days = self.effective_from.data or self.effective_to.data
        days = self if own_days else shared
        values: dict[str, Any] = {
            "title": self.title.data,
            "effective_from": days.effective_from.data,
            "effective_to": days.effective_to.data,
        }
        for name in ("kind", "marking", "owner_id", "review_by"):
            values[name] = self[name].data or shared[name].data
        try:
            return Details(**values)
        except BadInput as refused:
            (self if own_days else shared).complain(str(refused), refused.field)
            return None


class SupportForm(Form):
    """What the pieces that were just added support."""

    which = Choices("Which of them?", needs="Choose at least one", coerce=int)
    asked = Choice("What does it support?", look="select", needs="Choose a criterion")
    part = Text("Which pages or part?", most=200, hint="For example, pages 3 to 5. You can leave this empty.")
    shows = Words("What does it show?", needs="Say what it shows", most=2_000, rows=3)
