"""What comes before a moderator: facts as they were read, written down once with the engine's proposal on them.

Pure: rows are made and read elsewhere. The same facts always give the same text, the same digest and the same proposal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..grading.edition import Edition
from ..grading.engine import propose
from ..grading.facts import Facts, Movement, Previous
from ..grading.proposal import Proposal
from ..grading.rules import LadderRule


@dataclass(frozen=True, slots=True)
class Made:
    """Facts as a case holds them, and the proposal on them. `values()` are the columns of a case."""

    facts: Facts
    written: str
    digest: str
    proposal: Proposal
    capped: bool

    def values(self) -> dict[str, Any]:
        proposal = self.proposal
        return {
            "facts": self.written,
            "digest": self.digest,
            "proposed": proposal.grade,
            "lowest": proposal.floor or "",
            "highest": proposal.ceiling or "",
            "proposed_direction": proposal.direction.value,
            "rule": deciding_rule(proposal),
            "capped": self.capped,
        }


def made(edition: Edition, facts: Facts) -> Made:
    """A case on these facts. Raises BadFacts where they do not fit the edition."""
    written = as_text(facts)
    proposal = propose(edition, facts)
    digest = hashlib.sha256(f"{edition.digest}\n{written}".encode()).hexdigest()
    return Made(facts, written, digest, proposal, is_capped(edition, proposal))


def as_text(facts: Facts) -> str:
    """Facts as canonical JSON: keys in order, no spaces, in the shape of a facts file."""
    previous = facts.previous
    content: dict[str, Any] = {
        "edition": facts.edition,
        "framework": facts.framework,
        "ratings": dict(facts.ratings),
        "reasons": dict(facts.reasons),
        "factors": dict(facts.factors),
        "conditions": dict(facts.conditions),
        "parts": dict(facts.parts),
        "peers": dict(facts.peers),
        "external_grade": facts.external_grade,
        "previous": _previous(previous) if previous else None,
        "movements": [
            {"id": m.id, "verdict": m.verdict, "basis": m.basis, "source": m.source, "component": m.component}
            for m in facts.movements
        ],
        "supported": None if facts.supported is None else sorted(facts.supported),
    }
    said = {name: value for name, value in content.items() if value not in (None, {}, []) or name == "supported"}
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_text(written: str) -> Facts:
    """The facts that `as_text` wrote."""
    said = json.loads(written)
    previous, supported = said.pop("previous", None), said.pop("supported", None)
    movements = tuple(Movement(**movement) for movement in said.pop("movements", ()))
    return Facts(
        **said,
        previous=_kept(previous) if previous else None,
        movements=movements,
        supported=None if supported is None else frozenset(supported),
    )


def is_capped(edition: Edition, proposal: Proposal) -> bool:
    """Whether a limiter holds the grade down, or one criterion alone forces it: a departure needs a second person."""
    held = {node.rule for node in proposal.reasons.walk() if node.verdict == "held"}
    return bool(proposal.limiters) or not held.isdisjoint(_alone(edition, proposal))


def deciding_rule(proposal: Proposal) -> str:
    """The id of the rule that decided: the last limiter that limits, or else the first rung or test that holds."""
    nodes = [node for node in proposal.reasons.walk() if node.verdict == "held"]
    limiting = [n.rule for n in nodes if n.kind in ("weakest", "cap", "outside") and n.detail != "idle"]
    holding = [n.rule for n in nodes if n.kind in ("rung", "test")]
    return next(iter([*limiting[-1:], *holding]), proposal.reasons.rule)


def _alone(edition: Edition, proposal: Proposal) -> Iterator[str]:
    """The ids of requirements of which any one dominant criterion is enough for a grade below every rung."""
    rule = edition.grading_rule(edition.framework[proposal.framework])
    for test in rule.tests if isinstance(rule, LadderRule) else ():
        for requirement in test.any_of:
            if requirement.selection.dominant and requirement.amount.kind == "any":
                yield f"test.{test.grade}.{requirement.id}"


def _previous(previous: Previous) -> Mapping[str, Any]:
    return {
        "comparability": previous.comparability,
        "grade": previous.grade,
        "edition": previous.edition,
        "gained": previous.gained,
        "lost": previous.lost,
    }


def _kept(said: Mapping[str, Any]) -> Previous:
    gained, lost = said["gained"], said["lost"]
    return Previous(
        said["comparability"],
        said["grade"],
        said["edition"],
        None if gained is None else tuple(gained),
        None if lost is None else tuple(lost),
    )
