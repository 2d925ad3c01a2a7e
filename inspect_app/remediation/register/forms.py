"""What is asked when areas are added, brought in, linked or given to somebody else, and how a register is filtered."""

from __future__ import annotations

from typing import Any

from ...ui.forms import Choice, Choices, Day, Form, Text, Words, Yes
from .. import policy
from ..states import KINDS, LINKS, PRIORITIES, SOURCES
from .narrowing import ORDERS

BY_HAND = {key: words for key, words in SOURCES.items() if key in ("inspection", "board", "self_assessment")}
EFFORT = "How many days of work it will take, as a rough guess. It helps to plan what to do first."


def choices_of(words: dict[str, str], empty: str | None = None) -> list[tuple[str, str]]:
    """Values and their words, after an empty one."""
    return [*([("", empty)] if empty is not None else []), *words.items()]


def whole_number(value: str | None) -> int | None:
    """A number of days as somebody typed it; None where it is empty or no number."""
    said = (value or "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else None


class OwnerForm(Form):
    """Who owns something: a person with an account, or a post."""

    owner_id = Choice("Owner", look="select", coerce=int)
    owner_post = Text(
        "Or a post", most=120, hint="Where it belongs to a post and not to a person, such as ACC Area Operations."
    )

    def offer_owners(self, owners: list[tuple[int, str]], kept: tuple[int, str] | None = None) -> None:
        """`kept` is an owner who left and still stands there."""
        there = dict(owners)
        more = [kept] if kept is not None and kept[0] not in there else []
        self.owner_id.choices = [("", "Nobody yet"), *owners, *more]

    def one_owner(self) -> bool:
        """Complains where both a person and a post are given."""
        if self.owner_id.data is not None and self.owner_post.data:
            self.complain("Choose a person or enter a post, but not both", "owner_post")
            return False
        return True


class AreaForm(OwnerForm):
    """The fields of an area that people write, whether it is new or changed."""

    title = Text("What is wrong, in one sentence", needs="Say in one sentence what is wrong", most=250)
    wrong = Words("More about it", needs="Say what is wrong", most=10_000, rows=4)
    root_cause = Words("Root cause", most=5_000, rows=2, hint="Why it is so, where you know. You can leave this empty.")
    good = Words("What good would look like", most=5_000, rows=2, hint="You can name criteria afterwards.")
    priority = Choice("Priority", needs="Choose a priority", choices=choices_of(dict(PRIORITIES)))
    effort = Text("Effort in days", width=4, hint=EFFORT)
    raised_on = Day("Raised on", needs="Enter the day on which it was raised")
    due_on = Day("Due on")
    no_due_because = Text("Or why no deadline is set", most=250)
    sponsor = Text("Sponsor", most=120, hint="Who answers for it above the owner. You can leave this empty.")
    marking = Choice("Protective marking", look="select", needs="Choose the protective marking")

    def fits(self) -> bool:
        """Complains about fields that do not fit together."""
        right = self.one_owner()
        if wrong := policy.wrong_dates(self.raised_on.data, self.due_on.data, self.no_due_because.data or None):
            self.complain(wrong[1], wrong[0])
            right = False
        if (self.effort.data or "").strip() and whole_number(self.effort.data) is None:
            self.complain("Enter the effort as a whole number of days, such as 12", "effort")
            right = False
        return right

    def said(self) -> dict[str, Any]:
        """What was said, by the names of the table's columns; only after everything was found to be right."""
        return {
            "title": self.title.data,
            "wrong": self.wrong.data,
            "root_cause": self.root_cause.data or None,
            "good": self.good.data or None,
            "priority": self.priority.data,
            "effort": whole_number(self.effort.data),
            "raised_on": self.raised_on.data,
            "due_on": self.due_on.data,
            "no_due_because": self.no_due_because.data or None,
            "owner_id": self.owner_id.data,
            "owner_post": self.owner_post.data or None,
            "sponsor": self.sponsor.data or None,
            "marking": self.marking.data,
        }


class NewForm(AreaForm):
    """A new area, raised by hand."""

    kind = Choice("What is it?", needs="Choose what it is", choices=choices_of(dict(KINDS)))
    source = Choice("Where does it come from?", needs="Choose where it comes from", choices=choices_of(BY_HAND))
    source_words = Text(
        "Which one?",
        needs="Say which inspection or board it comes from",
        most=200,
        hint="Such as: Performance and Delivery Board, 5 December 2006.",
    )
    published_on = Day(
        "Published on",
        hint="For a published inspection. The policing body has 56 days to respond to a recommendation from then on. "
        "While this is empty, nobody outside the force sees it.",
    )


class BringInForm(Form):
    """Which findings become areas."""

    findings = Choices("Findings", needs="Choose at least one finding", coerce=int)
    published_on = Day("When was the report published?")


class LinkForm(Form):
    """Another area that is the same weakness."""

    number = Text("Number of the other one", needs="Enter the number of the other one", width=4)
    kind = Choice(
        "How do they belong together?", needs="Choose how they belong together", choices=choices_of(dict(LINKS))
    )

    def other(self) -> int | None:
        """The number, also where somebody typed `AFI 12`."""
        return whole_number((self.number.data or "").upper().removeprefix("AFI").strip())


class UnlinkForm(Form):
    """Why a link is taken off again."""

    because = Text("Why do they not belong together?", needs="Say why they do not belong together", most=250)


class ReassignForm(OwnerForm):
    """Several areas for another owner."""

    areas = Choices("Which ones", needs="Choose at least one", coerce=int)
    note = Words("Note", needs="Say why, for whoever takes over", most=1_000, rows=2)


class FilterForm(Form):
    """What the register is narrowed to, in the address of the page."""

    class Meta:
        csrf = False

    q = Text("Search", most=200, autocomplete="off")
    framework = Choice("Framework", look="select")
    owner = Choice("Owner", look="select")
    priority = Choice("Priority", look="select", choices=choices_of(dict(PRIORITIES), "Any"))
    kind = Choice("Kind", look="select", choices=choices_of(dict(KINDS), "Any"))
    order = Choice("Order by", look="select", choices=list(ORDERS.items()))
    overdue = Yes("Overdue only")
