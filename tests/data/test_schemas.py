"""The shipped JSON Schemas are those of the loaders, and every proposal fits the one that scripts rely on."""

from __future__ import annotations

import json

import jsonschema
import pytest

from inspect_app.catalogue import editions, examples
from inspect_app.catalogue.schemas import SHIPPED, written
from inspect_app.grading import engine


def test_the_shipped_schemas_are_current() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.json")}
    assert shipped == written(), "run inspect-app schemas"


@pytest.mark.parametrize("edition_id", ["baseline_2006", "policing_pledge_2009"])
def test_every_worked_example_gives_a_proposal_that_fits_the_schema(edition_id: str) -> None:
    schema = json.loads((SHIPPED / "proposal.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    edition = editions.load(edition_id)
    for example in examples.load(edition, editions.Folders.shipped()):
        if not example.parameters:
            printed = json.loads(json.dumps(engine.propose(edition, example.facts).as_json()))
            validator.validate(printed)


def test_a_proposal_with_another_key_does_not_fit() -> None:
    schema = json.loads((SHIPPED / "proposal.schema.json").read_text(encoding="utf-8"))
    edition = editions.load("baseline_2006")
    example = examples.load(edition, editions.Folders.shipped())[0]
    printed = engine.propose(edition, example.facts).as_json()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**printed, "mark": 1}, schema)
