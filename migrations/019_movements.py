"""Movements that somebody took over from two figures, with the test that was made of them."""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"

REFERENCES = {"value_id": "indicator_value", "earlier_id": "indicator_value", "taken_by": "person"}
TOGETHER = ("earlier_id", "test", "probability", "taken_by", "taken_at")


def upgrade() -> None:
    with op.batch_alter_table("movement") as batch:
        batch.alter_column("source_line", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("value_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("earlier_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("test", sa.String(), nullable=True))
        batch.add_column(sa.Column("probability", sa.Double(), nullable=True))
        batch.add_column(sa.Column("taken_by", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("taken_at", sa.DateTime(), nullable=True))
        for column, table in REFERENCES.items():
            batch.create_foreign_key(f"fk_movement_{column}_{table}", table, [column], ["id"])
        batch.create_check_constraint(
            "ck_movement_either_source_line_or_value_id", "(source_line IS NULL) <> (value_id IS NULL)"
        )
        for column in TOGETHER:
            batch.create_check_constraint(
                f"ck_movement_value_id_with_{column}", f"(value_id IS NULL) = ({column} IS NULL)"
            )
        batch.create_check_constraint("ck_movement_probability_is_one", "probability BETWEEN 0 AND 1")


def downgrade() -> None:
    # What rests on figures has no line in a source, so the table as it was cannot hold it.
    op.execute("DELETE FROM movement WHERE source_line IS NULL")
    with op.batch_alter_table("movement") as batch:
        batch.drop_constraint("ck_movement_probability_is_one", type_="check")
        for column in reversed(TOGETHER):
            batch.drop_constraint(f"ck_movement_value_id_with_{column}", type_="check")
        batch.drop_constraint("ck_movement_either_source_line_or_value_id", type_="check")
        for column, table in reversed(REFERENCES.items()):
            batch.drop_constraint(f"fk_movement_{column}_{table}", type_="foreignkey")
        for column in ("taken_at", "taken_by", "probability", "test", "earlier_id", "value_id"):
            batch.drop_column(column)
        batch.alter_column("source_line", existing_type=sa.Integer(), nullable=False)
