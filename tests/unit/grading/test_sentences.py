"""What is said about a proposal is true and reads well; the cases follow the report's table of sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from inspect_app.grading.edition import Edition
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts, Movement, Previous
from inspect_app.grading.proposal import Proposal
from inspect_app.grading.sentences import Sentences, plain
from tests.unit.grading.small_editions import Case, shipped, shipped_cases, small_cases, thorough

BOTH = {"beacon": "yes", "innovation": "yes"}
ANYWHERE = "the grade could end anywhere from"
LOW_GOOD = {f"g{n}": "not_met" for n in range(1, 10)}


class Said:
    """A proposal for a shipped framework and everything that is said of it, without marks."""

    def __init__(self, proposal: Proposal, edition: Edition | None = None) -> None:
        edition = edition or shipped()
        self.proposal = proposal
        self.sentences = Sentences(edition, edition.framework[proposal.framework])

    @property
    def in_words(self) -> str:
        return plain(self.sentences.in_words(self.proposal))

    @property
    def flags(self) -> list[str]:
        return [plain(sentence) for sentence in self.sentences.flags(self.proposal)]

    @property
    def limiters(self) -> list[str]:
        return [plain(sentence) for sentence in self.sentences.limiters(self.proposal)]

    @property
    def on_evidence(self) -> str:
        return plain(self.sentences.on_evidence(self.proposal) or "")

    @property
    def hangs_on(self) -> str:
        return plain(self.sentences.hangs_on(self.proposal))

    @property
    def direction(self) -> str:
        return plain(self.sentences.direction(self.proposal.direction))

    def reach(self, grade: str) -> str:
        return plain(self.sentences.reach(next(r for r in self.proposal.to_reach if r.grade == grade)))


def said(framework: str, factors: dict[str, str] | None = None, facts: Any = None, **other: str | None) -> Said:
    """Everything met but for `other`, given by the criterion's number in small letters."""
    ratings = {c.id: "met" for c in shipped().framework[framework].criteria}
    ratings |= {f"{framework}-{number.replace('_', '-')}": rating for number, rating in other.items()}
    known = {item: rating for item, rating in ratings.items() if rating is not None}
    given_factors = BOTH if factors is None else factors
    return Said(propose(shipped(), Facts("baseline_2006", framework, known, {}, given_factors, **(facts or {}))))


# -- in words --------------------------------------------------------------------------------------------------------


def test_a_settled_grade() -> None:
    assert said("1b", **LOW_GOOD).in_words == "The method proposes Fair. Nothing is left open that could change it."


def test_an_unsettled_grade_counts_what_is_open() -> None:
    words = said("1b", {"beacon": "yes"}, f1=None, f2=None, f3=None, f4=None).in_words
    assert words == f"Four criteria are unrated and one question is unanswered: {ANYWHERE} Poor to Excellent."
    words = said("1b", {}, g1=None).in_words
    assert words == f"One criterion is unrated and two questions are unanswered: {ANYWHERE} Good to Excellent."


def test_something_open_that_can_change_nothing() -> None:
    words = said("1b", {}, **LOW_GOOD).in_words
    assert words == "The method proposes Fair. Two questions are unanswered; no answer could change the grade."


def test_the_gap() -> None:
    words = said("1b", f9="partly_met").in_words
    assert words == (
        "The method proposes no grade: the ratings fall between Poor and Fair, a gap the edition leaves open. "
        "A person must decide."
    )


def test_a_flag_names_the_factor_that_was_not_shown() -> None:
    assert said("1b", {"beacon": "no", "innovation": "yes"}).flags == [
        "Enough criteria are met for Excellent, but “A beacon to other forces” was not shown."
    ]


def test_two_factors_were_not_shown() -> None:
    assert said("1b", {"beacon": "no", "innovation": "no"}).flags == [
        "Enough criteria are met for Excellent, but “A beacon to other forces” and “Introduces and evaluates new ways” "
        "were not shown."
    ]


def test_a_caveat() -> None:
    caveat = said("1b", {"beacon": "yes_with_caveat", "innovation": "yes"})
    assert caveat.flags == ["With a caveat: “A beacon to other forces”."]


# -- limiters --------------------------------------------------------------------------------------------------------


def test_the_weakest_component() -> None:
    found = said("4b", dv_f1="not_met", mp_f2="partly_met").limiters
    assert found == [
        "Weakest component. The lowest outcome, Poor (Domestic violence), is the outcome of the framework."
    ]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"g1": "not_met"}, "Prerequisite. G1 is not met, so the grade cannot be above Fair."),
        (
            {"g1": "partly_met", "g3": "not_met"},
            "Prerequisite. G1 and G3 are not met, so the grade cannot be above Fair.",
        ),
        ({"g1": None}, "Prerequisite. G1 is still to be rated: the grade may be held at Fair."),
        ({"g1": None, "g2": None}, "Prerequisite. G1 and G2 are still to be rated: the grade may be held at Fair."),
    ],
)
def test_a_prerequisite(other: dict[str, str | None], sentence: str) -> None:
    assert said("6b", **other).limiters == [sentence]


def test_graded_elsewhere() -> None:
    known = Said(propose(shipped(), Facts("baseline_2006", "1d", external_grade="good")))
    assert known.in_words == "The method proposes Good."
    assert known.limiters == [
        "Graded elsewhere. The grade comes from the separate inspection of professional standards. "
        "This framework has no criteria of its own here."
    ]
    unknown = Said(propose(shipped(), Facts("baseline_2006", "1d")))
    assert unknown.in_words == "The outside grade is not known: the grade could end anywhere from Poor to Excellent."
    assert unknown.reach("good") == "Good cannot be reached here: another inspection decides the grade."


# -- evidence, changes, what holds -----------------------------------------------------------------------------------


def cited(but: str) -> dict[str, frozenset[str]]:
    ids = {c.id for c in shipped().framework["1a"].criteria}
    return {"supported": frozenset(ids | set(BOTH)) - {but}}


def test_what_the_evidence_carries() -> None:
    assert said("1a", facts=cited("")).on_evidence == "Cited evidence carries the grade as far as the ratings do."
    assert said("1a", facts=cited("1a-f5")).on_evidence == (
        "Counting only what is cited, the grade could lie anywhere from between Poor and Fair to Excellent."
    )
    assert said("1a").on_evidence == ""


def test_what_would_reach_a_grade() -> None:
    assert said("1b", f9="partly_met").reach("fair") == "One change: F9."
    assert said("1b", f1="not_met", f2="not_met", f3="not_met", f9="not_met").reach("fair") == (
        "Four changes, and no fewer: F1 to F3 and F9."
    )
    half = {f"g{n}": "not_met" for n in (2, 4, 5, 7, 8, 9)}
    assert said("1b", f9="not_met", **half).reach("good") == (
        "Three changes, and no fewer: F9; and any two of G2, G4, G5, G7 to G9. There are 15 such sets."
    )


def none_at_good(edition: Edition) -> Said:
    ratings = {c.id: "met" if c.level == "fair" else "not_applicable" for c in edition.framework["1a"].criteria}
    reasons = {item: "Not here." for item, rating in ratings.items() if rating != "met"}
    return Said(propose(edition, Facts(edition.id, "1a", ratings, reasons, BOTH)), edition)


def test_a_grade_that_cannot_be_reached_says_why() -> None:
    assert none_at_good(shipped()).reach("excellent") == "Excellent cannot be reached: no Good criterion applies."


def test_a_share_beyond_all_of_them_is_not_said_to_be_a_lack_of_criteria() -> None:
    method = shipped().method.with_parameters(good_most_share=1, excellent_vast_share=1)
    edition = replace(shipped(), method=method)
    ratings = {c.id: "met" for c in edition.framework["1a"].criteria}
    sentence = Said(propose(edition, Facts(edition.id, "1a", ratings, {}, BOTH)), edition).reach("good")
    assert sentence.startswith("Good cannot be reached")
    assert "applies" not in sentence, "nine Good criteria apply, and all are met"


def test_what_holds_the_grade() -> None:
    assert (
        said("1b", **LOW_GOOD).hangs_on
        == "If any one of F1 to F11 fell one step, the outcome would be between Poor and Fair."
    )
    assert said("1b", f1="partly_met").hangs_on == "No single rating."
    caveat = said("1a", {"beacon": "yes_with_caveat", "innovation": "yes"})
    assert caveat.hangs_on == (
        "If any one of F1 to F5 and F7 to F11 fell one step, the outcome would be between Poor and Fair; "
        "if F6 fell one step, it would be Fair; if “A beacon to other forces” fell one step, it would be Good."
    )


# -- direction -------------------------------------------------------------------------------------------------------

IMPROVING = (Movement("fear_of_crime", "better", "tested", "page 12"),)


def test_the_direction_of_travel() -> None:
    none = "No direction is defined: nothing is known of this year against last. A person must decide."
    assert said("1a").direction == none
    assert said("7a").direction == "Not graded. The report prints no direction for this framework and gives no reason."
    assert said("1a", facts={"previous": Previous("none")}).direction == (
        "Not comparable. Last year's result cannot be compared with this one."
    )
    assert said("1a", facts={"movements": IMPROVING}).direction == (
        "The method proposes Improved. Fear of crime: better (tested statistically, page 12; it counts)."
    )


def test_the_conditions_of_1b() -> None:
    conditions = {"progressing": "yes", "improved": "no", "resourced": "no"}
    assert said("1b", facts={"movements": IMPROVING, "conditions": conditions}).direction.startswith(
        "The method proposes Stable. Improved needs three conditions here: "
        "active roll-out (yes), better performance (no) and significant resources (no)."
    )


# -- every sentence --------------------------------------------------------------------------------------------------


def well_formed(case: Case) -> None:
    proposal = propose(case.edition, case.facts)
    words = Sentences(case.edition, case.framework)
    said_of = [words.node(node) for node in proposal.reasons.walk()]
    said_of += [words.in_words(proposal), words.hangs_on(proposal), *words.flags(proposal), *words.limiters(proposal)]
    said_of += [words.reach(reach) for reach in proposal.to_reach] + [words.direction(proposal.direction)]
    for sentence in said_of:
        bare = plain(sentence)
        assert sentence.count("**") % 2 == 0, sentence
        assert bare[0].isupper() or not bare[0].isalpha(), sentence
        assert bare.endswith("."), sentence
        assert not any(fault in bare for fault in ("  ", " ,", "..", "None", "()", ": .", "_")), sentence


@thorough(400)
@given(small_cases())
def test_every_sentence_is_whole(case: Case) -> None:
    well_formed(case)


@thorough(100)
@given(shipped_cases())
def test_every_sentence_about_a_shipped_framework_is_whole(case: Case) -> None:
    well_formed(case)
