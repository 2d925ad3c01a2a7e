"""Reads a made PDF back, as a viewer or a screen reader would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import page
from pypdf import PdfReader

from inspect_app.reporting.pdf.document import build
from inspect_app.reporting.pdf.flow import Item
from tests.slices.reporting.pdf.specimen import FACES, META, SURROUND, story


def made(items: Sequence[Item]) -> bytes:
    return build(items, meta=META, surround=SURROUND, faces=FACES)


@cache
def specimen_bytes() -> bytes:
    return made(story())


@cache
def specimen() -> Any:
    return PdfReader(BytesIO(specimen_bytes()))


def reader(items: Sequence[Item]) -> Any:
    return PdfReader(BytesIO(made(items)))


def faults(data: bytes) -> list[str]:
    """What breaks PDF/UA-1, in the checker's words."""
    report = page.validate_pdf_bytes(data, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def page_texts(pdf: Any) -> list[str]:
    return [" ".join(each.extract_text().split()) for each in pdf.pages]


def elements(pdf: Any) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, dict) and item.get("/Type") == "/StructElem":
            yield item
            waiting.extend(kid for kid in reversed(item.get("/K", [])) if not isinstance(kid, int))


def tagged(pdf: Any, tag: str) -> list[Any]:
    return [element for element in elements(pdf) if element["/S"] == tag]


def bookmarks(pdf: Any) -> list[str]:
    """Titles of the outline, indented by level."""

    def flat(outline: list[Any], level: int) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from flat(entry, level + 1)
            else:
                yield "  " * level + str(entry.title)

    return list(flat(pdf.outline, 0))
