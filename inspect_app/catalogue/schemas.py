"""The JSON Schema of every kind of file, for editors and for scripts; generated, and shipped in `schemas_shipped`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from .examples import ExamplesFile
from .facts_file import FactsFile
from .framework_files import CriteriaFile, EditionFile, FrameworkFile, GlossaryFile, IndicatorsFile
from .method_files import MethodFile, ScalesFile
from .proposal_shape import ProposalShape

SHIPPED = Path(__file__).parent / "schemas_shipped"
MODELS: dict[str, type[BaseModel]] = {
    "edition": EditionFile,
    "framework": FrameworkFile,
    "indicators": IndicatorsFile,
    "glossary": GlossaryFile,
    "scales": ScalesFile,
    "method": MethodFile,
    "criteria": CriteriaFile,
    "examples": ExamplesFile,
    "facts": FactsFile,
    "proposal": ProposalShape,
}


def written() -> dict[str, str]:
    """File name -> the text of the schema."""
    return {f"{name}.schema.json": _text(name, model) for name, model in MODELS.items()}


def _text(name: str, model: type[BaseModel]) -> str:
    mode: Literal["validation", "serialization"] = "serialization" if name == "proposal" else "validation"
    schema = model.model_json_schema(mode=mode, by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=False) + "\n"
