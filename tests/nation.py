"""The national demonstration as a database, made once for all tests and copied for each."""

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from inspect_app import clock, db
from inspect_app.demo.nation import site
from inspect_app.demo.nation.plan import Pair, plan, planted
from tests import factories, once

NOW = plan().now
PASSWORD = plan().password
DRAWN = ("kent", "sim-01", "sim-02", "sim-03")
"""The forces whose published reports are drawn here; the demonstration draws all of them."""

__all__ = ["DRAWN", "NOW", "PASSWORD", "Pair", "emails", "evidence", "made_nation", "nation_database", "planted"]


def nation_database(folder: Path) -> str:
    """The URL of a new SQLite file that holds Kent, 42 simulated forces and everything decided on them."""
    path = folder / "nation.db"
    shutil.copyfile(made_nation(), path)
    return db.sqlite_url(path)


def evidence(folder: Path, name: str = "evidence") -> Path:
    """A copy of the nation's evidence store, with the documents of what was published."""
    path = folder / name
    shutil.copytree(made_nation().with_name("nation-evidence"), path, dirs_exist_ok=True)
    return path


def emails() -> Mapping[str, str]:
    """An address of somebody of each role of the inspectorate, by role; the second inspector is `second_inspector`."""
    found: dict[str, str] = {}
    for member in plan().people:
        if member.force is None:
            name = "second_inspector" if member.role == "inspector" and "inspector" in found else member.role
            found.setdefault(name, member.email)
    return found


@cache
def made_nation() -> Path:
    """The file that the copies are made of; it is never opened by a test."""
    with once.made("nation") as (folder, is_there):
        return folder / "nation.db" if is_there else made_in(folder)


def made_in(folder: Path) -> Path:
    """A nation made anew in a folder, with everything in one file."""
    settings = site.settings(folder, 0)
    with clock.standing_at(NOW):
        site.make(settings, factories.kent(), factories.cycle(), lambda _words: None, DRAWN)
    path = db.sqlite_file(settings.database_url)
    assert path is not None
    with db.engine(settings.database_url).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path
