"""The database's history is one line that runs both ways and ends at the models; and one module alone commits."""

import importlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Inspector, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from inspect_app import config, db, migrate
from tests.house.tree import modules
from tests.house.tree import text as content

STEPS = sorted(path.stem for path in config.migrations_folder().glob("[0-9]*.py"))
BOOKKEEPING = "alembic_version"
INDEX_OF_WORDS = "search_words"
"""Made by hand for each database, with tables of its own beside it; no model declares it."""


@pytest.fixture(autouse=True)
def every_model() -> None:
    """The base knows only the tables of modules that were imported."""
    importlib.import_module("inspect_app.tables")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return db.sqlite_url(tmp_path / "folder" / "test.db")


def schema(url: str) -> Mapping[str, Mapping[str, object]]:
    """Everything that a database says of its tables, constraint by constraint."""
    with db.engine(url).connect() as connection:
        return _said_of(inspect(connection))


def _said_of(look: Inspector) -> Mapping[str, Mapping[str, object]]:
    return {
        name: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in look.get_columns(name)},
            "key": look.get_pk_constraint(name),
            "foreign keys": by_name(look.get_foreign_keys(name)),
            "unique": by_name(look.get_unique_constraints(name)),
            "checks": by_name(look.get_check_constraints(name)),
            "indexes": {i["name"]: in_words(i) for i in look.get_indexes(name)},
        }
        for name in look.get_table_names()
        if declared(name)
    }


def declared(name: str | None, kind: str = "table", _parents: object = None) -> bool:
    """Whether a model is to declare it: every table but those that keep account, and whatever stands in one."""
    return kind != "table" or not str(name).startswith((BOOKKEEPING, INDEX_OF_WORDS))


def in_words(index: Mapping[str, object]) -> Mapping[str, str]:
    """An index with the condition of a partial one as it is written, so that two readings of it compare as equal."""
    options = index.get("dialect_options")
    written = {key: str(value) for key, value in options.items()} if isinstance(options, Mapping) else {}
    return {key: str(value) for key, value in index.items()} | {"dialect_options": str(written)}


def by_name(constraints: object) -> Mapping[str, object]:
    assert isinstance(constraints, list)
    return {constraint["name"]: constraint for constraint in constraints}


def test_the_steps_are_numbered_without_a_gap_in_one_line() -> None:
    numbers = [f"{number:03}" for number in range(1, len(STEPS) + 1)]
    assert [name.split("_")[0] for name in STEPS] == numbers
    assert migrate.steps() == numbers


def test_the_head_file_names_the_last_step() -> None:
    assert migrate.head() == migrate.steps()[-1]


def test_the_steps_lead_to_the_models(url: str) -> None:
    migrate.upgrade(url)
    with db.engine(url).connect() as connection:
        how = {"compare_type": True, "compare_server_default": True, "include_name": declared}
        context = MigrationContext.configure(connection, opts=how)
        assert compare_metadata(context, db.Base.metadata) == []


def test_the_steps_make_the_same_constraints_as_the_models(url: str, tmp_path: Path) -> None:
    migrate.upgrade(url)
    other = db.sqlite_url(tmp_path / "models.db")
    db.Base.metadata.create_all(db.engine(other))
    made, wanted = schema(url), schema(other)
    assert sorted(made) == sorted(wanted)
    for name in wanted:
        assert made[name] == wanted[name]


def test_the_history_runs_up_down_and_up_again(url: str) -> None:
    migrate.upgrade(url)
    first = schema(url)
    assert migrate.current(url) == migrate.head()
    migrate.downgrade(url)
    assert (schema(url), migrate.current(url)) == ({}, None)
    migrate.upgrade(url)
    assert schema(url) == first


def test_every_step_undoes_itself(url: str) -> None:
    """Up one step at a time, and down again: the same tables stand at each number both ways."""
    there = [schema(url)]
    for step in migrate.steps():
        migrate.upgrade(url, step)
        there.append(schema(url))
        assert there[-1] != there[-2], step
    for number in reversed(range(len(migrate.steps()))):
        migrate.downgrade(url, migrate.steps()[number - 1] if number else migrate.START)
        assert schema(url) == there[number], migrate.steps()[number]


def test_going_up_twice_is_going_up_once(url: str) -> None:
    migrate.upgrade(url)
    migrate.upgrade(url)
    assert migrate.current(url) == migrate.head()


def test_a_step_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    migrate.upgrade(url, "001")
    with db.engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE rating (id INTEGER)"))
    with pytest.raises(Exception, match="table rating already exists"):
        migrate.upgrade(url)
    assert migrate.current(url) == "001"
    assert sorted(schema(url)) == ["cycle", "force", "national_count", "national_result", "rating"]


def test_rows_that_point_nowhere_stop_a_migration(url: str) -> None:
    migrate.upgrade(url, "001")
    with db.engine_for_migrations(url).begin() as connection:
        connection.execute(text("INSERT INTO national_count VALUES (7, 'good', 1, 0)"))
    with pytest.raises(migrate.BrokenReferences, match="national_count"):
        migrate.upgrade(url)
    assert migrate.current(url) == "001"


def test_sqlite_watches_references_and_lets_readers_read(url: str) -> None:
    with db.engine(url).connect() as connection:
        asked = ("foreign_keys", "journal_mode", "busy_timeout")
        assert [connection.execute(text(f"PRAGMA {name}")).scalar() for name in asked] == [1, "wal", 5000]


def test_the_setting_says_where_the_database_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(db.SETTING, raising=False)
    assert db.database_url() == "sqlite:///inspect.db"
    monkeypatch.setenv(db.SETTING, "postgresql://host/name")
    assert db.database_url() == "postgresql://host/name"


def test_every_name_fits_into_postgresql_and_comes_from_the_convention() -> None:
    for table in db.Base.metadata.tables.values():
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        names = [str(c.name) for c in table.constraints] + [str(i.name) for i in table.indexes]
        assert [n for n in names if len(n) > 63 or not re.match(rf"(pk|uq|fk|ck|ix)_{table.name}", n)] == []


def test_nothing_but_the_database_module_commits() -> None:
    commits = [name for name in modules() if re.search(r"\.commit\(|\bcommit=True", content(name))]
    assert commits == ["inspect_app/db.py"]
