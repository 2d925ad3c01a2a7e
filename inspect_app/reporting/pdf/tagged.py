"""The canvas that writes a tagged PDF: everything drawn is either part of the structure tree or an artifact.

It reaches private names of the library, which is why the library's minor version is pinned and a test holds
the result against PDF/UA-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Literal

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFPage, PDFStream, PDFZCompress

from .fonts import Face, Type
from .lines import Line, Run, line_width
from .numbers import LateNumbers
from .pen import PenCanvas
from .structure import Element, LinkAnnotation, Node, Raw, text_string
from .styles import Style
from .text import Span, well_formed

Align = Literal["left", "right", "centre"]
Box = tuple[float, float, float, float]


class UnknownDestination(LookupError):
    """A link or a page number leads to a place that is nowhere in the report."""


class DuplicateDestination(ValueError):
    """Two places in the report have the same name, so a link could not say which it means."""


class TaggedCanvas(PenCanvas):
    """A canvas with a structure stack, named destinations, links and late page numbers."""

    def __init__(self, file: IO[bytes], faces: Mapping[Face, Type], language: str) -> None:
        super().__init__(file, faces, language)
        self.late = LateNumbers()
        self.places: dict[str, int] = {}
        self._tops: dict[str, tuple[float, float]] = {}
        self._root = Element(Node("Document"), None)
        self._elements: dict[Node, Element] = {}
        self._link_nodes: dict[tuple[Node, int], tuple[Node, Span]] = {}
        self._marked: list[Element] = []
        self._by_page: list[list[Element]] = []
        self._links: list[tuple[LinkAnnotation, Element]] = []

    # Structure

    def element(self, node: Node) -> Element:
        """The element of `node` in this document, made with everything above it when first asked for."""
        found = self._elements.get(node)
        if found is None:
            parent = self._root if node.parent is None else self.element(node.parent)
            found = self._elements[node] = Element(node, parent)
        return found

    def begin(self, node: Node) -> Element:
        """What is drawn until `end` is content of `node`. Never nested."""
        element = self.element(node)
        mark = len(self._marked)
        self._marked.append(element)
        element.kids.append((self._pageNumber, mark))
        self._code.append(f"/{node.tag} <</MCID {mark}>> BDC")
        return element

    def begin_artifact(self, kind: str = "/Type /Layout") -> None:
        """What is drawn until `end` is decoration, not content."""
        self._code.append(f"/Artifact <<{kind}>> BDC")

    def end(self) -> None:
        """Close what `begin` or `begin_artifact` opened."""
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "/Type /Layout") -> Iterator[None]:
        """Decoration: rules, tints, marks beside their word, running heads."""
        self.begin_artifact(kind)
        yield
        self.end()

    @contextmanager
    def figure(self, node: Node, box: Box) -> Iterator[None]:
        """A picture with the node's alternative text, bounded by left, bottom, right, top."""
        self.begin(node).box = box
        yield
        self.end()

    # Text and links

    def draw_lines(
        self,
        node: Node,
        lines: Sequence[Line],
        style: Style,
        x: float,
        top: float,
        width: float = 0.0,
        align: Align = "left",
    ) -> None:
        """Set broken lines downwards from `top` as content of `node`; links become links."""
        y = top - style.drop
        is_open = False
        for line in lines:
            slack = 0.0 if align == "left" else width - line_width(line)
            left = x + (slack / 2 if align == "centre" else slack)
            for run in line:
                if run.span.link is not None:
                    if is_open:
                        self.end()
                    is_open = False
                    self._draw_link(node, run, style, left + run.x, y)
                else:
                    if not is_open:
                        self.begin(node)
                        is_open = True
                    self.show(left + run.x, y, run.text, style, run.span.face, run.span.colour or "")
            y -= style.leading
        if is_open:
            self.end()

    def _draw_link(self, node: Node, run: Run, style: Style, x: float, y: float) -> None:
        span = run.span
        link = self.link_node(node, span)
        self.begin(link)
        colour = span.colour or ("petrol" if span.underlined else style.colour)
        self.show(x, y, run.text, style, span.face, colour)
        if span.underlined:
            self.rule(x, y - 1.4, run.width, 0.5, colour)
        self.end()
        bottom = y - 0.28 * style.size
        self.annotate(link, (x, bottom, x + run.width, bottom + 1.15 * style.size), span.link or "", span.says)

    def link_node(self, node: Node, span: Span) -> Node:
        """The one Link of `span` inside `node`, however many lines and pages the words take."""
        found = self._link_nodes.get((node, id(span)))
        if found is None:
            # The span is kept beside its node: were it freed, another could come to have the same identity.
            found = self._link_nodes[node, id(span)] = (Node("Link", node), span)
        return found[0]

    def annotate(self, link: Node, box: Box, to: str, says: str) -> None:
        """Make `box` on this page lead to the destination `to`; `link` is the element it belongs to."""
        annotation = LinkAnnotation(self._pageNumber, box, to, says or f"Go to {to}")
        element = self.element(link)
        element.kids.append(annotation)
        self._links.append((annotation, element))
        self._addAnnotation(annotation)
        annotation.number = self._doc.objectcounter

    def place(self, name: str, left: float, top: float) -> None:
        """Name this spot of the page, for links, bookmarks and addresses such as ``report.pdf#name``."""
        if name in self.places:
            raise DuplicateDestination(f"Two places in the report are named {name}.")
        self.places[name] = self._pageNumber
        self._tops[name] = (left, top)
        self.bookmarkPage(name, fit="XYZ", left=round(left, 2), top=round(top, 2))

    def bookmark(self, name: str, title: str, level: int, closed: bool = False) -> None:
        """List the destination `name` in the outline that viewers show beside the pages."""
        self.addOutlineEntry(well_formed(title), name, level, closed)

    # Pages and file

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """End the page, and tell it where its content stands in the tree."""
        self._doc.updateSignature("\n".join(self._code))
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._by_page)
        page.Tabs = "/S"
        # Left to itself the library writes the page in base 85, a quarter larger and the slowest step of all.
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        self._by_page.append(self._marked)
        self._marked = []

    def finish(self, xmp: str) -> None:
        """Write late numbers, structure, destinations and metadata, and then the file.

        Raises `UnknownDestination` when a link or page number leads nowhere.
        """
        self._check_links()
        self.late.fill(self, self.places, len(self._by_page))
        doc = self._doc
        doc.page_numbers = {
            number: doc.idToObjectNumberAndVersion[f"Page{number}"][0] for number in range(1, len(self._by_page) + 1)
        }
        catalog = doc.Catalog
        catalog.StructTreeRoot = self._tree()
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Names = Raw(self._named_places())
        dictionary = PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
        catalog.Metadata = PDFStream(dictionary, xmp.encode("utf-8"))
        self.setViewerPreference("DisplayDocTitle", "true")
        self.save()

    def _check_links(self) -> None:
        missing = sorted({link.to for link, _ in self._links} - set(self.places))
        if missing:
            raise UnknownDestination(f"Links lead to places that are not in the report: {', '.join(missing)}.")

    def _tree(self) -> Raw:
        """Give every element its object number, and write the root and the way back from pages and links."""
        doc = self._doc
        elements = [self._root]
        for element in elements:
            doc.Reference(element)
            element.number = doc.objectcounter
            elements.extend(kid for kid in element.kids if isinstance(kid, Element))
        pages = [
            f"{key} [{' '.join(f'{element.number} 0 R' for element in marked)}]"
            for key, marked in enumerate(self._by_page)
        ]
        for key, (link, _) in enumerate(self._links, start=len(pages)):
            link.key = key
        links = [f"{link.key} {element.number} 0 R" for link, element in self._links]
        parents = Raw(f"<< /Nums [{' '.join([*pages, *links])}] >>")
        doc.Reference(parents)
        tree = Raw(
            f"<< /Type /StructTreeRoot /K {self._root.number} 0 R /ParentTree {doc.objectcounter} 0 R "
            f"/ParentTreeNextKey {len(pages) + len(links)} >>"
        )
        doc.Reference(tree)
        doc.tree_number = doc.objectcounter
        return tree

    def _named_places(self) -> str:
        numbers = self._doc.page_numbers
        listed = [
            f"{text_string(name, self._doc)} [{numbers[page]} 0 R /XYZ "
            f"{self._tops[name][0]:.2f} {self._tops[name][1]:.2f} null]"
            for name, page in sorted(self.places.items())
        ]
        return f"<< /Dests << /Names [{' '.join(listed)}] >> >>" if listed else "<< >>"
