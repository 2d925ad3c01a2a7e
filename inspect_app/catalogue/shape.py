"""How the fields of a declared file are read from words, and how a misfit is said to its author.

The Pydantic half of the loaders: field types here, one model for each kind of file in `files` and `method_file`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from .documents import Document, Word
from .faults import Fault


class Shape(BaseModel):
    """A mapping with exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _refuse(message: str) -> PydanticCustomError:
    return PydanticCustomError("words", "{message}", {"message": message})


def _text(value: Any) -> Any:
    if isinstance(value, Word):
        shown = str(value)
        if not shown:
            raise _refuse("is empty: write a text or leave the key out")
        raise _refuse(f"{shown!r} alone is read as a yes/no word by many readers: write a sentence, or use quotes")
    if isinstance(value, str) and not value.strip():
        raise _refuse("is empty: write a text or leave the key out")
    return value.strip() if isinstance(value, str) else value


def _boolean(value: Any) -> Any:
    if value not in ("true", "false"):
        raise _refuse(f"is {value!r}: write true or false")
    return value == "true"


def _fraction(value: Any) -> Any:
    try:
        if NUMBER.fullmatch(str(value)) is None:
            raise ValueError
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise _refuse(f"{value!r} is not a number: write an integer, a decimal or a fraction such as 2/3") from None


# Bounded, because an exponent of a few digits could fill the memory.
NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12}|/[0-9]{1,12})?")

Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Flag = Annotated[bool, BeforeValidator(_boolean)]
Number = Annotated[Fraction, BeforeValidator(_fraction), WithJsonSchema({"type": ["string", "number"]})]

M = TypeVar("M", bound=BaseModel)


def fit(document: Document, model: type[M]) -> tuple[M | None, list[Fault]]:
    """The document as a model, or every misfit in it."""
    if not isinstance(document.data, dict):
        return None, [document.fault((), "must be a mapping of keys to values")]
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, list(_faults(document, model, error))


def _faults(document: Document, model: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    for item in error.errors(include_url=False):
        path = _real_path(document.data, item["loc"])
        path = (*path, "type") if item["type"].startswith("union_tag") else path
        yield document.fault(path, _sentence(model, item, path))


def _real_path(data: Any, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The location without the names of union members that Pydantic puts in."""
    path: list[str | int] = []
    for place, key in enumerate(location):
        known = isinstance(data, dict) and key in data
        last_missing = isinstance(data, dict) and place == len(location) - 1
        if known or (isinstance(data, list) and isinstance(key, int) and key < len(data)):
            data = data[key]
            path.append(key)
        elif last_missing and key != "[key]":  # Pydantic's mark for "the key itself"
            path.append(key)
    return tuple(path)


WANTED = {"string_type": "a text", "list_type": "a list", "dict_type": "a mapping", "tuple_type": "a list"}


def _sentence(model: type[BaseModel], item: Any, path: tuple[str | int, ...]) -> str:
    kind, given = item["type"], item.get("input")
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(str(path[-1]), _keys_beside(model, item["loc"]), n=1)
        return f"is not a key that belongs here{f'; did you mean {close[0]}?' if close else ''}"
    if kind in WANTED or kind.startswith("model_"):
        return f"must be {WANTED.get(kind, 'a mapping of keys to values')}"
    if kind in ("literal_error", "enum"):
        return f"{given!r} is not one of {item['ctx']['expected']}".replace("'", "")
    if kind.startswith("union_tag"):
        names = str(item["ctx"].get("expected_tags", "")).replace("'", "")
        return f"{item['ctx']['tag']!r} is not one of {names}" if names else "is missing"
    said = {
        "missing": "is missing",
        "string_pattern_mismatch": f"{given!r} is not an id: use lower-case letters, digits, hyphens and underscores",
        "int_parsing": f"{given!r} is not a whole number",
        "too_short": "is empty: give at least one",
        "string_too_long": "is too long: at most 80 characters",
        "greater_than_equal": f"{given} is too small: at least {item.get('ctx', {}).get('ge')}",
    }
    if kind.startswith("date_"):
        return f"{given!r} is not a date: write it as 2006-03-31"
    return said.get(kind, str(item["msg"]))


def _keys_beside(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys allowed where an unknown one stood, found by walking the model along the location."""
    current: Any = model
    for key in location[:-1]:
        if isinstance(key, int):
            continue
        info = getattr(current, "model_fields", {})
        field = info.get(key) or next((f for f in info.values() if f.alias == key), None)
        if field is None:
            continue
        candidates: list[Any] = [field.annotation]
        current = None
        while candidates:
            candidate = candidates.pop()
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                current = candidate
                break
            candidates += get_args(candidate)
    fields = getattr(current, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]
