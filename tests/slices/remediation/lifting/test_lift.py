"""The page of the lift plan: what closing would lift, adopting an order, following it, and a new cycle."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete, select, update

from inspect_app import db
from inspect_app.assessment.models import Assessment, Draft, Entry, Rating
from inspect_app.remediation.lifting import alone, listed, queries
from inspect_app.remediation.models import Area, AreaCriterion, LiftPlan
from inspect_app.remediation.policy import Sight
from tests import factories
from tests.slices.remediation.january import ROOT, January

LIFT = f"{ROOT}/lift"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def adopted(then: January) -> int:
    lead = then.client("force_lead")
    seen = hidden(lead.get(LIFT).text, "seen")
    return lead.post(LIFT, data={"by": "count", "unrated": "met", "seen": seen}).status_code


def test_the_page_says_how_many_closures_lift_how_many_grades(then: January) -> None:
    page = then.client("force_lead").get(LIFT).text
    assert "Closing four areas of 83 would lift four grades." in page
    assert "Somebody still has to rate them." in page
    assert "no rating is carried over as done" in page


def test_what_is_not_rated_can_be_counted_as_not_met(then: January) -> None:
    lead = then.client("force_lead")
    assert "Closing one area of 83 would lift one grade." in lead.get(f"{LIFT}?unrated=worst").text
    page = lead.get(f"{LIFT}?unrated=worst&without=71").text
    assert "No set of open areas would lift a grade." in page
    assert "Adopt this order" not in page


@pytest.mark.parametrize("query", ["by=effort", "by=soonest", "by=nonsense&unrated=x&without=zzz&without=999"])
def test_every_choice_stands_in_the_address(then: January, query: str) -> None:
    assert then.client("viewer").get(f"{LIFT}?{query}").status_code == 200


def test_an_area_that_is_left_out_holds_its_criteria(then: January) -> None:
    lead = then.client("force_lead")
    assert "AFI 13</a>" in lead.get(LIFT).text.partition('id="held"')[0]
    assert "AFI 13</a>" not in lead.get(f"{LIFT}?without=13").text.partition('id="held"')[0]


def test_an_order_is_adopted_once_and_followed(then: January) -> None:
    assert adopted(then) == 302
    page = then.client("viewer").get(f"{LIFT}/plan").text
    assert "None of eight steps is done. Step 1 is next." in page
    with db.unit_of_work(then.url) as session:
        area = session.scalars(select(Area).where(Area.number == 13)).one()
        area.version += 1
    assert "One area changed since" in then.client("viewer").get(f"{LIFT}/plan").text
    assert "One area changed since" in then.client("viewer").get(LIFT).text


def test_an_order_that_changed_meanwhile_is_not_adopted(then: January) -> None:
    lead = then.client("force_lead")
    answer = lead.post(LIFT, data={"by": "count", "unrated": "met", "seen": "0" * 64})
    assert answer.status_code == 409
    assert "Something changed after this order was worked out." in answer.text
    with db.reading(then.url) as session:
        assert session.scalars(select(LiftPlan)).all() == []


def test_a_viewer_adopts_nothing(then: January) -> None:
    viewer = then.client("viewer")
    assert "Adopt this order" not in viewer.get(LIFT).text
    assert viewer.post(LIFT, data={}).status_code == 403


def test_following_ends_when_the_force_says_so(then: January) -> None:
    adopted(then)
    lead = then.client("force_lead")
    assert lead.post(f"{LIFT}/plan").status_code == 302
    assert lead.get(f"{LIFT}/plan").status_code == 404


def test_the_register_names_a_grade_only_where_one_area_does_it(then: January) -> None:
    assert lifts_of(then, 13, 21) == {13: "1C: Good", 21: "3A, with two more"}


def test_where_too_many_areas_bear_on_a_framework_only_what_one_lifts_by_itself_is_said(
    then: January, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone, "EXACT_UP_TO", 0)
    assert lifts_of(then, 13, 21) == {13: "1C: Good"}


def lifts_of(then: January, *numbers: int) -> dict[int, str]:
    with db.reading(then.url) as session:
        ids = {row.id: row.number for row in session.execute(select(Area.id, Area.number))}
        wanted = [id_ for id_, number in ids.items() if number in numbers]
        found = listed.would_lift(session, {"baseline_2006": factories.edition()}, "kent", Sight(3), wanted)
    assert found is not None
    edition, lifts = found
    return {ids[id_]: queries.lift_words(edition, lift) for id_, lift in lifts.items()}


def test_a_page_costs_as_many_statements_with_more_areas(then: January) -> None:
    lead = then.client("force_lead")
    lead.get(LIFT)
    with factories.counted(then.url) as many:
        lead.get(LIFT)
    with db.unit_of_work(then.url) as session:
        session.execute(delete(AreaCriterion).where(AreaCriterion.area_id > 5))
    with factories.counted(then.url) as few:
        lead.get(LIFT)
    assert len(few) == len(many)


def test_progress_becomes_a_draft_and_never_a_rating(then: January) -> None:
    with db.unit_of_work(then.url) as session:
        session.execute(update(Assessment).values(state="drafting"))
        before = session.execute(select(Rating.criterion, Rating.step).order_by(Rating.id)).all()
    assessor = then.client("assessor")
    url = "/forces/kent/2005-06/improvement/carry"
    assert "Nothing is rated by that" in assessor.get(url).text
    with db.unit_of_work(then.url) as session:
        session.execute(update(Entry).values(state="draft"))
    assert assessor.post(url, data={"frameworks": ["3a", "7a"]}).status_code == 302
    with db.reading(then.url) as session:
        drafts = session.scalars(select(Draft).order_by(Draft.id)).all()
        assert len(drafts) == 2
        assert "Two of six have answered" in drafts[0].fields["text"][0]
        assert session.execute(select(Rating.criterion, Rating.step).order_by(Rating.id)).all() == before
    assessor.post(url, data={"frameworks": ["3a"]})
    assert "had a draft of yours already" in assessor.get(url).text


def test_the_plan_is_safe_from_other_sites(then: January) -> None:
    then.app.config["WTF_CSRF_ENABLED"] = True
    assert then.client("force_lead").post(LIFT, data={"seen": "x"}).status_code == 400
