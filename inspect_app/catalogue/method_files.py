"""The files that say how grades are made: `scales.yaml` and `method.yaml`."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ..grading import rules
from ..grading.scale import Between, Outcomes, Scale, Scales, Step
from .framework_files import QuestionShape, SourceShape, source_of
from .shape import Flag, Id, Number, Shape, Text


class StepShape(Shape):
    id: Id
    label: Text
    letter: Text = ""
    meaning: Text = ""
    shape: Literal["disc", "rounded_square", "hexagon", "square", "diamond"] | None = None
    caveat: Flag = False
    source: SourceShape | None = None

    def build(self) -> Step:
        letter = self.letter or self.label[:1].upper()
        return Step(self.id, self.label, letter, self.meaning, self.shape, self.caveat, source_of(self.source))


class BetweenShape(Shape):
    id: Id
    label: Text
    above: Id
    letter: Text = ""
    meaning: Text = ""
    source: SourceShape | None = None


class ScalesFile(Shape):
    """`scales.yaml`: grades, ratings, answers and directions, each worst to best."""

    edition: Id
    grades: Annotated[list[StepShape], Field(min_length=1)]
    between: list[BetweenShape] = []
    ratings: list[StepShape] = []
    not_applicable: StepShape | None = None
    factor_answers: list[StepShape] = []
    condition_answers: list[StepShape] = []
    directions: list[StepShape] = []
    not_graded: StepShape | None = None
    not_comparable: StepShape | None = None

    def build(self) -> Scales:
        between = tuple(Between(b.id, b.label, b.above, b.letter, b.meaning, source_of(b.source)) for b in self.between)
        return Scales(
            outcomes=Outcomes(_scale(self.grades), between),
            ratings=_scale(self.ratings),
            not_applicable=self.not_applicable.build() if self.not_applicable else None,
            factor_answers=_scale(self.factor_answers),
            condition_answers=_scale(self.condition_answers),
            directions=_scale(self.directions),
            not_graded=self.not_graded.build() if self.not_graded else None,
            not_comparable=self.not_comparable.build() if self.not_comparable else None,
        )


def _scale(steps: list[StepShape]) -> Scale:
    return Scale(tuple(step.build() for step in steps))


class ParameterShape(Shape):
    name: Id
    word: Text
    default: Number
    least: Number = Fraction(0)
    most: Number | None = None
    whole: Flag = False
    not_below: Id | None = None
    other_readings: list[Text] = []
    why: Text
    source: SourceShape | None = None

    def build(self) -> rules.Parameter:
        return rules.Parameter(
            self.name,
            self.word,
            self.default,
            self.least,
            self.most,
            self.whole,
            self.not_below,
            tuple(self.other_readings),
            self.why,
            source_of(self.source),
        )


class SelectionShape(Shape):
    level: Id | None = None
    significant: Flag | None = None
    dominant: Flag | None = None
    prerequisite: Flag | None = None

    def build(self) -> rules.Selection:
        return rules.Selection(self.level, self.significant, self.dominant, self.prerequisite)


class RequirementShape(Shape):
    """One of three forms: a factor and its answer; all or any of a selection; a share of a selection."""

    id: Id
    factor: Id | None = None
    answered_at_least: Id | None = None
    all: SelectionShape | None = None
    any: SelectionShape | None = None
    share_of: SelectionShape | None = None
    rated_at_least: Id | None = None
    rated_at_most: Id | None = None
    more_than: Id | None = None
    at_least: Id | None = None
    and_at_least: Id | None = None

    @model_validator(mode="after")
    def _one_form(self) -> RequirementShape:
        forms = [n for n in ("factor", "all", "any", "share_of") if getattr(self, n) is not None]
        if len(forms) != 1:
            _refuse("needs exactly one of factor, all, any, share_of")
        if forms == ["factor"]:
            self._only("factor", {"answered_at_least"})
            if self.answered_at_least is None:
                _refuse("a factor needs answered_at_least")
            return self
        if (self.rated_at_least is None) == (self.rated_at_most is None):
            _refuse("needs exactly one of rated_at_least, rated_at_most")
        share = {"more_than", "at_least", "and_at_least"} if forms == ["share_of"] else set[str]()
        self._only(forms[0], {"rated_at_least", "rated_at_most", *share})
        if forms == ["share_of"] and (self.more_than is None) == (self.at_least is None):
            _refuse("share_of needs exactly one of more_than, at_least: the name of a parameter")
        return self

    def _only(self, form: str, allowed: set[str]) -> None:
        given = {n for n in type(self).model_fields if getattr(self, n) is not None} - {"id", form}
        if extra := sorted(given - allowed):
            _refuse(f"{extra[0]} does not go with {form}")

    def build(self) -> rules.Requirement:
        if self.factor is not None:
            step = self.answered_at_least or ""
            return rules.Requirement(self.id, rules.Amount("all"), step, "at_least", factor=self.factor)
        selection = (self.all or self.any or self.share_of or SelectionShape()).build()
        side: Literal["at_least", "at_most"] = "at_least" if self.rated_at_least is not None else "at_most"
        return rules.Requirement(
            self.id, self._amount(), self.rated_at_least or self.rated_at_most or "", side, selection
        )

    def _amount(self) -> rules.Amount:
        if self.share_of is None:
            return rules.Amount("all" if self.all is not None else "any")
        comparison: Literal["more_than", "at_least"] = "more_than" if self.more_than else "at_least"
        return rules.Amount("share", comparison, self.more_than or self.at_least, self.and_at_least)


def _refuse(message: str) -> None:
    raise PydanticCustomError("words", "{message}", {"message": message})


class RungShape(Shape):
    grade: Id
    builds_on: Id | None = None
    requires: Annotated[list[RequirementShape], Field(min_length=1)]
    flag_when_only_factors_are_missing: Id | None = None
    source: SourceShape | None = None

    def build(self) -> rules.Rung:
        needs = tuple(r.build() for r in self.requires)
        flag = self.flag_when_only_factors_are_missing
        return rules.Rung(self.grade, needs, self.builds_on, flag, source_of(self.source))


class TestShape(Shape):
    __test__ = False

    grade: Id
    any_of: Annotated[list[RequirementShape], Field(min_length=1)]
    source: SourceShape | None = None

    def build(self) -> rules.Test:
        return rules.Test(self.grade, tuple(r.build() for r in self.any_of), source_of(self.source))


class LadderShape(Shape):
    """The highest rung whose every requirement holds."""

    type: Literal["ladder"]
    of: Literal["criteria", "parts"]
    empty: Literal["holds", "cannot_hold"] = "cannot_hold"
    rungs: Annotated[list[RungShape], Field(min_length=1)]
    tests: list[TestShape] = []
    otherwise: Id

    def build(self) -> rules.GradingRule:
        rungs, tests = tuple(r.build() for r in self.rungs), tuple(t.build() for t in self.tests)
        return rules.LadderRule(self.of, rungs, self.otherwise, tests, self.empty == "holds")


class OutsideShape(Shape):
    """Another inspection decides."""

    type: Literal["outside_grade"]
    because: Text
    source: SourceShape | None = None

    def build(self) -> rules.GradingRule:
        return rules.OutsideRule(self.because, source_of(self.source))


class UngradedShape(Shape):
    """No grade is given."""

    type: Literal["ungraded"]
    because: Text
    source: SourceShape | None = None

    def build(self) -> rules.GradingRule:
        return rules.UngradedRule(self.because, source_of(self.source))


GradingShape = Annotated[LadderShape | OutsideShape | UngradedShape, Field(discriminator="type")]


class LimiterShape(Shape):
    id: Id
    type: Literal["weakest_component", "cap", "outside_grade"]
    of: SelectionShape | None = None
    rated_below: Id | None = None
    at_most: Id | None = None
    because: Text
    source: SourceShape | None = None

    @model_validator(mode="after")
    def _a_cap_says_what(self) -> LimiterShape:
        given = [n for n in ("of", "rated_below", "at_most") if getattr(self, n) is not None]
        if self.type == "cap" and len(given) != 3:
            _refuse("a cap needs of, rated_below and at_most")
        if self.type != "cap" and given:
            _refuse(f"{given[0]} goes only with a cap")
        return self

    def build(self) -> rules.Limiter:
        selection = self.of.build() if self.of else rules.Selection()
        step, cap = self.rated_below or "", self.at_most or ""
        return rules.Limiter(self.id, self.type, self.because, selection, step, cap, source_of(self.source))


class BasisShape(Shape):
    id: Id
    label: Text


class CriteriaSignalShape(Shape):
    basis: Id
    share: Id


class DirectionRuleShape(Shape):
    better: Id
    same: Id
    worse: Id
    bases: Annotated[list[BasisShape], Field(min_length=1)]
    tested: Id
    criteria_signal: CriteriaSignalShape
    partial_counts_as: Id
    source: SourceShape | None = None

    def build(self) -> rules.DirectionRule:
        return rules.DirectionRule(
            self.better,
            self.same,
            self.worse,
            tuple(rules.Basis(b.id, b.label) for b in self.bases),
            self.tested,
            self.criteria_signal.basis,
            self.criteria_signal.share,
            self.partial_counts_as,
            source_of(self.source),
        )


class LevelShape(Shape):
    id: Id
    label: Text


class MethodFile(Shape):
    """`method.yaml`: parameters, rules, limiters and direction."""

    edition: Id
    levels: list[LevelShape] = []
    factors: list[QuestionShape] = []
    parameters: list[ParameterShape] = []
    grading: dict[Id, GradingShape]
    default_grading: Id
    limiters: list[LimiterShape] = []
    direction: DirectionRuleShape | None = None

    def build(self) -> rules.Method:
        return rules.Method(
            parameters=tuple(p.build() for p in self.parameters),
            grading={name: rule.build() for name, rule in self.grading.items()},
            default_grading=self.default_grading,
            levels={level.id: level.label for level in self.levels},
            factors=tuple(f.build() for f in self.factors),
            limiters=tuple(n.build() for n in self.limiters),
            direction=self.direction.build() if self.direction else None,
        )
