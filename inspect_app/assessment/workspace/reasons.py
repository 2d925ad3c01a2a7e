"""All reasons for a proposal, step by step, as a page can show them: the tree of the engine with its words.

Pure but for what the workspace has read; it adds nothing to the tree and leaves nothing out but what is idle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from ...grading.edition import Edition, Framework
from ...grading.proposal import Proposal
from ...grading.reasons import Node, Verdict
from ...grading.rules import Parameter
from ...grading.sentences import Sentences, plain
from ...grading.words import percent
from .marked import marked


class Reasoned(Protocol):
    """Whatever has a proposal to give reasons for."""

    edition: Edition
    framework: Framework
    proposal: Proposal | None


@dataclass(frozen=True)
class Reason:
    """One node with its sentence, the criteria for and against it as links, and the parameter behind a vague word."""

    kind: str
    title: str
    verdict: Verdict
    said: Markup
    counted_for: Sequence[str]
    counted_against: Sequence[str]
    unknown: Sequence[str]
    parameter: str
    children: Sequence[Reason]

    @property
    def is_rung(self) -> bool:
        return self.kind in ("rung", "ladder", "test", "weakest", "cap", "outside", "otherwise")


def reasons_page(here: Reasoned) -> dict[str, Any]:
    """What the page of all reasons shows besides what surrounds it."""
    proposal = here.proposal
    words = Sentences(here.edition, here.framework)
    if proposal is None:
        return {"conclusion": None, "reasons": (), "reach": (), "words": words}
    tree = _Tree(here, words)
    return {
        "conclusion": marked(words.in_words(proposal)),
        "evidence": marked(words.on_evidence(proposal) or ""),
        "reasons": [tree.reason(node) for node in proposal.reasons.children if node.detail != "idle"],
        "idle": [marked(words.node(node)) for node in proposal.reasons.children if node.detail == "idle"],
        "reach": [
            (reach.grade, plain(words.outcome(reach.grade)), marked(words.reach(reach))) for reach in proposal.to_reach
        ],
        "hangs_on": marked(words.hangs_on(proposal)) if proposal.view else None,
        "direction": marked(words.direction(proposal.direction)),
        "signals": [marked(words.node(n)) for n in proposal.direction.reasons.children if n.verdict != "held"],
        "parameters": [(p, _value(p, words)) for p in here.edition.method.parameters],
        "words": words,
    }


class _Tree:
    def __init__(self, here: Reasoned, words: Sentences) -> None:
        self.here, self.words = here, words
        self.parameters = {p.name: p for p in here.edition.method.parameters}

    def reason(self, node: Node) -> Reason:
        return Reason(
            kind=node.kind,
            title=self._title(node),
            verdict=node.verdict,
            said=marked(self.words.node(node)),
            counted_for=node.counted_for,
            counted_against=node.counted_against,
            unknown=node.unknown,
            parameter=self._parameter(node),
            children=tuple(self._children(node)),
        )

    def _children(self, node: Node) -> Iterator[Reason]:
        for child in node.children:
            if child.detail != "idle":
                yield self.reason(child)

    def _title(self, node: Node) -> str:
        if node.kind in ("rung", "test"):
            return plain(self.words.outcome(node.subject))
        if node.kind == "ladder" and node.subject:
            return self.words.component(node.subject)
        return ""

    def _parameter(self, node: Node) -> str:
        if node.parameter is None or node.parameter[0] not in self.parameters:
            return ""
        parameter = self.parameters[node.parameter[0]]
        return f"“{parameter.word}” stands for {_value(parameter, self.words)}. {parameter.why}"


def _value(parameter: Parameter, words: Sentences) -> str:
    value = words.values[parameter.name]
    return str(value) if parameter.whole else percent(value)
