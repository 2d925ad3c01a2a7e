"""A term is explained where it stands first on a page, by its edition before the product, and plain everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.catalogue.product_words import MEANINGS
from inspect_app.catalogue.terms import explain
from inspect_app.grading.edition import Term
from tests import factories
from tests.slices.assessment.together import kent_team

WORKSPACE = "/forces/kent/2005-06/assessment/3c"


@pytest.fixture
def a_page(tmp_path: Path) -> Iterator[None]:
    app = factories.application(factories.empty_database(tmp_path), tmp_path)
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("a_page")
def test_a_term_is_explained_where_it_stands_first_and_then_plain() -> None:
    first, second = explain("digest", "Digest"), explain("digest", "Digest")
    assert MEANINGS["digest"] in first
    assert 'popovertarget="term-digest"' in first
    assert second == "Digest"


@pytest.mark.usefixtures("a_page")
def test_what_an_edition_says_of_a_word_comes_first() -> None:
    own = Term("direction of travel", "Where the harbour is heading.")
    said = explain("direction of travel", edition=replace(factories.edition(), glossary=(own,)))
    assert own.meaning in said
    assert MEANINGS["direction of travel"] not in said


@pytest.mark.usefixtures("a_page")
def test_a_word_that_nobody_explains_stays_plain_and_is_escaped() -> None:
    assert explain("<b>unheard of</b>") == "&lt;b&gt;unheard of&lt;/b&gt;"


def test_the_workspace_explains_its_terms_and_tags_once(tmp_path: Path) -> None:
    page = kent_team.team(tmp_path).priya.get(WORKSPACE).text
    for name in ("proposed-grade", "on-evidence-alone", "direction-of-travel", "significant-criterion"):
        assert page.count(f'id="term-{name}"') == 1
    assert MEANINGS["on evidence alone"] in page
