"""Lays the content of a board's paper down the pages, in the order in which the board goes through it.

It is given the content as it was frozen, and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from ...grading.words import capital, count_of
from ...ui.times import day
from ..pdf.cells import Bundle, Cell, Column, Head, row
from ..pdf.document import Meta, build, report_faces
from ..pdf.flow import Item, NewPage
from ..pdf.headings import PartTitle, Place, SectionHead
from ..pdf.lines import Faces
from ..pdf.page import Surround
from ..pdf.prose import Paragraph, lead, note
from ..pdf.styles import BODY, BODY_STRONG, SMALL_STRONG, WIDTH
from ..pdf.tables import Table
from ..pdf.text import Span, Words, bold
from .bars import SIZE, span, tally

Content = Mapping[str, Any]
DRAFT = "DRAFT, NOT ISSUED"
BAR, LINE = 190.0, 92.0


def board_paper_pdf(content: Content, faces: Faces | None = None) -> bytes:
    """The paper as a tagged PDF; the same content gives the same bytes.

    Raises FontMissing where no faces are given and set-up has not installed them.
    """
    faces = faces or report_faces()
    title = f"{content['title']}, {day(content['on'])}"
    stands = datetime.combine(date.fromisoformat(content["as_of"]), datetime.min.time(), UTC)
    issued = datetime.fromisoformat(content["issued"]) if content["issued"] else stands
    meta = Meta(
        title=f"{content['force']}: {title}",
        author=content["force"],
        subject="Areas for improvement: paper for the board",
        keywords=("areas for improvement", content["force"]),
        issued_at=issued,
    )
    surround = Surround(content["force"], title, content["marking"], "" if content["issued"] else DRAFT)
    return build(_Paper(content, faces).story(), meta=meta, surround=surround, faces=faces)


class _Paper:
    def __init__(self, content: Content, faces: Faces) -> None:
        self.content, self.faces = content, faces
        self.titles = {one["number"]: one["title"] for one in content["open"]}
        self.of = {one["number"]: one for one in content["open"]}
        self.count = 0

    def story(self) -> list[Item]:
        content = self.content
        issued = f"Issued {day(content['issued'][:10])}. " if content["issued"] else "A draft, not issued. "
        return [
            NewPage(content["title"]),
            PartTitle(
                self.faces, content["title"], Place("paper", 0), kicker=f"{content['force']}, {day(content['on'])}"
            ),
            lead(self.faces, content["summary"], wide=True),
            note(self.faces, f"{issued}As things stood on {day(content['as_of'])}. Numbers are those of the register."),
            *self._decisions(),
            *self._exceptions(),
            *self._changes(),
            *self._counts(),
            *self._open(),
            *self._actions(),
            *self._targets(),
        ]

    def _head(self, words: str, aside: str = "", *, warm: bool = False) -> SectionHead:
        self.count += 1
        return SectionHead(
            self.faces,
            f"{self.count}. {words}",
            Place(f"part{self.count}", 1),
            aside=aside,
            warm=warm,
            room_below=60,
            level=2,
        )

    def _said(self, words: Words, *, strong: bool = False) -> Paragraph:
        return Paragraph(self.faces, words, BODY_STRONG if strong else BODY, left=0, width=WIDTH, keeps_next=strong)

    def _table(
        self, widths: Sequence[float], heads: Sequence[str], rows: Iterable[Bundle], right: Sequence[int] = ()
    ) -> Table:
        columns = [Column(width, "right" if place in right else "left") for place, width in enumerate(widths)]
        return Table(self.faces, columns, [[Head(word) for word in heads]], list(rows), pad=3.2)

    def _decisions(self) -> list[Item]:
        asked = self.content["decisions"]
        head = self._head("Decisions asked for", count_of(len(asked), "decision") if asked else "")
        if not asked:
            return [head, self._said("No decision is asked for.")]
        rows = [
            row(str(place), self._item(one["number"], one["words"]), "") for place, one in enumerate(asked, start=1)
        ]
        return [head, self._table((24, WIDTH - 144, 120), ("", "What is asked", "Decided"), rows)]

    def _item(self, number: int | None, words: str) -> Words:
        if number is None:
            return words
        title = self.titles.get(number, "").replace(" …", "…")
        return (bold(f"AFI {number} "), f"{title}{'' if title[-1:] in '.…?' else '.'} ", bold(words))

    def _exceptions(self) -> list[Item]:
        content = self.content
        total = len(content["overdue"]) + len(content["slipped"]) + len(content["sent_back"])
        head = self._head("Exceptions", count_of(total, "item") if total else "", warm=bool(total))
        if not total:
            return [head, self._said("Nothing is overdue, has slipped or was sent back.")]
        late = [
            row(
                Cell(f"{capital(count_of(self.of[n]['days_late'], 'day'))} late", style=SMALL_STRONG),
                self._item(n, f"Due {day(self.of[n]['due'])}."),
                self.of[n]["owner"],
            )
            for n in content["overdue"]
        ]
        rows = [*late, *self._odd("Slipped", content["slipped"]), *self._odd("Sent back", content["sent_back"])]
        return [head, self._table((74, WIDTH - 184, 110), ("Why", "Item", "Owner"), rows)]

    def _odd(self, why: str, found: Iterable[Content]) -> list[Bundle]:
        return [
            row(
                Cell(why, style=SMALL_STRONG),
                self._item(one["number"], _ended(one["words"])),
                self.of[one["number"]]["owner"],
            )
            for one in found
        ]

    def _changes(self) -> list[Item]:
        since, changes = self.content["since"], self.content["changes"]
        head = self._head("What changed since the last board", f"since {day(since)}" if since else "")
        if since is None:
            return [head, self._said("This is the first paper, so there is nothing to compare it with.")]
        if not changes:
            return [head, self._said(f"Nothing has changed since {day(since)}.")]
        rows = [row(day(c["on"]), (bold(f"AFI {c['number']} "), c["title"]), c["words"]) for c in changes]
        return [head, self._table((84, WIDTH - 264, 180), ("Day", "Item", "What changed"), rows)]

    def _counts(self) -> list[Item]:
        content = self.content
        rows = [
            row(Cell(c["words"], is_head=True), str(c["now"]), "not known" if c["then"] is None else str(c["then"]))
            for c in content["counts"]
        ]
        return [
            self._head("Counts, now and then"),
            self._table((180, 60, 110), ("State", "Now", "At the last board"), rows, right=(1, 2)),
            self._said("Raised and closed by month", strong=True),
            self._by_month(),
            self._said("Due dates ahead", strong=True),
            self._ahead(),
        ]

    def _by_month(self) -> Table:
        """Outlined is raised, full is closed; the figures stand at the right."""
        months = self.content["by_month"]
        most = max((max(m["raised"], m["closed"]) for m in months), default=0)
        rows = []
        for m in months:
            raised = _bar(tally(m["raised"], most, BAR / 2 - 16, outlined=True))
            rows.append(
                row(
                    Cell(m["month"], is_head=True),
                    raised,
                    str(m["raised"]),
                    _bar(tally(m["closed"], most, BAR / 2 - 16)),
                    str(m["closed"]),
                )
            )
        widths = (124, BAR / 2 + 10, 56, BAR / 2 + 10, 56)
        return self._table(widths, ("Month", "", "Raised", "", "Closed"), rows, right=(2, 4))

    def _ahead(self) -> Table:
        ahead = self.content["ahead"]
        most = max((m["due"] for m in ahead), default=0)
        rows = [
            row(
                Cell(m["month"], is_head=True),
                _bar(tally(m["due"], most, BAR - 16, "rust" if m["late"] else "petrol")),
                str(m["due"]),
            )
            for m in ahead
        ]
        return self._table((124, BAR + 20, 56), ("When", "", "Due"), rows, right=(2,))

    def _open(self) -> list[Item]:
        content = self.content
        head = self._head("Every open item to its due date", f"{len(content['open'])} open")
        if not content["open"]:
            return [head, self._said("Nothing is open.")]
        first, last = (date.fromisoformat(end) for end in content["window"])
        says = (
            f"Each bar runs from the day an item was raised to the day it is due, from {day(first)} to {day(last)}; "
            f"the upright line is {day(content['as_of'])}. A dashed bar has no due date."
        )
        today = date.fromisoformat(content["as_of"])
        rows = [self._open_row(one, today, (first, last)) for one in content["open"]]
        widths = (30, WIDTH - 30 - 92 - 78 - LINE - 8, 92, 78, LINE + 8)
        heads = ("AFI", "Item and last word", "Owner", "Due", "Raised to due")
        return [head, note(self.faces, says), self._table(widths, heads, rows)]

    def _open_row(self, one: Content, today: date, window: tuple[date, date]) -> Bundle:
        frameworks = f" ({', '.join(one['frameworks'])})" if one["frameworks"] else ""
        said = (
            f" {one['said_on'] and day(one['said_on'])}: {_cut(one['said'])}" if one["said"] else " Nothing recorded."
        )
        needs = bold(f"{one['needs']}. ") if one["need"] == "overdue" else f"{one['needs']}. "
        due = date.fromisoformat(one["due"]) if one["due"] else None
        return row(
            Cell(str(one["number"]), is_head=True, style=SMALL_STRONG),
            (needs, Span(f"{one['title'].replace(' …', '…')}{frameworks}."), Span(said, colour="slate")),
            one["owner"],
            day(due) if due else f"No deadline: {one['no_due']}",
            _bar(span(date.fromisoformat(one["raised"]), due, today, window, LINE - 8)),
        )

    def _actions(self) -> list[Item]:
        actions = self.content["actions"]
        head = self._head("Actions", f"{len(actions)} actions" if actions else "")
        if not actions:
            return [head, self._said("No action is recorded.")]
        rows = [
            row(
                (Span(a["what"]), Span(f" For AFI {', '.join(map(str, a['areas']))}.", colour="slate")),
                Cell(a["status"], style=SMALL_STRONG) if a["late"] else a["status"],
                a["owner"],
                day(a["due"]) if a["due"] else "no day",
            )
            for a in actions
        ]
        return [head, self._table((WIDTH - 270, 90, 100, 80), ("Action", "Status", "Owner", "Due"), rows)]

    def _targets(self) -> list[Item]:
        targets = self.content["targets"]
        head = self._head("Targets")
        if not targets:
            return [head, self._said("No target is followed in this paper.")]
        rows = [
            row(
                t["measure"],
                t["wanted"],
                day(t["due"]) if t["due"] else "no day",
                (bold(f"{t['verdict']}. "), t["why"]),
            )
            for t in targets
        ]
        return [head, self._table((150, 76, 84, WIDTH - 310), ("Measure", "Target", "By", "Verdict"), rows)]


def _bar(mark: Any) -> Cell:
    return Cell(mark=mark, mark_size=SIZE)


def _ended(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _cut(words: str, most: int = 180) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
