"""Where the product's data folders are, in a checkout and in an installed wheel.

It answers with paths only: it reads no file and judges no content, which is the catalogue's task.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class DataFolderMissing(FileNotFoundError):
    """A folder that belongs to the product is not where a checkout or a wheel has it."""


def frameworks_folder() -> Path:
    """The folder with one subfolder per edition that says what is inspected.

    Absolute, and exists; otherwise raises DataFolderMissing.
    """
    return _data_folder("frameworks")


def criteria_folder() -> Path:
    """The folder with one subfolder per edition that says how it is graded; named as those of the frameworks.

    Absolute, and exists; otherwise raises DataFolderMissing.
    """
    return _data_folder("grading_criteria")


def migrations_folder() -> Path:
    """The folder with the database's history, one numbered file per step.

    Absolute, and exists; otherwise raises DataFolderMissing.
    """
    return _data_folder("migrations")


def asset_folder() -> Path:
    """The folder of front-end files, which set-up fills; the fonts are in its subfolder `fonts`.

    Absolute. In a checkout that is not set up yet the folder does not exist, and that is no error here.
    """
    return _PACKAGE / "ui" / "assets"


def _data_folder(name: str) -> Path:
    """In a wheel the folder lies inside the package; in a checkout it stands beside the package."""
    in_wheel = _PACKAGE / "_data" / name
    in_checkout = _PACKAGE.parent / name
    for folder in (in_wheel, in_checkout):
        if folder.is_dir():
            return folder
    raise DataFolderMissing(f"The folder {name} belongs to the product and is missing: looked for {in_checkout}.")
