"""Forces, inspection cycles, and what a cycle says of the whole country."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None


def upgrade() -> None:
    _force()
    _cycle()
    _national_result()
    _national_count()


def downgrade() -> None:
    op.drop_table("national_count")
    op.drop_table("national_result")
    op.drop_table("cycle")
    op.drop_table("force")


def _force() -> None:
    op.create_table(
        "force",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_force"),
    )


def _cycle() -> None:
    op.create_table(
        "cycle",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("edition_digest", sa.String(), nullable=False),
        sa.Column("assessed_from", sa.Date(), nullable=False),
        sa.Column("assessed_to", sa.Date(), nullable=False),
        sa.Column("published", sa.String(), nullable=False),
        sa.Column("forces", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "published LIKE '____-__' OR published LIKE '____-__-__'", name="ck_cycle_published_month_or_day"
        ),
        sa.CheckConstraint("assessed_from <= assessed_to", name="ck_cycle_assessed_from_before_to"),
        sa.CheckConstraint("forces > 0", name="ck_cycle_forces_some"),
        sa.PrimaryKeyConstraint("id", name="pk_cycle"),
        sa.UniqueConstraint("id", "edition", name="uq_cycle_id_edition"),
    )


def _national_result() -> None:
    op.create_table(
        "national_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("source_line > 0", name="ck_national_result_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_national_result_cycle_id_cycle"),
        sa.PrimaryKeyConstraint("id", name="pk_national_result"),
        sa.UniqueConstraint("cycle_id", "framework", name="uq_national_result_cycle_id_framework"),
    )


def _national_count() -> None:
    op.create_table(
        "national_count",
        sa.Column("national_result_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("forces", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("forces >= 0", name="ck_national_count_forces_not_negative"),
        sa.ForeignKeyConstraint(
            ["national_result_id"], ["national_result.id"], name="fk_national_count_national_result_id_national_result"
        ),
        sa.PrimaryKeyConstraint("national_result_id", "grade", name="pk_national_count"),
    )
