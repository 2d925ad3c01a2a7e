"""The pages of what if: an address that can be shared, nothing written, and proposals that keep their effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.moderation.models import Case, ChangeProposal
from tests import factories
from tests.slices.moderation.over_all_forces import CYCLE, Nation, over_all_forces, text

PAGE = f"/what-if/{CYCLE}"
MOST = f"{PAGE}?kind=parameter&parameter=good_most_share&value=75"


@pytest.fixture
def there(tmp_path: Path) -> Nation:
    return over_all_forces(tmp_path)


def test_the_address_alone_shows_who_would_move_and_nothing_is_written(there: Nation) -> None:
    client = there.client("moderator")
    client.get(PAGE)
    with factories.counted(there.url) as asked:
        page = text(client.get(MOST).text)
    assert "of 989 grades would change, all of them down, in" in page
    assert "“Most” means more than 75%, instead of more than 50%." in page
    assert "More than 75% of the Good criteria are met: no" in page
    assert "leaves aside what people decided" in page
    assert not [one for one in asked if one.startswith(("INSERT", "DELETE"))]
    assert len(asked) <= 16


def test_a_cell_of_the_table_cuts_the_list_down_to_its_movers(there: Nation) -> None:
    client = there.client("moderator")
    whole, cut = (text(client.get(MOST + more).text) for more in ("", "&was=good-good&now=fair-fair"))
    assert "Only those from Good to Fair" in cut
    assert len(cut) < len(whole)
    assert client.get(MOST + "&was=rubbish&now=").status_code == 200
    assert client.get(MOST + "&was=a-b&now=c-d").status_code == 200


def test_an_impossible_value_names_its_limits_and_keeps_what_was_typed(there: Nation) -> None:
    answer = there.client("moderator").get(f"{PAGE}?kind=parameter&parameter=good_most_share&value=95")
    assert answer.status_code == 400
    assert "Choose between 0% and 80%: this edition allows 0% to 100%" in text(answer.text)
    assert 'value="95"' in answer.text
    for query in ("kind=level&criterion=9Z+Q1&level=fair", "kind=flag&criterion=&flag=dominant", "kind=rule&rule=x"):
        assert there.client("moderator").get(f"{PAGE}?{query}").status_code == 400, query


def test_a_fraction_is_told_back_as_the_percentage_it_was_read_as(there: Nation) -> None:
    page = text(there.client("moderator").get(f"{PAGE}?kind=parameter&parameter=good_most_share&value=0.6").text)
    assert "0.6 is read as 60%." in page and "“Most” means more than 60%" in page
    assert "is read as" not in there.client("moderator").get(MOST).text


def test_a_change_that_the_method_does_not_allow_is_refused_with_a_sentence(there: Nation) -> None:
    answer = there.client("moderator").get(f"{PAGE}?kind=rule&rule=fair.significant_fair")
    assert answer.status_code == 400
    assert "Poor could not be reached. The method does not allow that" in text(answer.text)


def test_a_change_without_effect_says_that_no_grade_would_change(there: Nation) -> None:
    page = text(there.client("moderator").get(f"{PAGE}?kind=parameter&parameter=poor_count&value=1").text)
    assert "No grade would change." in page


def test_a_proposal_keeps_its_reason_and_its_effect_as_it_was(there: Nation) -> None:
    lead = there.client("national_lead")
    answer = lead.post(MOST, data={"because": "Half is too weak a reading of most."})
    assert answer.location == f"{PAGE}/proposals/1"
    before = text(lead.get(answer.location).text)
    with db.unit_of_work(there.url) as session:
        for case in session.scalars(select(Case)):
            session.delete(case)
    after = text(lead.get(answer.location).text)
    assert there.client("moderator").get(answer.location).status_code == 200
    assert "Half is too weak a reading of most." in after
    assert before.partition("From what to what")[2][:2000] == after.partition("From what to what")[2][:2000] != ""
    assert "“Most” means more than 75%" in text(lead.get(f"{PAGE}/proposals").text)


def test_a_proposal_needs_a_reason_and_somebody_who_may_propose(there: Nation) -> None:
    answer = there.client("national_lead").post(MOST, data={"because": " "})
    assert answer.status_code == 400
    assert "Say why the method should change" in text(answer.text)
    assert there.client("moderator").post(MOST, data={"because": "I would."}).status_code == 404
    assert there.client("national_lead").post(PAGE, data={"because": "Why not."}).status_code == 400
    with db.reading(there.url) as session:
        assert session.scalars(select(ChangeProposal)).all() == []


def test_movers_of_an_unpublished_home_force_are_counted_and_not_named(there: Nation) -> None:
    lead = there.client("national_lead")
    whole = text(lead.get(MOST).text)
    force = "sim-07"
    assert "Simulated force 07" in whole
    there.unpublish(force)
    cut = text(there.somebody("Hugh Marsh", "moderator", home=(force,)).get(MOST).text)
    assert "Simulated force 07" not in cut
    assert "of a home force of yours that is not published" in cut
    assert (
        cut.partition("grades would change")[0].split()[-3:] == whole.partition("grades would change")[0].split()[-3:]
    )


def test_inspectors_and_forces_do_not_see_it(there: Nation) -> None:
    assert there.client("inspector").get(PAGE).status_code == 404
    assert there.somebody("Piers Nolan", ("chief_officer", "kent")).get(PAGE).status_code == 404
    assert there.client("moderator").get("/what-if/1999-00").status_code == 404
    assert there.client("moderator").get(f"{PAGE}/proposals/7").status_code == 404


def test_a_form_without_its_token_proposes_nothing(tmp_path: Path) -> None:
    there = over_all_forces(tmp_path, WTF_CSRF_ENABLED=True)
    assert there.client("national_lead").get(MOST).status_code == 200
    assert there.client("national_lead").post(MOST, data={"because": "Why not."}).status_code == 400
