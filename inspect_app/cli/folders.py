"""The options that name the data folders, and how faults in them leave the program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from ..catalogue.editions import Folders


def folder_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --frameworks and --criteria."""
    place = click.Path(exists=True, file_okay=False, path_type=Path)
    for name, what in (("--criteria", "grading criteria"), ("--frameworks", "frameworks")):
        command = click.option(name, type=place, metavar="DIR", help=f"Folder of {what} (default: the shipped one).")(
            command
        )
    return command


def folders_of(frameworks: Path | None, criteria: Path | None) -> Folders:
    shipped = Folders.shipped()
    return Folders(frameworks or shipped.frameworks, criteria or shipped.criteria)


def refuse(faults: Iterable[object], exit_code: int) -> NoReturn:
    """Print each fault on standard error and leave."""
    for fault in faults:
        click.echo(str(fault), err=True)
    sys.exit(exit_code)
