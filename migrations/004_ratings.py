"""Ratings and answers, the findings and passages on which they rest, and where evidence stands."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"


def upgrade() -> None:
    _rating()
    _answer()
    _ground()
    _evidence_reference()


def downgrade() -> None:
    op.drop_table("evidence_reference")
    op.drop_table("ground")
    op.drop_table("answer")
    op.drop_table("rating")


def _rating() -> None:
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("applies", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_rating_because_says_something"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_rating_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
        sa.UniqueConstraint("entry_id", "criterion", name="uq_rating_entry_id_criterion"),
        sa.UniqueConstraint("id", "entry_id", name="uq_rating_id_entry_id"),
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_answer_because_says_something"),
        sa.CheckConstraint("kind IN ('factor', 'condition')", name="ck_answer_kind_known"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_answer_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint("entry_id", "kind", "asked", name="uq_answer_entry_id_kind_asked"),
        sa.UniqueConstraint("id", "entry_id", name="uq_answer_id_entry_id"),
    )


def _ground() -> None:
    op.create_table(
        "ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("rating_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(finding_id IS NULL) <> (passage_id IS NULL)", name="ck_ground_either_finding_id_or_passage_id"
        ),
        sa.CheckConstraint(
            "(rating_id IS NULL) <> (answer_id IS NULL)", name="ck_ground_either_rating_id_or_answer_id"
        ),
        sa.ForeignKeyConstraint(
            ["answer_id", "entry_id"], ["answer.id", "answer.entry_id"], name="fk_ground_answer_id_entry_id_answer"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_ground_entry_id_entry"),
        sa.ForeignKeyConstraint(
            ["finding_id", "entry_id"], ["finding.id", "finding.entry_id"], name="fk_ground_finding_id_entry_id_finding"
        ),
        sa.ForeignKeyConstraint(
            ["passage_id", "entry_id"], ["passage.id", "passage.entry_id"], name="fk_ground_passage_id_entry_id_passage"
        ),
        sa.ForeignKeyConstraint(
            ["rating_id", "entry_id"], ["rating.id", "rating.entry_id"], name="fk_ground_rating_id_entry_id_rating"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ground"),
        sa.UniqueConstraint("answer_id", "finding_id", name="uq_ground_answer_id_finding_id"),
        sa.UniqueConstraint("answer_id", "passage_id", name="uq_ground_answer_id_passage_id"),
        sa.UniqueConstraint("rating_id", "finding_id", name="uq_ground_rating_id_finding_id"),
        sa.UniqueConstraint("rating_id", "passage_id", name="uq_ground_rating_id_passage_id"),
    )
    op.create_index("ix_ground_entry_id", "ground", ["entry_id"], unique=False)
    op.create_index("ix_ground_finding_id", "ground", ["finding_id"], unique=False)
    op.create_index("ix_ground_passage_id", "ground", ["passage_id"], unique=False)


def _evidence_reference() -> None:
    op.create_table(
        "evidence_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("rating_id", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(finding_id IS NULL) <> (rating_id IS NULL)", name="ck_evidence_reference_either_finding_id_or_rating_id"
        ),
        sa.CheckConstraint("line > 0", name="ck_evidence_reference_line_counts_from_one"),
        sa.CheckConstraint("line IS NOT NULL OR page IS NOT NULL", name="ck_evidence_reference_line_or_page"),
        sa.CheckConstraint("page > 0", name="ck_evidence_reference_page_counts_from_one"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_evidence_reference_entry_id_entry"),
        sa.ForeignKeyConstraint(
            ["finding_id", "entry_id"],
            ["finding.id", "finding.entry_id"],
            name="fk_evidence_reference_finding_id_entry_id_finding",
        ),
        sa.ForeignKeyConstraint(
            ["rating_id", "entry_id"],
            ["rating.id", "rating.entry_id"],
            name="fk_evidence_reference_rating_id_entry_id_rating",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_reference"),
        sa.UniqueConstraint("finding_id", "place", name="uq_evidence_reference_finding_id_place"),
        sa.UniqueConstraint("rating_id", "place", name="uq_evidence_reference_rating_id_place"),
    )
    op.create_index("ix_evidence_reference_entry_id", "evidence_reference", ["entry_id"], unique=False)
