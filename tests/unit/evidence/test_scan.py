"""A file is called checked only when a scanner said so; the scanner here is a small server that speaks its protocol."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspect_app.evidence.files.scan import Scanned, Verdict, scan

VIRUS = b"this stands for a virus"
LARGEST = 200_000


class Clamd(socketserver.StreamRequestHandler):
    """Answers as the scanner's manual says: OK, the name of what was found, or that the stream is too long."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LARGEST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        if content == b"silence":
            return
        self.wfile.write(b"stream: Test.Virus\x07 FOUND\0" if VIRUS in content else b"stream: OK\0")


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=["socket", "port"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "socket":
        path = str(tmp_path / "clamd")
        with serving(socketserver.ThreadingUnixStreamServer(path, Clamd)):
            yield path
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        with serving(server):
            yield f"127.0.0.1:{server.server_address[1]}"


def test_a_file_in_which_nothing_was_found_is_checked(address: str) -> None:
    scanned = scan(io.BytesIO(b"x" * 150_000), address)
    assert scanned == Scanned(Verdict.CHECKED)
    assert scanned.words == "checked for viruses"


def test_a_virus_is_named_without_unseen_characters(address: str) -> None:
    scanned = scan(io.BytesIO(b"x" * 90_000 + VIRUS), address)
    assert scanned.verdict is Verdict.INFECTED
    assert scanned.words == "refused: contains Test.Virus?"


def test_a_file_that_the_scanner_does_not_take_is_not_scanned(address: str) -> None:
    scanned = scan(io.BytesIO(bytes(3_000_000)), address)
    assert scanned.verdict is Verdict.NOT_SCANNED
    assert scanned.words == "not scanned"


def test_a_scanner_that_says_nothing_gives_no_verdict(address: str) -> None:
    assert scan(io.BytesIO(b"silence"), address) == Scanned(Verdict.NOT_SCANNED, can_retry=True)


@pytest.mark.parametrize("nowhere", ["/no/such/socket", "127.0.0.1:1", "words"])
def test_a_scanner_that_is_not_there_gives_no_verdict_and_can_be_asked_again(nowhere: str) -> None:
    assert scan(io.BytesIO(b"x"), nowhere) == Scanned(Verdict.NOT_SCANNED, can_retry=True)


@pytest.mark.parametrize("unset", [None, ""])
def test_without_a_scanner_a_file_is_not_scanned(unset: str | None) -> None:
    assert scan(io.BytesIO(b"x"), unset) == Scanned(Verdict.NOT_SCANNED)
