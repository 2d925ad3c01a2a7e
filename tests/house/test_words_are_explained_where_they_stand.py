"""A word of the product is explained on a page that uses it, in one or two sentences."""

import re

import pytest

from inspect_app.catalogue import editions
from inspect_app.catalogue.product_words import MEANINGS
from tests.house.tree import files, text

PAGES = {name: text(name) for name in files() if name.endswith(".html")}
USED = {word for page in PAGES.values() for word in re.findall(r'explain\("([^"]+)"', page)}
TAGS = {"dominant criterion", "significant criterion", "prerequisite"}
"""Terms of tags, which the ladder names and the pages pass on."""


@pytest.mark.parametrize("word", MEANINGS)
def test_a_word_is_explained_on_a_page_in_a_sentence_or_two(word: str) -> None:
    assert word in USED
    assert 1 <= len(re.findall(r"[.](?=\s|$)", MEANINGS[word])) <= 2
    assert MEANINGS[word].endswith(".")


def test_every_word_that_pages_explain_has_a_meaning() -> None:
    glossary = {name for term in editions.load("baseline_2006").glossary for name in (term.term, *term.also)}
    assert sorted((USED | TAGS) - MEANINGS.keys() - glossary) == []
