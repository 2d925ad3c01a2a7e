"""What people decided on each entry, and the caveats printed with it."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"


def upgrade() -> None:
    _judgement()
    _caveat()


def downgrade() -> None:
    op.drop_table("caveat")
    op.drop_table("judgement")


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.String(), nullable=True),
        sa.CheckConstraint(
            "published_on LIKE '____-__' OR published_on LIKE '____-__-__'", name="ck_judgement_published_month_or_day"
        ),
        sa.CheckConstraint("reason <> ''", name="ck_judgement_reason_says_something"),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_on IS NULL)", name="ck_judgement_decided_by_with_decided_on"
        ),
        sa.CheckConstraint(
            "decided_by IS NOT NULL OR source_line IS NOT NULL", name="ck_judgement_decided_here_or_in_a_source"
        ),
        sa.CheckConstraint("reason IS NULL OR decided_by IS NOT NULL", name="ck_judgement_reason_has_its_person"),
        sa.CheckConstraint("source_line > 0", name="ck_judgement_source_line_counts_from_one"),
        sa.CheckConstraint(
            "source_line IS NULL OR published_on IS NOT NULL", name="ck_judgement_source_line_only_if_published"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_judgement_entry_id_entry"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
        sa.UniqueConstraint("entry_id", name="uq_judgement_entry_id"),
    )


def _caveat() -> None:
    op.create_table(
        "caveat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_caveat_text_says_something"),
        sa.CheckConstraint("source_line > 0", name="ck_caveat_source_line_counts_from_one"),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name="fk_caveat_judgement_id_judgement"),
        sa.PrimaryKeyConstraint("id", name="pk_caveat"),
        sa.UniqueConstraint("judgement_id", "place", name="uq_caveat_judgement_id_place"),
    )
