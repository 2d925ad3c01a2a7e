"""A report is written whole or not at all, and what stood there before stands until it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspect_app.reporting import files
from inspect_app.reporting.files import CannotWrite, write_atomically


def test_a_file_is_written_and_written_again(tmp_path: Path) -> None:
    path = tmp_path / "kent.pdf"
    write_atomically(path, b"first")
    write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["kent.pdf"]


def test_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is a folder, and the report is a file"):
        write_atomically(tmp_path, b"x")


def test_a_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="there is no folder"):
        write_atomically(tmp_path / "missing" / "kent.pdf", b"x")


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWrite, match="is not a file"):
        write_atomically(tmp_path / "pipe", b"x")


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_atomically(tmp_path / name, b"x")


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(CannotWrite):
        write_atomically(tmp_path / "a", b"x")


def test_a_link_is_followed_and_rights_are_kept(tmp_path: Path) -> None:
    path, named = tmp_path / "kent.pdf", tmp_path / "latest.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    named.symlink_to(path)
    write_atomically(named, b"new")
    assert named.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    path = tmp_path / "kent.pdf"
    path.write_bytes(b"old")

    def fails(_: int) -> None:
        raise failure

    monkeypatch.setattr(files.os, "fsync", fails)
    with pytest.raises((CannotWrite, KeyboardInterrupt)) as caught:
        write_atomically(path, b"new")
    if isinstance(caught.value, CannotWrite):
        assert str(caught.value).endswith("cannot be written: no space left on device.")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["kent.pdf"]
