"""The shape and wording of what is asked in a framework's workspace."""

from __future__ import annotations

from collections.abc import Iterable

from ...grading.edition import Edition
from ...ui.forms import Choice, Day, Form, Hidden, Text, Words

LONGEST = 20_000


class RatingForm(Form):
    """How far a criterion is met, or what a question is answered, and why; checked by the operation that saves it.

    `version` is the one that was seen; `show` is the filter that the page was opened with.
    """

    step = Text("How far is it met?", most=60)
    because = Words("Why?", most=LONGEST, rows=5)
    version = Hidden()
    show = Hidden()


class JudgementForm(Form):
    """The grade that a person puts forward."""

    grade = Choice("Which grade do you put forward?", needs="Choose the grade that you put forward", id="judge-grade")
    because = Words(
        "Why this grade?", needs="Say why. The reason stands beside the grade", most=LONGEST, rows=5, id="judge-because"
    )
    version = Hidden(id="judge-version")

    def offer(self, edition: Edition) -> None:
        """The grades of the edition, best first, each with what it means."""
        grades = list(reversed(edition.scales.outcomes.grades.steps))
        self.grade.choices = [(grade.id, grade.label) for grade in grades]
        self.grade.hints = {grade.id: grade.meaning for grade in grades if grade.meaning}


class OutsideGradeForm(Form):
    """The grade that another inspection decided."""

    grade = Choice("Which grade did it give?", needs="Choose the grade that it gave", id="outside-grade")
    source = Text(
        "Where is it printed?", needs="Enter where it is printed", hint="The report, and the page if it has one."
    )
    given_on = Day("When was it given?", needs="Enter the day on which it was given")
    because = Words("Anything that a reader should know", most=LONGEST, rows=3, id="outside-because")
    version = Hidden(id="outside-version")

    def offer(self, edition: Edition) -> None:
        """The grades of the edition, best first."""
        grades = reversed(edition.scales.outcomes.grades.steps)
        self.grade.choices = [(grade.id, grade.label) for grade in grades]


class PersonForm(Form):
    """One person of the team, or nobody."""

    person = Choice("Who?", look="select", coerce=int)

    def offer(self, label: str, nobody: str, team: Iterable[tuple[int, str]]) -> None:
        """Those who may be chosen; `nobody` is the empty choice."""
        self.person.label.text = label
        self.person.choices = [("", nobody), *team]
