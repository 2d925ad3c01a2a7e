"""Two versions are told apart where they differ, and put together so that no word of either is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.assessment.together.comparison import compare, is_same, merged

SAVED = "Areas each run their own plan. No document covers the force, and none is planned before April."
YOURS = "Areas each run their own plan. A recovery plan worked in two areas, but nothing yet sets one standard."

words = st.sampled_from(
    ["plan", "force", "not", "the", "a", "one.", "two!", "April?", "–", "- item", "**bold**", "e.g."]
)
texts = st.lists(st.tuples(words, st.sampled_from([" ", " ", " ", "\n", "\n\n", "  "]))).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


def words_in(text: str) -> Counter[str]:
    """The words, without the stops behind them."""
    return Counter(word.rstrip(".,;:!?") or word for word in text.split())


def only_here(parts: list) -> list[str]:
    return [part.text.strip() for part in parts if part.only_here]


def test_what_only_one_version_says_is_marked_and_the_rest_is_not() -> None:
    left, right = compare(SAVED, YOURS)
    assert only_here(left) == ["No document covers the force, and none is planned before April."]
    assert only_here(right) == ["A recovery plan worked in two areas, but nothing yet sets one standard."]


def test_a_word_put_into_a_sentence_is_all_that_is_marked() -> None:
    left, right = compare(
        "The plan was approved by the board in May.", "The plan was not approved by the board in May."
    )
    assert (only_here(left), only_here(right)) == ([], ["not"])


def test_other_spaces_and_line_ends_are_no_difference() -> None:
    assert is_same("One plan.\n\nTwo  areas.", "One plan. Two areas.\n")
    left, right = compare("One plan. Two areas.", "One plan.\nTwo areas.")
    assert only_here(left) == only_here(right) == []


def test_the_shared_part_stands_once_in_the_merged_text_and_yours_comes_first() -> None:
    assert merged(SAVED, YOURS) == f"{YOURS}\n\nNo document covers the force, and none is planned before April."


def test_a_sentence_that_yours_only_made_longer_is_not_said_twice() -> None:
    assert merged("The plan was approved.", "The plan was approved in May.") == "The plan was approved in May."


def test_one_empty_version_leaves_the_other() -> None:
    assert merged("", YOURS) == merged(YOURS, "") == YOURS


@given(texts, texts)
def test_the_parts_of_a_version_are_that_version(saved: str, yours: str) -> None:
    left, right = compare(saved, yours)
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (saved, yours)


@given(texts, texts)
def test_what_is_not_marked_is_said_by_both(saved: str, yours: str) -> None:
    left, right = compare(saved, yours)
    # The space between two parts may stand in the part that is left out.
    shared = [" ".join(p.text for p in side if not p.only_here).split() for side in (left, right)]
    assert shared[0] == shared[1]


@given(texts, texts)
def test_no_word_of_either_version_is_lost_in_the_merged_text(saved: str, yours: str) -> None:
    both = words_in(merged(saved, yours))
    assert not words_in(saved) - both
    assert not words_in(yours) - both


@given(texts, texts)
def test_the_merged_text_opens_with_yours(saved: str, yours: str) -> None:
    assert merged(saved, yours).startswith(yours.rstrip())


@given(texts)
def test_a_version_merged_with_itself_is_itself(text: str) -> None:
    assert merged(text, text).split() == text.split()


def test_a_text_that_repeats_itself_thousands_of_times_is_told_apart_at_once() -> None:
    left, right = compare("a. " * 7_000, "b. " * 7_000)
    assert only_here(left) and only_here(right)
    assert len(merged("a. " * 7_000, "b. " * 7_000).split()) == 14_000
