"""Says in people's words what a job does and how it stands; a job that nobody described here keeps its own name."""

from __future__ import annotations

from ..jobs.queries import State

WORDS = {
    "mail:send": "Send a message",
    "evidence:read": "Read the text of a file",
    "evidence:scan": "Check a file for viruses",
    "evidence:draw": "Draw the pages of a file",
    "evidence:pack": "Pack evidence for download",
}


def words_of(job: State) -> str:
    """What a job does, with the number of what it is about; never a title or a name."""
    said = WORDS.get(job.name)
    return f"{said}, number {job.subject}" if said else f"{job.name} {job.subject}"
