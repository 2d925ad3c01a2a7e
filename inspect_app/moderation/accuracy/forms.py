"""What is typed while facts are checked: the last day, a challenge, its answer, and what a fact should be."""

from __future__ import annotations

from ...ui.forms import Choice, Choices, Day, Form, Words, Yes

LONG = 8_000
ANSWERS = (("accepted", "Accepted"), ("in_part", "Accepted in part"), ("not_accepted", "Not accepted"))


class OpenForm(Form):
    """Asking a force to check its facts."""

    closes_on = Day(
        "Last day", needs="Enter the last day on which facts can be challenged", hint="It counts to its end."
    )


class ChallengeForm(Form):
    """What is wrong with which words."""

    words = Words("The words in question", needs="Give the words in question", most=LONG, rows=4)
    wrong = Words("What is wrong", needs="Say what is wrong", most=LONG, rows=6)
    revisions = Choices(
        "Evidence that shows it",
        hint="From your evidence library, newest first. Add a document there first if it is missing.",
        coerce=int,
    )


class AnswerForm(Form):
    """An answer, always with its reason."""

    answer = Choice("Your answer", choices=ANSWERS, needs="Choose an answer")
    because = Words("Why?", needs="Say why, so that the force knows", most=LONG, rows=5)
    sends_back = Yes(
        "Send this framework back to moderation", hint="Only where the answer accepts it, at least in part."
    )
    corrected = Choice("What it should be", look="select")


class SendBackForm(Form):
    """Sending an entry back after its challenge was accepted."""

    corrected = Choice("What it should be", look="select")
