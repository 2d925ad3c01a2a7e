"""`python -m ... TASK CPU MEMORY OPTIONS`: confines itself, does one task on its standard input, answers, and ends.

Nothing that goes wrong here is shown to anyone: the answer holds a word from a closed list instead.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from ..faults import Fault, FileFault
from ..signatures import Kind, Look
from .gathered import Full, Gathered
from .limits import OutOfTime, confine
from .source import opened

_EXAMINERS = {
    Look.PDF.name: "pdf",
    Look.PNG.name: "picture",
    Look.JPG.name: "picture",
    Look.ZIP.name: "packed",
    Look.OLE.name: "compound",
    "MAIL": "mail",
}
_READERS = {
    Kind.PDF: "pdf",
    Kind.DOCX: "office_text",
    Kind.PPTX: "office_text",
    Kind.ODT: "office_text",
    Kind.ODS: "office_text",
    Kind.XLSX: "workbook",
    Kind.CSV: "plain",
    Kind.TXT: "plain",
    Kind.EML: "mail",
}
_PAGED = (Kind.PDF, Kind.PPTX)
_DRAWERS = {Kind.PDF: "pdf", Kind.PNG: "picture", Kind.JPG: "picture"}


def _examine(file: BinaryIO, look: str) -> tuple[Mapping[str, Any], bytes]:
    return _reader(_EXAMINERS[look]).examine(file), b""


def _extract(file: BinaryIO, kind: str, longest: str) -> tuple[Mapping[str, Any], bytes]:
    gathered, ended = Gathered(int(longest)), "end"
    try:
        _reader(_READERS[Kind(kind)]).read(file, Kind(kind), gathered)
    except Full:
        ended = "full"
    except Exception:
        # Whatever it was, what was read before is still worth having.
        ended = "broken"
    gathered.close()
    return {"passages": gathered.passages, "paged": Kind(kind) in _PAGED, "ended": ended}, b""


def _draw(file: BinaryIO, kind: str, page: str, width: str) -> tuple[Mapping[str, Any], bytes]:
    facts, picture = _reader(_DRAWERS[Kind(kind)]).draw(file, int(page), int(width))
    return facts, picture


def _reader(name: str) -> Any:
    """Only the reader that is needed is loaded: loading all takes longer than most files."""
    return importlib.import_module(f".{name}", __package__)


_TASKS: Mapping[str, Callable[..., tuple[Mapping[str, Any], bytes]]] = {
    "examine": _examine,
    "extract": _extract,
    "draw": _draw,
}


def main() -> None:
    task, cpu, memory, *options = sys.argv[1:]
    # Libraries may print; their words must not come between ours.
    answer_to = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    confine(int(cpu), int(memory))
    picture = b""
    facts: Mapping[str, Any]
    try:
        facts, picture = _TASKS[task](opened(0), *options)
    except FileFault as found:
        facts = {"fault": found.fault.value}
    except (OutOfTime, MemoryError):
        facts = {"fault": Fault.TOO_HARD.value}
    except Exception:
        facts = {"fault": Fault.DAMAGED.value}
    with os.fdopen(answer_to, "wb") as answer:
        answer.write(json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + picture)
    # Taking a large document down politely can take long, and a crash there would spoil the answer's exit.
    os._exit(0)


if __name__ == "__main__":
    main()
