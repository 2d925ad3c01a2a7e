"""The assessors' workspace: who saved what, citations, comments, drafts, versions and signatures."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "011"
down_revision = "010"


PERSON = "fk_{table}_{column}_person"


def upgrade() -> None:
    _cycle()
    _states()
    _who_saved()
    _findings()
    _cycle_date()
    _cycle_priority()
    _citation()
    _assignment()
    _comment()
    _mention()
    _draft()
    _put_forward()
    _assessment_version()
    _signature()


def downgrade() -> None:
    op.drop_table("signature")
    op.drop_table("assessment_version")
    op.drop_table("put_forward")
    op.drop_table("draft")
    op.drop_table("mention")
    op.drop_table("comment")
    op.drop_table("assignment")
    op.drop_table("citation")
    op.drop_table("cycle_priority")
    op.drop_table("cycle_date")
    _undo_findings()
    _undo_who_saved()
    _undo_states()
    _undo_cycle()


def _person(batch: BatchOperations, table: str, *columns: str) -> None:
    """Columns that name a person, where one is known."""
    for column in columns:
        batch.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch.create_foreign_key(PERSON.format(table=table, column=column), "person", [column], ["id"])


def _no_person(batch: BatchOperations, table: str, *columns: str) -> None:
    for column in columns:
        batch.drop_constraint(PERSON.format(table=table, column=column), type_="foreignkey")
        batch.drop_column(column)


def _filled(table: str, column: str, kind: sa.types.TypeEngine[object], value: str) -> None:
    """A column that every row has a value in, the rows that are there already this one."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(column, kind, nullable=True))
    op.execute(f"UPDATE {table} SET {column} = {value}")
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column, existing_type=kind, nullable=False)


def _cycle() -> None:
    with op.batch_alter_table("cycle") as batch:
        batch.alter_column("published", existing_type=sa.String(), nullable=True)
        batch.add_column(sa.Column("submit_by", sa.Date(), nullable=True))
        batch.add_column(sa.Column("sign_by", sa.Date(), nullable=True))
    _filled("cycle", "effects_after_saving", sa.Boolean(), "false")
    _filled("cycle", "version", sa.Integer(), "1")


def _undo_cycle() -> None:
    op.execute("UPDATE cycle SET published = '1900-01' WHERE published IS NULL")
    with op.batch_alter_table("cycle") as batch:
        for column in ("version", "effects_after_saving", "sign_by", "submit_by"):
            batch.drop_column(column)
        batch.alter_column("published", existing_type=sa.String(), nullable=False)


def _states() -> None:
    """What is there already was taken from publications: it is published, and its entries are judged."""
    _filled("assessment", "state", sa.String(), "'published'")
    _filled("entry", "state", sa.String(), "'judged'")
    with op.batch_alter_table("entry") as batch:
        _person(batch, "entry", "lead_id", "text_by", "changed_by")
        batch.add_column(sa.Column("text", sa.String(), nullable=True))
        batch.add_column(sa.Column("text_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        batch.create_index("ix_entry_lead_id", ["lead_id"])
    _filled("entry", "text_version", sa.Integer(), "0")


def _undo_states() -> None:
    with op.batch_alter_table("entry") as batch:
        batch.drop_index("ix_entry_lead_id")
        for column in ("text_version", "changed_at", "text_at", "text"):
            batch.drop_column(column)
        _no_person(batch, "entry", "lead_id", "text_by", "changed_by")
        batch.drop_column("state")
    with op.batch_alter_table("assessment") as batch:
        batch.drop_column("state")


def _who_saved() -> None:
    for table in ("rating", "answer"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("because", existing_type=sa.String(), nullable=True)
            _person(batch, table, "saved_by")
            batch.add_column(sa.Column("saved_at", sa.DateTime(), nullable=True))
        _filled(table, "version", sa.Integer(), "1")
    with op.batch_alter_table("external_grade") as batch:
        batch.alter_column("source_line", existing_type=sa.Integer(), nullable=True)
        _person(batch, "external_grade", "saved_by")
        batch.add_column(sa.Column("saved_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("source", sa.String(), nullable=True))
        batch.add_column(sa.Column("given_on", sa.Date(), nullable=True))
    _filled("external_grade", "version", sa.Integer(), "1")


def _undo_who_saved() -> None:
    op.execute("UPDATE external_grade SET source_line = 1 WHERE source_line IS NULL")
    with op.batch_alter_table("external_grade") as batch:
        for column in ("version", "given_on", "source", "saved_at"):
            batch.drop_column(column)
        _no_person(batch, "external_grade", "saved_by")
        batch.alter_column("source_line", existing_type=sa.Integer(), nullable=False)
    for table in ("answer", "rating"):
        op.execute(f"UPDATE {table} SET because = 'No reason was given.' WHERE because IS NULL")
        with op.batch_alter_table(table) as batch:
            for column in ("version", "saved_at"):
                batch.drop_column(column)
            _no_person(batch, table, "saved_by")
            batch.alter_column("because", existing_type=sa.String(), nullable=False)


def _findings() -> None:
    with op.batch_alter_table("finding") as batch:
        _person(batch, "finding", "created_by", "changed_by", "withdrawn_by")
        batch.add_column(sa.Column("created_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
    _filled("finding", "title", sa.String(), "''")
    _filled("finding", "version", sa.Integer(), "1")


def _undo_findings() -> None:
    with op.batch_alter_table("finding") as batch:
        for column in ("version", "title", "changed_at", "created_at"):
            batch.drop_column(column)
        _no_person(batch, "finding", "created_by", "changed_by", "withdrawn_by")


def _cycle_date() -> None:
    op.create_table(
        "cycle_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.CheckConstraint("what <> ''", name="ck_cycle_date_what_says_something"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_cycle_date_cycle_id_cycle"),
        sa.PrimaryKeyConstraint("id", name="pk_cycle_date"),
        sa.UniqueConstraint("cycle_id", "on", "what", name="uq_cycle_date_cycle_id_on_what"),
    )


def _cycle_priority() -> None:
    op.create_table(
        "cycle_priority",
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_cycle_priority_cycle_id_cycle"),
        sa.PrimaryKeyConstraint("cycle_id", "framework", name="pk_cycle_priority"),
    )


def _citation() -> None:
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("shows", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cited_by", sa.Integer(), nullable=False),
        sa.Column("cited_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_because", sa.String(), nullable=True),
        sa.CheckConstraint("shows <> ''", name="ck_citation_shows_says_something"),
        sa.CheckConstraint("(asked IS NULL) <> (finding_id IS NULL)", name="ck_citation_either_asked_or_finding_id"),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_because IS NULL)",
            name="ck_citation_taken_back_at_with_taken_back_because",
        ),
        sa.CheckConstraint("version > 0", name="ck_citation_version_counts_from_one"),
        sa.ForeignKeyConstraint(["cited_by"], ["person.id"], name="fk_citation_cited_by_person"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_citation_entry_id_entry"),
        sa.ForeignKeyConstraint(
            ["finding_id", "entry_id"],
            ["finding.id", "finding.entry_id"],
            name="fk_citation_finding_id_entry_id_finding",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["evidence_revision.id"], name="fk_citation_revision_id_evidence_revision"
        ),
        sa.ForeignKeyConstraint(["taken_back_by"], ["person.id"], name="fk_citation_taken_back_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_citation"),
    )
    op.create_index("ix_citation_entry_id_asked", "citation", ["entry_id", "asked"], unique=False)
    op.create_index("ix_citation_finding_id", "citation", ["finding_id"], unique=False)
    op.create_index("ix_citation_revision_id", "citation", ["revision_id"], unique=False)


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_assignment_entry_id_entry"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_assignment_person_id_person"),
        sa.PrimaryKeyConstraint("entry_id", "criterion", name="pk_assignment"),
    )
    op.create_index("ix_assignment_person_id", "assignment", ["person_id"], unique=False)


def _comment() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("text <> ''", name="ck_comment_text_says_something"),
        sa.CheckConstraint("criterion IS NULL OR finding_id IS NULL", name="ck_comment_on_one_thing"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_comment_entry_id_entry"),
        sa.ForeignKeyConstraint(
            ["finding_id", "entry_id"],
            ["finding.id", "finding.entry_id"],
            name="fk_comment_finding_id_entry_id_finding",
        ),
        sa.ForeignKeyConstraint(
            ["reply_to", "entry_id"], ["comment.id", "comment.entry_id"], name="fk_comment_reply_to_entry_id_comment"
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name="fk_comment_settled_by_person"),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name="fk_comment_written_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.UniqueConstraint("id", "entry_id", name="uq_comment_id_entry_id"),
    )
    op.create_index("ix_comment_entry_id_criterion", "comment", ["entry_id", "criterion"], unique=False)
    op.create_index("ix_comment_finding_id", "comment", ["finding_id"], unique=False)


def _mention() -> None:
    op.create_table(
        "mention",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_mention_comment_id_comment"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mention_person_id_person"),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name="pk_mention"),
    )
    op.create_index("ix_mention_person_id", "mention", ["person_id"], unique=False)


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_draft_entry_id_entry"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_draft_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("person_id", "entry_id", "subject", name="uq_draft_person_id_entry_id_subject"),
    )
    op.create_index("ix_draft_entry_id", "draft", ["entry_id"], unique=False)
    op.create_index("ix_draft_saved_at", "draft", ["saved_at"], unique=False)


def _put_forward() -> None:
    op.create_table(
        "put_forward",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("because <> ''", name="ck_put_forward_because_says_something"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_put_forward_entry_id_entry"),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name="fk_put_forward_saved_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_put_forward"),
        sa.UniqueConstraint("entry_id", name="uq_put_forward_entry_id"),
    )


def _assessment_version() -> None:
    op.create_table(
        "assessment_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_because", sa.String(), nullable=True),
        sa.CheckConstraint("returned_because <> ''", name="ck_assessment_version_returned_because_says_something"),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (returned_because IS NULL)",
            name="ck_assessment_version_returned_at_with_returned_because",
        ),
        sa.CheckConstraint("number > 0", name="ck_assessment_version_number_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_assessment_version_assessment_id_assessment"
        ),
        sa.ForeignKeyConstraint(["returned_by"], ["person.id"], name="fk_assessment_version_returned_by_person"),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name="fk_assessment_version_submitted_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment_version"),
        sa.UniqueConstraint("assessment_id", "number", name="uq_assessment_version_assessment_id_number"),
    )


def _signature() -> None:
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("fell_at", sa.DateTime(), nullable=True),
        sa.Column("fell_because", sa.String(), nullable=True),
        sa.CheckConstraint("(fell_at IS NULL) = (fell_because IS NULL)", name="ck_signature_fell_at_with_fell_because"),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name="fk_signature_signed_by_person"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["assessment_version.id"], name="fk_signature_version_id_assessment_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        sa.UniqueConstraint("version_id", "signed_at", name="uq_signature_version_id_signed_at"),
    )
