"""Tables of moderation, split by what they hold. What the engine proposed is kept only beside what people decided."""

from .cases import Case, Decision
from .consistency import ChangeProposal, MeetingItem, ModerationMeeting, QueueItem, QueueLook
from .judgements import Caveat, Judgement
from .publications import Challenge, ChallengeEvidence, FactCheck, PracticeCheck, Publication
from .readings import (
    InspectionPlan,
    Question,
    QuestionEvidence,
    Reading,
    ReadingRating,
    Settlement,
    SiteCheck,
    SiteVisit,
)

__all__ = [
    "Case",
    "Caveat",
    "Challenge",
    "ChallengeEvidence",
    "ChangeProposal",
    "Decision",
    "FactCheck",
    "InspectionPlan",
    "Judgement",
    "MeetingItem",
    "ModerationMeeting",
    "PracticeCheck",
    "Publication",
    "Question",
    "QuestionEvidence",
    "QueueItem",
    "QueueLook",
    "Reading",
    "ReadingRating",
    "Settlement",
    "SiteCheck",
    "SiteVisit",
]
