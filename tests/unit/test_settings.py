"""Settings come from the environment, and a missing one is named."""

from datetime import timedelta
from pathlib import Path

import pytest

from inspect_app.config import SettingMissing, Settings
from tests.house.tree import text


def test_a_missing_secret_stops_the_start_with_its_name() -> None:
    with pytest.raises(SettingMissing, match="INSPECT_SECRET_KEY is not set"):
        Settings.from_environment({})


def test_every_kind_of_setting_is_read() -> None:
    settings = Settings.from_environment(
        {
            "INSPECT_SECRET_KEY": "s",
            "INSPECT_DATABASE_URL": "sqlite:///x.db",
            "INSPECT_EVIDENCE_FOLDER": "/somewhere",
            "INSPECT_UPLOAD_LIMIT_MB": "2",
            "INSPECT_IDLE_MINUTES": "5",
            "INSPECT_WORKER": "no",
        }
    )
    assert settings.evidence_folder == Path("/somewhere")
    assert (settings.upload_limit, settings.idle) == (2 * 1024 * 1024, timedelta(minutes=5))
    assert not settings.worker


def test_a_number_that_is_none_is_refused_with_its_name() -> None:
    with pytest.raises(SettingMissing, match="INSPECT_IDLE_MINUTES is 'soon'; write a whole number"):
        Settings.from_environment({"INSPECT_SECRET_KEY": "s", "INSPECT_IDLE_MINUTES": "soon"})


@pytest.mark.parametrize("name", sorted(Settings.__annotations__))
def test_every_setting_is_in_the_guide(name: str) -> None:
    assert f"`INSPECT_{name.upper()}`" in text("docs/settings.md")
