"""PDF through PDFium: is it whole and open to us, what text is on its pages, how do they look.

Forms are shown as they were filled in. Scripts and actions are never run: this build of PDFium has no engine for them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

from ..faults import Fault, FileFault
from ..signatures import Kind
from .gathered import Gathered
from .zip_tail import refuse_zip_at_end

_MOST_PAGES = 3000
_TALLEST = 4  # times the width: a page may be a roll of paper


def examine(file: BinaryIO) -> Mapping[str, Any]:
    refuse_zip_at_end(file)
    document = _opened(file)
    if len(document) == 0:
        raise FileFault(Fault.DAMAGED)
    # The first page must open: a file whose pages are all gone still has a list of them.
    document[0].get_size()
    return {"kind": Kind.PDF.value, "inside": document.count_attachments()}


def read(file: BinaryIO, _kind: Kind, into: Gathered) -> None:
    document = _opened(file)
    for number in range(min(len(document), _MOST_PAGES)):
        into.add(_text(document, number))
        into.close_passage()


def draw(file: BinaryIO, number: int, width: int) -> tuple[Mapping[str, Any], bytes]:
    document = _opened(file, with_forms=True)
    pages = len(document)
    if number > pages:
        return {"pages": pages}, b""
    page = document[number - 1]
    across, down = page.get_size()
    scale = width / max(across, down / _TALLEST, 1.0)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    written = io.BytesIO()
    picture.save(written, "PNG")
    facts = {"pages": pages, "media_type": "image/png", "width": picture.width, "height": picture.height}
    return facts, written.getvalue()


def _opened(file: BinaryIO, with_forms: bool = False) -> pypdfium2.PdfDocument:
    """A document that asks for a password is closed to us; one that only forbids changes is not."""
    file.seek(0)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        closed = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise FileFault(Fault.ENCRYPTED if closed else Fault.DAMAGED) from None
    if with_forms:
        document.init_forms()
    return document


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        # Only what is part of the page has text, so the words in form fields are made part of it first.
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    text: str = page.get_textpage().get_text_bounded()
    page.close()
    return text
