"""Why a proposal would change: the smallest rule that comes out otherwise, in words, and the criteria it turns on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...grading.grader import Grader
from ...grading.reasons import Node
from ...grading.sentences import Sentences, plain

LEAVES = ("requirement", "cap", "count")
Answers = tuple[Mapping[str, str], Mapping[str, str]]


def of(before: Grader, after: Grader, answers: Answers, answers_after: Answers) -> tuple[str, str, tuple[str, ...]]:
    """The rule's id, its sentence under the new rules, and the criteria, in the edition's order.

    Of several rules that come out otherwise, it is the first in the order in which the method applies them.
    """
    old = _by_rule(before.decide_with_reasons(*answers)[1])
    new = _by_rule(after.decide_with_reasons(*answers_after)[1])
    turned = [rule for rule in (*new, *old) if _verdict(old.get(rule)) != _verdict(new.get(rule))]
    leaves = [rule for rule in turned if (new.get(rule) or old[rule]).kind in LEAVES]
    if not turned:
        return "", "", ()
    rule = _deciding(leaves or turned, old, new)
    grader, node = (after, new[rule]) if rule in new else (before, old[rule])
    words = Sentences(grader.edition, grader.framework)
    said = plain(words.node(node)) if rule in new else f"This rule is gone: {plain(words.node(node))}"
    return rule, said, _criteria(old.get(rule), new.get(rule), before)


def _deciding(rules: list[str], old: Mapping[str, Node], new: Mapping[str, Node]) -> str:
    """One that holds a rung or finds something comes before those that were only counted on the way."""
    rungs = [r for r in rules if _step_of(r, new) is not None and _turned(_step_of(r, new), old, new)]
    return (rungs or rules)[0]


def _step_of(rule: str, nodes: Mapping[str, Node]) -> str | None:
    """The rung or test that a requirement belongs to."""
    parts = rule.split(".")
    return next((".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1) if ".".join(parts[:n]) in nodes), None)


def _turned(rule: str | None, old: Mapping[str, Node], new: Mapping[str, Node]) -> bool:
    return rule is not None and _verdict(old.get(rule)) != _verdict(new.get(rule))


def _by_rule(nodes: Iterable[Node]) -> dict[str, Node]:
    return {inside.rule: inside for node in nodes for inside in node.walk()}


def _verdict(node: Node | None) -> str:
    return node.verdict if node is not None else ""


def _criteria(old: Node | None, new: Node | None, grader: Grader) -> tuple[str, ...]:
    """What stands otherwise in the rule; where the same things stand alike, what stands against it, or for it."""
    then, now = _standing(old), _standing(new)
    differ = {item for one, two in zip(then, now, strict=True) for item in one ^ two}
    if not differ or old is None or new is None:
        differ = set(now[1] or now[0] or then[1] or then[0])
    return tuple(item for item in grader.coding.position if item in differ)


def _standing(node: Node | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    if node is None:
        return frozenset(), frozenset(), frozenset()
    return frozenset(node.counted_for), frozenset(node.counted_against), frozenset(node.unknown)
