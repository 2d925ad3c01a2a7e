"""The structure tree of a tagged PDF: what each thing on the page is, in reading order.

A `Node` says what something is and where it belongs, and may be shared by everything that is part of it, such
as the two halves of a paragraph that splits. An `Element` is that node in one document: building the same
story twice gives two trees and never a mixture.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

from .text import well_formed


class Node:
    """What something is: its tag, its parent, and what assistive technology needs besides the text."""

    __slots__ = ("actual", "alt", "columns", "parent", "rows", "scope", "tag")

    def __init__(
        self,
        tag: str,
        parent: Node | None = None,
        *,
        alt: str = "",
        actual: str = "",
        scope: str = "",
        columns: int = 1,
        rows: int = 1,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.actual = actual
        self.scope = scope
        self.columns = columns
        self.rows = rows

    def top(self) -> Node:
        """The outermost node above this one, or this one."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def put_in(self, holder: Node) -> None:
        """Make `holder` the parent of the outermost node here, unless this already lies in the same tree."""
        top = self.top()
        if top is not holder.top():
            top.parent = holder


class Element(PDFObject):  # type: ignore[misc]
    """A node in one document, with what was drawn for it: elements, marked content and link annotations."""

    def __init__(self, node: Node, parent: Element | None) -> None:
        self.node = node
        self.parent = parent
        self.kids: list[Element | tuple[int, int] | LinkAnnotation] = []
        self.number = 0
        self.box: tuple[float, float, float, float] | None = None
        if parent is not None:
            parent.kids.append(self)

    def format(self, document: Any) -> bytes:
        """The element as PDF. Object numbers must have been given out already."""
        node, pages = self.node, document.page_numbers
        first = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), 0)
        above = document.tree_number if self.parent is None else self.parent.number
        parts = [f"<< /Type /StructElem /S /{node.tag} /P {above} 0 R"]
        if first:
            parts.append(f"/Pg {pages[first]} 0 R")
        if self.kids:
            parts.append(f"/K [{' '.join(self._kid(kid, first, pages) for kid in self.kids)}]")
        for key, value in (("Alt", node.alt), ("ActualText", node.actual)):
            if value:
                parts.append(f"/{key} {text_string(value, document)}")
        attributes = self._attributes()
        if attributes:
            parts.append(f"/A {attributes}")
        return (" ".join(parts) + " >>").encode("ascii")

    @staticmethod
    def _kid(kid: Element | tuple[int, int] | LinkAnnotation, first: int, pages: dict[int, int]) -> str:
        if isinstance(kid, Element):
            return f"{kid.number} 0 R"
        if isinstance(kid, tuple):
            page, mark = kid
            return str(mark) if page == first else f"<< /Type /MCR /Pg {pages[page]} 0 R /MCID {mark} >>"
        return f"<< /Type /OBJR /Pg {pages[kid.page]} 0 R /Obj {kid.number} 0 R >>"

    def _attributes(self) -> str:
        node = self.node
        if self.box is not None:
            box = " ".join(f"{side:.2f}" for side in self.box)
            return f"<< /O /Layout /Placement /Block /BBox [{box}] >>"
        if node.tag == "L":
            return "<< /O /List /ListNumbering /None >>"
        if node.tag not in ("TH", "TD"):
            return ""
        table = f"/Scope /{node.scope}" if node.scope else ""
        table += f" /ColSpan {node.columns}" if node.columns > 1 else ""
        table += f" /RowSpan {node.rows}" if node.rows > 1 else ""
        return f"<< /O /Table {table} >>" if table else ""


class LinkAnnotation(PDFObject):  # type: ignore[misc]
    """A place on a page that leads to a named destination, with the words that a screen reader says for it."""

    def __init__(self, page: int, box: tuple[float, float, float, float], to: str, says: str) -> None:
        self.page = page
        self.box = box
        self.to = to
        self.says = says
        self.number = 0
        self.key = 0

    def format(self, document: Any) -> bytes:
        """The annotation as PDF."""
        box = " ".join(f"{side:.2f}" for side in self.box)
        return (
            f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /StructParent {self.key} "
            f"/P {document.page_numbers[self.page]} 0 R /Contents {text_string(self.says, document)} "
            f"/Dest {text_string(self.to, document)} >>"
        ).encode("ascii")


class Raw(PDFObject):  # type: ignore[misc]
    """A PDF object that is already written."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        """The object as it was given."""
        return self.text.encode("ascii")


def text_string(text: str, document: Any) -> str:
    """`text` as a PDF text string, in ASCII whatever characters it has."""
    written: bytes = PDFString(well_formed(text)).format(document)
    return written.decode("ascii")
