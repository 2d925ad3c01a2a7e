"""Where the bytes of evidence are kept, by the settings: a folder of this machine, or a bucket.

Pictures of pages are drawn from them when they are first looked at and kept beside, on this machine only; they can be
thrown away at any time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..config import Settings
from .files import pictures
from .files.s3 import S3
from .files.signatures import Kind
from .files.store import Folder, Store

DRAWN = "drawn"
WIDTH = 960
_TYPES = {".png": "image/png", ".jpg": "image/jpeg"}


def of(settings: Settings) -> Store:
    """The store that the settings name."""
    return S3(settings.evidence_bucket) if settings.evidence_bucket else Folder(settings.evidence_folder)


def picture(settings: Settings, sha256: str, kind: Kind, page: int) -> tuple[Path, str] | None:
    """A file with the picture of one page of a stored file, and its media type; None where it cannot be drawn."""
    folder = settings.evidence_folder / DRAWN / sha256[:2] / sha256
    for suffix, media_type in _TYPES.items():
        if (there := folder / f"{page}{suffix}").is_file():
            return there.absolute(), media_type
    with of(settings).on_disk(sha256) as path:
        drawn = pictures.draw(path, kind, page, WIDTH)
    if drawn.picture is None:
        return None
    suffix = next(suffix for suffix, media_type in _TYPES.items() if media_type == drawn.media_type)
    return _kept(folder / f"{page}{suffix}", drawn.picture), drawn.media_type


def pages(settings: Settings, sha256: str, kind: Kind) -> int:
    """How many pages of a stored file can be shown as pictures."""
    if not pictures.can_draw(kind):
        return 0
    with of(settings).on_disk(sha256) as path:
        return min(pictures.draw(path, kind, 1, 16).pages, pictures.MOST_PAGES)


def _kept(path: Path, content: bytes) -> Path:
    """Written apart and renamed, so that nobody ever reads half a picture."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
    Path(written).replace(path)
    return path.absolute()
