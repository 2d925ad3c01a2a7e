"""Settings, read once from the environment, and where the product's data folders are.

It reads no file and judges no content: that is the catalogue's task.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class DataFolderMissing(FileNotFoundError):
    """A folder that belongs to the product is not where a checkout or a wheel has it."""


class SettingMissing(Exception):
    """A setting that the start cannot do without is missing or cannot be used; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site is told by its surroundings. Each is the environment variable INSPECT_ and its name in capitals.

    `secret_key` signs the cookie. `base_url` is how people reach the site; links in messages begin with it. `demo` lets
    demonstration accounts in. `clamd` is the address of a virus scanner, host:port or a socket's path.
    `trusted_proxy` is the address of a server in front of this one that says from where and how each request came.
    """

    secret_key: str
    database_url: str
    evidence_folder: Path = Path("evidence-store")
    evidence_bucket: str = ""
    base_url: str = "http://127.0.0.1:8000"
    mail_server: str = ""
    mail_from: str = ""
    mail_user: str = ""
    mail_password: str = ""
    clamd: str = ""
    upload_limit_mb: int = 100
    idle_minutes: int = 60
    absolute_hours: int = 12
    style_page: bool = False
    demo: bool = False
    worker: bool = True
    trusted_proxy: str = ""

    @property
    def upload_limit(self) -> int:
        """The largest file that may be uploaded, in bytes."""
        return self.upload_limit_mb * 1024 * 1024

    @property
    def idle(self) -> timedelta:
        """How long a sign-in lasts without a request."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        """How long a sign-in lasts at most."""
        return timedelta(hours=self.absolute_hours)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **given: object) -> Settings:
        """The settings as the environment has them; `given` counts before it.

        Raises SettingMissing where the secret is missing or a value is of the wrong kind.
        """
        found: dict[str, object] = dict(given)
        for name, kind in cls.__annotations__.items():
            written = environment.get(f"INSPECT_{name.upper()}", "")
            if written and name not in found:
                found[name] = _read(f"INSPECT_{name.upper()}", kind, written)
        if not found.get("secret_key"):
            raise SettingMissing(
                "INSPECT_SECRET_KEY is not set. Set it to a long random text that nobody else knows, "
                "and keep it: when it changes, everybody is signed out."
            )
        found.setdefault("database_url", "sqlite:///inspect.db")
        return cls(**found)  # type: ignore[arg-type]


def _read(name: str, kind: str, written: str) -> object:
    if kind == "bool":
        return written.lower() in ("1", "yes", "true", "on")
    if kind == "Path":
        return Path(written)
    if kind == "int":
        if not written.isdecimal():
            raise SettingMissing(f"{name} is {written!r}; write a whole number.")
        return int(written)
    return written


def frameworks_folder() -> Path:
    """The folder with one subfolder per edition that says what is inspected.

    Absolute, and exists; otherwise raises DataFolderMissing.
    """
    return _data_folder("frameworks")


def criteria_folder() -> Path:
    """The folder with one subfolder per edition that says how it is graded; named as those of the frameworks.

    Absolute, and exists; otherwise raises DataFolderMissing.
    """
    return _data_folder("grading_criteria")


def migrations_folder() -> Path:
    """The folder with the database's history, one numbered file per step.

    Absolute, and exists; otherwise raises DataFolderMissing.
    """
    return _data_folder("migrations")


def asset_folder() -> Path:
    """The folder of front-end files, which set-up fills; the fonts are in its subfolder `fonts`.

    Absolute. In a checkout that is not set up yet the folder does not exist, and that is no error here.
    """
    return _PACKAGE / "ui" / "assets"


def _data_folder(name: str) -> Path:
    """In a wheel the folder lies inside the package; in a checkout it stands beside the package."""
    in_wheel = _PACKAGE / "_data" / name
    in_checkout = _PACKAGE.parent / name
    for folder in (in_wheel, in_checkout):
        if folder.is_dir():
            return folder
    raise DataFolderMissing(f"The folder {name} belongs to the product and is missing: looked for {in_checkout}.")
