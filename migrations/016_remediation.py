"""Areas for improvement and the work on them; what was said of an area is only ever added to."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"

SQLITE = (
    """
    CREATE TRIGGER area_log_update_refused BEFORE UPDATE ON area_log
    BEGIN SELECT RAISE(ABORT, 'the log of an area is only ever added to'); END
    """,
    """
    CREATE TRIGGER area_log_delete_refused BEFORE DELETE ON area_log
    BEGIN SELECT RAISE(ABORT, 'the log of an area is only ever added to'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION area_log_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log of an area is only ever added to'; END $$
    """,
    """
    CREATE TRIGGER area_log_change_refused BEFORE UPDATE OR DELETE ON area_log
    FOR EACH ROW EXECUTE FUNCTION area_log_refuse()
    """,
)


def upgrade() -> None:
    _area()
    _area_criterion()
    _area_link()
    _area_waits()
    _action()
    _action_area()
    _milestone()
    _area_log()
    _extension()
    _policing_body_response()
    _reminder()
    _calendar_key()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("calendar_key")
    op.drop_table("reminder")
    op.drop_table("policing_body_response")
    op.drop_table("extension")
    op.drop_table("area_log")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION area_log_refuse()")
    op.drop_table("milestone")
    op.drop_table("action_area")
    op.drop_table("action")
    op.drop_table("area_waits")
    op.drop_table("area_link")
    op.drop_table("area_criterion")
    op.drop_table("area")


def _area() -> None:
    op.create_table("area", *_area_columns(), *_area_checks(), *_area_keys())
    op.create_index("ix_area_cycle_id", "area", ["cycle_id"], unique=False)
    op.create_index("ix_area_finding_id", "area", ["finding_id"], unique=False)
    op.create_index(
        "ix_area_standing",
        "area",
        [
            "force_id",
            "closed_how",
            "due_on",
            "owner_id",
            "owner_post",
            "marking",
            "published_on",
            "number",
            "raised_on",
            "priority",
            "kind",
            "framework",
            "closed_at",
        ],
        unique=False,
    )
    op.create_index("ix_area_owner_id", "area", ["owner_id"], unique=False)


def _area_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_words", sa.String(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("framework", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("wrong", sa.String(), nullable=False),
        sa.Column("root_cause", sa.String(), nullable=True),
        sa.Column("good", sa.String(), nullable=True),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("no_due_because", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_post", sa.String(), nullable=True),
        sa.Column("sponsor", sa.String(), nullable=True),
        sa.Column("marking", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("closed_how", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_because", sa.String(), nullable=True),
        sa.Column("accepted_until", sa.Date(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def _area_checks() -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint("closed_because <> ''", name="ck_area_closed_because_says_something"),
        sa.CheckConstraint(
            "closed_how <> 'risk_accepted' OR accepted_until IS NOT NULL", name="ck_area_accepted_until_a_day"
        ),
        sa.CheckConstraint(
            "closed_how IN ('verified', 'risk_accepted', 'not_accepted', 'superseded', 'done_elsewhere')",
            name="ck_area_closed_how_known",
        ),
        sa.CheckConstraint(
            "closed_how IS NULL OR closed_how = 'verified' OR closed_because IS NOT NULL",
            name="ck_area_other_ends_have_reasons",
        ),
        sa.CheckConstraint(
            "kind IN ('area_for_improvement', 'recommendation', 'cause_of_concern', 'action')",
            name="ck_area_kind_known",
        ),
        sa.CheckConstraint("no_due_because <> ''", name="ck_area_no_due_because_says_something"),
        sa.CheckConstraint("priority IN ('high', 'medium', 'low')", name="ck_area_priority_known"),
        sa.CheckConstraint(
            "source IN ('judgement', 'self_assessment', 'inspection', 'board')", name="ck_area_source_known"
        ),
        sa.CheckConstraint("title <> ''", name="ck_area_title_says_something"),
        sa.CheckConstraint(
            "(closed_how IS NULL) = (closed_at IS NULL) AND (closed_how IS NULL) = (closed_by IS NULL)",
            name="ck_area_closed_with_closer_and_time",
        ),
        sa.CheckConstraint("due_on IS NULL OR due_on >= raised_on", name="ck_area_due_on_after_raised_on"),
        sa.CheckConstraint("due_on IS NULL OR no_due_because IS NULL", name="ck_area_due_on_or_why_none"),
    ]


def _area_keys() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name="fk_area_closed_by_person"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_area_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_area_finding_id_finding"),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_area_force_id_force"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_area_made_by_person"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_area_owner_id_person"),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["area.id"], name="fk_area_replaced_by_id_area"),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sa.UniqueConstraint("force_id", "number", name="uq_area_force_id_number"),
    ]


def _area_criterion() -> None:
    op.create_table(
        "area_criterion",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_area_criterion_area_id_area"),
        sa.PrimaryKeyConstraint("area_id", "edition", "framework", "criterion", name="pk_area_criterion"),
    )


def _area_link() -> None:
    op.create_table(
        "area_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("later_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=True),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('repeats', 'same')", name="ck_area_link_kind_known"),
        sa.CheckConstraint("earlier_id <> later_id", name="ck_area_link_of_two"),
        sa.ForeignKeyConstraint(["earlier_id"], ["area.id"], name="fk_area_link_earlier_id_area"),
        sa.ForeignKeyConstraint(["later_id"], ["area.id"], name="fk_area_link_later_id_area"),
        sa.ForeignKeyConstraint(["linked_by"], ["person.id"], name="fk_area_link_linked_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_area_link"),
        sa.UniqueConstraint("earlier_id", "later_id", name="uq_area_link_earlier_id_later_id"),
    )
    op.create_index("ix_area_link_later_id", "area_link", ["later_id"], unique=False)


def _area_waits() -> None:
    op.create_table(
        "area_waits",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("for_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("area_id <> for_id", name="ck_area_waits_for_another"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_area_waits_area_id_area"),
        sa.ForeignKeyConstraint(["for_id"], ["area.id"], name="fk_area_waits_for_id_area"),
        sa.PrimaryKeyConstraint("area_id", "for_id", name="pk_area_waits"),
    )
    op.create_index("ix_area_waits_for_id", "area_waits", ["for_id"], unique=False)


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_post", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("dropped_because", sa.String(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("what <> ''", name="ck_action_what_says_something"),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="ck_action_done_at_with_done_by"),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="ck_action_progress_in_hundredths"),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name="fk_action_done_by_person"),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_action_force_id_force"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_action_made_by_person"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_action_owner_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
    )
    op.create_index("ix_action_force_id", "action", ["force_id"], unique=False)
    op.create_index("ix_action_owner_id", "action", ["owner_id"], unique=False)


def _action_area() -> None:
    op.create_table(
        "action_area",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name="fk_action_area_action_id_action"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_action_area_area_id_area"),
        sa.PrimaryKeyConstraint("action_id", "area_id", name="pk_action_area"),
    )
    op.create_index("ix_action_area_area_id", "action_area", ["area_id"], unique=False)


def _milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("what <> ''", name="ck_milestone_what_says_something"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name="fk_milestone_action_id_action"),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
    )
    op.create_index("ix_milestone_action_id", "milestone", ["action_id"], unique=False)


def _area_log() -> None:
    op.create_table(
        "area_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'correction') = (corrects_id IS NOT NULL)", name="ck_area_log_a_correction_corrects"
        ),
        sa.CheckConstraint("kind IN ('progress', 'change', 'correction', 'decision')", name="ck_area_log_kind_known"),
        sa.CheckConstraint("words <> ''", name="ck_area_log_words_says_something"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_area_log_area_id_area"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_area_log_by_id_person"),
        sa.ForeignKeyConstraint(["corrects_id"], ["area_log.id"], name="fk_area_log_corrects_id_area_log"),
        sa.PrimaryKeyConstraint("id", name="pk_area_log"),
    )
    op.create_index("ix_area_log_area_id_at", "area_log", ["area_id", "at"], unique=False)


def _extension() -> None:
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_because", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("answer IN ('approved', 'refused')", name="ck_extension_answer_known"),
        sa.CheckConstraint("because <> ''", name="ck_extension_because_says_something"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="ck_extension_answer_with_answered_at"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name="ck_extension_answered_at_with_answered_by"
        ),
        sa.CheckConstraint(
            "answered_by IS NULL OR answered_by <> asked_by", name="ck_extension_answered_by_somebody_else"
        ),
        sa.CheckConstraint("to_day > from_day", name="ck_extension_to_day_is_later"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_extension_answered_by_person"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_extension_area_id_area"),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_extension_asked_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
    )
    op.create_index("ix_extension_area_id", "extension", ["area_id"], unique=False)


def _policing_body_response() -> None:
    op.create_table(
        "policing_body_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("comments", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("why_none", sa.String(), nullable=True),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("comments <> ''", name="ck_policing_body_response_comments_says_something"),
        sa.CheckConstraint(
            "action IS NOT NULL OR why_none IS NOT NULL", name="ck_policing_body_response_action_or_why_none"
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_policing_body_response_area_id_area"),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name="fk_policing_body_response_saved_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_policing_body_response"),
        sa.UniqueConstraint("area_id", name="uq_policing_body_response_area_id"),
    )


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reminder_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("person_id", "on_day", "kind", name="uq_reminder_person_id_on_day_kind"),
    )


def _calendar_key() -> None:
    op.create_table(
        "calendar_key",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_key_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_calendar_key"),
        sa.UniqueConstraint("sha256", name="uq_calendar_key_sha256"),
    )
