"""`inspect-app check-data`: every fault of every edition at once."""

from __future__ import annotations

from pathlib import Path

import click

from ..catalogue import editions, examples
from ..catalogue.faults import BadData
from ..demo import record
from .folders import folder_options, folders_of, refuse


@click.command("check-data")
@folder_options
def command(frameworks: Path | None, criteria: Path | None) -> None:
    """Check every edition, its worked examples and, with the shipped editions, the shipped records.

    Exit 0 when all is well; otherwise every fault as `file:line: path: fault` and exit 1.
    """
    folders = folders_of(frameworks, criteria)
    try:
        loaded = editions.load_all(folders)
        held = examples.check_all(loaded, folders)
        if frameworks is None and criteria is None:
            record.load("kent", {edition.id: edition for edition in loaded})
    except BadData as bad:
        refuse(bad.faults, 1)
    criteria_count = sum(len(f.criteria) for edition in loaded for f in edition.frameworks)
    frameworks_count = sum(len(edition.frameworks) for edition in loaded)
    click.echo(
        f"{len(loaded)} editions, {frameworks_count} frameworks, {criteria_count} criteria, "
        f"{held} worked examples: no faults."
    )
