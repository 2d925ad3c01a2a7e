"""Every data folder is found, and a missing one is named."""

from pathlib import Path

import pytest

from inspect_app import config


def test_a_checkout_reads_its_own_folders(checkout: Path) -> None:
    assert config.frameworks_folder() == checkout / "frameworks"
    assert config.criteria_folder() == checkout / "grading_criteria"
    assert config.migrations_folder() == checkout / "migrations"


def test_a_wheel_reads_the_folders_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inspect_app" / "_data" / "frameworks"
    inside.mkdir(parents=True)
    (tmp_path / "frameworks").mkdir()
    monkeypatch.setattr(config, "_PACKAGE", tmp_path / "inspect_app")
    assert config.frameworks_folder() == inside


def test_a_missing_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_PACKAGE", tmp_path / "inspect_app")
    with pytest.raises(config.DataFolderMissing, match="grading_criteria"):
        config.criteria_folder()


def test_assets_lie_in_the_package_in_both(checkout: Path) -> None:
    assert config.asset_folder() == checkout / "inspect_app" / "ui" / "assets"
