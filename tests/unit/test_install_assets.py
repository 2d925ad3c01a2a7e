"""Fonts, and the files of the pages, are put together as a whole set or not at all."""

import re
import shutil
from pathlib import Path

import pytest

from inspect_app.ui.install_assets import (
    FONT_PACKAGE,
    FONTS,
    WEB_FONT_PACKAGE,
    WEB_FONTS,
    CannotCompile,
    install_fonts,
    install_site,
)


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    for name in FONTS:
        path = tmp_path / "node_modules" / FONT_PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "node_modules"


def test_the_four_faces_and_their_licence_lie_side_by_side(node_modules: Path, tmp_path: Path) -> None:
    folder = install_fonts(node_modules, tmp_path / "assets")
    assert sorted(path.name for path in folder.iterdir()) == [
        "LICENSE_FONT",
        "SourceSans3_400Regular.ttf",
        "SourceSans3_400Regular_Italic.ttf",
        "SourceSans3_600SemiBold.ttf",
        "SourceSans3_700Bold.ttf",
    ]


def test_a_face_that_is_no_longer_used_goes(node_modules: Path, tmp_path: Path) -> None:
    old = tmp_path / "assets" / "fonts" / "Old.ttf"
    old.parent.mkdir(parents=True)
    old.touch()
    install_fonts(node_modules, tmp_path / "assets")
    assert not old.exists()


def test_a_missing_face_leaves_the_old_set_as_it_was(node_modules: Path, tmp_path: Path) -> None:
    old = install_fonts(node_modules, tmp_path / "assets")
    (node_modules / FONT_PACKAGE / FONTS[1]).unlink()
    with pytest.raises(FileNotFoundError):
        install_fonts(node_modules, tmp_path / "assets")
    assert len(list(old.iterdir())) == len(FONTS)


@pytest.fixture
def checkout_of_its_own(tmp_path: Path, checkout: Path) -> Path:
    """A folder with what the pages are made of, where things may be broken."""
    own = tmp_path / "checkout"
    for part in ("style", "script"):
        shutil.copytree(checkout / "inspect_app" / "ui" / part, own / "inspect_app" / "ui" / part)
    (own / "node_modules" / "@fontsource").mkdir(parents=True)
    for package in (
        "govuk-frontend",
        "@ministryofjustice",
        "sass",
        "immutable",
        "source-map-js",
        "chokidar",
        "readdirp",
    ):
        (own / "node_modules" / package).symlink_to(checkout / "node_modules" / package)
    shutil.copytree(checkout / "node_modules" / WEB_FONT_PACKAGE, own / "node_modules" / WEB_FONT_PACKAGE)
    return own


def test_the_pages_get_one_style_sheet_their_scripts_faces_and_icon(checkout_of_its_own: Path, tmp_path: Path) -> None:
    folder = install_site(checkout_of_its_own, tmp_path / "assets")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert {"site.css", "site.css.gz", "site.js", "govuk-frontend.min.js", "icon.svg"} <= names
    sheet = (folder / "site.css").read_text(encoding="utf-8")
    faces = set(re.findall(r'url\("?(fonts/[^")]+)', sheet))
    assert faces
    assert faces <= names


@pytest.mark.parametrize("broken", [f"node_modules/{WEB_FONT_PACKAGE}/{WEB_FONTS[0]}", "inspect_app/ui/style/icon.svg"])
def test_a_missing_file_leaves_the_old_pages_as_they_were(
    checkout_of_its_own: Path, tmp_path: Path, broken: str
) -> None:
    old = install_site(checkout_of_its_own, tmp_path / "assets")
    (checkout_of_its_own / broken).unlink()
    with pytest.raises(FileNotFoundError):
        install_site(checkout_of_its_own, tmp_path / "assets")
    assert (old / "site.css").is_file()


def test_a_style_sheet_that_cannot_be_compiled_says_where(checkout_of_its_own: Path, tmp_path: Path) -> None:
    (checkout_of_its_own / "inspect_app/ui/style/_print.scss").write_text("a { color: $nothing; }", encoding="utf-8")
    with pytest.raises(CannotCompile, match=r"_print\.scss"):
        install_site(checkout_of_its_own, tmp_path / "assets")
