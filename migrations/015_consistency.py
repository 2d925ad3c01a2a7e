"""What looks unfair over all forces, meetings about it, and changes of method that were tried."""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"


def upgrade() -> None:
    _queue_item()
    _queue_look()
    _moderation_meeting()
    _meeting_item()
    _change_proposal()


def downgrade() -> None:
    op.drop_table("change_proposal")
    op.drop_table("meeting_item")
    op.drop_table("moderation_meeting")
    op.drop_table("queue_look")
    op.drop_table("queue_item")


def _queue_item() -> None:
    op.create_table(
        "queue_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("gravity", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("other_entry_id", sa.Integer(), nullable=True),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("settled", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_because", sa.String(), nullable=True),
        sa.Column("reopened_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('inversion', 'same_profile', 'outlier', 'reader')", name="ck_queue_item_kind_known"
        ),
        sa.CheckConstraint("note <> ''", name="ck_queue_item_note_says_something"),
        sa.CheckConstraint(
            "reopened_id IS NULL OR settled = 'reopened'", name="ck_queue_item_reopened_id_only_if_reopened"
        ),
        sa.CheckConstraint("settled IN ('right', 'reopened', 'meeting')", name="ck_queue_item_settled_known"),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_because IS NULL)", name="ck_queue_item_closed_at_with_closed_because"
        ),
        sa.CheckConstraint("(settled IS NULL) = (note IS NULL)", name="ck_queue_item_settled_with_note"),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name="ck_queue_item_settled_at_with_settled_by"
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_queue_item_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_queue_item_entry_id_entry"),
        sa.ForeignKeyConstraint(["other_entry_id"], ["entry.id"], name="fk_queue_item_other_entry_id_entry"),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name="fk_queue_item_reader_id_person"),
        sa.ForeignKeyConstraint(["reopened_id"], ["entry.id"], name="fk_queue_item_reopened_id_entry"),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name="fk_queue_item_settled_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_queue_item"),
        sa.UniqueConstraint("cycle_id", "kind", "name", "digest", name="uq_queue_item_cycle_id_kind_name_digest"),
    )
    op.create_index("ix_queue_item_cycle_id_framework", "queue_item", ["cycle_id", "framework"], unique=False)
    op.create_index("ix_queue_item_entry_id", "queue_item", ["entry_id"], unique=False)
    op.create_index("ix_queue_item_other_entry_id", "queue_item", ["other_entry_id"], unique=False)


def _queue_look() -> None:
    op.create_table(
        "queue_look",
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.Column("looked_by", sa.Integer(), nullable=True),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.CheckConstraint("decisions >= 0", name="ck_queue_look_decisions_not_negative"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_queue_look_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["looked_by"], ["person.id"], name="fk_queue_look_looked_by_person"),
        sa.PrimaryKeyConstraint("cycle_id", name="pk_queue_look"),
    )


def _moderation_meeting() -> None:
    op.create_table(
        "moderation_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("title <> ''", name="ck_moderation_meeting_title_says_something"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_moderation_meeting_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_moderation_meeting_made_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_moderation_meeting"),
    )
    op.create_index("ix_moderation_meeting_cycle_id", "moderation_meeting", ["cycle_id"], unique=False)


def _meeting_item() -> None:
    op.create_table(
        "meeting_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("queue_item_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("decided", sa.String(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decided <> ''", name="ck_meeting_item_decided_says_something"),
        sa.CheckConstraint("title <> ''", name="ck_meeting_item_title_says_something"),
        sa.CheckConstraint(
            "(decided IS NULL) = (recorded_at IS NULL)", name="ck_meeting_item_decided_with_recorded_at"
        ),
        sa.CheckConstraint(
            "(recorded_at IS NULL) = (recorded_by IS NULL)", name="ck_meeting_item_recorded_at_with_recorded_by"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_meeting_item_entry_id_entry"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["moderation_meeting.id"], name="fk_meeting_item_meeting_id_moderation_meeting"
        ),
        sa.ForeignKeyConstraint(["queue_item_id"], ["queue_item.id"], name="fk_meeting_item_queue_item_id_queue_item"),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name="fk_meeting_item_recorded_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_item"),
        sa.UniqueConstraint("meeting_id", "place", name="uq_meeting_item_meeting_id_place"),
    )
    op.create_index("ix_meeting_item_queue_item_id", "meeting_item", ["queue_item_id"], unique=False)


def _change_proposal() -> None:
    op.create_table(
        "change_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("edition_digest", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_change_proposal_because_says_something"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_change_proposal_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_change_proposal_made_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_change_proposal"),
    )
    op.create_index("ix_change_proposal_cycle_id", "change_proposal", ["cycle_id"], unique=False)
