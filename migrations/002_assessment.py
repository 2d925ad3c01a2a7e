"""One force's assessment in one cycle, its entries, and the files that it was read from."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"


def upgrade() -> None:
    _assessment()
    _entry()
    _source_file()


def downgrade() -> None:
    op.drop_table("source_file")
    op.drop_table("entry")
    op.drop_table("assessment")


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("edition_digest", sa.String(), nullable=False),
        sa.Column("coding_note", sa.String(), nullable=False),
        sa.Column("marking", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id", "edition"], ["cycle.id", "cycle.edition"], name="fk_assessment_cycle_id_edition_cycle"
        ),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_assessment_force_id_force"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("force_id", "cycle_id", name="uq_assessment_force_id_cycle_id"),
    )


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_entry_assessment_id_assessment"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("assessment_id", "framework", name="uq_entry_assessment_id_framework"),
        sa.UniqueConstraint("id", "assessment_id", name="uq_entry_id_assessment_id"),
    )


def _source_file() -> None:
    op.create_table(
        "source_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_source_file_assessment_id_assessment"),
        sa.PrimaryKeyConstraint("id", name="pk_source_file"),
        sa.UniqueConstraint("assessment_id", "name", name="uq_source_file_assessment_id_name"),
    )
