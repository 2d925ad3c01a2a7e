"""`inspect-app explain-rules`: an edition's rules in plain English, from the data."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from ..catalogue import editions
from ..catalogue.faults import BadData
from ..grading.edition import Edition, Framework
from ..grading.explain import Paragraph, explain
from .folders import folder_options, folders_of, refuse

WIDTH = 100


@click.command("explain-rules")
@click.argument("edition")
@click.argument("framework", required=False)
@folder_options
def command(edition: str, framework: str | None, frameworks: Path | None, criteria: Path | None) -> None:
    """Print the rules of EDITION, or those of one FRAMEWORK with its criteria, in plain English.

    FRAMEWORK may be given as printed (4B) or as its id (4b). With a framework's code alone, its edition is found.
    """
    folders = folders_of(frameworks, criteria)
    try:
        loaded, chosen = _chosen(edition, framework, editions.load_all(folders))
    except BadData as bad:
        refuse(bad.faults, 1)
    except KeyError as unknown:
        refuse([unknown.args[0]], 2)
    for paragraph in explain(loaded, chosen):
        click.echo("\n".join(_printed(paragraph, loaded)))
        click.echo()


def _chosen(edition: str, framework: str | None, known: tuple[Edition, ...]) -> tuple[Edition, Framework | None]:
    found = next((e for e in known if e.id == edition), None)
    if found is None:
        having = [e for e in known if edition.lower() in e.framework]
        if framework is None and having:
            return having[0], having[0].framework[edition.lower()]
        raise KeyError(f"there is no edition called {edition!r}: {', '.join(e.id for e in known)}")
    if framework is None:
        return found, None
    if framework.lower() not in found.framework:
        raise KeyError(f"{found.id} has no framework {framework!r}: {', '.join(f.code for f in found.frameworks)}")
    return found, found.framework[framework.lower()]


def _printed(paragraph: Paragraph, edition: Edition) -> list[str]:
    lines = [paragraph.heading, *textwrap.wrap(paragraph.text, WIDTH, initial_indent="  ", subsequent_indent="  ")]
    for point in paragraph.points:
        lines += textwrap.wrap(point, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    if paragraph.source is not None:
        document = next(d for d in edition.documents if d.id == paragraph.source.document)
        place = f", line {paragraph.source.line}" if paragraph.source.line else ""
        lines.append(f"  [{document.title}, {document.published}{place}]")
    return lines
