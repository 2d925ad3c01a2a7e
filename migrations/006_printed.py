"""What is printed with an assessment: overview, good practice, cross references, resource scores."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"


def upgrade() -> None:
    _overview_section()
    _overview_paragraph()
    _good_practice()
    _cross_reference()
    _resource_score()


def downgrade() -> None:
    op.drop_table("resource_score")
    op.drop_table("cross_reference")
    op.drop_table("good_practice")
    op.drop_table("overview_paragraph")
    op.drop_table("overview_section")


def _overview_section() -> None:
    op.create_table(
        "overview_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_overview_section_assessment_id_assessment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_overview_section"),
        sa.UniqueConstraint("assessment_id", "place", name="uq_overview_section_assessment_id_place"),
    )


def _overview_paragraph() -> None:
    op.create_table(
        "overview_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_overview_paragraph_text_says_something"),
        sa.CheckConstraint("source_line > 0", name="ck_overview_paragraph_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["section_id"], ["overview_section.id"], name="fk_overview_paragraph_section_id_overview_section"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_overview_paragraph"),
        sa.UniqueConstraint("section_id", "place", name="uq_overview_paragraph_section_id_place"),
    )


def _good_practice() -> None:
    op.create_table(
        "good_practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("printed_id", sa.String(), nullable=False),
        sa.Column("printed_in", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("when", sa.String(), nullable=False),
        sa.Column("within_year", sa.String(), nullable=False),
        sa.Column("evaluated", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("evaluated IN ('yes', 'partly', 'no')", name="ck_good_practice_evaluated_known"),
        sa.CheckConstraint("within_year IN ('yes', 'partly', 'no')", name="ck_good_practice_within_year_known"),
        sa.CheckConstraint("source_line > 0", name="ck_good_practice_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["assessment_id", "framework"],
            ["entry.assessment_id", "entry.framework"],
            name="fk_good_practice_assessment_id_framework_entry",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_good_practice"),
        sa.UniqueConstraint("assessment_id", "printed_id", name="uq_good_practice_assessment_id_printed_id"),
    )


def _cross_reference() -> None:
    op.create_table(
        "cross_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("from_framework", sa.String(), nullable=False),
        sa.Column("to_framework", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("source_line > 0", name="ck_cross_reference_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["assessment_id", "from_framework"],
            ["entry.assessment_id", "entry.framework"],
            name="fk_cross_reference_assessment_id_from_framework_entry",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id", "to_framework"],
            ["entry.assessment_id", "entry.framework"],
            name="fk_cross_reference_assessment_id_to_framework_entry",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cross_reference"),
        sa.UniqueConstraint("assessment_id", "place", name="uq_cross_reference_assessment_id_place"),
    )


def _resource_score() -> None:
    op.create_table(
        "resource_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 4", name="ck_resource_score_score_known"),
        sa.CheckConstraint("source_line > 0", name="ck_resource_score_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_resource_score_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_resource_score"),
        sa.UniqueConstraint("entry_id", "element", name="uq_resource_score_entry_id_element"),
    )
