"""How areas are closed: proofs and checks; and what a board sees: plans, meetings, papers and decisions.

No area is closed as checked without a proof of action and a check by somebody other than its owner, and while it is
closed neither can be taken away.
"""

import sqlalchemy as sa
from alembic import op

revision = "017"
down_revision = "016"

UNPROVEN = """
    NOT EXISTS (SELECT 1 FROM proof WHERE area_id = NEW.id AND of = 'action' AND taken_back_at IS NULL)
    OR NOT EXISTS (
      SELECT 1 FROM closure WHERE area_id = NEW.id AND result = 'closed' AND undone_at IS NULL
      AND (NEW.owner_id IS NULL OR checked_by <> NEW.owner_id)
    )
"""
IS_CLOSED = "EXISTS (SELECT 1 FROM area WHERE id = OLD.area_id AND closed_how = 'verified')"
UNSAID = "an area is closed only with proof and a check by somebody else"
STAYS = "what closed an area stays while it is closed"
SQLITE = (
    f"""
    CREATE TRIGGER area_closed_unproven BEFORE UPDATE ON area
    WHEN NEW.closed_how = 'verified' AND OLD.closed_how IS NOT 'verified' AND ({UNPROVEN})
    BEGIN SELECT RAISE(ABORT, '{UNSAID}'); END
    """,
    f"""
    CREATE TRIGGER area_added_closed BEFORE INSERT ON area WHEN NEW.closed_how = 'verified'
    BEGIN SELECT RAISE(ABORT, '{UNSAID}'); END
    """,
    f"""
    CREATE TRIGGER proof_update_refused BEFORE UPDATE ON proof WHEN {IS_CLOSED}
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
    f"""
    CREATE TRIGGER proof_delete_refused BEFORE DELETE ON proof WHEN {IS_CLOSED}
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
    f"""
    CREATE TRIGGER closure_update_refused BEFORE UPDATE ON closure
    WHEN (NEW.result IS NOT OLD.result OR NEW.checked_by IS NOT OLD.checked_by OR NEW.undone_at IS NOT OLD.undone_at)
      AND {IS_CLOSED}
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
    f"""
    CREATE TRIGGER closure_delete_refused BEFORE DELETE ON closure WHEN {IS_CLOSED}
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
)
POSTGRESQL = (
    f"""
    CREATE FUNCTION area_refuse_unproven() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.closed_how = 'verified' AND (TG_OP = 'INSERT' OR OLD.closed_how IS DISTINCT FROM 'verified')
        AND ({UNPROVEN})
      THEN RAISE EXCEPTION '{UNSAID}'; END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER area_closed_unproven BEFORE INSERT OR UPDATE ON area
    FOR EACH ROW EXECUTE FUNCTION area_refuse_unproven()
    """,
    f"""
    CREATE FUNCTION closing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF {IS_CLOSED} THEN RAISE EXCEPTION '{STAYS}'; END IF;
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER proof_change_refused BEFORE UPDATE OR DELETE ON proof
    FOR EACH ROW EXECUTE FUNCTION closing_refuse_change()
    """,
    """
    CREATE TRIGGER closure_update_refused BEFORE UPDATE ON closure FOR EACH ROW WHEN (
      (NEW.result, NEW.checked_by, NEW.undone_at) IS DISTINCT FROM (OLD.result, OLD.checked_by, OLD.undone_at)
    ) EXECUTE FUNCTION closing_refuse_change()
    """,
    """
    CREATE TRIGGER closure_delete_refused BEFORE DELETE ON closure
    FOR EACH ROW EXECUTE FUNCTION closing_refuse_change()
    """,
)


def upgrade() -> None:
    _proof()
    _closure()
    _lift_plan()
    _board_meeting()
    _board_decision()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    _drop_what_refuses()
    op.drop_table("board_decision")
    op.drop_table("board_meeting")
    op.drop_table("lift_plan")
    op.drop_table("closure")
    op.drop_table("proof")


def _drop_what_refuses() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Those of the other tables go with them.
        for trigger in ("area_closed_unproven", "area_added_closed"):
            op.execute(f"DROP TRIGGER {trigger}")
        return
    op.execute("DROP TRIGGER area_closed_unproven ON area")
    op.execute("DROP FUNCTION area_refuse_unproven()")
    for trigger, table in (
        ("proof_change_refused", "proof"),
        ("closure_update_refused", "closure"),
        ("closure_delete_refused", "closure"),
    ):
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute("DROP FUNCTION closing_refuse_change()")


def _proof() -> None:
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("shows", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_because", sa.String(), nullable=True),
        sa.CheckConstraint("of IN ('action', 'outcome')", name="ck_proof_of_action_or_outcome"),
        sa.CheckConstraint("shows <> ''", name="ck_proof_shows_says_something"),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_because IS NULL)",
            name="ck_proof_taken_back_at_with_taken_back_because",
        ),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name="fk_proof_added_by_person"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_proof_area_id_area"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["evidence_revision.id"], name="fk_proof_revision_id_evidence_revision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proof"),
    )
    op.create_index("ix_proof_area_id", "proof", ["area_id"], unique=False)
    op.create_index("ix_proof_revision_id", "proof", ["revision_id"], unique=False)


def _closure() -> None:
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("looked_at", sa.String(), nullable=True),
        sa.Column("missing", sa.String(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("effective_words", sa.String(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_because", sa.String(), nullable=True),
        sa.CheckConstraint("level IN ('papers', 'practice', 'inspection')", name="ck_closure_level_known"),
        sa.CheckConstraint("missing <> ''", name="ck_closure_missing_says_something"),
        sa.CheckConstraint(
            "result <> 'sent_back' OR missing IS NOT NULL", name="ck_closure_sent_back_with_what_is_missing"
        ),
        sa.CheckConstraint("result IN ('closed', 'sent_back', 'taken_back')", name="ck_closure_result_known"),
        sa.CheckConstraint(
            "result IS NULL OR result = 'taken_back' OR (level IS NOT NULL AND looked_at IS NOT NULL)",
            name="ck_closure_checked_at_a_level",
        ),
        sa.CheckConstraint("says <> ''", name="ck_closure_says_says_something"),
        sa.CheckConstraint("(checked_at IS NULL) = (checked_by IS NULL)", name="ck_closure_checked_at_with_checked_by"),
        sa.CheckConstraint("(result IS NULL) = (checked_at IS NULL)", name="ck_closure_result_with_checked_at"),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_because IS NULL)", name="ck_closure_undone_at_with_undone_because"
        ),
        sa.CheckConstraint(
            "result = 'taken_back' OR checked_by <> proposed_by", name="ck_closure_checked_by_somebody_else"
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_closure_area_id_area"),
        sa.ForeignKeyConstraint(["checked_by"], ["person.id"], name="fk_closure_checked_by_person"),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name="fk_closure_proposed_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_closure"),
        sa.UniqueConstraint("area_id", "number", name="uq_closure_area_id_number"),
    )
    op.create_index(
        "ix_closure_open",
        "closure",
        ["area_id"],
        unique=True,
        sqlite_where=sa.text("result IS NULL"),
        postgresql_where=sa.text("result IS NULL"),
    )


def _lift_plan() -> None:
    op.create_table(
        "lift_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("by_what", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("adopted_by", sa.Integer(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("by_what IN ('count', 'effort', 'soonest')", name="ck_lift_plan_by_what_known"),
        sa.ForeignKeyConstraint(["adopted_by"], ["person.id"], name="fk_lift_plan_adopted_by_person"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_lift_plan_assessment_id_assessment"),
        sa.PrimaryKeyConstraint("id", name="pk_lift_plan"),
    )
    op.create_index("ix_lift_plan_assessment_id", "lift_plan", ["assessment_id"], unique=False)


def _board_meeting() -> None:
    op.create_table(
        "board_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name="ck_board_meeting_title_says_something"),
        sa.CheckConstraint("(issued_at IS NULL) = (document IS NULL)", name="ck_board_meeting_issued_at_with_document"),
        sa.CheckConstraint(
            "(issued_at IS NULL) = (issued_by IS NULL)", name="ck_board_meeting_issued_at_with_issued_by"
        ),
        sa.ForeignKeyConstraint(["force_id"], ["force.id"], name="fk_board_meeting_force_id_force"),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name="fk_board_meeting_issued_by_person"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_board_meeting_made_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_board_meeting"),
        sa.UniqueConstraint("force_id", "on_day", name="uq_board_meeting_force_id_on_day"),
    )


def _board_decision() -> None:
    op.create_table(
        "board_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("new_area_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("decision <> ''", name="ck_board_decision_decision_says_something"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_board_decision_area_id_area"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["board_meeting.id"], name="fk_board_decision_meeting_id_board_meeting"
        ),
        sa.ForeignKeyConstraint(["new_area_id"], ["area.id"], name="fk_board_decision_new_area_id_area"),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name="fk_board_decision_recorded_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_board_decision"),
    )
    op.create_index("ix_board_decision_area_id", "board_decision", ["area_id"], unique=False)
    op.create_index("ix_board_decision_meeting_id", "board_decision", ["meeting_id"], unique=False)
