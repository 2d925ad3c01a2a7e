"""Checks the rows of a spreadsheet one by one: what each would become, and by row and column what is wrong with it.

Pure, and nothing is guessed: a day that could be two is read the British way and said to be; an owner whom nobody knows
is wrong, not new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..register.operations import New
from ..states import KINDS, PRIORITIES
from .columns import NAMES, read_head
from .days import NotADay, read_day

MOST = 5_000
LONGEST: Mapping[str, int] = {"title": 250, "wrong": 10_000, "good": 5_000, "root_cause": 5_000, "source": 200}
MOST_FAULTS = 100
POST = "post:"
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may refer to: owners by name and by address, what is there already, markings, and today.

    `owners` and `there` are by words in small letters; a person whose account is closed is in `left`.
    """

    owners: Mapping[str, int]
    left: frozenset[str]
    there: Mapping[str, int]
    markings: Sequence[str]
    today: date
    source: str
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which row and column, and the sentence."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.words}" if self.column else f"Row {self.row}: {self.words}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a spreadsheet would do: the areas to add, what is wrong, and what to look at before it is done."""

    new: Sequence[tuple[int, New]] = ()
    faults: Sequence[Fault] = ()
    notes: Sequence[str] = ()
    unread: Sequence[str] = ()
    rows: int = 0
    wrong: Sequence[str] = field(default=())

    @property
    def is_right(self) -> bool:
        return not self.faults and not self.wrong and bool(self.new)


def check(rows: Sequence[Row], known: Known) -> Checked:
    """Every row, with every fault; nothing is left out quietly."""
    if not rows:
        return Checked(wrong=("There is nothing to bring in. Paste rows with a row of column names above them.",))
    head, *body = rows
    places, unread, wrong = read_head(head[1])
    if wrong:
        return Checked(wrong=wrong, unread=unread, rows=len(body))
    if not body:
        return Checked(wrong=("There is a row of column names and nothing under it.",), unread=unread)
    if len(body) > MOST:
        words = f"These are {len(body):,} rows. At most {MOST:,} can be brought in at once; send them in parts."
        return Checked(wrong=(words,), unread=unread, rows=len(body))
    return _Checking(places, known).all(body, unread)


class _Checking:
    def __init__(self, places: Mapping[str, int], known: Known) -> None:
        self.places, self.known = places, known
        self.faults: list[Fault] = []
        self.ambiguous: list[str] = []
        self.new: list[tuple[int, New]] = []
        self.seen: dict[str, int] = {}

    def all(self, body: Sequence[Row], unread: Sequence[str]) -> Checked:
        for number, cells in body:
            self._row(number, cells)
        return Checked(self.new, self.faults, self._notes(), unread, len(body))

    def _notes(self) -> list[str]:
        if not self.ambiguous:
            return []
        more = f" and {len(self.ambiguous) - 3} more" if len(self.ambiguous) > 3 else ""
        read = "; ".join(self.ambiguous[:3])
        return [f"Days are read with the day first and the month second: {read}{more}."]

    def _row(self, number: int, cells: Sequence[str]) -> None:
        said = {name: cells[at].strip() if at < len(cells) else "" for name, at in self.places.items()}
        before = len(self.faults)
        title = self._title(number, said.get("title", ""))
        raised = self._day(number, "raised", said.get("raised", "")) or self.known.today
        due = self._day(number, "due", said.get("due", ""))
        no_due = said.get("no_due") or None
        self._dates(number, raised, due, no_due, is_due_wrong=bool(said.get("due")) and due is None)
        owner, post = self._owner(number, said.get("owner", ""))
        new = New(
            title=title,
            wrong=self._words(number, "wrong", said.get("wrong", "")) or title,
            marking=self._marking(number, said.get("marking", "")),
            raised_on=raised,
            kind=self._one_of(number, "kind", said.get("kind", ""), KINDS, "action"),
            source="board",
            source_words=self._words(number, "source", said.get("source", "")) or self.known.source,
            root_cause=self._words(number, "root_cause", said.get("root_cause", "")) or None,
            good=self._words(number, "good", said.get("good", "")) or None,
            priority=self._one_of(number, "priority", said.get("priority", ""), PRIORITIES, "medium"),
            effort=self._effort(number, said.get("effort", "")),
            due_on=due,
            no_due_because=None if due else no_due,
            owner_id=owner,
            owner_post=post,
            sponsor=said.get("sponsor") or None,
        )
        if len(self.faults) == before:
            self.new.append((number, new))

    def _fault(self, number: int, column: str, words: str) -> None:
        self.faults.append(Fault(number, NAMES.get(column, column), words))

    def _title(self, number: int, title: str) -> str:
        if not title:
            self._fault(number, "title", "is empty. Say in one sentence what is wrong.")
            return ""
        self._words(number, "title", title)
        key = title.lower().rstrip(".")
        if key in self.seen:
            self._fault(number, "title", f"is the same as row {self.seen[key]}. Leave one of them out.")
        elif key in self.known.there:
            there = self.known.there[key]
            self._fault(number, "title", f"is in the register already, as AFI {there}. Leave this row out.")
        self.seen.setdefault(key, number)
        return title

    def _words(self, number: int, column: str, text: str) -> str:
        most = LONGEST[column]
        if len(text) > most:
            self._fault(number, column, f"is longer than {most:,} characters.")
        return text

    def _day(self, number: int, column: str, text: str) -> date | None:
        if not text:
            return None
        try:
            read = read_day(text)
        except NotADay as wrong:
            self._fault(number, column, str(wrong))
            return None
        if read.otherwise is not None:
            self.ambiguous.append(f"row {number}, {NAMES[column]} {text} is {read.said}")
        return read.day

    def _dates(self, number: int, raised: date, due: date | None, no_due: str | None, *, is_due_wrong: bool) -> None:
        if due is not None and due < raised:
            said = f"{due:%d/%m/%Y} is before the day on which it was raised, {raised:%d/%m/%Y}."
            self._fault(number, "due", said)
        if due is not None and no_due:
            self._fault(number, "no_due", "is given, and so is a due date. Give one of them.")
        if due is None and not no_due and not is_due_wrong:
            self._fault(number, "due", "is empty. Give a date, or say in Why no deadline why there is none.")
        if raised > self.known.today:
            self._fault(number, "raised", f"{raised:%d/%m/%Y} has not come yet.")

    def _owner(self, number: int, text: str) -> tuple[int | None, str | None]:
        if not text or text.lower() in ("nobody yet", "nobody", "-"):
            return None, None
        if text.lower().startswith(POST):
            return None, text[len(POST) :].strip() or None
        key = text.partition(",")[0].strip().lower()
        if key in self.known.left:
            self._fault(number, "owner", f"{text} has left. Name somebody who is here, or a post as “post: ...”.")
        elif key not in self.known.owners:
            self._fault(number, "owner", f"{text} is nobody who can own an area here. For a post write “post: {text}”.")
        return self.known.owners.get(key), None

    def _one_of(self, number: int, column: str, text: str, known: Mapping[str, str], usual: str) -> str:
        if not text:
            return usual
        low = text.lower()
        found = next((key for key, words in known.items() if low in (key, words.lower(), key.replace("_", " "))), None)
        if found is None:
            self._fault(number, column, f"{text} is none of {', '.join(known.values())}.")
        return found or usual

    def _effort(self, number: int, text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 5):
            self._fault(number, "effort", f"{text} is not a whole number of days.")
            return None
        return int(text)

    def _marking(self, number: int, text: str) -> str:
        if not text:
            return self.known.markings[0]
        found = next((marking for marking in self.known.markings if marking.lower() == text.lower()), None)
        if found is None:
            self._fault(number, "marking", f"{text} is none of {', '.join(self.known.markings)}.")
        return found or self.known.markings[0]
