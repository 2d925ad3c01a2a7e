"""What is said of a piece of evidence, as one value; what does not fit together is refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..promises import BadInput


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a piece of evidence. It is about one day, about a period, or undated."""

    title: str
    kind: str
    marking: str
    owner_id: int
    effective_from: date | None = None
    effective_to: date | None = None
    review_by: date | None = None

    def __post_init__(self) -> None:
        """Raises BadInput for a period that ends before it begins, and for one without a beginning."""
        if self.effective_to and not self.effective_from:
            raise BadInput("Enter the first day of the period as well", "effective_from")
        if self.effective_from and not self.effective_to:
            object.__setattr__(self, "effective_to", self.effective_from)
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise BadInput("The last day must not be before the first", "effective_to")
