"""The README's commands are the Makefile's, its tree is the checkout's, and its links lead somewhere."""

import re

import pytest

from tests.house.tree import ROOT, text

README = text("README.md")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", text("Makefile"), re.MULTILINE))
PHONY = set(" ".join(re.findall(r"^\.PHONY: ([a-z -]+)$", text("Makefile"), re.MULTILINE)).split())


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE))))
def test_every_make_command_of_the_readme_exists(command: str) -> None:
    assert command in TARGETS


def test_every_make_command_for_people_is_in_the_readme() -> None:
    with_help = re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE)
    assert [name for name in with_help if f"make {name}" not in README] == []


def test_every_make_command_runs_even_where_a_file_has_its_name() -> None:
    assert TARGETS == PHONY


def test_the_two_first_commands_are_demo_and_test() -> None:
    block = re.search(r"```\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert block[1].split("\n") == ["make demo", "make test", ""]


def test_the_continuous_check_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111, "nobody can run it"
    assert "exec make test" in script.read_text(encoding="utf-8").splitlines()


def test_every_folder_in_the_tree_exists() -> None:
    tree = next(block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if "inspect_app/" in block)
    parents = [ROOT]
    missing = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        path = parents[depth] / line.split()[0]
        parents[depth + 1 :] = [path]
        if not path.exists():
            missing.append(path.relative_to(ROOT).as_posix())
    assert missing == []


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_link_of_the_readme_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()
