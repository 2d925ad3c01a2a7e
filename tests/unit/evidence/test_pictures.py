"""People see pictures that we made, never the file itself; where there is none a sentence says why."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from inspect_app.evidence.files import pictures
from inspect_app.evidence.files.confined import Limits
from inspect_app.evidence.files.pictures import Drawn, draw
from inspect_app.evidence.files.signatures import Kind
from tests.unit.evidence import samples


def drawn(content: bytes, kind: Kind, page: int = 1, width: int = 960) -> Drawn:
    return draw(io.BytesIO(content), kind, page, width)


def opened(drawing: Drawn) -> Image.Image:
    assert drawing.picture is not None
    picture = Image.open(io.BytesIO(drawing.picture))
    picture.load()
    assert picture.size == (drawing.width, drawing.height)
    return picture


def ink(picture: Image.Image) -> float:
    """The share of dark pixels."""
    grey = picture.convert("L").histogram()
    return sum(grey[:128]) / sum(grey)


def test_each_page_of_a_pdf_is_drawn_at_the_width_asked_for() -> None:
    drawing = drawn(samples.pdf(3, lines=40), Kind.PDF, page=3, width=640)
    assert (drawing.pages, drawing.media_type, drawing.note) == (3, "image/png", None)
    assert drawing.width == 640
    assert ink(opened(drawing)) > 0.005


def test_what_was_written_into_a_form_is_shown() -> None:
    assert ink(opened(drawn(samples.form(), Kind.PDF))) > 2 * ink(opened(drawn(samples.pdf(words=""), Kind.PDF)))


@pytest.mark.parametrize("page", [0, 4, 10_000])
def test_a_page_that_is_not_there_has_a_sentence(page: int) -> None:
    drawing = drawn(samples.pdf(3), Kind.PDF, page)
    assert (drawing.picture, drawing.note) == (None, pictures.NO_SUCH_PAGE)


def test_no_picture_is_wider_than_the_widest() -> None:
    assert drawn(samples.pdf(), Kind.PDF, width=100_000).width == pictures.WIDEST


def test_a_page_like_a_roll_of_paper_stays_a_picture() -> None:
    drawing = drawn(samples.picture(size=(10, 5000)), Kind.PNG, width=100)
    assert drawing.height <= 400


def test_a_photograph_leaves_its_place_behind_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at the back door"
    content = samples.picture("JPEG", (400, 200), exif=exif)
    assert b"back door" in content
    drawing = drawn(content, Kind.JPG)
    assert (drawing.media_type, drawing.width, drawing.height) == ("image/jpeg", 200, 400)
    assert drawing.picture is not None
    assert b"back door" not in drawing.picture
    assert not opened(drawing).getexif()


def test_what_is_seen_through_is_drawn_on_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")
    assert opened(drawn(written.getvalue(), Kind.PNG)).getpixel((5, 5)) == (255, 255, 255)


def test_kinds_without_pages_say_so() -> None:
    assert drawn(samples.word(), Kind.DOCX) == Drawn(None, note=pictures.NO_PAGES)


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.PNG, Kind.JPG])
@pytest.mark.parametrize("content", [b"", b"junk", samples.pdf_that_is_locked("x"), samples.picture()[:100]])
def test_what_cannot_be_drawn_gives_a_sentence(content: bytes, kind: Kind) -> None:
    assert drawn(content, kind) == Drawn(None, note=pictures.UNDRAWABLE)


def test_past_the_limit_of_memory_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_LIMITS", Limits(seconds=60, cpu=30, memory=150_000_000, output=1 << 25))
    assert drawn(samples.picture(size=(6000, 9000)), Kind.PNG) == Drawn(None, note=pictures.UNDRAWABLE)
    assert drawn(samples.picture(), Kind.PNG).picture is not None
