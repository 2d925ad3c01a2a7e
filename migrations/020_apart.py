"""Areas that a person told apart: they look alike and are not the same weakness."""

import sqlalchemy as sa
from alembic import op

revision = "020"
down_revision = "019"


def upgrade() -> None:
    op.create_table(
        "area_apart",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_area_apart_because_says_something"),
        sa.CheckConstraint("first_id < second_id", name="ck_area_apart_in_order"),
        sa.ForeignKeyConstraint(["first_id"], ["area.id"], name="fk_area_apart_first_id_area"),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name="fk_area_apart_said_by_person"),
        sa.ForeignKeyConstraint(["second_id"], ["area.id"], name="fk_area_apart_second_id_area"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_area_apart"),
    )
    op.create_index("ix_area_apart_second_id", "area_apart", ["second_id"], unique=False)


def downgrade() -> None:
    op.drop_table("area_apart")
