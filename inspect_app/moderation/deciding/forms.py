"""What is typed and sent along when a grade is decided. `shown` says which case was on the page."""

from __future__ import annotations

from collections.abc import Sequence

from ...grading.edition import Edition
from ...ui.forms import Choice, Form, Hidden, Words

REASON = 4_000


class ConfirmForm(Form):
    """Confirming: nothing to type but the direction, where the method defines none."""

    shown = Hidden()
    direction = Choice("Direction of travel", hint="The method defines none here, so you choose it.")


class ChangeForm(Form):
    """Departing from the proposal, deciding what it leaves open, or correcting what is published."""

    shown = Hidden()
    grade = Choice("Grade", needs="Choose a grade")
    direction = Choice("Direction of travel", needs="Choose the direction of travel")
    because = Words("Why?", needs="Say why. This reason will be published", most=REASON, rows=6)
    ask = Choice("Whom do you ask to agree?", look="select")


class ReasonForm(Form):
    """Refusing, taking back, reopening or sending back: why."""

    because = Words("Why?", needs="Say why", most=REASON, rows=4)


def offer(form: ConfirmForm | ChangeForm, edition: Edition, *, is_graded: bool = True) -> None:
    """Lets a form offer the grades and directions of an edition, best first; what is not asked for is taken out."""
    scales = edition.scales
    apart = [step for step in (scales.not_graded, scales.not_comparable) if step is not None]
    steps = [*reversed(scales.directions.steps), *apart]
    if steps:
        form.direction.choices = [(step.id, step.label) for step in steps]
    else:
        del form.direction
    if isinstance(form, ChangeForm):
        if is_graded:
            form.grade.choices = [(step.id, step.label) for step in reversed(scales.outcomes.grades.steps)]
        else:
            del form.grade


def offer_people(form: ChangeForm, people: Sequence[tuple[int, str]]) -> None:
    """Lets somebody choose whom to write to; the first line writes to nobody."""
    form.ask.choices = [("", "Nobody by mail"), *((str(person), name) for person, name in people)]
