"""Indicators, their values and the files that values came in."""

import sqlalchemy as sa
from alembic import op

revision = "018"
down_revision = "017"


def upgrade() -> None:
    _indicator()
    _indicator_break()
    _indicator_delivery()
    _indicator_value()


def downgrade() -> None:
    op.drop_table("indicator_value")
    op.drop_table("indicator_delivery")
    op.drop_table("indicator_break")
    op.drop_table("indicator")


def _indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("per", sa.Integer(), nullable=True),
        sa.Column("pair", sa.String(), nullable=True),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("footnotes", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'number') = (per IS NULL)", name="ck_indicator_per_unless_number"),
        sa.CheckConstraint("kind IN ('proportion', 'rate', 'number')", name="ck_indicator_kind_known"),
        sa.CheckConstraint("polarity IN ('higher', 'lower', 'parity', 'context')", name="ck_indicator_polarity_known"),
        sa.CheckConstraint("title <> ''", name="ck_indicator_title_says_something"),
        sa.CheckConstraint("unit <> ''", name="ck_indicator_unit_says_something"),
        sa.CheckConstraint("pair <> id", name="ck_indicator_pair_is_another"),
        sa.CheckConstraint("per > 0", name="ck_indicator_per_some"),
        sa.ForeignKeyConstraint(["pair"], ["indicator.id"], name="fk_indicator_pair_indicator"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
    )


def _indicator_break() -> None:
    op.create_table(
        "indicator_break",
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_indicator_break_because_says_something"),
        sa.CheckConstraint("kind IN ('definition', 'scale')", name="ck_indicator_break_kind_known"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_indicator_break_indicator_id_indicator"),
        sa.PrimaryKeyConstraint("indicator_id", "begins_on", name="pk_indicator_break"),
    )


def _indicator_delivery() -> None:
    op.create_table(
        "indicator_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("brought_at", sa.DateTime(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.CheckConstraint("file_name <> ''", name="ck_indicator_delivery_file_name_says_something"),
        sa.CheckConstraint(
            "(brought_at IS NULL) = (counts IS NULL)", name="ck_indicator_delivery_brought_at_with_counts"
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name="fk_indicator_delivery_sent_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_delivery"),
    )
    op.create_index("ix_indicator_delivery_sent_by", "indicator_delivery", ["sent_by"], unique=False)


def _indicator_value() -> None:
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.String(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("numerator", sa.String(), nullable=True),
        sa.Column("denominator", sa.String(), nullable=True),
        sa.Column("deviation", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("because <> ''", name="ck_indicator_value_because_says_something"),
        sa.CheckConstraint("source <> ''", name="ck_indicator_value_source_says_something"),
        sa.CheckConstraint("value <> ''", name="ck_indicator_value_value_says_something"),
        sa.CheckConstraint(
            "(replaces_id IS NULL) = (because IS NULL)", name="ck_indicator_value_replaces_id_with_because"
        ),
        sa.CheckConstraint("begins_on <= ends_on", name="ck_indicator_value_begins_on_before_ends_on"),
        sa.CheckConstraint(
            "numerator IS NULL OR denominator IS NOT NULL", name="ck_indicator_value_numerator_needs_denominator"
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["indicator_delivery.id"], name="fk_indicator_value_delivery_id_indicator_delivery"
        ),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_indicator_value_force_id_force"),
        sa.ForeignKeyConstraint(["imported_by"], ["person.id"], name="fk_indicator_value_imported_by_person"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_indicator_value_indicator_id_indicator"),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["indicator_value.id"], name="fk_indicator_value_replaces_id_indicator_value"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_value"),
        sa.UniqueConstraint("replaces_id", name="uq_indicator_value_replaces_id"),
    )
    op.create_index("ix_indicator_value_delivery_id", "indicator_value", ["delivery_id"], unique=False)
    op.create_index("ix_indicator_value_of_force", "indicator_value", ["force_id", "begins_on"], unique=False)
    op.create_index(
        "ix_indicator_value_standing",
        "indicator_value",
        ["indicator_id", "force_id", "begins_on", "ends_on", "source"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
