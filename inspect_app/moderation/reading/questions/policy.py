"""What a question to a force must have, and when it is overdue: pure answers over plain values."""

from __future__ import annotations

from datetime import date

from ....promises import BadInput

KINDS = {"question": "A question to answer", "evidence": "Evidence to supply"}


def check_question(words: str, due_on: date | None, today: date) -> None:
    """Raises BadInput unless it asks something, by a day that is not past."""
    if not words.strip():
        raise BadInput("Write what you ask", "words")
    if due_on is None:
        raise BadInput("Enter the day by which the force should answer", "due_on")
    if due_on < today:
        raise BadInput("Answer by must be today or later", "due_on")


def is_overdue(due_on: date, is_answered: bool, today: date) -> bool:
    """Whether it should have been answered by now."""
    return not is_answered and due_on < today
