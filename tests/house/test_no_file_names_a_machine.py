"""What is committed works on any machine, so it names no folder of one and no registry to fetch from."""

import re

import pytest

from tests.house.tree import ROOT, files

# Names are put together from pieces, so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "registry.yarn" + "pkg.com",
]
FOLDERS = ["home", "root", "Users", "work", "workspace"]

NAMES_A_MACHINE = re.compile(
    rf"(?:^|(?<=[\s\"'`=(,:\[]))/(?:{'|'.join(FOLDERS)})/\w"
    rf"|[A-Z]:\\Users\\|{'|'.join(map(re.escape, REGISTRIES))}",
    re.MULTILINE,
)


def _is_text(content: bytes) -> bool:
    return b"\0" not in content


@pytest.mark.parametrize("name", files())
def test_a_file_names_no_folder_of_a_machine_and_no_registry(name: str) -> None:
    content = (ROOT / name).read_bytes()
    if _is_text(content):
        found = [match.group() for match in NAMES_A_MACHINE.finditer(content.decode("utf-8"))]
        assert found == [], f"{name} works on one machine only"


@pytest.mark.parametrize(
    "line", [f'at = "/{FOLDERS[0]}/ann/x"', f"see /{FOLDERS[1]}/x", "C:" + r"\Users\ann", REGISTRIES[0]]
)
def test_the_names_of_a_machine_are_recognised(line: str) -> None:
    assert NAMES_A_MACHINE.search(line)


@pytest.mark.parametrize("line", ["https://example.org/home/page", "inspect_app/home/x", "/usr/bin/env"])
def test_an_address_or_a_folder_of_the_project_is_no_machine(line: str) -> None:
    assert not NAMES_A_MACHINE.search(line)
