"""Bytes are kept once, whole, under their digest, and a failed upload leaves nothing behind."""

from __future__ import annotations

import hashlib
import io
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.evidence.files.digest import Stored, TooLarge
from inspect_app.evidence.files.store import Folder, NotKept, Store

ABSENT = "0" * 64
UPLOAD = """
import resource, sys
from pathlib import Path
from inspect_app.evidence.files.store import Folder
class Endless:
    left = int(sys.argv[2])
    def read(self, size):
        size = min(size, self.left); self.left -= size
        return bytes(size)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
Folder(Path(sys.argv[1])).put(Endless(), 100_000_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "files")


def files_in(folder: Folder) -> list[Path]:
    return sorted(path for path in folder.path.rglob("*") if path.is_file())


def put(store: Store, content: bytes, limit: int = 1000) -> Stored:
    return store.put(io.BytesIO(content), limit)


def test_bytes_come_back_as_they_went(folder: Folder) -> None:
    stored = put(folder, b"evidence")
    assert stored == Stored(hashlib.sha256(b"evidence").hexdigest(), 8)
    with folder.open(stored.sha256) as file:
        assert file.read() == b"evidence"
    with folder.on_disk(stored.sha256) as path:
        assert path.read_bytes() == b"evidence"
    assert folder.exists(stored.sha256)
    assert folder.size(stored.sha256) == 8


def test_they_lie_two_folders_deep_and_cannot_be_written_over(folder: Folder) -> None:
    digest = put(folder, b"evidence").sha256
    (path,) = files_in(folder)
    assert path == folder.path / digest[:2] / digest[2:4] / digest
    assert path.stat().st_mode & 0o777 == 0o400


def test_the_same_bytes_are_kept_once_and_not_touched_again(folder: Folder) -> None:
    put(folder, b"evidence")
    (path,) = files_in(folder)
    before = path.stat()
    put(folder, b"evidence")
    assert files_in(folder) == [path]
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_many_uploads_of_the_same_bytes_at_once_agree(folder: Folder) -> None:
    content, results = b"x" * 3_000_000, set[Stored]()
    threads = [threading.Thread(target=lambda: results.add(put(folder, content, 10**7))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 1
    assert [path.stat().st_size for path in files_in(folder)] == [3_000_000]


def test_only_what_the_stream_still_holds_is_kept(folder: Folder) -> None:
    stream = io.BytesIO(b"read already: evidence")
    stream.seek(14)
    assert folder.put(stream, 100).size == 8


def test_the_limit_holds_to_the_byte_and_leaves_nothing(folder: Folder) -> None:
    assert put(folder, b"x" * 1000).size == 1000
    with pytest.raises(TooLarge) as refused:
        put(folder, b"y" * 1001)
    assert refused.value.size_limit == 1000
    assert len(files_in(folder)) == 1


def test_a_stream_that_breaks_off_leaves_nothing(folder: Folder) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(10)

    with pytest.raises(ConnectionResetError):
        folder.put(Broken(b"x" * 100), 1000)
    assert files_in(folder) == []


def test_what_a_stopped_machine_left_is_cleared_when_it_is_old(folder: Folder) -> None:
    kept = put(folder, b"evidence")
    (folder.path / "incoming" / "half").write_bytes(b"half")
    now = datetime.now(UTC)
    assert folder.forget_partial(now - timedelta(hours=1)) == 0
    assert folder.forget_partial(now + timedelta(hours=1)) == 1
    assert [path.name for path in files_in(folder)] == [kept.sha256]


def test_a_copy_that_a_failing_disk_cut_short_is_made_whole_by_the_same_bytes(folder: Folder) -> None:
    put(folder, b"evidence")
    (path,) = files_in(folder)
    path.unlink()
    path.write_bytes(b"evi")
    put(folder, b"evidence")
    assert path.read_bytes() == b"evidence"


def test_what_is_deleted_is_gone_and_deleting_again_is_no_fault(folder: Folder) -> None:
    digest = put(folder, b"evidence").sha256
    folder.delete(digest)
    folder.delete(digest)
    folder.delete(ABSENT)
    assert not folder.exists(digest)
    assert files_in(folder) == []


def test_what_is_not_kept_is_said(folder: Folder) -> None:
    assert not folder.exists(ABSENT)
    with pytest.raises(NotKept):
        folder.open(ABSENT)
    with pytest.raises(NotKept):
        folder.size(ABSENT)
    with pytest.raises(NotKept), folder.on_disk(ABSENT):
        pass


@given(st.one_of(st.text(), st.just("../" * 21 + "a"), st.just("A" * 64), st.just("0" * 64 + "\n")))
def test_nothing_but_a_digest_becomes_a_path(text: str) -> None:
    folder = Folder(Path("nowhere"))
    for ask in (folder.open, folder.exists, folder.size, folder.delete):
        with pytest.raises(ValueError, match="64 hexadecimal digits"):
            ask(text)


def test_an_upload_of_90_mb_needs_no_more_memory_than_one_of_1_mb(tmp_path: Path) -> None:
    def grown(size: int) -> int:
        command = [sys.executable, "-c", UPLOAD, str(tmp_path / str(size)), str(size)]
        return int(run(command, capture_output=True, text=True, check=True).stdout)

    assert grown(90_000_000) - grown(1_000_000) < 1024
