"""Makes the names of uploaded files safe to show, to log and to hand back. A name never becomes a path of ours."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""In characters; the ending is kept when a name is cut."""

NAMELESS = "file without a name"

# Control, format (bidirectional marks among them), surrogate, private and unassigned characters show as nothing or lie.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SEPARATORS = re.compile(r"[/\\]")
_NOT_ON_EVERY_DISK = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_MOST_BYTES = 200


def display_name(raw: str | None) -> str:
    """The last part of a path, on one line, without characters that are not seen; never empty.

    Letters of every language stay, in their composed form. Markup stays too: whoever draws a name escapes it.
    """
    last = _SEPARATORS.split(raw or "")[-1]
    seen = "".join(" " if c in "\t\r\n\v\f\x85" else c for c in unicodedata.normalize("NFC", last))
    seen = "".join(c for c in seen if unicodedata.category(c) not in _UNSEEN)
    # What was removed may have stood between a letter and its accent, so the form is made once more.
    seen = unicodedata.normalize("NFC", " ".join(seen.split()))
    return _cut(seen.strip(". "), LONGEST) or NAMELESS


def suffix_of(name: str) -> str:
    """The ending in small letters with its dot, as in `.pdf`; empty when there is none worth the name."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem and ending.isalnum() and len(ending) <= 10 else ""


def download_name(name: str | None, suffix: str = "") -> str:
    """A name for Content-Disposition or for a ZIP entry: safe on every disk, and ending in `suffix` when one is given.

    At most 200 bytes in UTF-8. Encoding it for the header is the web framework's task.
    """
    safe = _NOT_ON_EVERY_DISK.sub("_", display_name(name))
    if suffix and not safe.lower().endswith(suffix):
        safe += suffix
    if _DEVICES.match(safe):
        safe = f"_{safe}"
    longest = LONGEST
    while len(safe.encode()) > _MOST_BYTES:
        longest -= 5
        safe = _cut(safe, longest)
    return safe


def _cut(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    ending = suffix_of(name)
    return name[: longest - len(ending) - 1].rstrip(". ") + "…" + ending
