"""Says in people's words what a job does and how it stands; a job that nobody described here keeps its own name."""

from __future__ import annotations

from ..jobs.queries import State

WORDS = {
    "mail:send": "Send message {}",
    "evidence:read": "Read the text of file {}",
    "evidence:scan": "Check file {} for viruses",
}


def words_of(job: State) -> str:
    """What a job does, with the number of what it is about; never a title or a name."""
    said = WORDS.get(job.name)
    return said.format(job.subject) if said else f"{job.name} {job.subject}"
