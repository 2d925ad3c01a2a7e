"""`inspect-app schemas`: the JSON Schema of every kind of file."""

from __future__ import annotations

from pathlib import Path

import click

from ..catalogue.schemas import SHIPPED, written


@click.command("schemas")
@click.option("-o", "folder", type=click.Path(file_okay=False, path_type=Path), default=SHIPPED, help="Where to.")
def command(folder: Path) -> None:
    """Write the JSON Schemas into a folder, for an editor to complete and check files while they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written().items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(folder / name)
