"""Tables of an assessment, split by what they hold.

Frameworks, criteria, grades and kinds of finding are named by their ids in the edition. `place` is the printed order.
No table holds a proposal or a judgement. There are no relationships to load by accident: what is read, a query names.
"""

from .citations import Citation
from .direction import Movement, PreviousResult
from .entries import Assessment, Entry, SourceFile
from .findings import Finding, FindingCriterion, Passage
from .printed import CrossReference, GoodPractice, OverviewParagraph, OverviewSection, ResourceScore
from .ratings import Answer, EvidenceReference, ExternalGrade, Ground, Rating
from .submission import PutForward, Signature, Version
from .together import Assignment, Comment, Draft, Mention

__all__ = [
    "Answer",
    "Assessment",
    "Assignment",
    "Citation",
    "Comment",
    "CrossReference",
    "Draft",
    "Entry",
    "EvidenceReference",
    "ExternalGrade",
    "Finding",
    "FindingCriterion",
    "GoodPractice",
    "Ground",
    "Mention",
    "Movement",
    "OverviewParagraph",
    "OverviewSection",
    "Passage",
    "PreviousResult",
    "PutForward",
    "Rating",
    "ResourceScore",
    "Signature",
    "SourceFile",
    "Version",
]
