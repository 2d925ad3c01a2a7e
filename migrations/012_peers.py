"""Peer groups, and how a cycle is inspected unless an entry's own plan says otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"


LEVELS = "level IN ('desk_top', 'reality_check', 'on_site')"


def upgrade() -> None:
    _force()
    _cycle()
    _peer_group()
    _peer_force()


def downgrade() -> None:
    op.drop_table("peer_force")
    op.drop_table("peer_group")
    with op.batch_alter_table("cycle") as batch:
        for name in ("level_known", "priority_readers_one_or_two", "readers_one_or_two"):
            batch.drop_constraint(f"ck_cycle_{name}", type_="check")
        for column in ("level", "priority_readers", "readers"):
            batch.drop_column(column)
    with op.batch_alter_table("force") as batch:
        batch.drop_column("simulated")


def _force() -> None:
    """Every force that is there already is a real one."""
    _filled("force", "simulated", sa.Boolean(), "false")


def _cycle() -> None:
    _filled("cycle", "readers", sa.Integer(), "1")
    _filled("cycle", "priority_readers", sa.Integer(), "2")
    _filled("cycle", "level", sa.String(), "'desk_top'")
    with op.batch_alter_table("cycle") as batch:
        batch.create_check_constraint("ck_cycle_readers_one_or_two", "readers IN (1, 2)")
        batch.create_check_constraint("ck_cycle_priority_readers_one_or_two", "priority_readers IN (1, 2)")
        batch.create_check_constraint("ck_cycle_level_known", LEVELS)


def _peer_group() -> None:
    op.create_table(
        "peer_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("counts_itself", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("source <> ''", name="ck_peer_group_source_says_something"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ck_peer_group_ends_on_after_begins_on"),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_peer_group_force_id_force"),
        sa.PrimaryKeyConstraint("id", name="pk_peer_group"),
        sa.UniqueConstraint("force_id", "begins_on", name="uq_peer_group_force_id_begins_on"),
    )


def _peer_force() -> None:
    op.create_table(
        "peer_force",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_peer_force_force_id_force"),
        sa.ForeignKeyConstraint(["group_id"], ["peer_group.id"], name="fk_peer_force_group_id_peer_group"),
        sa.PrimaryKeyConstraint("group_id", "force_id", name="pk_peer_force"),
    )
    op.create_index("ix_peer_force_force_id", "peer_force", ["force_id"], unique=False)


def _filled(table: str, column: str, kind: sa.types.TypeEngine[object], value: str) -> None:
    """A column that every row has a value in, the rows that are there already this one."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(column, kind, nullable=True))
    op.execute(f"UPDATE {table} SET {column} = {value}")
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column, existing_type=kind, nullable=False)
