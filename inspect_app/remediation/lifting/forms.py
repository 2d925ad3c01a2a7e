"""What somebody chooses on the page of the lift plan: the measure, what is not rated, and which areas to leave out."""

from __future__ import annotations

from collections.abc import Iterable

from ...ui.forms import Choice, Choices, Form, Hidden
from .smallest import Measure

MEASURES: dict[Measure, str] = {
    "count": "Fewest areas",
    "effort": "Least effort",
    "soonest": "Soonest",
}
UNRATED = {"met": "What nobody rated counts as met", "worst": "What nobody rated counts as not met"}


class LiftForm(Form):
    """The choices; all of them stand in the address, so that a plan can be sent to somebody."""

    by = Choice("Order by", choices=list(MEASURES.items()))
    unrated = Choice("Criteria that are not rated", choices=list(UNRATED.items()))
    without = Choices("Leave out", choices=())

    def offer(self, areas: Iterable[tuple[int, str]]) -> None:
        """Offers the open areas."""
        self.without.choices = [(str(number), f"AFI {number} {title}") for number, title in areas]

    @property
    def measure(self) -> Measure:
        """The chosen measure, or the usual one."""
        return next((name for name in MEASURES if name == self.by.data), "count")

    @property
    def unrated_met(self) -> bool:
        return bool(self.unrated.data != "worst")

    @property
    def left_out(self) -> frozenset[int]:
        offered = {value for value, _ in self.without.offered()}
        return frozenset(int(number) for number in self.without.data if number in offered)


class AdoptForm(LiftForm):
    """The same choices, when the order is adopted; `seen` is the digest of what stood on the page."""

    seen = Hidden()


class DropForm(Form):
    """Stops following a plan."""


class CarryForm(Form):
    """The frameworks for which a draft about progress is to be written."""

    frameworks = Choices("Frameworks", needs="Choose at least one framework", choices=())
