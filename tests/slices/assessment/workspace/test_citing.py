"""Citations change what the evidence carries, say what they are, and are never lost."""

from __future__ import annotations

import io
import re

from sqlalchemy import select, update

from inspect_app import db
from inspect_app.assessment import queries
from inspect_app.assessment.models import Assessment, Rating
from inspect_app.evidence.models import Evidence, Revision
from tests import factories
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import (
    AFTER_IT,
    HERE,
    add_evidence,
    citations,
    cite,
    proposed,
    rate,
    withdraw,
)


def all_met(team: Team, framework: str = "3c") -> None:
    """Every criterion rated met, with nothing cited: what a force could claim without showing anything."""
    with db.unit_of_work(team.url) as session:
        entry = factories.the_entry(session, framework)
        there = {row.criterion: row for row in session.scalars(select(Rating).where(Rating.entry_id == entry.id))}
        for place, criterion in enumerate(factories.edition().framework[framework].criteria):
            if criterion.id in there:
                there[criterion.id].step, there[criterion.id].applies = "met", True
            else:
                session.add(
                    Rating(entry_id=entry.id, criterion=criterion.id, step="met", applies=True, place=100 + place)
                )


def test_claims_without_evidence_show_as_such_everywhere(team: Team) -> None:
    all_met(team)
    view = proposed(team).as_evidenced
    assert view is not None
    assert view.floor == "poor"
    page = team.priya.get(f"{HERE}/3c").text
    assert "On evidence alone" in page
    assert "19 ratings have no evidence" in page
    assert page.count("no evidence</strong>") == 19
    assert re.search(r"No evidence</h3>|No evidence \(19\)", page)


def test_citing_moves_what_the_evidence_carries(team: Team) -> None:
    all_met(team)
    revision = add_evidence(team)
    for criterion in factories.edition().framework["3c"].criteria:
        if criterion.level == "fair":
            assert cite(team, criterion.number.lower(), revision).status_code == 302
    view = proposed(team).as_evidenced
    assert view is not None
    assert view.floor == "fair"


def test_a_citation_says_what_it_is_beside_the_criterion(team: Team) -> None:
    cite(team, "f2", add_evidence(team))
    page = team.priya.get(f"{HERE}/3c/f2").text
    assert "Detections recovery plan</a>, version 1, page 4" in page
    assert "Document. 14 November 2005, inside the year. RESTRICTED" in page
    assert "A plan for two areas." in page
    assert "<strong>RESTRICTED</strong> the highest marking on this page" in page
    assert team.trail()[-1].verb == "assessment:citation:added"


def test_citing_twice_is_one_citation(team: Team) -> None:
    revision = add_evidence(team)
    assert {cite(team, "f2", revision).status_code for _ in range(2)} == {302}
    assert len(citations(team)) == 1


def test_what_is_missing_in_a_citation_is_named(team: Team) -> None:
    answer = cite(team, "f2", add_evidence(team), shows="")
    assert answer.status_code == 400
    assert "Say what it shows" in answer.text
    answer = cite(team, "f2", 999_999)
    assert answer.status_code == 400
    assert "Choose" in answer.text
    assert citations(team) == []


def test_evidence_outside_the_year_is_kept_and_does_not_count(team: Team) -> None:
    rate(team, "f2", "met")
    cite(team, "f2", add_evidence(team, "April audit", AFTER_IT))
    page = team.priya.get(f"{HERE}/3c/f2").text
    assert "Dated 10 April 2006, outside the assessment year. It is kept, and does not count." in page
    assert "3c-f2" not in (facts_supported(team) or ())


def facts_supported(team: Team) -> frozenset[str] | None:
    with team.reading() as session:
        assessment = session.scalars(select(Assessment)).one()
        found = queries.supported(session, assessment.id)
        return None if found is None else found.get(team.entry().id, frozenset())


def test_withdrawn_evidence_stays_struck_through_with_its_reason(team: Team) -> None:
    rate(team, "f2", "met")
    cite(team, "f2", add_evidence(team))
    assert "3c-f2" in (facts_supported(team) or ())
    withdraw(team, "Detections recovery plan")
    assert "3c-f2" not in (facts_supported(team) or ())
    page = team.priya.get(f"{HERE}/3c/f2").text
    assert 'class="evidence withdrawn"' in page
    assert "replaced by the final paper" in page
    assert "This rating has no other evidence." in page


def test_a_newer_version_is_pointed_out(team: Team) -> None:
    cite(team, "f2", add_evidence(team))
    with db.unit_of_work(team.url) as session:
        old = session.scalars(select(Revision)).one()
        session.add(
            Revision(
                evidence_id=old.evidence_id, number=2, form="note", note="More.", added_by=1, added_at=old.added_at
            )
        )
    page = team.priya.get(f"{HERE}/3c/f2").text
    assert "Version 2 exists. You cite version 1." in page


def test_a_citation_is_taken_back_with_a_reason_and_stays(team: Team) -> None:
    cite(team, "f2", add_evidence(team))
    (row,) = citations(team)
    path = f"{HERE}/3c/f2/citations/{row.id}/take-back"
    assert "Detections recovery plan" in team.priya.get(path).text
    refused = team.priya.post(path, data={"because": " "})
    assert refused.status_code == 400
    assert "Say why you take it back" in refused.text
    assert team.priya.post(path, data={"because": "Wrong plan."}).status_code == 302
    (row,) = citations(team)
    assert (row.taken_back_because, row.taken_back_by) == ("Wrong plan.", team.people["priya"].id)
    assert team.trail()[-1].says == "took back Detections recovery plan for 3C F2"
    assert "A plan for two areas." not in team.priya.get(f"{HERE}/3c/f2").text
    assert team.priya.post(path, data={"because": "Again."}).status_code == 404


def test_another_forces_evidence_cannot_be_cited(team: Team) -> None:
    revision = add_evidence(team)
    with db.unit_of_work(team.url) as session:
        session.execute(update(Evidence).values(force="esk"))
    assert cite(team, "f2", revision).status_code == 400
    assert citations(team) == []


def test_a_viewer_sees_no_document_above_their_marking_but_that_there_is_one(team: Team) -> None:
    cite(team, "f2", add_evidence(team))
    with db.unit_of_work(team.url) as session:
        session.execute(update(Evidence).values(marking="CONFIDENTIAL"))
    page = team.vera.get(f"{HERE}/3c/f2").text
    assert "Detections recovery plan" not in page
    assert "One more piece is cited that you may not see." in page


def test_the_library_is_searched_by_title(team: Team) -> None:
    add_evidence(team, "Detections recovery plan")
    add_evidence(team, "Minutes of tasking")
    page = team.priya.get(f"{HERE}/3c/f2/cite?find=tasking").text
    assert "Minutes of tasking" in page
    assert "Detections recovery plan" not in page
    assert "No evidence has these words" in team.priya.get(f"{HERE}/3c/f2/cite?find=zebra").text


def test_files_are_added_right_beside_the_criterion_and_come_back_to_it(team: Team) -> None:
    page = team.priya.get(f"{HERE}/3c/f2").text
    action = re.search(r'class="drop cite-here" method="post" action="([^"]+)"', page)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert action is not None
    assert key is not None
    files = [(io.BytesIO(b"Plan for two areas.\n"), "plan.txt")]
    answer = team.priya.post(action[1], data={"key": key[1], "files": files})
    assert answer.status_code == 302
    assert "for=3c/3c-f2" in answer.location.replace("%2F", "/")


def test_what_no_evidence_supports_cannot_be_cited_for(team: Team) -> None:
    assert team.priya.get(f"{HERE}/1b/improved/cite").status_code == 404
