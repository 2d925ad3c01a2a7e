"""The simulated nation reproduces what was published, plants what it says it plants, and is always the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.accounts.models import HomeForce, Person, RoleHeld
from inspect_app.accounts.roles import OF_THE_INSPECTORATE
from inspect_app.assessment import queries
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.assessment.proposals import facts_in
from inspect_app.cli import main
from inspect_app.demo.nation.drawing import CannotDraw, Drawing
from inspect_app.demo.nation.grades import DoesNotAddUp, dealt
from inspect_app.demo.nation.plan import plan
from inspect_app.forces.models import Force, PeerForce, PeerGroup
from inspect_app.forces.queries import national_results
from inspect_app.grading.engine import propose
from inspect_app.moderation.cases import from_text, made
from inspect_app.moderation.models import (
    Case,
    Challenge,
    Decision,
    FactCheck,
    Judgement,
    Publication,
    Reading,
    ReadingRating,
)
from inspect_app.moderation.reading.operations import make_case
from tests import factories, nation

CYCLE = "2005-06"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with db.reading(nation.nation_database(tmp_path_factory.mktemp("nation"))) as opened:
        yield opened


def judged(session: Session) -> dict[tuple[str, str], tuple[str, Case, Decision | None]]:
    """The grade, the case and the decision of every entry of the cycle, by framework and force."""
    rows = session.execute(
        select(Entry.framework, Assessment.force_id, Judgement.grade, Case, Decision)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Judgement, Judgement.entry_id == Entry.id)
        .join(Case, Case.entry_id == Entry.id)
        .outerjoin(Decision, Decision.entry_id == Entry.id)
        .where(Assessment.cycle_id == CYCLE)
    )
    return {(framework, force): (grade, case, decision) for framework, force, grade, case, decision in rows}


def test_the_grades_reproduce_every_published_distribution(session: Session) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (framework, _), (grade, _, _) in judged(session).items():
        found[framework][grade] += 1
    national = national_results(session, CYCLE)
    published = {name: {g: n for g, n in counts.items() if n} for name, (_, counts) in national.items()}
    assert {name: dict(counts) for name, counts in found.items()} == published
    assert sum(counts.total() for counts in found.values()) == 989


def test_every_simulated_case_is_what_the_engine_makes_of_its_facts(session: Session) -> None:
    edition, wrong = factories.edition(), []
    for place, ((framework, force), (_, case, _)) in enumerate(judged(session).items()):
        if place % 7 == 0:
            values = made(edition, from_text(case.facts)).values()
            wrong += [(framework, force, name) for name, value in values.items() if getattr(case, name) != value]
    assert wrong == []


def test_a_simulated_grade_is_the_proposed_one_but_where_a_departure_was_planted(session: Session) -> None:
    departed = {
        (framework, force): (case.proposed, grade)
        for (framework, force), (grade, case, decision) in judged(session).items()
        if decision and case.proposed != grade
    }
    expected = {}
    for pair in nation.planted():
        lower, higher = pair.grades
        expected[pair.framework, pair.lifted] = (lower, higher)
        expected[pair.framework, pair.lowered] = (higher, lower)
    assert departed == expected
    assert all(d.because for _, _, d in judged(session).values() if d and d.departs)


def test_every_planted_pair_is_an_inversion(session: Session) -> None:
    edition, every = factories.edition(), judged(session)
    ranks = edition.scales.ratings.ranks
    for pair in nation.planted():
        high, low = every[pair.framework, pair.lifted], every[pair.framework, pair.lowered]
        worse, better = from_text(high[1].facts), from_text(low[1].facts)
        assert all(ranks[better.ratings[name]] >= ranks[step] for name, step in worse.ratings.items())
        answers = edition.scales.factor_answers.ranks
        assert all(answers[better.factors[name]] >= answers[answer] for name, answer in worse.factors.items())
        assert worse.conditions == better.conditions
        grades = edition.scales.outcomes.grades.ranks
        assert grades[high[0]] > grades[low[0]]


def test_the_same_facts_were_judged_differently_where_that_was_planted(session: Session) -> None:
    every = judged(session)
    pairs = [pair for pair in nation.planted() if pair.same_as]
    assert pairs
    for pair in pairs:
        one, other = every[pair.framework, pair.lowered], every[pair.framework, str(pair.same_as)]
        assert one[1].digest == other[1].digest
        assert one[0] != other[0]


def test_one_reader_is_harsh_and_no_other(session: Session) -> None:
    means = _against_the_other_reader(session)
    harsh = session.scalars(select(Person.id).where(Person.name == plan().harsh)).one()
    assert -0.45 < means[harsh] < -0.22
    assert all(abs(mean) < 0.12 for reader, mean in means.items() if reader != harsh)


def _against_the_other_reader(session: Session) -> dict[int, float]:
    """How many steps each reader rates above the others of the same entries, leaving out the harsh one as the other."""
    ranks = factories.edition().scales.ratings.ranks
    harsh = session.scalars(select(Person.id).where(Person.name == plan().harsh)).one()
    rows = session.execute(
        select(Reading.entry_id, Reading.reader_id, ReadingRating.asked, ReadingRating.step)
        .join(ReadingRating, ReadingRating.reading_id == Reading.id)
        .where(ReadingRating.kind == "criterion", Reading.finished_at.is_not(None))
    )
    seen: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for entry, reader, asked, step in rows:
        seen[entry, asked][reader] = ranks[step]
    apart: dict[int, list[int]] = defaultdict(list)
    for given in seen.values():
        for reader, rank in given.items():
            for other, theirs in given.items():
                if other not in (reader, harsh):
                    apart[reader].append(rank - theirs)
    return {reader: sum(gaps) / len(gaps) for reader, gaps in apart.items()}


def test_nobody_reads_or_decides_for_a_home_force_or_on_their_own_reading(session: Session) -> None:
    force_of = {row.id: row.force_id for row in session.execute(select(Entry.id, Assessment.force_id).join(Assessment))}
    homes = {(who, force) for who, force in session.execute(select(HomeForce.person_id, HomeForce.force))}
    read = {(entry, who) for entry, who in session.execute(select(Reading.entry_id, Reading.reader_id))}
    decided = {(entry, who) for entry, who in session.execute(select(Decision.entry_id, Decision.decided_by))}
    assert not any((who, force_of[entry]) in homes for entry, who in read | decided)
    assert read.isdisjoint(decided)
    assert len(read) == session.scalar(select(func.count(Reading.id)))


def test_priority_frameworks_have_two_readers_and_the_others_one(session: Session) -> None:
    counts = session.execute(
        select(Entry.framework, func.count(Reading.id))
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Reading, Reading.entry_id == Entry.id)
        .where(Assessment.cycle_id == CYCLE)
        .group_by(Entry.id, Entry.framework)
    )
    edition = factories.edition()
    assert all(number == (1 if edition.framework[name].priority == "no" else 2) for name, number in counts)


def test_forces_that_are_made_up_say_so_in_their_names(session: Session) -> None:
    forces = session.scalars(select(Force)).all()
    assert Counter(force.simulated for force in forces) == {True: 42, False: 1}
    assert all(force.name.startswith("Simulated force ") == force.simulated for force in forces)


def test_three_forces_check_facts_and_some_challenges_wait(session: Session) -> None:
    states = Counter(session.scalars(select(Assessment.state).where(Assessment.cycle_id == CYCLE)))
    assert states == {"published": 40, "factual_accuracy": 3}
    assert session.scalar(select(func.count(FactCheck.id))) == 3
    answered = Counter(answer is None for answer in session.scalars(select(Challenge.answer)))
    assert answered[True] and answered[False]


def test_every_force_has_peers_and_never_itself(session: Session) -> None:
    groups = session.execute(select(PeerGroup.force_id, PeerForce.force_id).join(PeerForce)).all()
    assert len({force for force, _ in groups}) == 43
    assert all(force != peer for force, peer in groups)


def test_there_is_somebody_of_every_role(session: Session) -> None:
    held = {(role, force) for role, force in session.execute(select(RoleHeld.role, RoleHeld.force))}
    assert {(role.value, None) for role in OF_THE_INSPECTORATE} <= held
    assert {("assessor", "kent"), ("chief_officer", "kent"), ("assessor", "sim-07"), ("force_lead", "sim-07")} <= held
    assert set(nation.emails()) >= {"inspector", "second_inspector", "moderator", "national_lead", "verifier"}


def test_two_forces_are_being_read_with_work_in_every_state(session: Session) -> None:
    states = session.scalars(
        select(Entry.state)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.cycle_id == "2006-07")
    )
    assert set(states) == {"submitted", "in_reading", "second_reading", "to_moderate", "judged"}


def test_what_a_force_rated_can_be_proposed_on(session: Session) -> None:
    assessment = session.scalars(select(Assessment).where(Assessment.force_id == "sim-05")).one()
    facts = facts_in(assessment.edition, queries.asked(session, assessment.id))
    assert len([propose(factories.edition(), one) for one in facts.values()]) == 23


def test_the_same_plan_gives_the_same_nation(tmp_path: Path, session: Session) -> None:
    url = db.sqlite_url(nation.made_in(tmp_path))
    with db.reading(url) as again:
        ours, theirs = factories.every_row(session), factories.every_row(again)
    hashes = {"person"}  # Passwords are salted anew each time, and nothing else may differ.
    assert {name for name in ours if ours[name] != theirs[name]} <= hashes


def test_a_distribution_without_room_for_the_real_record_is_refused() -> None:
    with pytest.raises(DoesNotAddUp, match="no excellent left"):
        dealt(plan(), "1c", {"poor": 0, "fair": 20, "good": 23, "excellent": 0}, ["excellent"], {})


def test_answers_that_nothing_can_reach_are_refused() -> None:
    edition = factories.edition()
    drawing = Drawing(edition, edition.framework["3c"])
    best = drawing.reaching(edition.scales.outcomes.grades.ids()[-1], Random(1))
    with pytest.raises(CannotDraw):
        drawing.raised_to(edition.scales.outcomes.grades.ids()[0], best, Random(1))


def test_a_case_is_what_reading_would_make_of_the_readings(tmp_path: Path) -> None:
    url = nation.nation_database(tmp_path)
    with db.unit_of_work(url) as session:
        rows = session.execute(
            select(Case.entry_id, Case.digest, Case.force_grade)
            .join(Entry, Entry.id == Case.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id.in_(["sim-01", "sim-02", "sim-07"]))
            .order_by(Case.entry_id)
        ).all()
        for entry, digest, force_grade in rows:
            again = make_case(session, factories.edition(), entry)
            assert (entry, again.digest, again.force_grade) == (entry, digest, force_grade)
    assert len(rows) > 60


def test_every_report_is_published_as_a_document_and_a_second_start_keeps_what_was_done(tmp_path: Path) -> None:
    run = CliRunner()
    asked = ["demo", "--national", "--no-serve", "-o", str(tmp_path)]
    first = run.invoke(main, asked)
    assert (first.exit_code, str(tmp_path / "nation.db") in first.output) == (0, True)
    with db.unit_of_work(db.sqlite_url(tmp_path / "nation.db")) as session:
        published = select(func.count()).select_from(Assessment).where(Assessment.state == "published")
        documents = session.scalars(select(Publication.document)).all()
        assert len(set(documents)) == session.scalar(published) == 40
        assert all((tmp_path / "nation-evidence" / d[:2] / d[2:4] / d).is_file() for d in documents)
        session.add(Force(id="left", name="Left behind"))
    assert run.invoke(main, asked).exit_code == 0
    with db.reading(db.sqlite_url(tmp_path / "nation.db")) as session:
        assert session.get(Force, "left")
