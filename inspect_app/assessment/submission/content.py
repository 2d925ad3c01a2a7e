"""What is signed: everything that is put forward, as canonical JSON, and the SHA-256 of that.

Pure. The same content gives the same text and digest, in whatever order the rows were read and whoever wrote them;
ids of rows, people and times are no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .queries import Cited, Written
from .whole import One, Whole

FORM = 1
"""The form of the content; one more whenever it holds something else."""

Content = Mapping[str, Any]


def content_of(whole: Whole) -> dict[str, Any]:
    """Everything that an assessment puts forward, as JSON can hold it. The whole must have been read in full."""
    edition, assessment = whole.edition, whole.assessment
    return {
        "form": FORM,
        "force": assessment.force_id,
        "cycle": assessment.cycle_id,
        "marking": assessment.marking,
        "edition": {"id": edition.id, "title": edition.title, "digest": edition.digest},
        "parameters": {name: str(value) for name, value in edition.method.values.items()},
        "entries": [_entry(one) for one in whole],
    }


def canonical(content: Content) -> str:
    """The one way to write it: keys in order, no spaces, no escapes but those that JSON needs."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(written: str) -> str:
    """The SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(written.encode()).hexdigest()


def grouped(digest: str) -> str:
    """A digest in groups of four, as people compare it."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _entry(one: One) -> dict[str, Any]:
    facts = one.facts
    return {
        "framework": one.framework.id,
        "code": one.framework.code,
        "title": one.framework.title,
        "ratings": {name: {"step": step, "because": _why(one, name)} for name, step in facts.ratings.items()},
        "answers": {
            f"{answer.kind}:{answer.asked}": {"answer": answer.answer, "because": answer.because or ""}
            for answer in one.answers
        },
        "parts": dict(facts.parts),
        "external": _external(one),
        "previous": _previous(one),
        "movements": sorted([m.id, m.verdict, m.basis, m.component or ""] for m in facts.movements),
        "supported": None if facts.supported is None else sorted(facts.supported),
        "citations": sorted((_citation(cited) for cited in one.citations), key=_in_order),
        "context": list(one.passages),
        "findings": [_finding(found) for found in one.findings],
        "text": one.entry.text or "",
        "put_forward": {"grade": one.judged.grade, "because": one.judged.because} if one.judged else None,
        "proposal": one.proposal.as_json() if one.proposal else None,
    }


def _why(one: One, criterion: str) -> str:
    return one.because.get(criterion) or ""


def _external(one: One) -> dict[str, Any] | None:
    given = one.external
    if given is None:
        return None
    return {
        "grade": given.grade,
        "because": given.because,
        "source": given.source or "",
        "given_on": given.given_on.isoformat() if given.given_on else None,
    }


def _previous(one: One) -> dict[str, Any] | None:
    previous = one.facts.previous
    return {"comparability": previous.comparability, "grade": previous.grade} if previous else None


def _citation(cited: Cited) -> dict[str, Any]:
    note = digest_of(cited.note) if cited.note is not None else None
    return {
        "about": cited.about,
        "of": "finding" if cited.of_a_finding else "question",
        "evidence": cited.number,
        "revision": cited.revision,
        "sha256": cited.sha256 or note,
        "url": cited.url,
        "part": cited.part or "",
        "shows": cited.shows,
    }


def _in_order(citation: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells two citations apart, so that the order of rows does not count."""
    return tuple(str(value) for value in citation.values())


def _finding(found: Written) -> dict[str, Any]:
    return {
        "id": found.printed_id,
        "kind": found.kind,
        "title": found.title,
        "text": found.text,
        "bears_on": sorted(found.bears_on),
    }
