"""One change of a method, as a plain value: what it says, the edition with it, and why it may not be made.

Pure. A changed edition lives only as long as it takes to work out what would follow; nothing here is ever adopted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ...catalogue.plain_english import chosen_values
from ...grading.edition import Criterion, Edition, Framework
from ...grading.rule_words import RuleWords
from ...grading.rules import BadParameter, LadderRule, Limiter, Parameter, Requirement, exact
from ...grading.words import percent, plain
from ...promises import BadInput

KINDS = ("parameter", "level", "flag", "leave_out", "rule")
FLAGS = ("significant", "dominant", "prerequisite")
FLAG_WORDS: Mapping[tuple[str, bool], str] = {
    ("significant", True): "counts as one of the significant criteria",
    ("significant", False): "is not one of the significant criteria",
    ("dominant", True): "is dominant",
    ("dominant", False): "is not dominant",
    ("prerequisite", True): "is a prerequisite",
    ("prerequisite", False): "is not a prerequisite",
}
SAME = "That is how it is now. Choose something else."


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed: `subject` is a parameter, a criterion, or a rule; `to` is its new value, where it has one.

    The value of a parameter is an exact number as text; that of a flag its name, with `not_` before it to take it away.
    """

    kind: str
    subject: str
    to: str = ""

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "subject": self.subject, "to": self.to}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that may be left out: one requirement of a rung or a test, or a cap."""

    id: str
    words: str


def changed(edition: Edition, change: Change) -> Edition:
    """The edition with the change. Raises BadInput, with the name of the field, where it cannot be made."""
    if change.kind == "parameter":
        return _with_parameter(edition, change)
    if change.kind == "rule":
        return _without_rule(edition, change)
    if change.kind not in KINDS:
        raise BadInput("Choose what to change", "kind")
    framework, criterion = found(edition, change.subject)
    if change.kind == "leave_out":
        left = tuple(c for c in framework.criteria if c is not criterion)
        return _with_framework(edition, replace(framework, criteria=left))
    other = _with_level(edition, criterion, change) if change.kind == "level" else _with_flag(criterion, change)
    if other == criterion:
        raise BadInput(SAME, "to")
    criteria = tuple(other if c is criterion else c for c in framework.criteria)
    return _with_framework(edition, replace(framework, criteria=criteria))


def says(edition: Edition, change: Change) -> str:
    """The change as a sentence. It must be one that can be made."""
    if change.kind == "parameter":
        return _says_parameter(edition, change)
    if change.kind == "rule":
        words = next(rule.words for rule in rules(edition) if rule.id == change.subject)
        return f"This rule is left out. {words}"
    framework, criterion = found(edition, change.subject)
    name = f"{framework.code} {criterion.number}"
    if change.kind == "leave_out":
        return f"{name} is left out."
    if change.kind == "level":
        labels = edition.method.levels
        return f"{name} counts as {labels[change.to]}, instead of {labels.get(criterion.level or '', 'no level')}."
    flag = change.to.removeprefix("not_")
    return f"{name} {FLAG_WORDS[flag, flag == change.to]}."


def found(edition: Edition, criterion: str) -> tuple[Framework, Criterion]:
    """A criterion and its framework, however its id is written: `3c-g9` or `3C G9`. Raises BadInput."""
    wanted = "-".join(criterion.lower().split())
    for framework in edition.frameworks:
        if wanted in framework.criterion:
            return framework, framework.criterion[wanted]
    shown = criterion if len(criterion) <= 40 else f"{criterion[:40]}..."
    raise BadInput(f"There is no criterion {shown!r} in this edition. Write it as 3C G9", "criterion")


def number(edition: Edition, parameter: Parameter, typed: str) -> str:
    """The exact value that somebody typed: a percentage or a fraction of a share, a whole number of a count.

    A bare number of one or less is a fraction of a share, and not a percentage: `0.9` is nine tenths. Raises BadInput
    with the limits, and why they are so.
    """
    text = typed.strip()
    is_percentage = text.endswith("%")
    try:
        value = exact(text.removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        raise BadInput(f"{_how(parameter)}. {_choose(edition, parameter)}", "value") from None
    if is_percentage and (parameter.whole or "/" in text):
        raise BadInput(f"{_how(parameter)}. {_choose(edition, parameter)}", "value")
    if is_percentage or not (parameter.whole or "/" in text or value <= 1):
        value /= 100
    low, high = limits(edition, parameter)
    if value < low or (high is not None and value > high) or (parameter.whole and value.denominator != 1):
        read = read_as(parameter, typed, value)
        raise BadInput(f"{read}{'. ' if read else ''}{_choose(edition, parameter)}", "value")
    return str(value)


def read_as(parameter: Parameter, typed: str, value: Fraction) -> str:
    """How a share was read that was not typed as a percentage: `0.9 is read as 90%`; empty where it is plain."""
    text = typed.strip()
    if parameter.whole or text.endswith("%") or ("/" not in text and value == exact(text) / 100):
        return ""
    whole = percent(value)
    return f"{text} is read as {whole if whole.endswith('%') else f'{whole}, about {float(value):.1%}'}"


def limits(edition: Edition, parameter: Parameter) -> tuple[Fraction, Fraction | None]:
    """The least and the most that a parameter may be, the others being as they are; None is no limit."""
    values = edition.method.values
    low = max([parameter.least, *([values[parameter.not_below]] if parameter.not_below else [])])
    above = [values[other.name] for other in edition.method.parameters if other.not_below == parameter.name]
    tops = [*above, *([parameter.most] if parameter.most is not None else [])]
    return low, min(tops) if tops else None


def shown(parameter: Parameter, value: Fraction) -> str:
    """A value as it is typed: `75`, `2/3` where a percentage would not be exact, `2` of a count."""
    if parameter.whole:
        return str(value)
    return percent(value).removesuffix("%")


def rules(edition: Edition) -> list[Rule]:
    """Every rule that can be left out, from the best grade down, and then the caps."""
    example = next(
        (f for f in edition.frameworks if f.graded_by == edition.method.default_grading), edition.frameworks[0]
    )
    words, labels = RuleWords(edition, example), edition.scales.outcomes.labels
    rule = edition.grading_rule(example)
    steps: list[tuple[str, tuple[Requirement, ...]]] = []
    if isinstance(rule, LadderRule):
        steps += [(rung.grade, rung.requires) for rung in rule.rungs]
        steps += [(test.grade, test.any_of) for test in rule.tests]
    asked = [
        Rule(f"{grade}.{need.id}", f"For {labels[grade]}: {plain(words.requirement(need))}.")
        for grade, needs in steps
        for need in needs
    ]
    caps = [limiter for limiter in edition.method.limiters if limiter.type == "cap"]
    return [*asked, *(Rule(f"limiter.{cap.id}", plain(words.limiter(cap))) for cap in caps)]


def _with_parameter(edition: Edition, change: Change) -> Edition:
    parameter = next((p for p in edition.method.parameters if p.name == change.subject), None)
    if parameter is None:
        raise BadInput("Choose one of the values", "parameter")
    try:
        method = edition.method.with_parameters(**{change.subject: change.to})
    except BadParameter as wrong:
        raise BadInput(_choose(edition, parameter), "value") from wrong
    if method.values == edition.method.values:
        raise BadInput(SAME, "value")
    return replace(edition, method=method)


def _how(parameter: Parameter) -> str:
    if parameter.whole:
        return "Enter a whole number, such as 2"
    return "Enter a percentage such as 60%, or a fraction such as 3/5 or 0.6"


def _choose(edition: Edition, parameter: Parameter) -> str:
    """The limits, and what they come from: the edition, and the other words that it must not pass."""
    low, high = limits(edition, parameter)
    values, others = edition.method.values, {other.name: other for other in edition.method.parameters}
    said = f"Choose {_within(parameter, low, high, 'between {} and {}')}: this edition allows "
    said += _within(parameter, parameter.least, parameter.most, "{} to {}")
    bounds = [("not less", others[parameter.not_below])] if parameter.not_below else []
    bounds += [("not more", other) for other in others.values() if other.not_below == parameter.name]
    for how, other in bounds:
        said += f", and {how} than “{other.word}”, now {_written(other, values[other.name])}"
    return said


def _within(parameter: Parameter, low: Fraction, high: Fraction | None, words: str) -> str:
    if high is None:
        return f"{_written(parameter, low)} or more"
    return words.format(_written(parameter, low), _written(parameter, high))


def _written(parameter: Parameter, value: Fraction) -> str:
    return str(value) if parameter.whole else percent(value)


def _with_level(edition: Edition, criterion: Criterion, change: Change) -> Criterion:
    if change.to not in edition.method.levels:
        raise BadInput("Choose one of the levels", "level")
    return replace(criterion, level=change.to)


def _with_flag(criterion: Criterion, change: Change) -> Criterion:
    flag = change.to.removeprefix("not_")
    if flag == "significant":
        return replace(criterion, significant=change.to == flag)
    if flag == "dominant":
        return replace(criterion, dominant=change.to == flag)
    if flag == "prerequisite":
        return replace(criterion, prerequisite=change.to == flag)
    raise BadInput("Choose what it counts as", "flag")


def _without_rule(edition: Edition, change: Change) -> Edition:
    if change.subject not in {rule.id for rule in rules(edition)}:
        raise BadInput("Choose one of the rules", "rule")
    scope, _, name = change.subject.partition(".")
    method = edition.method
    if scope == "limiter":
        kept: tuple[Limiter, ...] = tuple(n for n in method.limiters if n.id != name)
        return replace(edition, method=replace(method, limiters=kept))
    rule = method.grading[method.default_grading]
    assert isinstance(rule, LadderRule)

    def without(needs: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        return tuple(need for need in needs if need.id != name)

    rungs = tuple(replace(r, requires=without(r.requires)) if r.grade == scope else r for r in rule.rungs)
    tests = tuple(replace(t, any_of=without(t.any_of)) if t.grade == scope else t for t in rule.tests)
    grading = {**method.grading, method.default_grading: replace(rule, rungs=rungs, tests=tests)}
    return replace(edition, method=replace(method, grading=grading))


def _with_framework(edition: Edition, other: Framework) -> Edition:
    return replace(edition, frameworks=tuple(other if f.id == other.id else f for f in edition.frameworks))


def _says_parameter(edition: Edition, change: Change) -> str:
    parameters, after = edition.method.parameters, changed(edition, change)
    place = [p.name for p in parameters].index(change.subject)
    old, new = (list(chosen_values(one)) for one in (edition, after))
    if len(old) == len(new) == len(parameters):
        said = [chosen[place].reading.rstrip(".") for chosen in (new, old)]
    else:  # a value that no rule uses has no reading, and the others no fixed place
        said = [shown(parameters[place], one.method.values[change.subject]) for one in (after, edition)]
    word = parameters[place].word
    now, then = (words[:1].lower() + words[1:] for words in said)
    return f"“{word[:1].upper()}{word[1:]}” means {now}, instead of {then}."


def kinds(edition: Edition) -> list[str]:
    """The kinds of change that this edition has anything for."""
    has = {
        "parameter": bool(edition.method.parameters),
        "level": len(edition.method.levels) > 1,
        "flag": any(f.criteria for f in edition.frameworks),
        "leave_out": any(f.criteria for f in edition.frameworks),
        "rule": bool(rules(edition)),
    }
    return [kind for kind in KINDS if has[kind]]
