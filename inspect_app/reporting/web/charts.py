"""Where everything stands in the drawings: the cover's columns, the national bars, the range. Templates draw them.

Lengths are units of each drawing's own box, which the style sheet scales; nothing here is a colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..content import ForceReport, NationalPicture, RangePicture, SummaryRow

COLUMN_STEP, COLUMN_WIDTH, COLUMN_HEIGHT = 32.0, 22.0, 140.0
BAR_STEP, BAR_HEIGHT, BARS_WIDTH, WIDEST_CELL = 26.0, 18.0, 138.0, 7.0
MARK_ROOM, GAP, POINTER_LEFT = 26.0, 7.0, 44.0
STOP_WIDTH, SPAN_INSET, TRACK_STEP, TRACKS_TOP, TRACK_HEIGHT = 65.0, 4.0, 46.0, 36.0, 21.0
LETTER = 9.5  # the width of a bold letter in the widest of the fallback fonts
"""How wide a letter is at most on average, in a type of 14: words are measured no better than that."""


@dataclass(frozen=True, slots=True)
class Column:
    """One framework on the cover: its middle, and how far its grade fills it from the top."""

    code: str
    grade: str
    middle: float
    top: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one domain."""

    title: str
    width: float
    columns: tuple[Column, ...]


def cover_columns(report: ForceReport) -> tuple[Columns, ...]:
    """One drawing a domain, so that they wrap on a narrow screen."""
    grades = report.edition.scales.outcomes.grades
    titles = {domain.id: f"{domain.id} {domain.title}".strip() for domain in report.edition.domains}
    rows: dict[str, list[SummaryRow]] = {}
    for row in report.summary.rows:
        rows.setdefault(row.domain, []).append(row)
    found = []
    for domain, inside in rows.items():
        columns = []
        for place, row in enumerate(inside):
            height = COLUMN_HEIGHT * (grades.ranks.get(row.grade, -1) + 1) / len(grades.steps)
            columns.append(Column(row.code, row.grade, (place + 0.5) * COLUMN_STEP, COLUMN_HEIGHT - height))
        found.append(Columns(titles.get(domain, ""), len(inside) * COLUMN_STEP, tuple(columns)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Bar:
    """One grade of the national picture: its bar and the lines that cut it into one cell for each body."""

    grade: str
    count: int
    own: bool
    middle: float
    width: float
    cuts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The whole picture: where the bars begin, and how much room it takes."""

    left: float
    width: float
    height: float
    bars: tuple[Bar, ...]


def national_bars(picture: NationalPicture, words: Mapping[str, str]) -> Bars:
    """Best first. A cell is narrower where the longest bar would not fit; `words` are the labels of the grades."""
    most = max((count for _, count in picture.counts), default=0)
    cell = min(WIDEST_CELL, BARS_WIDTH / most) if most else WIDEST_CELL
    left = MARK_ROOM + LETTER * max((len(words[grade]) for grade, _ in picture.counts), default=0) + GAP
    bars = tuple(
        Bar(
            grade,
            count,
            grade == picture.own,
            (place + 0.5) * BAR_STEP,
            count * cell,
            tuple(left + cell * n for n in range(1, count)),
        )
        for place, (grade, count) in enumerate(picture.counts)
    )
    ends = [left + b.width + (POINTER_LEFT + LETTER * len(picture.pointer) if b.own else 30) for b in bars]
    return Bars(left, max(ends, default=left), len(bars) * BAR_STEP, bars)


@dataclass(frozen=True, slots=True)
class Track:
    """One row of the range: a span between two stops, or the mark of one outcome."""

    label: str
    top: float
    left: float
    width: float
    outcome: str
    solid: bool


def range_tracks(picture: RangePicture) -> tuple[Track, ...]:
    """Spans first, then single outcomes; the first span is what the ratings allow and is drawn solid."""
    place = {stop: number for number, stop in enumerate(picture.stops)}
    tracks = []
    for number, (label, low, high) in enumerate(picture.spans):
        left = place[low] * STOP_WIDTH + SPAN_INSET
        width = (place[high] - place[low] + 1) * STOP_WIDTH - 2 * SPAN_INSET
        tracks.append(Track(label, TRACKS_TOP + number * TRACK_STEP, left, width, "", solid=number == 0))
    for number, (label, outcome) in enumerate(picture.marks, start=len(tracks)):
        middle = (place[outcome] + 0.5) * STOP_WIDTH
        tracks.append(Track(label, TRACKS_TOP + number * TRACK_STEP, middle, 0.0, outcome, solid=False))
    return tuple(tracks)
