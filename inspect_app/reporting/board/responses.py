"""Lays the policing body's responses down the pages: each recommendation, what was said of it, and what is done.

It is given the content, and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from ...grading.words import capital, count_of
from ...ui.times import day
from ..pdf.document import Meta, build, report_faces
from ..pdf.flow import Block, Item, NewPage
from ..pdf.headings import PartTitle, Place, SectionHead, SideHead, beside
from ..pdf.lines import Faces
from ..pdf.page import Surround
from ..pdf.prose import lead, note
from .written import written

Content = Mapping[str, Any]
TITLE = "Responses to recommendations"
ROOM = 80.0


def responses_pdf(content: Content, faces: Faces | None = None) -> bytes:
    """The document as a tagged PDF; the same content gives the same bytes.

    Raises FontMissing where no faces are given and set-up has not installed them.
    """
    faces = faces or report_faces()
    stands = date.fromisoformat(content["as_of"])
    meta = Meta(
        title=f"{content['force']}: {TITLE.lower()}",
        author="The local policing body",
        subject="Responses to recommendations within 56 days of their publication",
        keywords=("recommendations", "responses", content["force"]),
        issued_at=datetime.combine(stands, datetime.min.time(), UTC),
    )
    surround = Surround(content["force"], TITLE, content["marking"], "")
    return build(list(_story(content, faces)), meta=meta, surround=surround, faces=faces)


def _story(content: Content, faces: Faces) -> Iterator[Item]:
    yield NewPage(TITLE)
    yield PartTitle(faces, TITLE, Place("responses", 0), kicker=f"{content['force']}, {day(content['as_of'])}")
    yield lead(faces, _sentence(content), wide=True)
    yield note(
        faces,
        "The local policing body comments on each recommendation within 56 days, of which the day of publication is "
        f"the first. As things stood on {day(content['as_of'])}. Numbers are those of the register.",
    )
    for one in content["items"]:
        yield from _item(one, faces)


def _sentence(content: Content) -> str:
    total, without = len(content["items"]), content["without"]
    if not total:
        return "There is no recommendation to respond to."
    if without:
        end = f", {count_of(without, 'of them', 'of them')} without a response"
    else:
        end = ", with its response" if total == 1 else ", each with its response"
    return f"{capital(count_of(total, 'recommendation'))}{end}."


def _item(one: Content, faces: Faces) -> Iterator[Block]:
    yield SectionHead(faces, one["title"], Place(f"r{one['number']}", 1), room_below=ROOM, level=2)
    yield note(faces, f"{one['source']}. {one['state']}")
    for part in one["parts"]:
        yield from beside(SideHead(faces, part["head"]), written(faces, part["text"]))
