"""What every page and every document shows alike: marks, charts, words and files of the look.

It knows no force, no edition and no database; slices hand it plain values to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    """Gives an application its look; see `site.py`. Raises AssetsMissing where set-up was not run."""
    # The printed report needs the marks of this package and must not wait for a web framework.
    from . import site  # noqa: PLC0415

    site.init_app(app)
