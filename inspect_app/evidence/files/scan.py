"""Asks a virus scanner (clamd) over its socket, where one is set up.

Without a scanner, or when it gives no verdict, a file is *not scanned*; it is never called clean.
"""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

_CHUNK = 1 << 16
_LONGEST_REPLY = 4096
_SECONDS = 120.0
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


class Verdict(StrEnum):
    CHECKED = "checked"
    NOT_SCANNED = "not_scanned"
    INFECTED = "infected"


@dataclass(frozen=True, slots=True)
class Scanned:
    """`contains` is the scanner's name for what it found. `can_retry`: a scanner is set up but gave no verdict."""

    verdict: Verdict
    contains: str | None = None
    can_retry: bool = False

    @property
    def words(self) -> str:
        if self.verdict is Verdict.INFECTED:
            return f"refused: contains {self.contains}"
        return "checked for viruses" if self.verdict is Verdict.CHECKED else "not scanned"


def scan(stream: BinaryIO, address: str | None) -> Scanned:
    """Sends a stream from where it stands to its end.

    `address` is the path of a socket, or `host:port`; None or empty where no scanner is set up.
    """
    if not address:
        return Scanned(Verdict.NOT_SCANNED)
    try:
        with _connected(address) as scanner:
            reply = _reply_to(stream, scanner)
    except (OSError, ValueError):
        return Scanned(Verdict.NOT_SCANNED, can_retry=True)
    if reply == "stream: OK":
        return Scanned(Verdict.CHECKED)
    if found := _FOUND.fullmatch(reply):
        return Scanned(Verdict.INFECTED, found["name"][:100])
    # Most often the file is larger than the scanner takes; that is no verdict, and asking again will not help.
    return Scanned(Verdict.NOT_SCANNED, can_retry="size limit" not in reply)


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            scanner.settimeout(_SECONDS)
            scanner.connect(address)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)


def _reply_to(stream: BinaryIO, scanner: socket.socket) -> str:
    """The scanner's own protocol: pieces with their length before them, and an empty piece at the end."""
    try:
        scanner.sendall(b"zINSTREAM\0")
        while chunk := stream.read(_CHUNK):
            scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
        scanner.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # A scanner that has enough says so and hangs up; its last words are read all the same.
        pass
    reply = b""
    while len(reply) < _LONGEST_REPLY and not reply.endswith(b"\0"):
        piece = scanner.recv(_LONGEST_REPLY)
        if not piece:
            break
        reply += piece
    words = reply.rstrip(b"\0\n").decode("ascii", "replace")
    return "".join(c if c.isprintable() else "?" for c in words)
