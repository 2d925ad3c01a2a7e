"""A command that no page names is a command that nobody finds."""

import click

from inspect_app.cli import main
from tests.house.tree import files, text


def test_every_command_is_named_in_the_readme_or_the_docs() -> None:
    assert isinstance(main, click.Group)
    pages = [name for name in files() if name == "README.md" or (name.startswith("docs/") and name.endswith(".md"))]
    words = "\n".join(text(name) for name in pages)
    commands = main.list_commands(click.Context(main))
    assert commands
    assert [name for name in commands if f"inspect-app {name}" not in words] == []
