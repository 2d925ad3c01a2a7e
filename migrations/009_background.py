"""Work in the background, messages to be sent, and the index of what can be found."""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"


# The index of words stands beside the table and follows it by triggers, so that it can never hold anything else.
SQLITE = (
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
      title, text, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
      INSERT INTO search_words (rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text);
    END
    """,
    """
    CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
      INSERT INTO search_words (search_words, rowid, title, text) VALUES ('delete', OLD.id, OLD.title, OLD.text);
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE OF title, text ON search_entry BEGIN
      INSERT INTO search_words (search_words, rowid, title, text) VALUES ('delete', OLD.id, OLD.title, OLD.text);
      INSERT INTO search_words (rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text);
    END
    """,
)
# Accents go as SQLite takes them away. PostgreSQL would keep an address or a hyphenated word as one, so whatever stands
# between letters becomes a space. A text of too many different words for one row of the index is indexed in part.
POSTGRESQL = (
    """
    CREATE TABLE search_words (
      entry_id integer PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE, words tsvector NOT NULL
    )
    """,
    "CREATE INDEX ix_search_words_words ON search_words USING gin (words)",
    r"""
    CREATE FUNCTION search_words_of(said text, most integer) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
      SELECT to_tsvector('simple', regexp_replace(
        regexp_replace(normalize(left(said, most), NFD), '[\u0300-\u036f]', '', 'g'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f]', ' ', 'g'))
    $$
    """,
    """
    CREATE FUNCTION search_entry_index() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      of_title tsvector := setweight(search_words_of(NEW.title, 10000), 'A');
      of_text tsvector;
    BEGIN
      BEGIN
        of_text := of_title || setweight(search_words_of(NEW.text, 400000), 'B');
      EXCEPTION WHEN program_limit_exceeded THEN
        of_text := of_title || setweight(search_words_of(NEW.text, 50000), 'B');
      END;
      INSERT INTO search_words (entry_id, words) VALUES (NEW.id, of_text)
      ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER search_entry_kept AFTER INSERT OR UPDATE OF title, text ON search_entry
    FOR EACH ROW EXECUTE FUNCTION search_entry_index()
    """,
)


def upgrade() -> None:
    _job()
    _message()
    _search_entry()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE search_words")
    op.drop_table("search_entry")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION search_entry_index()")
        op.execute("DROP FUNCTION search_words_of(text, integer)")
    op.drop_table("message")
    op.drop_table("job")


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("beat_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="ck_job_state_known"),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="ck_job_progress_in_percent"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_name_subject", "job", ["name", "subject"], unique=False)
    op.create_index("ix_job_state_due_at", "job", ["state", "due_at"], unique=False)


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="ck_message_sent_with_its_time"),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name="ck_message_state_known"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
    )
    op.create_index("ix_message_state_written_at", "message", ["state", "written_at"], unique=False)


def _search_entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=True),
        sa.Column("framework", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("marking", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("kind", "thing_id", name="uq_search_entry_kind_thing_id"),
    )
    op.create_index("ix_search_entry_force_kind", "search_entry", ["force", "kind"], unique=False)
