"""A reader finds a word where the alphabet says, and reads at most two sentences about it."""

import re

import pytest

from tests.house.tree import text

ENTRIES = re.findall(r"^\*\*(.+?)\*\*: (.+?)(?=\n\n|\Z)", text("docs/glossary.md"), re.MULTILINE | re.DOTALL)
TERMS = [term for term, _ in ENTRIES]


def test_the_glossary_is_in_alphabetical_order() -> None:
    assert TERMS
    assert sorted(TERMS, key=str.casefold) == TERMS


def test_no_word_is_explained_twice() -> None:
    assert len(set(TERMS)) == len(TERMS)


@pytest.mark.parametrize(("term", "meaning"), ENTRIES)
def test_a_meaning_is_one_or_two_sentences(term: str, meaning: str) -> None:
    assert meaning.rstrip().endswith((".", "?")), term
    assert 1 <= len(re.findall(r"[.?](?=\s|$)", meaning)) <= 2, term


def test_a_proposal_is_the_engines_and_a_judgement_a_persons() -> None:
    meanings = dict(ENTRIES)
    assert "engine" in meanings["Proposal"]
    assert "person" in meanings["Judgement"]
