"""What can be wrong with a file, as a closed list of words, and the sentence that a person reads for each.

The process that opens a file answers with one of the words; only this side turns a word into a sentence.
"""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    ARCHIVE = "archive"
    BOMB = "bomb"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    OLD_OFFICE = "old_office"
    OUTLOOK = "outlook"
    TOO_HARD = "too_hard"
    TWO_IN_ONE = "two_in_one"
    UNKNOWN = "unknown"


class FileFault(Exception):
    """A file cannot be taken or read, for a reason on the list."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Refused(Exception):
    """A file is not taken. The sentence says what is wrong with it and what to do, and names the file."""

    @property
    def sentence(self) -> str:
        return str(self)


WE_TAKE = (
    "We take PDF, Word, Excel, PowerPoint, OpenDocument text and spreadsheets, CSV, plain text, e-mail (EML), PNG and "
    "JPEG."
)

_SENTENCES = {
    Fault.ARCHIVE: "{name} is an archive. Unpack it and choose the files inside.",
    Fault.BOMB: "We cannot take {name}. It unpacks to far more than its size. We did not store it.",
    Fault.DAMAGED: "{name} is damaged or cut off, so it cannot be opened. Check the original and choose it again.",
    Fault.ENCRYPTED: (
        "{name} is encrypted, so we cannot read or check it. Save a copy without a password and try again."
    ),
    Fault.MACROS: "We cannot take {name}. It contains macros. Save it without them.",
    Fault.OLD_OFFICE: "{name} is in an old Office format. Save it as DOCX, XLSX, PPTX or PDF and try again.",
    Fault.OUTLOOK: "{name} is an Outlook message. Save it as EML or print it to a PDF, and choose that.",
    Fault.TOO_HARD: "We could not check {name}: it asks too much of us. Print it to a new PDF and choose that.",
    Fault.TWO_IN_ONE: "{name} is two kinds of file in one. We did not store it. Print it to a new PDF and choose that.",
    Fault.UNKNOWN: f"We do not take files like {{name}}. {WE_TAKE}",
}


def refusal(fault: Fault, name: str) -> Refused:
    return Refused(_SENTENCES[fault].format(name=name))


def empty(name: str) -> Refused:
    return Refused(f"{name} is empty. Check the original and choose it again.")


def too_large(name: str, limit: int, size: int | None = None) -> Refused:
    """`size` is None where reading stopped at the limit, so that nobody knows it."""
    says = f"It is {in_words(size)}." if size else "It is too large."
    return Refused(
        f"We cannot take {name}. {says} The limit is {in_words(limit)}. Add a link to where it is kept instead."
    )


def mislabelled(name: str, claimed: str, looks: str | None, right_ending: str | None) -> Refused:
    """`claimed` and `looks` are words with their article, as in "a PDF"; `right_ending` is one that we would take."""
    seen = f" It looks like {looks}." if looks else ""
    then = f"Give it the ending {right_ending} and choose it again." if right_ending else "We did not store it."
    return Refused(f"{name} is not {claimed}.{seen} {then}")


def not_taken(name: str, looks: str) -> Refused:
    return Refused(f"We cannot take {name}. It looks like {looks}. {WE_TAKE}")


def in_words(size: int) -> str:
    """A number of bytes as people say it: 2.1 GB, 100 MB, 40 KB."""
    if size < 1000:
        return "1 byte" if size == 1 else f"{size} bytes"
    value = float(size)
    for unit in ("bytes", "KB", "MB", "GB"):
        if value < 999.5 or unit == "GB":
            break
        value /= 1000
    return f"{value:.1f}".removesuffix(".0") + f" {unit}" if value < 10 else f"{value:.0f} {unit}"
