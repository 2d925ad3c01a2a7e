"""`inspect-app propose`: a grade and a direction for one facts file, in words or as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from ..catalogue import editions
from ..catalogue.facts_file import read_facts
from ..catalogue.faults import BadData
from ..grading import engine
from ..grading.facts import BadFacts
from ..grading.in_full import in_full
from ..grading.rules import BadParameter
from .folders import folder_options, folders_of, refuse


@click.command("propose")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@folder_options
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Try another value of a parameter.")
def command(
    facts: Path, as_json: bool, frameworks: Path | None, criteria: Path | None, changes: tuple[str, ...]
) -> None:
    """Propose a grade and a direction for the facts in FACTS.

    Exit 0 with the proposal; exit 2 with one message per fault, with file and line, when the input cannot be used.
    """
    folders = folders_of(frameworks, criteria)
    try:
        given, edition = read_facts(facts, lambda edition_id: editions.named(edition_id, folders))
        if changes:
            edition = replace(edition, method=edition.method.with_parameters(**_values(changes)))
        proposal = engine.propose(edition, given)
    except BadData as bad:
        refuse(bad.faults, 2)
    except BadParameter as bad_parameter:
        refuse((f"--set: {fault}" for fault in bad_parameter.faults), 2)
    except BadFacts as bad_facts:
        refuse((f"{facts}: {fault.message}" for fault in bad_facts.faults), 2)
    if as_json:
        click.echo(json.dumps(proposal.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(in_full(edition, proposal))


def _values(changes: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    faults = []
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals or not name:
            faults.append(f"{change!r} must be NAME=VALUE")
        elif name in values:
            faults.append(f"{name} is given twice")
        values[name] = value
    if faults:
        raise BadParameter(faults)
    return values
