"""Walks through XML as it streams by, without entities, outside references or depth without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Any
from xml.sax import SAXException, handler
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from ..faults import Fault, FileFault

_DEEPEST = 512


class _Walk(handler.ContentHandler):
    def __init__(
        self,
        start: Callable[[str, Mapping[str, str]], None] | None,
        end: Callable[[str], None] | None,
        text: Callable[[str], None] | None,
    ) -> None:
        super().__init__()
        self._start, self._end, self._text = start, end, text
        self._depth = 0

    def startElementNS(  # noqa: N802  the library's name
        self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileFault(Fault.DAMAGED)
        if self._start:
            self._start(name[1], {local: str(value) for (_, local), value in attrs.items()})

    def endElementNS(self, name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802  as above
        self._depth -= 1
        if self._end:
            self._end(name[1])

    def characters(self, content: str) -> None:
        if self._text:
            self._text(content)


def walk(
    source: IO[bytes],
    start: Callable[[str, Mapping[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for each element, by its name without namespace. Raises DAMAGED for what is not plain XML."""
    parser: Any = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(handler.feature_namespaces, True)
    parser.setContentHandler(_Walk(start, end, text))
    try:
        parser.parse(source)
    except (SAXException, DefusedXmlException, UnicodeError):
        raise FileFault(Fault.DAMAGED) from None
