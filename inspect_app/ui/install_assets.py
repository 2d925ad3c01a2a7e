"""Copies the front-end files that the product uses from npm's folder into the uncommitted asset folder.

It copies whole sets or nothing, fetches nothing itself, and is run by `make` after `npm ci`.
"""

import shutil
import sys
from pathlib import Path

from inspect_app.config import asset_folder

FONT_PACKAGE = "@expo-google-fonts/source-sans-3"
FONTS = (
    "400Regular/SourceSans3_400Regular.ttf",
    "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
    "600SemiBold/SourceSans3_600SemiBold.ttf",
    "700Bold/SourceSans3_700Bold.ttf",
    # The licence asks to travel with the fonts. It stays last: its presence says that all fonts are there.
    "LICENSE_FONT",
)


def install_fonts(node_modules: Path, assets: Path) -> Path:
    """Fills `assets/fonts` with exactly the files of FONTS, side by side, and returns that folder.

    Raises FileNotFoundError, with the old folder untouched, where one of the files is missing.
    """
    folder = assets / "fonts"
    unfinished = assets / "fonts.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name in FONTS:
        # Contents only: the copy's own date tells make that it is newer than the lock file.
        shutil.copyfile(node_modules / FONT_PACKAGE / name, unfinished / Path(name).name)
    shutil.rmtree(folder, ignore_errors=True)
    return unfinished.rename(folder)


if __name__ == "__main__":
    try:
        install_fonts(Path("node_modules"), asset_folder())
    except FileNotFoundError as error:
        sys.exit(f"A font file is missing: {error.filename}. Run npm ci first.")
