"""The inspectorate's own work on an entry: plans, visits, readings, questions, and differences settled."""

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"


def upgrade() -> None:
    _inspection_plan()
    _site_visit()
    _reading()
    _reading_rating()
    _question()
    _question_evidence()
    _site_check()
    _settlement()


def downgrade() -> None:
    op.drop_table("settlement")
    op.drop_table("site_check")
    op.drop_table("question_evidence")
    op.drop_table("question")
    op.drop_table("reading_rating")
    op.drop_table("reading")
    op.drop_table("site_visit")
    op.drop_table("inspection_plan")


def _inspection_plan() -> None:
    op.create_table(
        "inspection_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_inspection_plan_because_says_something"),
        sa.CheckConstraint("level IN ('desk_top', 'reality_check', 'on_site')", name="ck_inspection_plan_level_known"),
        sa.CheckConstraint("readers IN (1, 2)", name="ck_inspection_plan_readers_one_or_two"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_inspection_plan_entry_id_entry"),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name="fk_inspection_plan_saved_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_inspection_plan"),
        sa.UniqueConstraint("entry_id", name="uq_inspection_plan_entry_id"),
    )


def _site_visit() -> None:
    op.create_table(
        "site_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("places <> ''", name="ck_site_visit_places_says_something"),
        sa.CheckConstraint("until_on IS NULL OR until_on >= on_day", name="ck_site_visit_until_on_after_on_day"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_site_visit_assessment_id_assessment"),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name="fk_site_visit_saved_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_site_visit"),
    )
    op.create_index("ix_site_visit_assessment_id", "site_visit", ["assessment_id"], unique=False)


def _reading() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("proposed_direction", sa.String(), nullable=True),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("stood_down_at", sa.DateTime(), nullable=True),
        sa.Column("stood_down_because", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_reading_because_says_something"),
        sa.CheckConstraint("stood_down_because <> ''", name="ck_reading_stood_down_because_says_something"),
        sa.CheckConstraint("(finished_at IS NULL) = (grade IS NULL)", name="ck_reading_finished_with_grade"),
        sa.CheckConstraint(
            "(stood_down_at IS NULL) = (stood_down_because IS NULL)",
            name="ck_reading_stood_down_at_with_stood_down_because",
        ),
        sa.CheckConstraint("finished_at IS NULL OR begun_at IS NOT NULL", name="ck_reading_finished_after_begun"),
        sa.CheckConstraint("grade IS NULL OR direction IS NOT NULL", name="ck_reading_direction_with_grade"),
        sa.CheckConstraint("number IN (1, 2)", name="ck_reading_number_one_or_two"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_reading_entry_id_entry"),
        sa.ForeignKeyConstraint(["named_by"], ["person.id"], name="fk_reading_named_by_person"),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name="fk_reading_reader_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
        sa.UniqueConstraint("id", "entry_id", name="uq_reading_id_entry_id"),
    )
    op.create_index("ix_reading_entry_id", "reading", ["entry_id"], unique=False)
    op.create_index("ix_reading_reader_id", "reading", ["reader_id"], unique=False)
    op.create_index(
        "ix_reading_standing",
        "reading",
        ["entry_id", "number"],
        unique=True,
        sqlite_where=sa.text("stood_down_at IS NULL"),
        postgresql_where=sa.text("stood_down_at IS NULL"),
    )


def _reading_rating() -> None:
    op.create_table(
        "reading_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("applies", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_reading_rating_because_says_something"),
        sa.CheckConstraint("kind IN ('criterion', 'factor', 'condition')", name="ck_reading_rating_kind_known"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_reading_rating_reading_id_reading"),
        sa.PrimaryKeyConstraint("id", name="pk_reading_rating"),
        sa.UniqueConstraint("reading_id", "kind", "asked", name="uq_reading_rating_reading_id_kind_asked"),
    )


def _question() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("answer <> ''", name="ck_question_answer_says_something"),
        sa.CheckConstraint("kind IN ('question', 'evidence')", name="ck_question_kind_known"),
        sa.CheckConstraint("words <> ''", name="ck_question_words_says_something"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name="ck_question_answered_at_with_answered_by"
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_question_answered_by_person"),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_question_asked_by_person"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_question_entry_id_entry"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_question_reading_id_reading"),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
    )
    op.create_index("ix_question_entry_id_asked", "question", ["entry_id", "asked"], unique=False)
    op.create_index("ix_question_reading_id", "question", ["reading_id"], unique=False)


def _question_evidence() -> None:
    op.create_table(
        "question_evidence",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_question_evidence_question_id_question"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["evidence_revision.id"], name="fk_question_evidence_revision_id_evidence_revision"
        ),
        sa.PrimaryKeyConstraint("question_id", "revision_id", name="pk_question_evidence"),
    )
    op.create_index("ix_question_evidence_revision_id", "question_evidence", ["revision_id"], unique=False)


def _site_check() -> None:
    op.create_table(
        "site_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("found <> ''", name="ck_site_check_found_says_something"),
        sa.CheckConstraint("what <> ''", name="ck_site_check_what_says_something"),
        sa.CheckConstraint("(checked_at IS NULL) = (found IS NULL)", name="ck_site_check_checked_at_with_found"),
        sa.ForeignKeyConstraint(["checked_by"], ["person.id"], name="fk_site_check_checked_by_person"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_site_check_entry_id_entry"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name="fk_site_check_reading_id_reading"),
        sa.ForeignKeyConstraint(["visit_id"], ["site_visit.id"], name="fk_site_check_visit_id_site_visit"),
        sa.PrimaryKeyConstraint("id", name="pk_site_check"),
    )
    op.create_index("ix_site_check_entry_id_asked", "site_check", ["entry_id", "asked"], unique=False)
    op.create_index("ix_site_check_reading_id", "site_check", ["reading_id"], unique=False)
    op.create_index("ix_site_check_visit_id", "site_check", ["visit_id"], unique=False)


def _settlement() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("taken", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("applies", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_settlement_because_says_something"),
        sa.CheckConstraint("kind IN ('criterion', 'factor', 'condition')", name="ck_settlement_kind_known"),
        sa.CheckConstraint("taken IN ('first', 'second', 'another')", name="ck_settlement_taken_known"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_settlement_entry_id_entry"),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name="fk_settlement_settled_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
        sa.UniqueConstraint("entry_id", "kind", "asked", name="uq_settlement_entry_id_kind_asked"),
    )
