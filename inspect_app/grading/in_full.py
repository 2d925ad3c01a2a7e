"""A proposal as plain text, in the order in which people ask: what, why, what would change it, on what it rests."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .edition import Edition
from .proposal import Proposal
from .reasons import Node
from .sentences import Sentences, plain

WIDTH = 100


def in_full(edition: Edition, proposal: Proposal) -> str:
    """The whole proposal in words."""
    framework = edition.framework[proposal.framework]
    words = Sentences(edition, framework)
    lines = [f"{framework.code} {framework.title} ({edition.title})", ""]
    lines += _part("Proposed grade", [words.in_words(proposal), *words.flags(proposal), *words.limiters(proposal)])
    evidenced = words.on_evidence(proposal)
    lines += _part("On evidence alone", [evidenced] if evidenced else [])
    for reach in proposal.to_reach:
        label = edition.scales.outcomes.labels[reach.grade]
        lines += _part(f"What would reach {label}", [words.reach(reach)])
    lines += _part("What holds the grade", [words.hangs_on(proposal)] if proposal.view else [])
    lines += _part("Direction of travel", [words.direction(proposal.direction)])
    lines += ["All reasons, step by step", *_tree(words, proposal.reasons, 1), ""]
    values = ", ".join(f"{name} {value}" for name, value in proposal.parameters.items())
    lines += [
        f"Edition {proposal.edition}, {proposal.digest}",
        f"Engine {proposal.engine}; {values or 'no parameters'}",
    ]
    return "\n".join(lines)


def _part(title: str, sentences: list[str]) -> list[str]:
    if not sentences:
        return []
    text = plain(" ".join(sentences))
    return [title, *textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  "), ""]


def _tree(words: Sentences, node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if node.detail != "idle":
        sentence = plain(words.node(node))
        yield from textwrap.wrap(sentence, WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ")
    for child in node.children:
        yield from _tree(words, child, depth + 1)
