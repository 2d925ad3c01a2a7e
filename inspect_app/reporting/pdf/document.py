"""Makes the file: one pass over the story, then metadata. Same story and facts, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from inspect_app.config import asset_folder

from .cover import Cover
from .flow import Item, lay_out
from .fonts import faces as faces_in
from .lines import Faces
from .page import ReportPages, Surround
from .tagged import TaggedCanvas
from .text import well_formed

PRODUCER = "inspect-app"


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself. `issued_at` comes from the record, never from the clock; it must have a zone."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    issued_at: datetime
    language: str = "en-GB"


def default_font_folder() -> Path:
    """Where set-up puts the faces of the report."""
    return asset_folder() / "fonts"


def report_faces(folder: Path | None = None) -> Faces:
    """The faces that every block is set with, from `folder` or from where set-up puts them.

    Raises `FontMissing` when one is not there.
    """
    return faces_in(folder or default_font_folder())


def build(story: Sequence[Item], *, meta: Meta, surround: Surround, faces: Faces) -> bytes:
    """The whole report as a tagged PDF, laid out once.

    Raises `UnknownDestination` when a link leads nowhere, `DuplicateDestination` when two places share a name,
    and `ValueError` when `issued_at` has no zone or the story is empty. The same story may be built again.
    """
    if not story:
        raise ValueError("An empty story makes no page, and a file needs one.")
    if meta.issued_at.tzinfo is None:
        raise ValueError("The time of issue has no zone, so the file could not say when it was issued.")
    file = BytesIO()
    canvas = TaggedCanvas(file, faces, meta.language)
    _describe(canvas, meta)
    has_cover = any(isinstance(item, Cover) for item in story[:1])
    lay_out(story, canvas, ReportPages(faces, surround, has_cover=has_cover))
    canvas.finish(_xmp(meta))
    return file.getvalue()


def _describe(canvas: TaggedCanvas, meta: Meta) -> None:
    """The information dictionary, whose date is the record's."""
    canvas.setTitle(well_formed(meta.title))
    canvas.setAuthor(well_formed(meta.author))
    canvas.setSubject(well_formed(meta.subject))
    canvas.setKeywords(well_formed(", ".join(meta.keywords)))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    moment = meta.issued_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_: f"D:{moment:%Y%m%d%H%M%S}Z")


def _xmp(meta: Meta) -> str:
    """The same facts as XMP, with the claim to PDF/UA part 1."""
    moment = f"{meta.issued_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    title, author, subject = (escape(well_formed(words)) for words in (meta.title, meta.author, meta.subject))
    keywords = escape(well_formed(", ".join(meta.keywords)))
    bag = "".join(f"<rdf:li>{escape(well_formed(word))}</rdf:li>" for word in meta.keywords)
    language = escape(meta.language)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        "<pdfuaid:part>1</pdfuaid:part>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n'
        f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>\n'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n"
        f"<dc:subject><rdf:Bag>{bag}</rdf:Bag></dc:subject>\n"
        f"<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{PRODUCER}</pdf:Producer>\n"
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>\n"
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>\n'
    )
