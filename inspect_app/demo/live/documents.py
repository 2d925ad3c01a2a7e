"""The demonstration's documents: PDF, Word, spreadsheet and mail, written here from the facts of the record.

No two are alike, and each says in its first line that it was made for a demonstration. Nothing real is imitated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from xlsxwriter import Workbook

from ...grading.edition import Framework
from ..shapes import Entry, Finding

MADE = "Made for a demonstration, in our own words, from the facts of a published report."
YEAR_ENDED = date(2006, 3, 31)


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what it is called, its bytes, what it is about, and what it would show of a criterion."""

    title: str
    file_name: str
    data: bytes
    kind: str
    effective_from: date
    effective_to: date
    shows: str


def papers(framework: Framework, entry: Entry, ratings: Sequence[tuple[str, str]]) -> Iterator[Paper]:
    """The documents of one framework. `ratings` are criterion numbers with the words of their ratings."""
    code, name = framework.code, framework.short_title
    strengths = [f for f in entry.findings if f.kind == "strength"]
    open_points = [f for f in entry.findings if f.kind == "area_for_improvement"]
    in_year = (date(2005, 4, 1), YEAR_ENDED)
    if entry.context:
        yield Paper(
            f"{name}: position at the year's end",
            f"{code.lower()}_position.pdf",
            _pdf(f"{code} {name}: position at the year's end", [c.text for c in entry.context]),
            "document",
            *in_year,
            "Sets out the position of the whole force at the end of the year.",
        )
    if strengths:
        yield Paper(
            f"{name}: what works, with examples",
            f"{code.lower()}_what_works.docx",
            _word(f"{code} {name}: what works", strengths),
            "self_report",
            *in_year,
            "Describes the arrangement and gives an example from each area.",
        )
    if open_points:
        yield Paper(
            f"{name}: minutes of the review of open points",
            f"{code.lower()}_review.eml",
            _mail(code, name, open_points),
            "independent",
            date(2006, 2, 14),
            date(2006, 2, 14),
            "The review tested this and says what it found.",
        )
    if ratings:
        yield Paper(
            f"{name}: check of samples",
            f"{code.lower()}_samples.xlsx",
            _sheet(ratings),
            "outcome_measure",
            date(2006, 1, 1),
            YEAR_ENDED,
            "Counts the cases that met the standard in a sample.",
        )


def late_paper(framework: Framework) -> Paper:
    """A document about a month after the assessed year, which is kept and does not count."""
    title = f"{framework.short_title}: bulletin, April 2006"
    return Paper(
        title,
        f"{framework.code.lower()}_bulletin.pdf",
        _pdf(title, ["Figures for the first month of the new year."]),
        "outcome_measure",
        date(2006, 4, 1),
        date(2006, 4, 30),
        "Shows the first month of the new year.",
    )


def _pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    looks, out = getSampleStyleSheet(), BytesIO()
    story = [Paragraph(_escaped(title), looks["Title"]), Paragraph(MADE, looks["Italic"]), Spacer(1, 12)]
    for text in paragraphs:
        story += [Paragraph(_escaped(text), looks["BodyText"]), Spacer(1, 6)]
    SimpleDocTemplate(out, pagesize=A4, title=title, author="Demonstration", invariant=1).build(story)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _word(title: str, findings: Sequence[Finding]) -> bytes:
    made, out = Document(), BytesIO()
    made.core_properties.created = made.core_properties.modified = datetime(2006, 4, 20)
    made.core_properties.author = "Demonstration"
    made.add_heading(title, level=1)
    made.add_paragraph(MADE)
    for finding in findings:
        made.add_paragraph(finding.text, style="List Bullet")
    made.save(out)
    return out.getvalue()


def _sheet(ratings: Sequence[tuple[str, str]]) -> bytes:
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2006, 4, 20), "author": "Demonstration"})
        sheet = book.add_worksheet("Samples")
        sheet.write_row(0, 0, [MADE])
        sheet.write_row(1, 0, ["Criterion", "Found"])
        for row, (number, words) in enumerate(ratings, start=2):
            sheet.write_row(row, 0, [number, words])
    return out.getvalue()


def _mail(code: str, name: str, findings: Sequence[Finding]) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Review group <review@example.org>"
    mail["To"] = "Inspectorate team <team@example.org>"
    mail["Subject"] = f"{code} {name}: minutes of the review of open points"
    mail["Date"] = format_datetime(datetime(2006, 2, 14, 16, 0))
    mail["Message-ID"] = f"<{code.lower()}-review@example.org>"
    mail.set_content("\n\n".join([MADE, *(f"- {finding.text}" for finding in findings)]))
    return mail.as_bytes()
