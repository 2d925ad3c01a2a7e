"""The digest of an edition: the same for the same declared content, whatever the comments, layout or line endings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from ..grading.edition import Edition


def digest_of(edition: Edition) -> str:
    """`sha256:` and the hexadecimal digest of everything declared, in a canonical form."""
    content = {name: value for name, value in _plain(edition).items() if name != "digest"}
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)} | {"is": type(value).__name__}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Fraction):
        return str(value)
    return value
