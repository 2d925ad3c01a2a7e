"""The 2006 rules as a table: every rung, every limiter, the gap and the edges, one row each."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import NamedTuple

import pytest

from inspect_app.grading.edition import Criterion, Framework
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts
from inspect_app.grading.proposal import Proposal
from tests.unit.grading.oracle import ANSWERS, RATINGS, outcome
from tests.unit.grading.small_editions import METHOD, edition_of, facts_of, framework_of, shipped

LETTERS = {"m": "met", "p": "partly_met", "n": "not_met", "-": "not_applicable", "?": None}
ANSWER = {"y": "yes", "c": "yes_with_caveat", "n": "no", "?": None}


class Row(NamedTuple):
    """One case. Each letter is one criterion: Fair (f), Fair but not significant (i), dominant (d), Good (g)."""

    why: str
    expected: str  # an outcome, or floor and ceiling with ".." between
    f: str = ""
    i: str = ""
    d: str = ""
    g: str = ""
    factors: str = "yy"
    flags: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    limiters: tuple[str, ...] = ()
    p: str = ""  # prerequisites at Good
    values: tuple[tuple[str, str], ...] = ()


POOR, GAP, FAIR, GOOD, EXCELLENT = "poor", "between_poor_and_fair", "fair", "good", "excellent"
ON_CRITERIA = ("excellent_on_criteria_not_on_factors",)

ROWS = [
    # Excellent
    Row("everything met and both factors shown", EXCELLENT, f="mmm", g="mmmmm"),
    Row("4 of 5 is exactly the vast majority", EXCELLENT, f="m", g="mmmmn"),
    Row("8 of 10 is exactly the vast majority", EXCELLENT, f="m", g="mmmmmmmmnn"),
    Row("7 of 9 is just below it", GOOD, f="m", g="mmmmmmmnn"),
    Row("3 of 4 is just below it", GOOD, f="m", g="mmmn"),
    Row("a share compares what applies: 4 of 5 of six", EXCELLENT, f="m", g="mmmmn-"),
    Row("partly met is not met for the vast majority", GOOD, f="m", g="mmmpp"),
    Row("an insignificant Fair criterion is needed too", FAIR, f="m", i="n", g="mmmmm"),
    Row("a caveat is enough", EXCELLENT, f="m", g="m", factors="cy", caveats=("beacon",)),
    Row("two caveats, in the edition's order", EXCELLENT, f="m", g="m", factors="cc", caveats=("beacon", "innovation")),
    Row("a caveat below Excellent is not printed", GOOD, f="m", g="mmn", factors="cy"),
    Row("no beacon", GOOD, f="m", g="m", factors="ny", flags=ON_CRITERIA),
    Row("no innovation", GOOD, f="m", g="m", factors="yn", flags=ON_CRITERIA),
    Row("neither factor", GOOD, f="m", g="mmmmn", factors="nn", flags=ON_CRITERIA),
    Row("no factor, and not enough Good criteria: no flag", GOOD, f="m", g="mmn", factors="nn"),
    Row("a factor unanswered is open both ways", "good..excellent", f="m", g="m", factors="?y"),
    Row("both unanswered", "good..excellent", f="m", g="m", factors="??"),
    Row("one unanswered and the other no: settled, flagged", GOOD, f="m", g="m", factors="?n", flags=ON_CRITERIA),
    Row("factors alone open nothing below Excellent", FAIR, f="m", g="n", factors="??"),
    # Good
    Row("2 of 3 is most", GOOD, f="mm", g="mmn"),
    Row("1 of 2 is not more than half", FAIR, f="mm", g="mn"),
    Row("2 of 4 is not more than half", FAIR, f="mm", g="mmnn"),
    Row("5 of 10 is not more than half", FAIR, f="mm", g="mmmmmnnnnn"),
    Row("6 of 11 is", GOOD, f="mm", g="mmmmmmnnnnn"),
    Row("1 of 2 when half is enough for nobody but 2 of 3", GOOD, f="mm", g="mmn-"),
    Row("1 of 1 that applies", EXCELLENT, f="mm", g="m---"),
    Row("partly met does not count towards most", FAIR, f="mm", g="mpp"),
    Row("no Good criterion applies", FAIR, f="mm", g="--"),
    Row("no Good criterion at all", FAIR, f="mm"),
    Row("an insignificant Fair criterion partly met", FAIR, f="mm", i="p", g="mmm"),
    Row("an insignificant Fair criterion not applicable", EXCELLENT, f="mm", i="-", g="mmm"),
    Row("all Good met cannot mend a missing Fair", GAP, f="mmmmn", g="mmm"),
    # Fair
    Row("all significant met, Good not", FAIR, f="mmm", g="nnn"),
    Row("insignificant ones do not matter for Fair", FAIR, f="mmm", i="nnn", g="nnn"),
    Row("the only significant one is met", FAIR, f="m-", g="n"),
    # the gap
    Row("one of six significant not met", GAP, f="mmmmmn"),
    Row("one of two not met: a third, but not two", GAP, f="mn"),
    Row("the only one not met: all of them, but not two", GAP, f="n"),
    Row("everything partly met is never Poor", GAP, f="pppppp"),
    Row("partly met adds nothing to those not met", GAP, f="nppppp"),
    Row("2 of 7 is below a third", GAP, f="nnmmmmm"),
    Row("no significant Fair criterion applies", GAP, f="---", i="m", g="mmm"),
    Row("no significant Fair criterion exists", GAP, i="mm", g="mmm"),
    Row("nothing applies at all", GAP, f="-", i="-", g="-"),
    Row("only Good criteria", GAP, g="mmm"),
    Row("insignificant not met is not counted for Poor", GAP, f="mmmmmp", i="nnnn"),
    Row("Good not met is not counted for Poor", GAP, f="mmmmmp", g="nnnn"),
    # Poor
    Row("2 of 6 is exactly a third", POOR, f="nnmmmm"),
    Row("2 of 6 that apply, of eight", POOR, f="nnmmmm--"),
    Row("3 of 9 is exactly a third", POOR, f="nnnmmmmmm"),
    Row("2 of 2", POOR, f="nn"),
    Row("all not met", POOR, f="nnnnnn", i="n", g="nn"),
    Row("a dominant one not met, by itself", POOR, f="mmmmmmmm", d="n", g="mmm"),
    Row("a dominant one partly met is not Poor", GAP, f="mmmmmmmm", d="p", g="mmm"),
    Row("a dominant one counts among the significant", POOR, f="nmmmm", d="n"),
    Row("a dominant one not applicable", EXCELLENT, f="m", d="-", g="m"),
    # unrated
    Row("nothing is known", "poor..excellent", f="???", g="???", factors="??"),
    Row("unrated is not the same as not met", "poor..fair", f="mmmm??", g="n"),
    Row("one unrated alone cannot be Poor", "between_poor_and_fair..fair", f="mmmmm?", g="n"),
    Row("one unrated dominant can", "poor..fair", f="mmmmm", d="?", g="n"),
    Row("open, but settled", FAIR, f="mmm", i="n", g="???", factors="??"),
    Row("settled on the gap with something open", GAP, f="pmmmmm", g="???", factors="??"),
    Row("not applicable lies inside the range", "fair..excellent", f="m", g="?"),
    # prerequisites
    Row("a prerequisite met", EXCELLENT, f="m", g="mmmm", p="m"),
    Row("a prerequisite not met caps at Fair", FAIR, f="m", g="mmmm", p="n", limiters=("prerequisite",)),
    Row("a prerequisite partly met caps too", FAIR, f="m", g="mmmm", p="p", limiters=("prerequisite",)),
    Row("one of two is enough to cap", FAIR, f="m", g="mmmmmmmm", p="mn", limiters=("prerequisite",)),
    Row("a cap above the outcome changes nothing", FAIR, f="m", g="nnnn", p="n"),
    Row("a cap never lifts", GAP, f="p", g="mmmm", p="n"),
    Row("a prerequisite not applicable does not cap", EXCELLENT, f="m", g="mmmm", p="-"),
    Row("an unrated one may cap", "fair..excellent", f="m", g="mmmm", p="?", limiters=("prerequisite",)),
    Row("a capped framework is not flagged", FAIR, f="m", g="mmmm", p="p", factors="nn", limiters=("prerequisite",)),
    # other parameters
    Row("two thirds of three at the boundary", FAIR, f="m", g="mmn", values=(("good_most_share", "2/3"),)),
    Row("0.1 of ten, exactly", EXCELLENT, f="m", g="m" + "n" * 9,
        values=(("good_most_share", "0"), ("excellent_vast_share", "0.1"))),
    Row("0.3 of ten, exactly", EXCELLENT, f="m", g="mmm" + "n" * 7,
        values=(("good_most_share", "0"), ("excellent_vast_share", "0.3"))),
    Row("0.7 of ten is not more than 0.7", FAIR, f="m", g="m" * 7 + "nnn", values=(("good_most_share", "0.7"),)),
    Row("more than all is never reached", FAIR, f="m", g="mmm",
        values=(("good_most_share", "1"), ("excellent_vast_share", "1"))),
    Row("more than none needs one", GOOD, f="m", g="mnnnn", values=(("good_most_share", "0"),)),
    Row("poor_count 1 makes one of three Poor", POOR, f="nmm", values=(("poor_count", "1"),)),
    Row("poor_count 3 spares two", GAP, f="nnmmmm", values=(("poor_count", "3"),)),
    Row("poor_count 3 beyond all that apply", GAP, f="nn", values=(("poor_count", "3"),)),
    Row("poor_share 1 needs all of them", GAP, f="nnnnp", values=(("poor_share", "1"),)),
    Row("poor_share 0 still needs the count", GAP, f="nmmmmmmm", values=(("poor_share", "0"),)),
    Row("poor_share 0 and the count", POOR, f="nnmmmmmm", values=(("poor_share", "0"),)),
]  # fmt: skip


def laid_out(row: Row) -> tuple[Framework, dict[str, str | None]]:
    kinds = {
        "f": {"level": "fair"},
        "i": {"level": "fair", "significant": False},
        "d": {"level": "fair", "dominant": True, "may_not_apply": True},
        "g": {"level": "good"},
        "p": {"level": "good", "prerequisite": True, "may_not_apply": True},
    }
    criteria, known = [], {}
    for kind, flags in kinds.items():
        for place, letter in enumerate(getattr(row, kind)):
            criterion = Criterion(f"x-{kind}{place + 1}", "Something is done.", **flags)  # type: ignore[arg-type]
            criteria.append(criterion)
            known[criterion.id] = LETTERS[letter]
    known |= dict(zip(("beacon", "innovation"), (ANSWER[a] for a in row.factors), strict=True))
    return framework_of(*criteria), known


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.why)
def test_a_row_of_the_rules(row: Row) -> None:
    framework, known = laid_out(row)
    edition = edition_of(framework, METHOD.with_parameters(**dict(row.values)))
    proposal = propose(edition, facts_of(edition, framework, known))
    floor, _, ceiling = row.expected.partition("..")
    assert (proposal.floor, proposal.ceiling) == (floor, ceiling or floor)
    assert proposal.settled == (not ceiling)
    assert proposal.outcome == (None if ceiling else floor)
    assert proposal.grade == (None if ceiling or floor == GAP else floor)
    assert proposal.between == (("poor", "fair") if proposal.outcome == GAP else None)
    assert (proposal.flags, proposal.caveats, proposal.limiters) == (row.flags, row.caveats, row.limiters)


# -- components ------------------------------------------------------------------------------------------------------


def of_components(**letters: str) -> Proposal:
    """Components `a`, `b`, `c`, each a word of letters for Fair criteria, a dot, and letters for Good ones."""
    criteria, known = [], {}
    for component, word in letters.items():
        fair, _, good = word.partition(".")
        for level, given in (("fair", fair), ("good", good)):
            for place, letter in enumerate(given):
                criterion = Criterion(f"x-{component}-{level[0]}{place + 1}", "", level, component)
                criteria.append(criterion)
                known[criterion.id] = LETTERS[letter]
    framework = framework_of(*criteria, components=tuple(letters))
    edition = edition_of(framework)
    return propose(edition, facts_of(edition, framework, {**known, "beacon": "yes", "innovation": "yes"}))


WEAKEST = ("weakest_component",)
COMPONENTS = [
    ("all alike", {"a": "mm.m", "b": "m.m"}, EXCELLENT, EXCELLENT, ()),
    ("the lowest counts", {"a": "mm.m", "b": "m.n"}, FAIR, FAIR, WEAKEST),
    ("one Poor component is Poor", {"a": "mm.m", "b": "nn.m"}, POOR, POOR, WEAKEST),
    ("one in the gap", {"a": "mm.m", "b": "p.m"}, GAP, GAP, WEAKEST),
    ("nothing applies in one: between", {"a": "mm.m", "b": "--.-"}, GAP, GAP, WEAKEST),
    ("nothing declared in one: between", {"a": "mm.m", "b": ""}, GAP, GAP, WEAKEST),
    ("Poor lies below a component without criteria", {"a": "nn", "b": "-"}, POOR, POOR, WEAKEST),
    ("shares are each component's own", {"a": "mmmmm.m", "b": "nm.m"}, GAP, GAP, WEAKEST),
    ("half of each, not of all", {"a": "m.mmmm", "b": "m.n"}, FAIR, FAIR, WEAKEST),
    ("one component alone cannot be the weaker", {"a": "m.n"}, FAIR, FAIR, ()),
    ("open in one", {"a": "m.m", "b": "m.?"}, FAIR, EXCELLENT, WEAKEST),
    ("open in the stronger one changes nothing", {"a": "p", "b": "m.?"}, GAP, GAP, WEAKEST),
]


@pytest.mark.parametrize(("why", "letters", "floor", "ceiling", "limiters"), COMPONENTS, ids=lambda v: str(v)[:50])
def test_the_weakest_component_decides(
    why: str, letters: dict[str, str], floor: str, ceiling: str, limiters: tuple[str, ...]
) -> None:
    proposal = of_components(**letters)
    assert (proposal.floor, proposal.ceiling, proposal.limiters) == (floor, ceiling, limiters), why


def test_a_component_without_an_applicable_criterion_says_so() -> None:
    ladders = {n.subject: n for n in of_components(a="m.m", b="--.m").reasons.walk() if n.kind == "ladder"}
    assert ladders["b"].floor == ladders["b"].ceiling == GAP
    empty = [n for n in ladders["b"].walk() if n.kind == "requirement" and n.tally and n.tally.applicable == 0]
    assert {n.subject for n in empty} >= {"significant_fair", "all_fair"}
    assert all(n.verdict == "failed" for n in empty)


# -- a grade from elsewhere ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grade", ["poor", "fair", "good", "excellent"])
def test_another_inspection_decides_the_grade_of_1d(grade: str) -> None:
    proposal = propose(shipped(), Facts("baseline_2006", "1d", external_grade=grade))
    assert (proposal.grade, proposal.floor, proposal.ceiling) == (grade, grade, grade)
    assert proposal.limiters == ("external_grade",)
    assert proposal.holds == ()
    higher = ["poor", "fair", "good", "excellent"].index(grade) + 1
    assert [r.grade for r in proposal.to_reach] == ["poor", "fair", "good", "excellent"][higher:]
    assert all(reach.impossible for reach in proposal.to_reach)


def test_without_the_other_inspection_every_grade_is_possible() -> None:
    proposal = propose(shipped(), Facts("baseline_2006", "1d"))
    assert (proposal.grade, proposal.floor, proposal.ceiling, proposal.limiters) == (None, "poor", "excellent", ())


# -- every possible rating of one framework --------------------------------------------------------------------------


def test_every_rating_of_a_small_framework_agrees_with_the_text() -> None:
    framework = framework_of(
        Criterion("x-f1", "", "fair", dominant=True),
        Criterion("x-f2", "", "fair"),
        Criterion("x-f3", "", "fair", significant=False),
        Criterion("x-g1", "", "good", prerequisite=True),
        Criterion("x-g2", "", "good"),
    )
    edition = edition_of(framework)
    values: dict[str, Fraction] = edition.method.values
    kinds = [(*RATINGS, "not_applicable") if c.id in ("x-f2", "x-f3", "x-g2") else RATINGS for c in framework.criteria]
    for place, ratings in enumerate(product(*kinds)):
        known = dict(zip([c.id for c in framework.criteria], ratings, strict=True))
        known |= {"beacon": ANSWERS[place % 3], "innovation": ANSWERS[place // 3 % 3]}
        assert propose(edition, facts_of(edition, framework, known)).outcome == outcome(framework, known, values), known
