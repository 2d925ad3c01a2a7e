"""What stops submitting, what to look at first, and marking frameworks ready."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from inspect_app import clock, db
from inspect_app.accounts.models import RoleHeld
from inspect_app.assessment.models import Entry, ExternalGrade, Finding, FindingCriterion, PutForward, Rating
from inspect_app.assessment.submission.completeness import Point, advisable, missing, stopping, total
from inspect_app.audit.models import AuditEvent
from tests import factories
from tests.slices.assessment.submission.finishing import HERE, ROOT, Finishing, as_whole, finishing


def points_of(made: Finishing, framework: str) -> list[Point]:
    with db.reading(made.url) as session:
        now = as_whole(session)
        return next(missing(one, now, HERE) for one in now if one.framework.id == framework)


def test_nothing_stops_an_assessment_in_which_nothing_is_missing(done: Finishing) -> None:
    page = done.client("assessor").get(f"{ROOT}/check").text
    assert "Nothing stops you" in page
    assert "Submit for signature" in page


def test_each_missing_thing_is_a_link_to_where_it_is_done(begun: Finishing) -> None:
    page = begun.client("assessor").get(f"{ROOT}/check").text
    with db.reading(begun.url) as session:
        stops = stopping(as_whole(session), HERE)
    assert f"{total(stops)} things stop you submitting" in page
    for group in stops:
        for point in group.points:
            assert f'href="{point.address}"' in page or point.kind == "not_ready"
    assert "Submit for signature" not in page


def test_a_criterion_without_rating_stops(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        session.execute(delete(Rating).where(Rating.criterion == "6d-g2"))
    assert [(p.kind, p.words) for p in points_of(done, "6d")] == [("unrated", "G2 is not rated.")]
    assert points_of(done, "6d")[0].address == f"{ROOT}/6d/g2"


def test_a_choice_of_not_applicable_without_a_reason_stops(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        step = factories.edition().scales.not_applicable
        assert step is not None
        session.execute(
            update(Rating).where(Rating.criterion == "6d-g2").values(step=step.id, applies=False, because=None)
        )
    assert [p.kind for p in points_of(done, "6d")] == ["reason"]


def test_a_gap_in_the_method_stops_until_a_person_judges(done: Finishing) -> None:
    assert points_of(done, "3a") == []
    with db.unit_of_work(done.url) as session:
        session.execute(delete(PutForward))
    assert [p.kind for p in points_of(done, "3a")] == ["judgement"]


def test_a_grade_of_another_inspection_that_is_missing_stops(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        session.execute(delete(ExternalGrade))
    assert [p.kind for p in points_of(done, "1d")] == ["external"]


def test_a_factor_stops_only_while_the_grade_depends_on_it(begun: Finishing) -> None:
    with db.reading(begun.url) as session:
        now = as_whole(session)
        for one in now:
            kinds = [point.kind for point in missing(one, now, HERE)]
            assert one.proposal is not None
            assert not (one.proposal.settled and "factor" in kinds)
        assert any(point.kind == "factor" for one in now for point in missing(one, now, HERE))


def test_what_cannot_be_worked_out_says_so_and_the_others_stand(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        session.execute(update(Rating).where(Rating.criterion == "6d-g2").values(criterion="6d-g99"))
    kinds = {p.kind for p in points_of(done, "6d")}
    assert kinds == {"unrated", "fault"}
    page = done.client("assessor").get(f"{ROOT}/check")
    assert page.status_code == 200
    assert "6D cannot be worked out" in page.text


def test_findings_against_a_rating_are_pointed_out_and_do_not_stop(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        entry = session.scalars(select(Entry).where(Entry.framework == "6d")).one()
        rating = session.scalars(select(Rating).where(Rating.criterion == "6d-f1")).one()
        rating.step = factories.edition().scales.ratings.ids()[-1]
        finding = session.scalars(
            select(Finding).where(Finding.entry_id == entry.id, Finding.kind == "area_for_improvement").limit(1)
        ).one()
        session.execute(delete(FindingCriterion).where(FindingCriterion.finding_id == finding.id))
        session.add(FindingCriterion(finding_id=finding.id, criterion="6d-f1", place=0))
        session.flush()
        now = as_whole(session)
        assert stopping(now, HERE) == ()
        kinds = {advice.kind: [point.words for _, point in advice.points] for advice in advisable(now, HERE)}
    assert any(finding.printed_id in words and words.startswith("F1 ") for words in kinds["contradiction"])


def test_a_departure_and_a_missing_text_are_advice(done: Finishing) -> None:
    with db.reading(done.url) as session:
        kinds = [advice.kind for advice in advisable(as_whole(session), HERE)]
    assert "departure" in kinds
    assert kinds[-1] == "text"


def test_a_finished_framework_can_be_marked_ready_and_taken_back(tmp_path: Path) -> None:
    made = finishing(tmp_path, ready=False)
    assessor = made.client("assessor")
    assert "Mark 6D ready" in assessor.get(f"{ROOT}/check").text
    answer = assessor.post(f"{ROOT}/ready", data={"framework": "6d"}, follow_redirects=True)
    assert "6D marked ready." in answer.text
    assert made.entry_states() == {"draft", "ready"}
    assessor.post(f"{ROOT}/draft", data={"framework": "6d", "then": "framework"})
    assert made.entry_states() == {"draft"}
    with db.reading(made.url) as session:
        told = session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert told == ["assessment:entry:taken_back", "assessment:entry:marked_ready"]


def test_all_that_is_finished_can_be_marked_at_once_and_nothing_else_is(begun: Finishing) -> None:
    assessor = begun.client("assessor")
    answer = assessor.post(f"{ROOT}/ready", data={"all": "1"}, follow_redirects=True)
    assert "1D marked ready." in answer.text
    with db.reading(begun.url) as session:
        assert session.scalars(select(Entry.framework).where(Entry.state == "ready")).all() == ["1d"]


def test_marking_twice_writes_one_event(tmp_path: Path) -> None:
    made = finishing(tmp_path, ready=False)
    for _ in range(2):
        assert made.client("assessor").post(f"{ROOT}/ready", data={"framework": "6d"}).status_code == 302
    with db.reading(made.url) as session:
        assert len(session.scalars(select(AuditEvent).where(AuditEvent.verb.like("%marked_ready"))).all()) == 1


def test_a_framework_with_something_missing_is_not_marked_ready(begun: Finishing) -> None:
    answer = begun.client("assessor").post(f"{ROOT}/ready", data={"framework": "2a"})
    assert answer.status_code == 403
    assert "2A cannot be marked ready yet. F4 is not rated." in answer.text
    assert begun.entry_states() == {"draft"}


def test_a_framework_of_another_edition_or_none_is_not_found(done: Finishing) -> None:
    for data in ({"framework": "9z"}, {}):
        assert done.client("assessor").post(f"{ROOT}/ready", data=data).status_code == 404
        assert done.client("assessor").post(f"{ROOT}/draft", data=data).status_code == 404


@pytest.mark.parametrize("role", ["chief_officer", "force_lead", "viewer"])
def test_the_rest_of_the_team_reads_the_check_and_gets_no_buttons(role: str, done: Finishing) -> None:
    page = done.client(role).get(f"{ROOT}/check").text
    assert "Nothing stops the force." in page
    assert not re.search(r"<button[^>]*>(Mark|Take back)", page)
    assert done.client(role).post(f"{ROOT}/ready", data={"all": "1"}).status_code == 403


@pytest.mark.parametrize("role", ["inspector", "administrator"])
def test_a_draft_is_the_forces_alone(role: str, done: Finishing) -> None:
    for page in ("check", "submit", "sign", "return", "take-back", "versions", "versions/changes"):
        assert done.client(role).get(f"{ROOT}/{page}").status_code == 404


def test_people_of_another_force_find_nothing(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        session.execute(update(RoleHeld).where(RoleHeld.force == "kent").values(force="esk"))
    for role in ("assessor", "chief_officer"):
        for page in ("check", "sign", "versions", "versions/1"):
            assert done.client(role).get(f"{ROOT}/{page}").status_code == 404
        for page in ("submit", "sign", "return", "take-back", "ready", "draft"):
            assert done.client(role).post(f"{ROOT}/{page}").status_code == 404
    assert done.state() == "drafting"


def test_the_number_of_statements_does_not_grow_with_the_work(begun: Finishing, tmp_path: Path) -> None:
    assessor = begun.client("assessor")
    assessor.get(f"{ROOT}/check")
    with factories.counted(begun.url) as before:
        assessor.get(f"{ROOT}/check")
    with db.unit_of_work(begun.url) as session:
        entry = session.scalars(select(Entry).where(Entry.framework == "3c")).one()
        for number in range(50, 150):
            session.add(
                Finding(
                    assessment_id=entry.assessment_id,
                    entry_id=entry.id,
                    kind="strength",
                    number=number,
                    printed_id=f"3C-S{number}",
                    text="One more.",
                    place=number,
                    created_at=clock.now().replace(tzinfo=None),
                )
            )
    with factories.counted(begun.url) as after:
        assessor.get(f"{ROOT}/check")
    assert len(after) == len(before) <= 24
