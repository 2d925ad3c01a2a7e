"""A dependency is a promise to strangers, so each has a sentence that says what it is worth."""

import re
import tomllib
from itertools import chain, pairwise

from tests.house.tree import text

REQUIREMENT = re.compile(r'^\s+"(?P<name>[A-Za-z0-9._-]+)[^"]*",(?P<beside>\s*#\s*\S+.*)?$')


def test_every_dependency_has_a_comment_above_or_beside_it() -> None:
    lines = text("pyproject.toml").splitlines()
    reasons = {
        found["name"]: bool(found["beside"]) or above.lstrip().startswith("# ")
        for above, line in pairwise(lines)
        if (found := REQUIREMENT.match(line))
    }
    without_reason = [name for name in names() if not reasons.get(name)]
    assert without_reason == []


def test_every_dependency_has_a_floor_and_a_cap() -> None:
    assert [line for line in requirements() if ">=" not in line or ",<" not in line] == []


def requirements() -> list[str]:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    return [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]


def names() -> list[str]:
    return [re.split(r"[<>=!~\[; ]", line)[0] for line in requirements()]
