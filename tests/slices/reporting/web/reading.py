"""Reads a page strictly: every element closed where it should be, its attributes, its text and its headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}
ALONE = {"path", "rect", "use"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    inside: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.inside).split())


@dataclass
class Page:
    """Elements in order, and what was wrong with how they nest."""

    elements: list[Element]
    faults: list[str]

    def named(self, *names: str) -> list[Element]:
        return [e for e in self.elements if e.name in names]

    def identified(self, name: str) -> Element:
        (found,) = [e for e in self.elements if e.attributes.get("id") == name]
        return found

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def targets(self) -> set[str]:
        """Every fragment that a link, a use of a mark or an attribute of names points to."""
        found = {e.attributes["href"] for e in self.elements if "href" in e.attributes}
        labels = {f"#{name}" for e in self.elements for name in e.attributes.get("aria-labelledby", "").split()}
        return found | labels

    @property
    def text(self) -> str:
        (body,) = self.named("body")
        return body.text


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(reader.elements, [*reader.faults, *(f"{e.name} is never closed" for e in reader.open)])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if len(element.attributes) != len(attrs):
            self.faults.append(f"{self.getpos()}: an attribute of {tag} stands twice")
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ALONE:
            self.faults.append(f"{self.getpos()}: {tag} closes itself")
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].name != tag:
            self.faults.append(f"{self.getpos()}: </{tag}> closes {self.open[-1].name if self.open else 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.inside.append(data)
