"""A name such as `helpers` invites everything; a missing noun is found instead."""

from pathlib import PurePosixPath

from tests.house.tree import python_files

EMPTY_NAMES = {"common", "helper", "helpers", "utils", "util", "core", "base", "misc", "manager", "service"}


def test_no_module_or_package_has_a_name_that_says_nothing() -> None:
    offenders = [name for name in python_files() if EMPTY_NAMES & set(PurePosixPath(name).with_suffix("").parts)]
    assert offenders == []
