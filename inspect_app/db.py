"""The database: the base of every table, how rows are brought into line with a file, and the only place that commits.

It knows no table by name. Operations elsewhere flush; what they did lasts only when the `unit_of_work` around them ends
without a fault.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    NullPool,
    QueuePool,
    create_engine,
    event,
    make_url,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Session

SETTING = "INSPECT_DATABASE_URL"
DEFAULT_FILE = "inspect.db"

# How long a writer waits for another one before it gives up, in milliseconds.
SQLITE_PATIENCE = 5000
# How many connections stay open at most in a process that keeps them; a busier moment opens more for a while. Eight
# requests at once and the worker with its sign of life need ten.
KEPT_OPEN = 12
# How long a connection to a server is used before it is made anew, in seconds.
RENEWED_AFTER = 1800
# How many different statements an open connection to a SQLite file remembers in their prepared form.
STATEMENTS_REMEMBERED = 1000

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """What every table is declared on. Constraints get their names from one convention."""

    metadata = MetaData(naming_convention=NAMES)


Key = tuple[Any, ...]
Values = Mapping[str, Any]
Table = TypeVar("Table", bound=Base)


def database_url() -> str:
    """Where the database is: the setting INSPECT_DATABASE_URL, or else the file `inspect.db` in the current folder.

    A URL as SQLAlchemy writes them, such as `sqlite:///build/demo.db` or `postgresql://host/name`.
    """
    return os.environ.get(SETTING) or sqlite_url(Path(DEFAULT_FILE))


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite URL; None for any other database, and for one in memory."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if is_file else None


def engine(url: str) -> Engine:
    """The way to one database; made once for each URL. The folder of a SQLite file is made when it is not there."""
    return _known(url, kept=url in _kept)


_kept: set[str] = set()


def keep_connections(url: str) -> None:
    """From now on this process keeps its connections to a database open between two units of work.

    A site does so: to open a SQLite file means to read all that is declared in it, which takes longer than what most
    pages ask. A program that copies or replaces the file must not.
    """
    if url not in _kept:
        engine(url).dispose()
        _kept.add(url)


def close_connections(url: str) -> None:
    """Ends what `keep_connections` began, and closes what stands open."""
    if url in _kept:
        engine(url).dispose()
        _kept.discard(url)


def engine_for_migrations(url: str) -> Engine:
    """As `engine`, but SQLite does not watch foreign keys, because it changes a table by making it again."""
    return _engine(url, foreign_keys=False)


@contextmanager
def unit_of_work(url: str | None = None) -> Iterator[Session]:
    """A session whose work is kept as a whole when the block ends, and not at all when a fault leaves it.

    Waits for other writers at the start, so that what is read inside cannot be changed by others before it is written.
    """
    with Session(engine(url or database_url()), expire_on_commit=False) as session:
        session.connection(execution_options={"writes": True})
        yield session
        session.commit()


@contextmanager
def reading(url: str | None = None) -> Iterator[Session]:
    """A session that keeps nothing of what is done in it, for questions only; on SQLite it holds up no writer."""
    with Session(engine(url or database_url()), expire_on_commit=False, autoflush=False) as session:
        yield session


class Work:
    """The session of one request, opened when it is first asked for, and what is to be recorded apart from it.

    `writes` is whether the request may change anything: one that only reads holds up nobody and keeps nothing.
    """

    def __init__(self, url: str, *, writes: bool) -> None:
        self.url, self.writes = url, writes
        self._session: Session | None = None
        self._apart: list[Callable[[Session], object]] = []
        self._afterwards: list[Callable[[], object]] = []

    @property
    def session(self) -> Session:
        if self._session is None:
            self._session = Session(engine(self.url), expire_on_commit=False, autoflush=self.writes)
            if self.writes:
                self._session.connection(execution_options={"writes": True})
        return self._session

    def record_apart(self, record: Callable[[Session], object]) -> None:
        """Notes a fact that must outlive a refusal or a mere read; it is written when the request's work has ended."""
        self._apart.append(record)

    def afterwards(self, do: Callable[[], object]) -> None:
        """Notes what is to be done once the work is kept, such as waking the worker; never done when it is dropped."""
        self._afterwards.append(do)

    def end(self, *, keep: bool) -> None:
        """Keeps everything that the request did, or nothing of it, and then what was recorded apart.

        Can be called again; only the first call keeps.
        """
        session, self._session = self._session, None
        apart, self._apart = self._apart, []
        afterwards, self._afterwards = self._afterwards, []
        if session is not None:
            with session:
                if keep and self.writes:
                    session.commit()
        if apart:
            with unit_of_work(self.url) as recording:
                for record in apart:
                    record(recording)
        if keep:
            for do in afterwards:
                do()


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, changed or removed: its table, what names it there, and which columns changed."""

    what: str
    table: str
    key: Key
    columns: tuple[str, ...] = ()


class Keeping:
    """Brings the rows of one table after another into line with what is wanted, and notes what that took."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.changes: list[Change] = []
        self.gone: list[list[Base]] = []

    def keep(
        self, table: type[Table], mine: ColumnElement[bool], key: Sequence[str], wanted: Iterable[Values]
    ) -> dict[Key, Table]:
        """The rows that are wanted, by their key; `mine` says which rows of the table are in question.

        Rows that are not wanted any more are removed at the end, when nothing points to them.
        """
        there = {_key(row, key): row for row in self.session.scalars(select(table).where(mine))}
        kept: dict[Key, Table] = {}
        for values in wanted:
            name = tuple(values[column] for column in key)
            row = there.pop(name, None)
            kept[name] = self._added(table, name, values) if row is None else self._same(row, name, values)
        for name in there:
            self.changes.append(Change("removed", table.__tablename__, name))
        self.gone.append(list(there.values()))
        self.session.flush()
        return kept

    def remove(self) -> None:
        """Deletes what is not wanted any more, what points before what is pointed to."""
        for rows in reversed(self.gone):
            for row in rows:
                self.session.delete(row)
            self.session.flush()

    def _added(self, table: type[Table], name: Key, values: Values) -> Table:
        row = table(**values)
        self.session.add(row)
        self.changes.append(Change("added", table.__tablename__, name))
        return row

    def _same(self, row: Table, name: Key, values: Values) -> Table:
        changed = tuple(column for column, value in values.items() if getattr(row, column) != value)
        for column in changed:
            setattr(row, column, values[column])
        if changed:
            self.changes.append(Change("changed", row.__tablename__, name, changed))
        return row


def _key(row: Base, key: Sequence[str]) -> Key:
    return tuple(getattr(row, column) for column in key)


@lru_cache(maxsize=8)
def _known(url: str, *, kept: bool) -> Engine:
    return _engine(url, foreign_keys=True, kept=kept)


def _engine(url: str, *, foreign_keys: bool, kept: bool = False) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # A server may have been started anew, or have ended what was quiet for long, since a connection was last used.
        return create_engine(parsed, pool_pre_ping=True, pool_size=KEPT_OPEN, pool_recycle=RENEWED_AFTER)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # An open connection would keep what was written last beside the file, where no copy of it looks.
    pool: dict[str, Any] = {"poolclass": NullPool}
    if kept:
        pool = {"poolclass": QueuePool, "pool_size": KEPT_OPEN, "max_overflow": -1, "pool_use_lifo": True}
    made = create_engine(parsed, connect_args={"cached_statements": STATEMENTS_REMEMBERED}, **pool)

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # Python would begin and commit by itself, not always where it should; the listener below does it instead.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {SQLITE_PATIENCE}",
            "journal_mode = WAL",
            # In KiB. With SQLite's own two megabytes, a list of thousands is read anew from the file every time.
            "cache_size = -16384",
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        # A reader that turns writer half-way is refused at once if another wrote meanwhile, so a writer begins as one.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made
