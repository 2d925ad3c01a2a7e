"""Evidence: pieces that belong to a force, their revisions and their text, and what is only being added."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"


# A revision is never overwritten: the one change it may undergo is that its bytes are disposed of.
SQLITE = (
    """
    CREATE TRIGGER evidence_revision_update_refused BEFORE UPDATE ON evidence_revision
    WHEN NEW.evidence_id IS NOT OLD.evidence_id OR NEW.number IS NOT OLD.number OR NEW.form IS NOT OLD.form
      OR NEW.sha256 IS NOT OLD.sha256 OR NEW.url IS NOT OLD.url OR NEW.note IS NOT OLD.note OR NEW.size IS NOT OLD.size
      OR NEW.file_name IS NOT OLD.file_name OR NEW.added_by IS NOT OLD.added_by OR NEW.added_at IS NOT OLD.added_at
      OR OLD.disposed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a revision is never overwritten'); END
    """,
    """
    CREATE TRIGGER evidence_revision_delete_refused BEFORE DELETE ON evidence_revision
    BEGIN SELECT RAISE(ABORT, 'a revision is never overwritten'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION evidence_revision_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a revision is never overwritten'; END $$
    """,
    """
    CREATE TRIGGER evidence_revision_update_refused BEFORE UPDATE ON evidence_revision FOR EACH ROW
    WHEN (
      (NEW.evidence_id, NEW.number, NEW.form, NEW.sha256, NEW.url, NEW.note, NEW.size, NEW.file_name, NEW.added_by,
       NEW.added_at)
      IS DISTINCT FROM
      (OLD.evidence_id, OLD.number, OLD.form, OLD.sha256, OLD.url, OLD.note, OLD.size, OLD.file_name, OLD.added_by,
       OLD.added_at)
      OR OLD.disposed_at IS NOT NULL
    ) EXECUTE FUNCTION evidence_revision_refuse()
    """,
    """
    CREATE TRIGGER evidence_revision_delete_refused BEFORE DELETE ON evidence_revision
    FOR EACH ROW EXECUTE FUNCTION evidence_revision_refuse()
    """,
)


def upgrade() -> None:
    _evidence()
    _evidence_revision()
    _revision_text()
    _evidence_addition()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("evidence_addition")
    op.drop_table("revision_text")
    op.drop_table("evidence_revision")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION evidence_revision_refuse()")
    op.drop_table("evidence")


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("marking", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('self_report', 'document', 'independent', 'outcome_measure')", name="ck_evidence_kind_known"
        ),
        sa.CheckConstraint("title <> ''", name="ck_evidence_title_says_something"),
        sa.CheckConstraint("withdrawn_because <> ''", name="ck_evidence_withdrawn_because_says_something"),
        sa.CheckConstraint(
            "(effective_from IS NULL) = (effective_to IS NULL)", name="ck_evidence_effective_from_with_to"
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name="ck_evidence_withdrawn_at_with_because"
        ),
        sa.CheckConstraint("effective_from <= effective_to", name="ck_evidence_effective_from_before_to"),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name="fk_evidence_added_by_person"),
        sa.ForeignKeyConstraint(["force"], ["force.id"], name="fk_evidence_force_force"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_evidence_owner_id_person"),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["person.id"], name="fk_evidence_withdrawn_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("force", "number", name="uq_evidence_force_number"),
    )
    op.create_index("ix_evidence_owner_id", "evidence", ["owner_id"], unique=False)


def _evidence_revision() -> None:
    op.create_table(
        "evidence_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_kind", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("scanned", sa.String(), nullable=False),
        sa.Column("disposed_at", sa.DateTime(), nullable=True),
        sa.Column("disposed_because", sa.String(), nullable=True),
        sa.CheckConstraint("(form = 'file') = (sha256 IS NOT NULL)", name="ck_evidence_revision_digest_of_a_file"),
        sa.CheckConstraint("(form = 'link') = (url IS NOT NULL)", name="ck_evidence_revision_url_of_a_link"),
        sa.CheckConstraint("(form = 'note') = (note IS NOT NULL)", name="ck_evidence_revision_words_of_a_note"),
        sa.CheckConstraint("form IN ('file', 'link', 'note')", name="ck_evidence_revision_form_known"),
        sa.CheckConstraint("number > 0", name="ck_evidence_revision_number_counts_from_one"),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name="fk_evidence_revision_added_by_person"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_evidence_revision_evidence_id_evidence"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_revision"),
        sa.UniqueConstraint("evidence_id", "number", name="uq_evidence_revision_evidence_id_number"),
    )
    op.create_index("ix_evidence_revision_sha256", "evidence_revision", ["sha256"], unique=False)


def _revision_text() -> None:
    op.create_table(
        "revision_text",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'read', 'unreadable')", name="ck_revision_text_state_known"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["evidence_revision.id"], name="fk_revision_text_revision_id_evidence_revision"
        ),
        sa.PrimaryKeyConstraint("revision_id", name="pk_revision_text"),
    )


def _evidence_addition() -> None:
    op.create_table(
        "evidence_addition",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.CheckConstraint("length(key) >= 16", name="ck_evidence_addition_key_long_enough"),
        sa.ForeignKeyConstraint(["begun_by"], ["person.id"], name="fk_evidence_addition_begun_by_person"),
        sa.ForeignKeyConstraint(["force"], ["force.id"], name="fk_evidence_addition_force_force"),
        sa.PrimaryKeyConstraint("key", name="pk_evidence_addition"),
    )
    op.create_index("ix_evidence_addition_begun_by", "evidence_addition", ["begun_by"], unique=False)
