"""A finding cites revisions of the force's own evidence, says what they show, and keeps what was taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from inspect_app import clock, db
from inspect_app.assessment.models import Citation
from inspect_app.evidence.models import Evidence, Revision
from tests.slices.assessment.together.kent_team import ENTRY, Team


def note(team: Team, title: str, force: str = "kent", number: int = 1) -> int:
    """A note among a force's evidence; the id of its revision."""
    now, owner = clock.now().replace(tzinfo=None), team.people["priya"].id
    with db.unit_of_work(team.url) as session:
        piece = Evidence(
            force=force, number=number, title=title, kind="document", marking="RESTRICTED", owner_id=owner,
            added_by=owner, added_at=now,
        )  # fmt: skip
        session.add(piece)
        session.flush()
        revision = Revision(evidence_id=piece.id, number=1, form="note", note="So.", added_by=owner, added_at=now)
        session.add(revision)
        session.flush()
        return revision.id


def cite(team: Team, finding: int, revision: int, **fields: str) -> int:
    given = {"revision": revision, "part": "page 4", "shows": "A plan for two areas.", **fields}
    return team.priya.post(f"{ENTRY}/findings/{finding}/cite", data=given).status_code


def citations(team: Team) -> list[Citation]:
    with team.reading() as session:
        return list(session.scalars(select(Citation).order_by(Citation.id)))


def test_a_citation_says_which_version_which_part_and_what_it_shows(team: Team) -> None:
    made, revision = team.write(), note(team, "Recovery plan")
    assert "Recovery plan, version 1" in team.priya.get(f"{ENTRY}/findings/{made}/cite").text
    assert cite(team, made, revision) == 302
    page = team.helen.get(f"{ENTRY}/findings/{made}").text
    assert "Recovery plan</a>, version 1, page 4" in page
    assert "A plan for two areas." in page
    assert team.trail()[-1].says == "cited Recovery plan, version 1, for 3C-A5"


def test_the_same_citation_sent_twice_is_one(team: Team) -> None:
    made, revision = team.write(), note(team, "Recovery plan")
    for _ in range(2):
        cite(team, made, revision)
    assert len(citations(team)) == 1


@pytest.mark.parametrize("shows", ["", "  "])
def test_what_it_shows_must_be_said(team: Team, shows: str) -> None:
    assert cite(team, team.write(), note(team, "Plan"), shows=shows) == 400
    assert citations(team) == []


def test_another_forces_evidence_is_neither_offered_nor_taken(team: Team) -> None:
    made, theirs = team.write(), note(team, "Esk's secret", force="esk")
    assert "Esk" not in team.priya.get(f"{ENTRY}/findings/{made}/cite").text
    assert cite(team, made, theirs) == 400
    assert citations(team) == []


def test_withdrawn_evidence_cannot_be_cited_and_an_older_citation_shows_it(team: Team) -> None:
    made, revision = team.write(), note(team, "Plan")
    cite(team, made, revision)
    with db.unit_of_work(team.url) as session:
        session.execute(
            update(Evidence).values(withdrawn_at=clock.now().replace(tzinfo=None), withdrawn_because="Old.")
        )
    assert "Withdrawn: Old." in team.priya.get(f"{ENTRY}/findings/{made}").text
    assert cite(team, made, revision, shows="Again.") == 400


def test_evidence_is_searched_by_the_words_of_its_title(team: Team) -> None:
    made = team.write()
    note(team, "Recovery plan", number=1)
    note(team, "Audit of 100% of files", number=2)
    page = team.priya.get(f"{ENTRY}/findings/{made}/cite?find=100%25 audit").text
    assert "Audit of 100%" in page
    assert "Recovery plan" not in page
    assert "No evidence has these words" in team.priya.get(f"{ENTRY}/findings/{made}/cite?find=100_").text


def test_a_citation_is_taken_back_with_a_reason_and_kept(team: Team) -> None:
    made, revision = team.write(), note(team, "Plan")
    cite(team, made, revision)
    back = f"{ENTRY}/findings/{made}/citations/{citations(team)[0].id}/take-back"
    assert team.priya.post(back, data={"because": ""}).status_code == 400
    assert team.priya.post(back, data={"because": "Wrong file."}).status_code == 302
    kept = citations(team)[0]
    assert (kept.taken_back_because, kept.taken_back_by) == ("Wrong file.", team.people["priya"].id)
    assert "No evidence is cited for it." in team.priya.get(f"{ENTRY}/findings/{made}").text
    assert team.priya.get(back).status_code == 404


def test_a_citation_of_another_finding_is_not_found_here(team: Team) -> None:
    one, two, revision = team.write(title="One"), team.write(title="Two"), note(team, "Plan")
    cite(team, one, revision)
    back = f"{ENTRY}/findings/{two}/citations/{citations(team)[0].id}/take-back"
    assert team.priya.post(back, data={"because": "Mine now."}).status_code == 404
