"""E-mail as it was saved: its headings, its words, and the names of what was attached.

Parts in HTML become text; nothing is fetched from anywhere, and what is attached is named but not opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from html.parser import HTMLParser
from typing import Any, BinaryIO, cast

from ..faults import Fault, FileFault
from ..names import display_name
from ..signatures import Kind
from .gathered import Gathered

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_MOST_PARTS = 1000
_CLOSED = {"multipart/encrypted"}
_ENVELOPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_UNREAD = {"script", "style", "head", "template"}
_LINES = {"p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table"}


def examine(file: BinaryIO) -> Mapping[str, Any]:
    headings = BytesHeaderParser(policy=policy.compat32).parse(file)
    kind = headings.get_content_type()
    sealed = kind in _ENVELOPES and str(headings.get_param("smime-type")).lower() != "signed-data"
    if kind in _CLOSED or sealed:
        raise FileFault(Fault.ENCRYPTED)
    file.seek(0)
    return {"kind": Kind.EML.value, "inside": len(list(_attached(_parsed(file))))}


def read(file: BinaryIO, _kind: Kind, into: Gathered) -> None:
    message = _parsed(file)
    for name in _SHOWN:
        if value := _heading(message, name):
            into.add(f"{name}: {value}\n")
    into.add("\n")
    for part in _bodies(message):
        into.add(_words(part) + "\n\n")
    for name in _attached(message):
        into.add(f"Attached: {name}\n")


def _parsed(file: BinaryIO) -> EmailMessage:
    return BytesParser(policy=policy.default).parse(file)


def _heading(message: EmailMessage, name: str) -> str:
    """Headings that break their own rules make the library raise; they are shown as they stand."""
    try:
        value = str(message[name] or "")
    except Exception:
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(value.split())


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Every part that holds something itself. A message inside a message is one part: it is attached."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = cast(list[EmailMessage], part.get_payload())
        else:
            yield part


def _bodies(message: EmailMessage) -> Iterator[EmailMessage]:
    """Every part in plain text; those in HTML only where there is none, because they say the same again."""
    bodies = [part for part in _leaves(message) if _is_body(part)]
    plain = [part for part in bodies if part.get_content_type() == "text/plain"]
    yield from plain or bodies


def _is_body(part: EmailMessage) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and not _name(part)


def _attached(message: EmailMessage) -> Iterator[str]:
    for part in _leaves(message):
        if _is_body(part):
            continue
        name = _name(part)
        if not name and part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            first = cast(EmailMessage, inner[0]) if isinstance(inner, list) and inner else part
            name = f"{_heading(first, 'Subject') or 'message'}.eml"
        if name or part.get_content_disposition() == "attachment":
            yield display_name(name)


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except Exception:
        return "unreadable name"


def _words(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = raw.decode("cp1252", "replace")
    return text_of_html(text) if part.get_content_type() == "text/html" else text


def text_of_html(html: str) -> str:
    """The words of a page, a line for each block; no address, script or style."""
    reduced = _Reduced()
    reduced.feed(html)
    reduced.close()
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(reduced.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reduced(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        if tag in _LINES:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD and self._unread:
            self._unread -= 1
        elif tag in _LINES:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            # A line's end in the source is a space on the page.
            self.words.append(data.replace("\n", " "))
