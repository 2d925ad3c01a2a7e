"""What is asked when an area is to end: proofs, the proposal, the check, other ends, and whether it still holds."""

from __future__ import annotations

from ...ui.forms import Choice, Day, Form, Hidden, Text, Words
from ..register.forms import choices_of, whole_number
from ..states import LEVELS, OTHER_ENDS, PROOFS

HINTS = {
    "action": "It shows that something was done: minutes, a new procedure, a course that was held.",
    "outcome": "It shows that something changed because of it: figures before and after, a survey, an audit.",
}


class ProofForm(Form):
    """Which piece of evidence proves what."""

    revision_id = Choice("Evidence", needs="Choose a piece of evidence", coerce=int)
    of = Choice("What does it prove?", needs="Choose what it proves", choices=choices_of(dict(PROOFS)), hints=HINTS)
    shows = Text("What does it show?", needs="Say in a sentence what it shows", most=500)
    part = Text("Where in it?", most=120, hint="A page or paragraph. You can leave this empty.")


class ReasonForm(Form):
    """Why."""

    because = Words("Why", needs="Say why", most=2_000, rows=3)


class ProposeForm(Form):
    """What was done."""

    says = Words("What was done, and what changed because of it?", needs="Say what was done", most=5_000, rows=4)
    version = Hidden()


class CheckForm(Form):
    """What the check found."""

    level = Choice("How did you check?", needs="Choose how you checked", choices=choices_of(dict(LEVELS)))
    looked_at = Words("What did you look at?", needs="Say what you looked at", most=5_000, rows=3)
    result = Choice(
        "What did you find?",
        needs="Choose what you found",
        choices=[("closed", "It is done: close it"), ("sent_back", "Something is missing: send it back")],
    )
    missing = Words("What is missing?", most=2_000, rows=2, hint="Only where you send it back.")
    version = Hidden()


class EndForm(Form):
    """Another end."""

    how = Choice("How does it end?", needs="Choose how it ends", choices=choices_of(dict(OTHER_ENDS)))
    because = Words("Why", needs="Say why", most=2_000, rows=3)
    until = Day("Risk accepted until", hint="Only where the risk is accepted. It is opened again on the next day.")
    number = Text("Number of the one that replaces it", width=4, hint="Only where another one replaces it.")

    def other(self) -> int:
        """The number, also where somebody typed `AFI 12`; 0 for none."""
        return whole_number((self.number.data or "").upper().removeprefix("AFI").strip()) or 0


class EffectForm(Form):
    """Whether what was done still works."""

    result = Choice(
        "Does it still hold?",
        needs="Choose whether it still holds",
        choices=[("holds", "It still holds"), ("reopen", "It does not: open it again")],
    )
    words = Words("What did you look at, and what did you find?", needs="Say what you found", most=2_000, rows=3)
