"""The four faces of the printed report: read once, measured quickly, embedded so that readers can search.

Nothing else is ever used: a standard face such as Helvetica would be listed unembedded, which PDF/UA forbids.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

Face = Literal["regular", "italic", "semibold", "bold"]

FILES: dict[Face, str] = {
    "regular": "SourceSans3_400Regular.ttf",
    "italic": "SourceSans3_400Regular_Italic.ttf",
    "semibold": "SourceSans3_600SemiBold.ttf",
    "bold": "SourceSans3_700Bold.ttf",
}
STAND_IN = "□"
"""Printed in place of a character that the face lacks, so that nothing goes missing in silence."""

_CACHED_WORDS = 60_000


class FontMissing(FileNotFoundError):
    """A face of the report is not in the font folder; set-up has not been run."""


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType face that says what its codes mean in the form PDF/UA accepts."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the library's name
        """Embed the face, then replace the library's map from codes to characters.

        The library's own map names U+0000 for unused codes and puts more than 100 entries in a block; both
        are faults under PDF/UA.
        """
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            parts = (SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)
            name = b"".join(parts).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


class Type:
    """One face, ready to measure and clean text. Widths are in thousandths of the size."""

    def __init__(self, font: EmbeddedFont) -> None:
        self.font = font
        self.name: str = font.fontName
        self._has: dict[int, int] = font.face.charToGlyph
        self._widths: dict[int, float] = font.face.charWidths
        self._default: float = font.face.defaultWidth
        self._words: dict[str, float] = {}
        self.space = self.measure(" ")

    def measure(self, text: str) -> float:
        """Width of `text` in thousandths of the size; remembered, because words come again and again."""
        found = self._words.get(text)
        if found is None:
            widths, default = self._widths, self._default
            found = sum([widths.get(ord(char), default) for char in text])
            # The memory is dropped whole when full: a long-lived process must not grow with what it prints.
            if len(self._words) >= _CACHED_WORDS:
                self._words.clear()
            self._words[text] = found
        return found

    def clean(self, text: str) -> str:
        """`text` with only characters that this face can print.

        Whitespace becomes plain spaces, invisible joiners go, and whatever the face lacks becomes `STAND_IN`.
        """
        if text.isascii() and text.isprintable():
            return text
        return "".join(map(self._printable, unicodedata.normalize("NFC", text)))

    def _printable(self, char: str) -> str:
        code = ord(char)
        if char.isspace() and code != 0xA0:
            return " "
        category = unicodedata.category(char)
        if category in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F:
            return ""
        return char if code in self._has and code != 0 else STAND_IN


@cache
def faces(folder: Path) -> dict[Face, Type]:
    """The four faces read from `folder`, kept for the life of the process.

    Raises `FontMissing`, naming the file, when one is not there.
    """
    found: dict[Face, Type] = {}
    for face, file in FILES.items():
        path = folder / file
        if not path.is_file():
            raise FontMissing(f"The font {file} is not in {folder}. Run the set-up to install it.")
        # The library's own list of fonts is left alone: the canvas is handed these objects.
        found[face] = Type(EmbeddedFont(f"report-{face}", str(path)))
    return found


def _to_unicode(name: str, subset: list[int]) -> str:
    """A map from one-byte codes to characters, in blocks of at most 100, leaving out codes that print nothing."""
    pairs = [f"<{code:02X}> <{_utf16(char)}>" for code, char in enumerate(subset) if char]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex().upper()
