"""What is fed to the index is found by its words, by nobody but those it is for, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.search import operations, queries
from inspect_app.search.operations import Entry
from inspect_app.search.terms import around, terms
from tests import factories


def entry(number: int, title: str, text: str = "", force: str = "kent", **more: str) -> Entry:
    return Entry("evidence", str(number), force, title, text, f"/forces/{force}/evidence/{number}", **more)


@pytest.fixture
def fed(either_database: str) -> str:
    with db.unit_of_work(either_database) as session:
        for each in (
            entry(1, "Burglary plan", "What is done about break-ins in Maidstone."),
            entry(
                2,
                "Minutes of the board",
                "The plan against burglary was read. Sergeant O'Neil spoke.",
                marking="RESTRICTED",
            ),
            entry(3, "Heddlu Ŵy", "Y mŵd ar y cŵn, gweler www.heddlu.example/cynllun.pdf"),
            entry(4, "Burglary in Esk", "Another force's burglary plan", force="esk"),
            entry(5, "Guide for all", "Burglary explained", audience="everyone"),
        ):
            operations.feed(session, each)
        operations.feed(session, Entry("finding", "1", "kent", "1A-S1", "Burglary fell", "/f", cycle="2005-06"))
    return either_database


def found(url: str, words: str, force: str | None = "kent", **narrowed: object) -> list[str]:
    with db.reading(url) as session:
        hits = queries.find(session, words, force=force, **narrowed)  # type: ignore[arg-type]
        return [f"{hit.kind} {hit.thing_id}" for hit in hits.hits]


FINDS = {
    "Maidstone": 1,
    "MAIDSTONE break-ins": 1,
    "maid": 1,
    "o'neil": 2,
    "O’Neil": 2,
    "mwd": 3,
    "cŵn": 3,
    "wy": 3,
    "cynllun": 3,
    "heddlu example": 3,
}
NO_WORDS = ("", " ", '"', "* ( ) NEAR", "-", "\x00", "' OR 1=1 --", "NOT", 'title:"', "a AND", "%_")


def test_words_are_found_whatever_their_accents_capitals_and_neighbours(fed: str) -> None:
    assert {words: found(fed, words) for words in FINDS} == {w: [f"evidence {n}"] for w, n in FINDS.items()}


def test_only_the_last_word_may_be_begun(fed: str) -> None:
    assert found(fed, "maidstone bre") == ["evidence 1"]
    assert found(fed, "maid break") == []


def test_all_words_must_be_there(fed: str) -> None:
    assert found(fed, "burglary maidstone") == ["evidence 1"]
    assert found(fed, "burglary nowhere") == []


def test_a_word_in_the_title_ranks_before_one_in_the_text(fed: str) -> None:
    assert found(fed, "plan")[0] == "evidence 1"


def test_a_force_finds_only_its_own(fed: str) -> None:
    assert found(fed, "burglary", force="esk") == ["evidence 4"]
    assert "evidence 4" not in found(fed, "burglary", force="kent")


def test_without_a_force_only_what_is_for_everyone_is_found(fed: str) -> None:
    assert found(fed, "burglary", force=None) == ["evidence 5"]


def test_what_is_found_is_narrowed_by_kind_and_marking(fed: str) -> None:
    assert found(fed, "burglary", kinds=("finding",)) == ["finding 1"]
    assert found(fed, "burglary", markings=("RESTRICTED",)) == ["evidence 2"]
    assert found(fed, "burglary", markings=()) == []


def test_what_changed_is_found_by_its_new_words_only(fed: str) -> None:
    with db.unit_of_work(fed) as session:
        operations.feed(session, entry(1, "Robbery plan", "Nothing else"))
    assert found(fed, "maidstone") == []
    assert found(fed, "robbery") == ["evidence 1"]


def test_what_is_forgotten_is_not_found(fed: str) -> None:
    with db.unit_of_work(fed) as session:
        operations.forget(session, "evidence", "1")
    assert found(fed, "maidstone") == []


def test_a_page_knows_how_many_there_are_in_all(fed: str) -> None:
    with db.reading(fed) as session:
        everything = queries.find(session, "burglary", force="kent", limit=50)
        second = queries.find(session, "burglary", force="kent", limit=2, offset=2)
        beyond = queries.find(session, "burglary", force="kent", limit=2, offset=10)
    assert second.hits == everything.hits[2:4]
    assert {hits.total for hits in (everything, second, beyond)} == {4}
    assert beyond.hits == ()


def test_what_is_no_word_or_looks_like_an_operator_is_taken_as_it_is(fed: str) -> None:
    assert [found(fed, typed) for typed in NO_WORDS] == [[]] * len(NO_WORDS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_nothing_that_can_be_typed_or_fed_is_a_fault(fed: str, typed: str) -> None:
    with db.unit_of_work(fed) as session:
        queries.find(session, typed, force="kent")
        operations.feed(session, entry(99, "Anything", typed.replace("\x00", "")))
        if typed.isascii() and terms(typed):
            assert "99" in {hit.thing_id for hit in queries.find(session, typed, force="kent").hits}
        session.rollback()


def test_a_very_long_text_of_many_different_words_is_still_found(either_database: str) -> None:
    text = " ".join(f"გამოძიება{number}" for number in range(60_000))
    with db.unit_of_work(either_database) as session:
        operations.feed(session, entry(1, "Long", text))
    assert found(either_database, "long") == ["evidence 1"]
    assert found(either_database, "გამოძიება7") == ["evidence 1"]


def test_a_search_takes_two_statements_however_much_there_is(fed: str) -> None:
    with factories.counted(fed) as asked:
        found(fed, "burglary")
    assert len(asked) == 2


def test_the_place_that_is_shown_may_stand_far_into_a_text(fed: str) -> None:
    with db.unit_of_work(fed) as session:
        operations.feed(session, entry(9, "Long", "Nothing of the kind. " * 3000 + "One force has a plan."))
    with db.reading(fed) as session:
        (hit,) = queries.find(session, "force plan", force="kent").hits
    assert {words for words, is_hit in hit.snippet if is_hit} == {"force", "plan"}


def test_a_snippet_shows_the_place_with_most_words_and_marks_them() -> None:
    text = (
        "Burglary. "
        + "Something else entirely. " * 40
        + "The <b>plan</b> against burglary\n or búrglary. "
        + "More. " * 80
    )
    parts = around(text, terms("plan burgl"))
    assert [part for part, is_hit in parts if is_hit] == ["plan", "burglary", "búrglary"]
    assert parts[0] == ("… ", False)
    assert parts[-1] == (" …", False)
    assert "".join(part for part, _ in parts[1:-1]) in " ".join(text.split())


def test_a_snippet_without_a_word_in_the_text_is_its_beginning() -> None:
    assert around("Short text.", terms("elsewhere")) == (("Short text.", False),)


@given(st.text(), st.text())
def test_a_snippet_can_be_made_of_anything(text: str, typed: str) -> None:
    assert all(part for part, _ in around(text, terms(typed)))
