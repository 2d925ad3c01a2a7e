"""What a first page shows, as plain values: one shape for every role, filled by whoever knows that role's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

MOST_STEPS = 7


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: words that are a link, a line about it, and the range in which its grade can still end.

    Steps with a lower `rank` come first. `open` says that there is a range at all.
    """

    text: str
    url: str
    about: str = ""
    floor: str | None = None
    ceiling: str | None = None
    decisive: bool = False
    rank: int = 0

    @property
    def open(self) -> bool:
        return self.floor is not None


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of the timetable. The decisive one stands out."""

    on: date
    what: str
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the panel: words before a link, the link, and words after it."""

    before: str
    link: str
    url: str
    after: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: a link if there is one, the sentence that follows it, and when."""

    said: str
    at: datetime | None = None
    link: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of the panel: lines, or rows of name and value."""

    title: str
    notes: tuple[Note, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    dates: tuple[Dated, ...] = ()
    grades: tuple[tuple[str | None, int], ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """One of three steps for somebody who is new here."""

    text: str
    url: str
    done: bool


@dataclass
class Part:
    """What one role adds to a first page; `markings` are those of what it shows."""

    sentences: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    nothing: str = ""
    finished: list[Note] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    firsts: list[First] = field(default_factory=list)
    markings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `more` is how many steps are not shown."""

    sentences: Sequence[str]
    steps: Sequence[Step]
    more: int
    nothing: str
    finished: Sequence[Note]
    blocks: Sequence[Block]
    firsts: Sequence[First]
    markings: Sequence[str]


def together(parts: Sequence[Part]) -> Page:
    """The parts of every role that somebody holds as one page, each step, sentence and block once."""
    steps = sorted(dict.fromkeys(step for part in parts for step in part.steps), key=lambda step: step.rank)
    return Page(
        sentences=list(dict.fromkeys(sentence for part in parts for sentence in part.sentences)),
        steps=steps[:MOST_STEPS],
        more=max(0, len(steps) - MOST_STEPS),
        nothing=next((part.nothing for part in parts if part.nothing), "Nothing waits for you today."),
        finished=list(dict.fromkeys(note for part in parts for note in part.finished)),
        blocks=list(dict.fromkeys(block for part in parts for block in part.blocks)),
        firsts=next((part.firsts for part in parts if part.firsts), []),
        markings=[marking for part in parts for marking in part.markings],
    )
