"""The four kinds of source that evidence comes from: a closed list, in the words that people read."""

from __future__ import annotations

from enum import StrEnum


class SourceKind(StrEnum):
    """Where evidence comes from. The value is what the database keeps."""

    SELF_REPORT = "self_report"
    DOCUMENT = "document"
    INDEPENDENT = "independent"
    OUTCOME_MEASURE = "outcome_measure"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


HINTS = {
    SourceKind.SELF_REPORT: "What the force says of itself, such as a return or a statement.",
    SourceKind.DOCUMENT: "What shows the work itself, such as a plan, a policy or minutes.",
    SourceKind.INDEPENDENT: "What somebody outside found, such as an audit, an inspection or a survey.",
    SourceKind.OUTCOME_MEASURE: "What came of it, in figures.",
}
WHY_IT_MATTERS = (
    "Independent evidence and outcomes carry more weight with inspectors. The grade does not count them differently."
)
CHOICES = [(kind.value, kind.words) for kind in SourceKind]


def words_of(kind: str) -> str:
    """`Outcome measure`."""
    return SourceKind(kind).words
