"""Writes the two state tables as a page of the documentation, with diagrams, so that the page cannot differ from them.

`python -m inspect_app.assessment.states_page` prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator

from ..accounts.roles import Role
from ..grading.words import capital, listed
from .states import ASSESSMENT, ENTRY, Table

OPENING = """# States

What can happen to an entry (one framework of one force in one cycle) and to an assessment (all of a force's entries in
one cycle). This page is written from `inspect_app/assessment/states.py` by
`python -m inspect_app.assessment.states_page > docs/states.md`; a test fails where the two differ.
"""


def document() -> str:
    """The whole page, in Markdown."""
    return "\n".join([OPENING, *_of(ENTRY, "The entry"), *_of(ASSESSMENT, "The assessment")]).rstrip() + "\n"


def _of(table: Table, title: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {table.states[0].id}"
    yield from (f"    {move.state} --> {move.next} : {_words(move.verb)}" for move in table.moves)
    yield "```\n"
    yield "| State | In words | Whose turn |"
    yield "|---|---|---|"
    yield from (f"| {state.id} | {capital(state.words)} | {_who(state.owner)} |" for state in table.states)
    yield ""
    yield "| From | Verb | Who | On condition that | To | With a reason |"
    yield "|---|---|---|---|---|---|"
    for move in table.moves:
        reason = "yes" if move.reasoned else ""
        yield f"| {move.state} | {_words(move.verb)} | {_who(move.who)} | {move.guard} | {move.next} | {reason} |"
    yield ""


def _words(verb: str) -> str:
    return verb.replace("_", " ")


def _who(roles: Collection[Role]) -> str:
    return listed((role.words for role in Role if role in roles), "or")


if __name__ == "__main__":
    sys.stdout.write(document())
