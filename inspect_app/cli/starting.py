"""What the commands that run the product share: settings, the application, and a sentence where it cannot start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from ..application import create_app
from ..catalogue.faults import BadData
from ..config import SettingMissing, Settings
from ..serving import CannotServe, checks, logs
from ..ui.assets import AssetsMissing
from .folders import refuse


@contextmanager
def or_refuse() -> Iterator[None]:
    """Leaves the program with exit code 2 and the sentence of whatever stands in the way of starting."""
    try:
        yield
    except BadData as bad:
        refuse(bad.faults, 2)
    except (SettingMissing, CannotServe, AssetsMissing) as fault:
        refuse([fault], 2)


def settings() -> Settings:
    """The settings of the environment. Raises SettingMissing."""
    return Settings.from_environment(os.environ)


def application(found: Settings) -> Flask:
    """The application for work in the background; its database must be of the right version. Raises CannotServe."""
    logs.begin()
    checks.check_database(found.database_url)
    return create_app(found)
