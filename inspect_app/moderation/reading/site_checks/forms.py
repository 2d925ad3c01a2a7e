"""The shape and wording of what is to be seen on site, at which visit, and of what was found there."""

from __future__ import annotations

from collections.abc import Sequence

from ....ui.forms import Choice, Form, Hidden, Words
from ...models import SiteVisit
from .visits import words_of

LONGEST = 5_000
NONE = "At no planned visit"


class OfVisit(Form):
    """Whatever belongs to a visit, or to none: a check can be made outside all of them."""

    visit = Choice("At which visit?", look="select", coerce=int)

    def offer(self, visits: Sequence[SiteVisit]) -> None:
        """The visits to the force, in order; where none is planned there is nothing to choose."""
        if not visits:
            del self.visit
            return
        self.visit.choices = [("", NONE), *((visit.id, words_of(visit.on_day, visit.until_on)) for visit in visits)]

    @property
    def visit_id(self) -> int | None:
        """The visit that was chosen; None for none. Only after the form was found to be right."""
        return self.visit.data or None if "visit" in self else None


class CheckForm(OfVisit):
    """What a reader wants to see on site."""

    what = Words("What do you want to see on site?", needs="Write what you want to see", most=LONGEST, rows=3)


class FoundForm(OfVisit):
    """What was found on site. `version` is the one that was seen."""

    found = Words("What did you find?", needs="Write what you found", most=LONGEST, rows=3)
    version = Hidden()
