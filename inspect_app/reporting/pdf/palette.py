"""The colours of the printed report, as the operands that PDF wants.

White text stands only on petrol, mid or rust; every page must also read in grey.
"""

from __future__ import annotations

HEX = {
    "ink": "#1B2430",
    "petrol": "#0F3F4D",
    "mid": "#3F7383",
    "slate": "#4C5F6B",
    "rust": "#9C3D10",
    "rule": "#7F8F99",
    "tint1": "#F0F4F5",
    "tint2": "#DCE5E8",
    "pale": "#CFE3DD",
    "white": "#FFFFFF",
    # The part of a column that a grade does not fill, on the cover's panel of petrol.
    "shade": "#1F5262",
}


def _operands(code: str) -> str:
    parts = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in parts)


RGB = {name: _operands(code) for name, code in HEX.items()}
"""Name of a colour to the three operands of `rg` and `RG`."""
