"""People and their roles, where they are signed in, and the trail of everything that is done."""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"


# What was done cannot be undone behind the product's back: both databases refuse to change or take away a row.
SQLITE = """
CREATE TRIGGER audit_event_{verb}_refused BEFORE {verb} ON audit_event
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END
"""
POSTGRESQL = """
CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is only ever added to'; END $$
"""


def upgrade() -> None:
    _person()
    _role_held()
    _home_force()
    _sign_in()
    _one_time_link()
    _attempt()
    _kept_words()
    _audit_head()
    _audit_event()
    op.execute(f"INSERT INTO audit_head (id, digest, events) VALUES (1, '{'0' * 64}', 0)")
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(verb=verb))
    else:
        op.execute(POSTGRESQL)
        op.execute(
            "CREATE TRIGGER audit_event_refused BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()"
        )


def downgrade() -> None:
    op.drop_table("audit_event")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_event_refuse()")
    op.drop_table("audit_head")
    op.drop_table("kept_words")
    op.drop_table("attempt")
    op.drop_table("one_time_link")
    op.drop_table("sign_in")
    op.drop_table("home_force")
    op.drop_table("role_held")
    op.drop_table("person")


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("last_here_at", sa.DateTime(), nullable=True),
        sa.Column("previous_visit_ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("name <> ''", name="ck_person_name_says_something"),
        sa.CheckConstraint("email = lower(email)", name="ck_person_email_in_small_letters"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )


def _role_held() -> None:
    op.create_table(
        "role_held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("force", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(role IN ('assessor', 'chief_officer', 'force_lead', 'viewer', 'board_secretary')) = (force IS NOT NULL)",
            name="ck_role_held_force_where_the_role_has_one",
        ),
        sa.CheckConstraint(
            "role IN ('assessor', 'chief_officer', 'force_lead', 'viewer', 'board_secretary', 'inspector', "
            "'moderator', 'national_lead', 'methodologist', 'verifier', 'administrator')",
            name="ck_role_held_role_known",
        ),
        sa.ForeignKeyConstraint(["force"], ["force.id"], name="fk_role_held_force_force"),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name="fk_role_held_granted_by_person"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_held_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_role_held"),
        sa.UniqueConstraint("person_id", "role", "force", name="uq_role_held_person_id_role_force"),
    )
    op.create_index("ix_role_held_force", "role_held", ["force"], unique=False)
    op.create_index(
        "uq_role_held_for_all",
        "role_held",
        ["person_id", "role"],
        unique=True,
        sqlite_where=sa.text("force IS NULL"),
        postgresql_where=sa.text("force IS NULL"),
    )


def _home_force() -> None:
    op.create_table(
        "home_force",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["force"], ["force.id"], name="fk_home_force_force_force"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_home_force_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "force", name="pk_home_force"),
    )


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=True),
        sa.Column("browser", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.UniqueConstraint("token_sha256", name="uq_sign_in_token_sha256"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"], unique=False)


def _one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('invitation', 'reset')", name="ck_one_time_link_purpose_known"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_one_time_link_made_by_person"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_one_time_link_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_link"),
        sa.UniqueConstraint("token_sha256", name="uq_one_time_link_token_sha256"),
    )
    op.create_index("ix_one_time_link_person_id", "one_time_link", ["person_id"], unique=False)


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_sha256", sa.String(), nullable=False),
        sa.Column("from_sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_email_sha256_at", "attempt", ["email_sha256", "at"], unique=False)
    op.create_index("ix_attempt_from_sha256_at", "attempt", ["from_sha256", "at"], unique=False)


def _kept_words() -> None:
    op.create_table(
        "kept_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_kept_words_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_words"),
    )
    op.create_index("ix_kept_words_person_id", "kept_words", ["person_id"], unique=False)


def _audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_audit_head_only_one"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("force", sa.String(), nullable=True),
        sa.Column("cycle", sa.String(), nullable=True),
        sa.Column("framework", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('force', 'inspectorate', 'accounts', 'everyone')", name="ck_audit_event_audience_known"
        ),
        sa.CheckConstraint("reason <> ''", name="ck_audit_event_reason_says_something"),
        sa.CheckConstraint("says <> ''", name="ck_audit_event_says_something"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_at", "audit_event", ["at"], unique=False)
    op.create_index(
        "ix_audit_event_force_cycle_framework", "audit_event", ["force", "cycle", "framework"], unique=False
    )
    op.create_index("ix_audit_event_person", "audit_event", ["person"], unique=False)
    op.create_index("ix_audit_event_thing_thing_id", "audit_event", ["thing", "thing_id"], unique=False)
