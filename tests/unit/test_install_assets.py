"""Fonts are copied as a whole set or not at all."""

from pathlib import Path

import pytest

from inspect_app.ui.install_assets import FONT_PACKAGE, FONTS, install_fonts


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
