"""PNG and JPEG through Pillow: are they whole, and drawn anew at a size for a page.

Pictures that unpack to more than a camera takes are refused before a pixel is unpacked.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from ..faults import Fault, FileFault
from ..signatures import Kind
from .zip_tail import refuse_zip_at_end

# The largest cameras take 200 million pixels, as JPEG, which can be unpacked at an eighth of its size.
_MOST_PIXELS = {"JPEG": 250_000_000, "PNG": 60_000_000}
_KINDS = {"JPEG": Kind.JPG, "PNG": Kind.PNG}
_SMALL = 512
_TALLEST = 4  # times the width

# Our own limit is stricter, by kind, and speaks before anything is unpacked.
Image.MAX_IMAGE_PIXELS = None


def examine(file: BinaryIO) -> Mapping[str, Any]:
    refuse_zip_at_end(file)
    picture = _opened(file, _SMALL)
    picture.load()
    return {"kind": _KINDS[str(picture.format)].value}


def draw(file: BinaryIO, _number: int, width: int) -> tuple[Mapping[str, Any], bytes]:
    picture = ImageOps.exif_transpose(_opened(file, width))
    picture.thumbnail((width, width * _TALLEST))
    written = io.BytesIO()
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    # A new picture takes nothing along that was written beside the old one.
    drawn = Image.new("RGB", picture.size)
    drawn.paste(picture.convert("RGB"))
    media_type = "image/jpeg" if file_is_photo(file) else "image/png"
    drawn.save(written, "JPEG" if media_type == "image/jpeg" else "PNG", quality=85)
    facts = {"pages": 1, "media_type": media_type, "width": drawn.width, "height": drawn.height}
    return facts, written.getvalue()


def file_is_photo(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(3) == b"\xff\xd8\xff"


def _opened(file: BinaryIO, width: int) -> Image.Image:
    file.seek(0)
    picture = Image.open(file, formats=list(_KINDS))
    across, down = picture.size
    if across * down > _MOST_PIXELS[str(picture.format)]:
        raise FileFault(Fault.BOMB)
    picture.draft("RGB", (width, width))
    return picture
