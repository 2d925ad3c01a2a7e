"""What direction and outside grades are worked out from: movements, last year's result, another inspection's grade."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"


def upgrade() -> None:
    _movement()
    _previous_result()
    _external_grade()


def downgrade() -> None:
    op.drop_table("external_grade")
    op.drop_table("previous_result")
    op.drop_table("movement")


def _movement() -> None:
    op.create_table(
        "movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("component", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_movement_text_says_something"),
        sa.CheckConstraint("verdict IN ('better', 'worse', 'no_difference')", name="ck_movement_verdict_known"),
        sa.CheckConstraint("source_line > 0", name="ck_movement_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_movement_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_movement"),
        sa.UniqueConstraint("entry_id", "name", name="uq_movement_entry_id_name"),
    )


def _previous_result() -> None:
    op.create_table(
        "previous_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("comparability", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "comparability IN ('full', 'partial', 'none')", name="ck_previous_result_comparability_known"
        ),
        sa.CheckConstraint("(text IS NULL) = (source_line IS NULL)", name="ck_previous_result_text_with_source_line"),
        sa.CheckConstraint("source_line > 0", name="ck_previous_result_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_previous_result_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_previous_result"),
        sa.UniqueConstraint("entry_id", name="uq_previous_result_entry_id"),
    )


def _external_grade() -> None:
    op.create_table(
        "external_grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_external_grade_because_says_something"),
        sa.CheckConstraint("source_line > 0", name="ck_external_grade_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_external_grade_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_external_grade"),
        sa.UniqueConstraint("entry_id", name="uq_external_grade_entry_id"),
    )
