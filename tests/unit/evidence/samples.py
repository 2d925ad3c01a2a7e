"""Real files, honest and hostile, made on the fly by the libraries that people's programs resemble."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
import pypdf
from PIL import Image
from reportlab.pdfgen import canvas

SENTENCE = "Detections rose in the year."
CONTENT_TYPES = "[Content_Types].xml"


def pdf(pages: int = 1, lines: int = 1, words: str = SENTENCE) -> bytes:
    written = io.BytesIO()
    drawing = canvas.Canvas(written, invariant=True)
    for page in range(1, pages + 1):
        for line in range(lines):
            drawing.drawString(60, 780 - 14 * line, f"Page {page}. {words}")
        drawing.showPage()
    drawing.save()
    return written.getvalue()


def slow_pdf(pages: int) -> bytes:
    """Little text and much drawing on each page, all of it from one form, as plans of buildings have it."""
    written = io.BytesIO()
    drawing = canvas.Canvas(written, invariant=True)
    drawing.beginForm("plan")
    for line in range(60_000):
        drawing.line(line % 590, 0, 590, line % 840)
    drawing.endForm()
    for page in range(1, pages + 1):
        drawing.drawString(60, 780, f"Page {page}. {SENTENCE}")
        drawing.doForm("plan")
        drawing.showPage()
    drawing.save()
    return written.getvalue()


def form() -> bytes:
    """A form whose one field was filled in."""
    written = io.BytesIO()
    drawing = canvas.Canvas(written, invariant=True)
    drawing.drawString(60, 780, "Name of the plan")
    drawing.acroForm.textfield(name="plan", value="Recovery of detections", x=60, y=720, width=300)
    drawing.save()
    return written.getvalue()


def pdf_that_is_locked(password: str, owner: str | None = None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(password, owner_password=owner, algorithm="RC4-128")
    return _of(writer)


def pdf_with_files_inside(names: list[str], content: bytes = b"MZ\x90\x00") -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    for name in names:
        writer.add_attachment(name, content)
    return _of(writer)


def _of(writer: pypdf.PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs or (SENTENCE,):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for number, text in enumerate(("Year", "Detections", "2005", "27.1%")):
        table.cell(number // 2, number % 2).text = text
    document.sections[0].header.paragraphs[0].text = "Head of the page"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def workbook(rows: list[list[Any]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Detections"
    for row in rows or [["Force", "Rate"], ["Kent", 27.1]]:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(package: bytes, change: dict[str, bytes | None]) -> bytes:
    """The same archive with parts added or changed, and those taken out that are None."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in change:
                new.writestr(part, old.read(part))
        for name, content in change.items():
            if content is not None:
                new.writestr(name, content)
    return written.getvalue()


def part_of(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def with_macros(package: bytes) -> bytes:
    """As a program saves a workbook with macros: a project inside, and a type of its own."""
    types = part_of(package, CONTENT_TYPES).replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return repacked(package, {CONTENT_TYPES: types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def presentation(*slides: str) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.presentationml"
    overrides = f'<Override PartName="/ppt/presentation.xml" ContentType="{main}.presentation.main+xml"/>'
    parts = {"ppt/presentation.xml": "<p:presentation xmlns:p='urn:p'/>"}
    for number, text in enumerate(slides, start=1):
        overrides += f'<Override PartName="/ppt/slides/slide{number}.xml" ContentType="{main}.slide+xml"/>'
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld xmlns:p='urn:p' xmlns:a='urn:a'><a:p><a:pPr/><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
        )
    return _zipped({CONTENT_TYPES: f"<Types>{overrides}</Types>", **parts})


def open_document(media_type: str, body: str, manifest: str = "<manifest/>") -> bytes:
    content = f"<office:document xmlns:office='urn:o' xmlns:text='urn:t' xmlns:table='urn:b'>{body}</office:document>"
    return _zipped({"mimetype": media_type, "content.xml": content, "META-INF/manifest.xml": manifest})


def _zipped(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def zipped(**parts: str) -> bytes:
    return _zipped(parts)


def compound(stream_name: str) -> bytes:
    """The head of an OLE compound file and, further on, the name of a stream as its directory has it."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return head + bytes(1500) + stream_name.encode("utf-16-le") + bytes(1500)


def mail(subject: str = "Detections", attachments: dict[str, bytes] | None = None, html: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "Inspection office <office@force.example>"
    message["To"] = "lead@force.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 06 Mar 2006 09:00:00 +0000"
    if html is None:
        message.set_content(SENTENCE)
    else:
        message.set_content(html, subtype="html")
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def picture(form: str = "PNG", size: tuple[int, int] = (640, 480), **how: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **how)
    return written.getvalue()


PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(500)
