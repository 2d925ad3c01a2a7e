"""Gathers rows with ids of their own and inserts them table by table, because tens of thousands are to be made quickly.

Only for a database that nobody else writes to meanwhile: ids are given out here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ...db import Base


class Rows:
    """Rows that wait to be inserted. Columns that are not given have their default."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._last: dict[str, int] = {}

    def add(self, table: type[Base], **values: Any) -> int:
        """Adds a row and says its id; 0 for a table whose key is something else."""
        name = table.__tablename__
        columns = table.__table__.columns
        row = {column.key: values.pop(column.key, _default(column)) for column in columns}
        if values:
            raise TypeError(f"{name} has no {', '.join(values)}")
        if "id" in row and row["id"] is None:
            row["id"] = self._next(table)
        self._waiting.setdefault(name, []).append(row)
        found = row.get("id", 0)
        return found if isinstance(found, int) else 0

    def insert(self) -> int:
        """Inserts everything that waits, what is pointed to before what points to it, and says how many rows."""
        count = 0
        for table in Base.metadata.sorted_tables:
            waiting = self._waiting.pop(table.name, [])
            if waiting:
                self.session.execute(insert(table), waiting)
                count += len(waiting)
        self._give_back()
        return count

    def _give_back(self) -> None:
        """Lets the database go on numbering where this left off; SQLite does so by itself, by the largest number."""
        if self.session.get_bind().dialect.name != "postgresql":
            return
        for name, last in self._last.items():
            self.session.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), last)))

    def _next(self, table: type[Base]) -> int:
        name = table.__tablename__
        if name not in self._last:
            self._last[name] = self.session.scalar(select(func.max(table.__table__.columns["id"]))) or 0
        self._last[name] += 1
        return self._last[name]


def _default(column: Any) -> Any:
    return column.default.arg if column.default is not None and column.default.is_scalar else None
