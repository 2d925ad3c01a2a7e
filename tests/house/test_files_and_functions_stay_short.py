"""Codebases go bad in their longest file, so the longest is watched, not the average."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import modules, python_files, text

LINES_OF_A_MODULE = 400
LINES_OF_A_TEST_FILE = 500
LINES_OF_A_FUNCTION = 60


@pytest.mark.parametrize("name", python_files())
def test_a_file_stays_short(name: str) -> None:
    most = LINES_OF_A_MODULE if name in modules() else LINES_OF_A_TEST_FILE
    lines = len(text(name).splitlines())
    assert lines <= most, f"{name} has {lines} lines: a noun is missing, split by it"


@pytest.mark.parametrize("name", python_files())
def test_a_function_stays_short(name: str) -> None:
    assert list(_long_functions(name)) == []


def _long_functions(name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text(name))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines"
