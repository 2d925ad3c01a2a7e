"""Tables of areas for improvement, split by what they hold."""

from .areas import Area, AreaApart, AreaCriterion, AreaLink, AreaWaits
from .boards import BoardDecision, BoardMeeting, LiftPlan
from .closing import Closure, Proof
from .work import (
    Action,
    ActionArea,
    CalendarKey,
    Extension,
    LogEntry,
    Milestone,
    PolicingBodyResponse,
    Reminder,
)

__all__ = [
    "Action",
    "ActionArea",
    "Area",
    "AreaApart",
    "AreaCriterion",
    "AreaLink",
    "AreaWaits",
    "BoardDecision",
    "BoardMeeting",
    "CalendarKey",
    "Closure",
    "Extension",
    "LiftPlan",
    "LogEntry",
    "Milestone",
    "PolicingBodyResponse",
    "Proof",
    "Reminder",
]
