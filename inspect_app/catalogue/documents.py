"""One YAML file as plain data with the line of every value.

YAML 1.2 as this product takes it: every scalar is a word until a field says otherwise, so `no` is never False.
Refused: anchors, aliases, tags, duplicate keys, several documents, control characters, files over a megabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .faults import BadData, Fault, path_of

LARGEST = 1_000_000  # bytes
DEEPEST = 24  # levels of nesting
MISREAD = re.compile(r"(?i)yes|no|on|off|y|n|true|false|null|~|")

# Characters that nobody sees and readers take differently: controls, line separators, byte order marks.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

Path_ = tuple[str | int, ...]

HINTS = {
    "mapping values are not allowed": "a colon and a space inside a text: put the text in quotes",
    "could not find expected ':'": "a key without a colon, or a text that needs quotes",
    "did not find expected key": "wrong indentation, a text that needs quotes, or quotes that are never closed",
    "found character that cannot start any token": "a character that needs quotes, or a tab used for indentation",
    "found unexpected end of stream": "a quotation mark is never closed",
    "did not find expected ','": "a comma is missing, or a bracket or brace is never closed",
    "did not find expected node content": "a value is missing, or a bracket is never closed",
    "invalid Unicode character escape": "an escape in quotes that stands for no character",
    "incompatible YAML document": "the %YAML line: leave it out",
}


class Word(str):
    """A bare word that some YAML readers would take for true, false or nothing."""

    __slots__ = ()


@dataclass(slots=True)
class Document:
    """The data of one file. `lines` gives the line of each value by its path; a key's line is its value's path."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of a path, or of the nearest thing around it."""
        keys = tuple(path)
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def fault(self, path: Sequence[str | int], message: str) -> Fault:
        return Fault(self.file, self.line(path), path_of(path), message)


def read(path: Path, shown_as: str | None = None) -> Document:
    """The document in a file. Raises BadData when it cannot be read as one plain document."""
    name = shown_as or str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BadData([Fault(name, 1, "document", f"the file has {size:,} bytes: at most {LARGEST:,} are read")])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadData([Fault(name, 1, "document", "there is no such file")]) from None
    except OSError as error:
        raise BadData([Fault(name, 1, "document", f"cannot be read: {error.strerror or error}")]) from error
    return parse(raw, name)


def parse(raw: bytes, name: str) -> Document:
    """The document in these bytes. Raises BadData as `read` does."""
    if len(raw) > LARGEST:
        raise BadData([Fault(name, 1, "document", f"{len(raw):,} bytes: at most {LARGEST:,} are read")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadData([Fault(name, line, "document", "is not UTF-8 text")]) from error
    bad = UNSEEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise BadData([Fault(name, line, "document", _unseen(bad.group()))])
    return _Reading(name, text).document()


def _unseen(character: str) -> str:
    return f"holds the control character U+{ord(character):04X}: remove it"


class _Reading:
    """Walks the events of a YAML stream without recursion, keeping lines and collecting faults."""

    def __init__(self, name: str, text: str) -> None:
        self.document_ = Document(name, None)
        self.text = text
        self.faults: list[Fault] = []

    def document(self) -> Document:
        try:
            self._read()
        except yaml.YAMLError as error:
            self.faults.append(self._broken(error))
        except (ValueError, OverflowError) as error:
            self.faults.append(Fault(self.document_.file, 1, "document", f"cannot be read as YAML: {error}"))
        if self.faults:
            raise BadData(self.faults)
        return self.document_

    def _broken(self, error: yaml.YAMLError) -> Fault:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        problem = str(getattr(error, "problem", None) or error)
        hint = next((hint for words, hint in HINTS.items() if words in problem), None)
        message = f"is not valid YAML here: {hint or problem}"
        return Fault(self.document_.file, line, "document", message)

    def _events(self) -> Iterator[Any]:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        yield from yaml.parse(self.text, Loader=loader)

    def _read(self) -> None:
        holders: list[_Holder] = []
        documents = 0
        for event in self._events():
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(line, (), "a second document starts here: one document a file")
                    return
            elif isinstance(event, yaml.AliasEvent):
                self._fault(line, self._path(holders), f"the alias *{event.anchor} is not allowed: write the value out")
                self._place(holders, "", line)
            elif isinstance(event, yaml.ScalarEvent):
                self._refuse_marks(event, line, holders)
                if written_as_escape := UNSEEN.search(event.value):
                    self._fault(line, self._path(holders), _unseen(written_as_escape.group()))
                self._place(holders, self._scalar(event), line)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._refuse_marks(event, line, holders)
                value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                path = self._place(holders, value, line)
                if len(holders) >= DEEPEST:
                    self._fault(line, path, f"is nested more than {DEEPEST} deep")
                    return
                holders.append(_Holder(value, path))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                holders.pop()

    def _scalar(self, event: Any) -> str:
        value = str(event.value)
        return Word(value) if not event.style and MISREAD.fullmatch(value) else value

    def _refuse_marks(self, event: Any, line: int, holders: list[_Holder]) -> None:
        if event.anchor:
            self._fault(line, self._path(holders), f"the anchor &{event.anchor} is not allowed: write the value out")
        if event.tag and event.tag != "!":
            self._fault(line, self._path(holders), f"the tag {event.tag} is not allowed")

    def _fault(self, line: int, path: Path_, message: str) -> None:
        self.faults.append(Fault(self.document_.file, line, path_of(path), message))

    def _path(self, holders: list[_Holder]) -> Path_:
        return holders[-1].next_path() if holders else ()

    def _place(self, holders: list[_Holder], value: Any, line: int) -> Path_:
        """Put a value where it belongs; a mapping takes a key first. Returns the value's path."""
        lines = self.document_.lines
        if not holders:
            self.document_.data = value
            lines[()] = line
            return ()
        holder = holders[-1]
        if isinstance(holder.value, list):
            path = holder.next_path()
            holder.value.append(value)
            lines[path] = line
            return path
        if holder.key is None:
            if not isinstance(value, str) or len(value.splitlines()) > 1:
                self._fault(line, holder.path, "a key must be a word")
                value = f"?{line}"
            if value in holder.value:
                first = lines[(*holder.path, str(value))]
                self._fault(line, (*holder.path, str(value)), f"the key is given twice (first in line {first})")
                value = f"{value} (again)"
            holder.key = str(value)
            holder.value[holder.key] = ""
            lines[(*holder.path, holder.key)] = line
            return (*holder.path, holder.key)
        path = (*holder.path, holder.key)
        holder.value[holder.key] = value
        holder.key = None
        return path


@dataclass(slots=True)
class _Holder:
    value: Any
    path: Path_
    key: str | None = None

    def next_path(self) -> Path_:
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return (*self.path, self.key) if self.key is not None else self.path
