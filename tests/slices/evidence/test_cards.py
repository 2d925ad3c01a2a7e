"""What the workspace is told of the revisions that it cites: in one statement, and only what is so."""

from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from inspect_app import db
from inspect_app.evidence import queries
from inspect_app.evidence.policy import Window
from tests.factories import counted
from tests.slices.evidence.adding import LIBRARY, add, day

YEAR = Window(date(2005, 4, 1), date(2006, 3, 31))


def test_cards_say_what_is_cited_whether_it_counts_and_whether_a_newer_version_exists(
    priya: FlaskClient, url: str
) -> None:
    outside = {name.replace("-", "__"): word for name, word in day("all-effective_from", 14, 4, 2006).items()}
    add(priya, note="One")
    add(priya, note="Two", **outside)
    add(priya, note="Three")
    priya.post(f"{LIBRARY}/1/versions", data={"note": "One, better"})
    priya.post(f"{LIBRARY}/3/withdraw", data={"because": "Wrong"})
    with db.reading(url) as session, counted(url) as asked:
        cards = list(queries.revision_cards(session, [1, 2, 3, 4], YEAR).values())
        assert len(asked) == 1
        assert queries.counting(session, [1, 2, 3, 4], YEAR) == {1, 4}
    assert [(c.title, c.revision, c.newest, c.counts) for c in cards] == [
        ("One", 1, 2, True),
        ("One", 2, 2, True),
        ("Two", 1, 1, False),
        ("Three", 1, 1, False),
    ]
    assert cards[2].outside == "Dated 14 April 2006, outside the assessment year. It is kept, and does not count."
    assert (cards[3].withdrawn_by, cards[3].withdrawn_because) == ("Priya Nair", "Wrong")
    assert cards[0].address("2005-06") == f"{LIBRARY}/1"


def test_the_newest_revisions_of_numbers_leave_out_what_is_withdrawn_and_others(priya: FlaskClient, url: str) -> None:
    add(priya, note="One")
    add(priya, note="Two")
    priya.post(f"{LIBRARY}/1/versions", data={"note": "One, better"})
    priya.post(f"{LIBRARY}/2/withdraw", data={"because": "Wrong"})
    with db.reading(url) as session:
        assert queries.newest_revisions(session, "kent", [1, 2, 7]) == {1: 3}
        assert queries.newest_revisions(session, "esk", [1]) == {}
