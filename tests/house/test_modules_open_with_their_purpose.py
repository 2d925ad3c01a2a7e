"""Every module says in its first sentence what it is for."""

import ast

import pytest

from tests.house.tree import python_files, text


@pytest.mark.parametrize("name", python_files())
def test_a_module_opens_with_a_docstring(name: str) -> None:
    assert ast.get_docstring(ast.parse(text(name))), f"{name} does not say what it is for"
