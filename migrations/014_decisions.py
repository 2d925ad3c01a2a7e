"""What comes before a moderator and is decided, and the way from there to a published report."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"

# A publication is never changed. A decision is never written over: it can only be agreed to, refused or reopened once.
FIXED = (
    "entry_id",
    "number",
    "case_digest",
    "proposed",
    "proposed_direction",
    "force_grade",
    "first_grade",
    "second_grade",
    "grade",
    "direction",
    "departs",
    "because",
    "needs_agreement",
    "decided_by",
    "decided_at",
)
ONCE = ("agreed_at", "refused_at", "reopened_at")
OTHER = " OR ".join(
    [
        *(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED),
        *(f"(OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})" for column in ONCE),
    ]
)
SAYS = {"publication": "a publication never changes", "decision": "a decision is never written over"}
SQLITE = (
    f"""
    CREATE TRIGGER publication_update_refused BEFORE UPDATE ON publication
    BEGIN SELECT RAISE(ABORT, '{SAYS["publication"]}'); END
    """,
    f"""
    CREATE TRIGGER publication_delete_refused BEFORE DELETE ON publication
    BEGIN SELECT RAISE(ABORT, '{SAYS["publication"]}'); END
    """,
    f"""
    CREATE TRIGGER decision_update_refused BEFORE UPDATE ON decision WHEN {OTHER.replace("IS DISTINCT FROM", "IS NOT")}
    BEGIN SELECT RAISE(ABORT, '{SAYS["decision"]}'); END
    """,
    f"""
    CREATE TRIGGER decision_delete_refused BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, '{SAYS["decision"]}'); END
    """,
)
POSTGRESQL = (
    *(
        f"""
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{says}'; END $$
        """
        for table, says in SAYS.items()
    ),
    """
    CREATE TRIGGER publication_refused BEFORE UPDATE OR DELETE ON publication
    FOR EACH ROW EXECUTE FUNCTION publication_refuse()
    """,
    f"""
    CREATE TRIGGER decision_update_refused BEFORE UPDATE ON decision
    FOR EACH ROW WHEN ({OTHER}) EXECUTE FUNCTION decision_refuse()
    """,
    """
    CREATE TRIGGER decision_delete_refused BEFORE DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION decision_refuse()
    """,
)


def upgrade() -> None:
    _moderation_case()
    _decision()
    _fact_check()
    _challenge()
    _challenge_evidence()
    _practice_check()
    _publication()
    with op.batch_alter_table("judgement") as batch:
        batch.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_judgement_decision_id_decision", "decision", ["decision_id"], ["id"])
        batch.create_unique_constraint("uq_judgement_decision_id", ["decision_id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("judgement") as batch:
        batch.drop_constraint("uq_judgement_decision_id", type_="unique")
        batch.drop_constraint("fk_judgement_decision_id_decision", type_="foreignkey")
        batch.drop_column("decision_id")
    op.drop_table("publication")
    op.drop_table("practice_check")
    op.drop_table("challenge_evidence")
    op.drop_table("challenge")
    op.drop_table("fact_check")
    op.drop_table("decision")
    op.drop_table("moderation_case")
    if op.get_bind().dialect.name != "sqlite":
        for table in SAYS:
            op.execute(f"DROP FUNCTION {table}_refuse()")


def _moderation_case() -> None:
    op.create_table(
        "moderation_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("lowest", sa.String(), nullable=False),
        sa.Column("highest", sa.String(), nullable=False),
        sa.Column("proposed_direction", sa.String(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("capped", sa.Boolean(), nullable=False),
        sa.Column("force_grade", sa.String(), nullable=True),
        sa.Column("first_grade", sa.String(), nullable=True),
        sa.Column("second_grade", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("facts <> ''", name="ck_moderation_case_facts_says_something"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_moderation_case_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_moderation_case"),
        sa.UniqueConstraint("entry_id", name="uq_moderation_case_entry_id"),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_digest", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("proposed_direction", sa.String(), nullable=True),
        sa.Column("force_grade", sa.String(), nullable=True),
        sa.Column("first_grade", sa.String(), nullable=True),
        sa.Column("second_grade", sa.String(), nullable=True),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("departs", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("needs_agreement", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("refused_by", sa.Integer(), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("refused_because", sa.String(), nullable=True),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_because", sa.String(), nullable=True),
        sa.CheckConstraint("because <> ''", name="ck_decision_because_says_something"),
        sa.CheckConstraint("refused_because <> ''", name="ck_decision_refused_because_says_something"),
        sa.CheckConstraint("reopened_because <> ''", name="ck_decision_reopened_because_says_something"),
        sa.CheckConstraint("(agreed_at IS NULL) = (agreed_by IS NULL)", name="ck_decision_agreed_at_with_agreed_by"),
        sa.CheckConstraint(
            "(refused_at IS NULL) = (refused_because IS NULL)", name="ck_decision_refused_at_with_refused_because"
        ),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopened_because IS NULL)", name="ck_decision_reopened_at_with_reopened_because"
        ),
        sa.CheckConstraint("NOT departs OR because IS NOT NULL", name="ck_decision_departure_has_its_reason"),
        sa.CheckConstraint("agreed_by IS NULL OR agreed_by <> decided_by", name="ck_decision_agreed_by_somebody_else"),
        sa.CheckConstraint("number > 0", name="ck_decision_number_counts_from_one"),
        sa.CheckConstraint("refused_at IS NULL OR agreed_at IS NULL", name="ck_decision_refused_or_agreed"),
        sa.ForeignKeyConstraint(["agreed_by"], ["person.id"], name="fk_decision_agreed_by_person"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_decision_decided_by_person"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_decision_entry_id_entry"),
        sa.ForeignKeyConstraint(["refused_by"], ["person.id"], name="fk_decision_refused_by_person"),
        sa.ForeignKeyConstraint(["reopened_by"], ["person.id"], name="fk_decision_reopened_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("entry_id", "number", name="uq_decision_entry_id_number"),
    )
    op.create_index("ix_decision_decided_by", "decision", ["decided_by"], unique=False)
    op.create_index(
        "ix_decision_standing",
        "decision",
        ["entry_id"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL AND refused_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL AND refused_at IS NULL"),
    )


def _fact_check() -> None:
    op.create_table(
        "fact_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_fact_check_assessment_id_assessment"),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name="fk_fact_check_opened_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_fact_check"),
        sa.UniqueConstraint("assessment_id", "number", name="uq_fact_check_assessment_id_number"),
    )


def _challenge() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("wrong", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_because", sa.String(), nullable=True),
        sa.Column("sends_back", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("about IN ('rating', 'finding', 'passage')", name="ck_challenge_about_known"),
        sa.CheckConstraint("answer IN ('accepted', 'in_part', 'not_accepted')", name="ck_challenge_answer_known"),
        sa.CheckConstraint("answer_because <> ''", name="ck_challenge_answer_because_says_something"),
        sa.CheckConstraint("words <> ''", name="ck_challenge_words_says_something"),
        sa.CheckConstraint("wrong <> ''", name="ck_challenge_wrong_says_something"),
        sa.CheckConstraint(
            "(answer IS NULL) = (answer_because IS NULL)", name="ck_challenge_answer_with_answer_because"
        ),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="ck_challenge_answer_with_answered_at"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name="ck_challenge_answered_at_with_answered_by"
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_challenge_answered_by_person"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_challenge_assessment_id_assessment"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_challenge_entry_id_entry"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_challenge_finding_id_finding"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_challenge_made_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_challenge"),
        sa.UniqueConstraint("assessment_id", "number", name="uq_challenge_assessment_id_number"),
    )
    op.create_index("ix_challenge_entry_id", "challenge", ["entry_id"], unique=False)
    op.create_index("ix_challenge_finding_id", "challenge", ["finding_id"], unique=False)


def _challenge_evidence() -> None:
    op.create_table(
        "challenge_evidence",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name="fk_challenge_evidence_challenge_id_challenge"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["evidence_revision.id"], name="fk_challenge_evidence_revision_id_evidence_revision"
        ),
        sa.PrimaryKeyConstraint("challenge_id", "revision_id", name="pk_challenge_evidence"),
    )
    op.create_index("ix_challenge_evidence_revision_id", "challenge_evidence", ["revision_id"], unique=False)


def _practice_check() -> None:
    op.create_table(
        "practice_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("evaluated", sa.String(), nullable=False),
        sa.Column("transferable", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("evaluated IN ('yes', 'partly', 'no')", name="ck_practice_check_evaluated_known"),
        sa.CheckConstraint("note <> ''", name="ck_practice_check_note_says_something"),
        sa.CheckConstraint("transferable IN ('yes', 'partly', 'no')", name="ck_practice_check_transferable_known"),
        sa.CheckConstraint("chosen BETWEEN 1 AND 3", name="ck_practice_check_chosen_three_at_most"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_practice_check_assessment_id_assessment"
        ),
        sa.ForeignKeyConstraint(["checked_by"], ["person.id"], name="fk_practice_check_checked_by_person"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_practice_check_finding_id_finding"),
        sa.PrimaryKeyConstraint("id", name="pk_practice_check"),
        sa.UniqueConstraint("assessment_id", "chosen", name="uq_practice_check_assessment_id_chosen"),
        sa.UniqueConstraint("finding_id", name="uq_practice_check_finding_id"),
    )


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("changed <> ''", name="ck_publication_changed_says_something"),
        sa.CheckConstraint("number = 1 OR changed IS NOT NULL", name="ck_publication_a_correction_says_what_changed"),
        sa.CheckConstraint("size > 0", name="ck_publication_size_some"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_publication_assessment_id_assessment"),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name="fk_publication_published_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint("assessment_id", "number", name="uq_publication_assessment_id_number"),
    )
