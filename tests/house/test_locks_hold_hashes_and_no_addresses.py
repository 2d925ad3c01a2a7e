"""A lock file says what is installed, to the byte, and never from where: that is the machine's own affair."""

import json
import re

import pytest

from tests.house.tree import text

PYTHON_LOCKS = ["requirements.lock", "requirements-dev.lock"]
ENTRY = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; [^\\]+?)?(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)


def entries(lock: str) -> dict[str, str]:
    """Each pinned name with its version; fails on a line that is neither a pin with hashes nor a comment."""
    lines = [line for line in text(lock).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    pins = [ENTRY.fullmatch(line) for line in joined.splitlines()]
    assert pins, f"{lock} is empty"
    assert all(pins), [line for line, pin in zip(joined.splitlines(), pins, strict=True) if not pin]
    return {pin["name"]: pin["version"] for pin in pins if pin}


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_package_is_pinned_with_its_hashes(lock: str) -> None:
    assert entries(lock)


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_compiled_packages_have_hashes_for_every_platform(lock: str) -> None:
    hashes = re.split(r"\n(?=[a-z])", text(lock))
    for package in ("pyyaml", "pydantic-core", "pillow"):
        (entry,) = [part for part in hashes if part.startswith(f"{package}==")]
        assert entry.count("--hash=") > 20, f"{lock}: {package} was locked for few platforms"


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, "package-lock.json"])
def test_a_lock_names_no_address_and_no_folder_of_a_machine(lock: str) -> None:
    assert re.findall(r"\w+://\S+|file:\S+|--(?:index|extra-index|find-links)\S*", text(lock)) == []


def test_the_lock_for_tests_has_the_same_versions_as_the_lock_for_use() -> None:
    for_use, for_tests = (entries(lock) for lock in PYTHON_LOCKS)
    assert for_use.items() <= for_tests.items()


def test_every_npm_package_is_pinned_with_its_hash() -> None:
    packages = json.loads(text("package-lock.json"))["packages"]
    del packages[""]
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
