"""What published figures suggest for a criterion that rests on a measure, and why. Pure; a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from ...grading.edition import Edition, Measure
from ...grading.proposal import Proposal
from .asked import Asked

AMONG_PEERS = {
    "top_quartile": "in the best quarter of similar forces",
    "better": "better than similar forces",
    "in_line": "in line with similar forces",
    "worse": "worse than similar forces",
    "misses": "not in the best quarter of similar forces",
}
AGAINST_STANDARD = {"meets": "the standard is {}, and it is met", "misses": "the standard is {}, and it is not met"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The label of the rating that figures suggest, the reason as the end of a sentence, and the indicator's id."""

    label: str
    because: str
    indicator: str


def suggested(edition: Edition, proposal: Proposal | None, asked: Asked) -> Suggestion | None:
    """None where the criterion rests on no measure, or the figures say nothing."""
    measure = asked.criterion.measure if asked.criterion else None
    if measure is None or proposal is None:
        return None
    node = next((n for n in proposal.reasons.walk() if n.kind == "measure" and n.subject == asked.id), None)
    if node is None:
        return None
    standing, step = node.detail.split(" ")[:2]
    label = edition.scales.ratings[step].label
    return Suggestion(f"{label[:1].lower()}{label[1:]}", _because(measure, standing), measure.indicator)


def _because(measure: Measure, standing: str) -> str:
    if measure.standard:
        return AGAINST_STANDARD[standing].format(measure.standard)
    return AMONG_PEERS[standing]
