"""What the made-up forces and inspectors write: short sentences around a criterion's own words."""

from __future__ import annotations

from collections.abc import Sequence

from ...grading.edition import Criterion

STRENGTHS = (
    ("In place and tested: {number}", "The visiting team found this in place: {text}."),
    ("Holds in every area: {number}", "Records of the year bear it out: {text}."),
    ("A strength the force can show: {number}", "Staff described it as routine that {text}."),
)
IN_PROGRESS = (
    ("Begun and not yet finished: {number}", "Work has begun so that {text}. It is to be finished within the year."),
    ("Tried in one area: {number}", "One area tries out what all are to do: {text}."),
)
TO_IMPROVE = (
    ("Not yet so everywhere: {number}", "The force should see to it throughout that {text}."),
    ("Falls short: {number}", "It could not be shown that {text}. The force should put this right and check it."),
    ("No proof of it: {number}", "The force says that {text}, but records do not show it. It should be able to."),
)
PRACTICE = (
    ("What others could use: {number}", "Other forces could take over how the force works so that {text}."),
    ("Worth a visit: {number}", "The force tried and evaluated a way of working with which {text}."),
)
PRACTICE_NOTES = (
    "The evaluation compares areas with and without it, and nothing in it depends on this force alone.",
    "The figures before and after are sound; another force would need a partner of the same kind.",
    "It has run for too short a time to say what came of it.",
)
FINDINGS = {
    "strength": STRENGTHS,
    "work_in_progress": IN_PROGRESS,
    "area_for_improvement": TO_IMPROVE,
    "good_practice": PRACTICE,
}
BETWEEN = "What is missing for the higher of the two grades is narrow, and most of it is under way."
READER_BETWEEN = "The method leaves the grade open here; what was seen supports this one."
SETTLED = (
    "The records of the visit were read again together, and they show this.",
    "The force's answer to the question settles it.",
    "The guidance says that a plan alone does not count.",
)
CONFIRMED = "The proposal is confirmed."
BEFORE = {
    "better": "Results and practice were better than in the year before.",
    "worse": "Results were worse than in the year before.",
    "no_difference": "Nothing much changed on the year before.",
}
OUTSIDE = "The grade of the separate national inspection of professional standards stands here."
WHY_NOT_BEST = (
    "Seen in most areas, not in all.",
    "The policy is there; checks of its use are not.",
    "Records were incomplete for part of the year.",
    "It began late in the year.",
)
ON_SITE = "Last year's report asked for practice to be seen on the ground."
CHALLENGES = (
    ("rating", "The rating rests on figures of the first half of the year. Those for the whole year are better."),
    ("finding", "The sentence speaks of one area as if it were the force. The other areas did this throughout."),
    ("passage", "The post is named wrongly: it was filled in January 2006."),
)
QUESTIONS = (
    "Which areas does this cover, and since when?",
    "Who checks that it is done, and how often?",
)


def finding(kind: str, criterion: Criterion, turn: int) -> tuple[str, str]:
    """A title and a text for a finding about a criterion."""
    title, text = _in_turn(FINDINGS[kind], turn)
    return title.format(number=criterion.number), text.format(text=_clause(criterion.text))


def _clause(sentence: str) -> str:
    """A sentence as it reads inside another one."""
    words = sentence.strip().removesuffix(".")
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _in_turn(choices: Sequence[tuple[str, str]], turn: int) -> tuple[str, str]:
    return choices[turn % len(choices)]
