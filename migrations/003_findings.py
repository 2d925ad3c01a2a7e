"""Contextual passages and findings, with the criteria that a finding bears on."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade() -> None:
    _passage()
    _finding()
    _finding_criterion()


def downgrade() -> None:
    op.drop_table("finding_criterion")
    op.drop_table("finding")
    op.drop_table("passage")


def _passage() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("printed_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_passage_text_says_something"),
        sa.CheckConstraint("source_line > 0", name="ck_passage_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_passage_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_passage"),
        sa.UniqueConstraint("entry_id", "printed_id", name="uq_passage_entry_id_printed_id"),
        sa.UniqueConstraint("id", "entry_id", name="uq_passage_id_entry_id"),
    )


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("printed_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_because", sa.String(), nullable=True),
        sa.CheckConstraint("text <> ''", name="ck_finding_text_says_something"),
        sa.CheckConstraint("withdrawn_because <> ''", name="ck_finding_withdrawn_because_says_something"),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_because IS NULL)",
            name="ck_finding_withdrawn_on_with_withdrawn_because",
        ),
        sa.CheckConstraint("number > 0", name="ck_finding_number_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["entry_id", "assessment_id"],
            ["entry.id", "entry.assessment_id"],
            name="fk_finding_entry_id_assessment_id_entry",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("assessment_id", "printed_id", name="uq_finding_assessment_id_printed_id"),
        sa.UniqueConstraint("entry_id", "kind", "number", name="uq_finding_entry_id_kind_number"),
        sa.UniqueConstraint("id", "entry_id", name="uq_finding_id_entry_id"),
    )


def _finding_criterion() -> None:
    op.create_table(
        "finding_criterion",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_finding_criterion_finding_id_finding"),
        sa.PrimaryKeyConstraint("finding_id", "criterion", name="pk_finding_criterion"),
    )
