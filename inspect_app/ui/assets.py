"""Serves the style sheet, scripts, fonts and icon of the pages under an address that changes whenever they do.

It serves only what set-up put into the asset folder, and refuses to start where set-up was not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, request, url_for

from .. import config
from ..promises import NotFound

A_YEAR = 365 * 24 * 3600
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
STYLE, SCRIPT, ICON = "site.css", "site.js", "icon.svg"


class AssetsMissing(FileNotFoundError):
    """The files of the pages were never installed, or not all of them."""


def site_folder() -> Path:
    """The folder of everything that a browser may fetch."""
    return config.asset_folder() / "site"


@cache
def files() -> Mapping[str, bytes]:
    """Everything that may be fetched, by name; raises AssetsMissing where set-up was not run."""
    folder = site_folder()
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if not found.keys() >= {STYLE, SCRIPT, ICON}:
        raise AssetsMissing(f"The style sheet and scripts of the pages are not in {folder}. `make demo` installs them.")
    return found


@cache
def version() -> str:
    """A short name of exactly these files."""
    digest = sha256()
    for name, content in sorted(files().items()):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


@cache
def scripts() -> tuple[str, ...]:
    """The modules that the first script imports, so that a page can fetch them all at once."""
    return tuple(sorted(name for name in files() if name.endswith(".js") and name != SCRIPT))


def asset(name: str) -> str:
    """The address of one file of the pages."""
    return url_for("ui.served", version=version(), name=name)


def serve_from(bp: Blueprint) -> None:
    """Adds the address of the files to a blueprint."""
    bp.add_url_rule("/assets/<version>/<path:name>", "served", _served)


def _served(version: str, name: str) -> Response:
    """One file, for a year: another version has another address, and an old address is answered by the new file."""
    content, kind = files().get(name), TYPES.get(Path(name).suffix)
    if content is None or kind is None:
        raise NotFound
    packed = files().get(f"{name}.gz") if request.accept_encodings.quality("gzip") else None
    response = Response(packed or content, content_type=kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
