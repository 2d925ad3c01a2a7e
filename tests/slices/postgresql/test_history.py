"""The history of the database runs on PostgreSQL as it does on SQLite, and ends at the same tables."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from inspect_app import db, migrate, tables

assert tables
BY_HAND = ("alembic_version", "search_words")


def declared(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not str(name).startswith(BY_HAND)


def names(url: str) -> list[str]:
    return sorted(name for name in inspect(db.engine(url)).get_table_names() if name != "alembic_version")


def functions(url: str) -> int:
    with db.reading(url) as session:
        asked = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        return session.scalar(text(asked)) or 0


def test_the_history_runs_up_down_and_up_again(empty: str) -> None:
    migrate.upgrade(empty)
    first = names(empty)
    assert {"rating", "search_words"} <= set(first)
    migrate.downgrade(empty)
    assert (names(empty), functions(empty), migrate.current(empty)) == ([], 0, None)
    migrate.upgrade(empty)
    assert names(empty) == first


def test_every_step_undoes_itself(empty: str) -> None:
    before = migrate.START
    for step in migrate.steps():
        there = names(empty)
        migrate.upgrade(empty, step)
        migrate.downgrade(empty, before)
        assert names(empty) == there, step
        migrate.upgrade(empty, step)
        before = step


def test_the_steps_lead_to_the_models(url: str) -> None:
    with db.engine(url).connect() as connection:
        how = {"compare_type": True, "compare_server_default": True, "include_name": declared}
        context = MigrationContext.configure(connection, opts=how)
        assert compare_metadata(context, db.Base.metadata) == []


def test_every_constraint_of_the_models_is_there_under_its_name(url: str) -> None:
    look = inspect(db.engine(url))
    missing = []
    for table in db.Base.metadata.sorted_tables:
        there = {look.get_pk_constraint(table.name)["name"]}
        for found in (look.get_foreign_keys, look.get_unique_constraints, look.get_check_constraints, look.get_indexes):
            there |= {each["name"] for each in found(table.name)}
        wanted = {str(c.name) for c in table.constraints} | {str(i.name) for i in table.indexes}
        missing += sorted(wanted - there)
    assert missing == []


def test_a_step_that_fails_leaves_the_database_as_it_was(empty: str) -> None:
    migrate.upgrade(empty, "001")
    with db.engine(empty).begin() as connection:
        connection.execute(text("CREATE TABLE rating (id INTEGER)"))
    there = names(empty)
    with pytest.raises(Exception, match=r'relation "rating" already exists'):
        migrate.upgrade(empty)
    assert (names(empty), migrate.current(empty)) == (there, "001")
