"""What counts in a year, what a marking lets people see, and the words that are said of dates, as tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.accounts.roles import Role
from inspect_app.evidence import markings, policy
from inspect_app.promises import NotAllowed

YEAR = policy.Window(date(2005, 4, 1), date(2006, 3, 31))
DAYS = st.dates(date(2000, 1, 1), date(2012, 1, 1))


@given(DAYS, DAYS)
def test_evidence_counts_when_any_of_its_days_lies_in_the_year(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    assert policy.counts(first, last, YEAR) is any(YEAR.first <= day <= YEAR.last for day in days)


def test_undated_evidence_does_not_count() -> None:
    assert not policy.counts(None, None, YEAR)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "undated"),
        (date(2006, 4, 14), date(2006, 4, 14), "14 April 2006"),
        (date(2006, 4, 1), date(2006, 4, 30), "April 2006"),
        (date(2005, 4, 1), date(2006, 3, 31), "April 2005 to March 2006"),
        (date(2006, 2, 1), date(2006, 2, 28), "February 2006"),
        (date(2006, 4, 1), date(2006, 4, 29), "1 April 2006 to 29 April 2006"),
    ],
)
def test_dates_are_said_as_people_say_them(first: date | None, last: date | None, words: str) -> None:
    assert policy.date_words(first, last) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2006, 3, 31), ("NOT PROTECTIVELY MARKED", "RESTRICTED", "CONFIDENTIAL")),
        (date(2014, 4, 1), ("NOT PROTECTIVELY MARKED", "RESTRICTED", "CONFIDENTIAL")),
        (date(2014, 4, 2), ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")),
    ],
)
def test_the_markings_are_those_of_the_scheme_in_force(on: date, words: tuple[str, ...]) -> None:
    assert markings.in_force(on) == words


def test_the_highest_marking_counts_over_both_schemes_and_an_unknown_one_above_all() -> None:
    assert markings.highest(["RESTRICTED", "OFFICIAL", "CONFIDENTIAL"]) == "CONFIDENTIAL"
    assert markings.highest(["SECRET", "NOT PROTECTIVELY MARKED"]) == "SECRET"
    assert markings.highest(["COSMIC", "CONFIDENTIAL"]) == "COSMIC"
    assert markings.highest([]) is None


@pytest.mark.parametrize(
    ("roles", "sees"),
    [
        ({Role.ASSESSOR}, ["OFFICIAL", "RESTRICTED", "CONFIDENTIAL", "SECRET"]),
        ({Role.VIEWER}, ["OFFICIAL", "RESTRICTED"]),
        ({Role.VIEWER, Role.CHIEF_OFFICER}, ["OFFICIAL", "RESTRICTED", "CONFIDENTIAL", "SECRET"]),
        ({Role.INSPECTOR}, []),
        ({Role.ADMINISTRATOR}, []),
        (set(), []),
    ],
)
def test_what_is_not_supplied_is_seen_by_the_force_within_its_markings(roles: set[Role], sees: list[str]) -> None:
    sight = policy.sight(roles)
    every = ["OFFICIAL", "RESTRICTED", "CONFIDENTIAL", "SECRET"]
    assert [marking for marking in every if sight.shows(marking, is_supplied=False)] == sees


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.MODERATOR, Role.NATIONAL_LEAD])
def test_what_is_supplied_is_seen_by_the_readers_of_the_inspectorate(role: Role) -> None:
    assert policy.sight({role}).shows("CONFIDENTIAL", is_supplied=True)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ASSESSOR, Role.FORCE_LEAD}))
def test_only_assessors_and_force_leads_add(role: Role) -> None:
    with pytest.raises(NotAllowed, match="Assessors and force leads"):
        policy.check_can_add({role}, is_open=True)


@pytest.mark.parametrize(
    ("scanned", "has_scanner", "opens"),
    [
        ("not_scanned", False, True),
        ("waiting", False, True),
        ("checked", True, True),
        ("not_scanned", True, False),
        ("waiting", True, False),
        ("too_large", True, False),
        ("infected:Test", True, False),
        ("infected:Test", False, False),
    ],
)
def test_where_a_scanner_is_set_up_nothing_opens_unchecked(scanned: str, has_scanner: bool, opens: bool) -> None:
    assert (policy.why_not_opened(scanned, has_scanner=has_scanner) is None) is opens
