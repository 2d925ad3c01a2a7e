"""Importing the package, or asking where its data is, loads no third-party package and reads no metadata."""

import subprocess
import sys

import inspect_app

LOADED = """
import sys, inspect_app.config
print(sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)))
print("importlib.metadata" in sys.modules)
"""


def test_importing_loads_the_standard_library_only_and_no_metadata() -> None:
    printed = subprocess.run([sys.executable, "-S", "-c", LOADED], capture_output=True, text=True, check=True).stdout
    assert printed.splitlines() == ["['__main__', 'inspect_app']", "False"]


def test_the_version_is_known_when_asked_for() -> None:
    assert inspect_app.__version__.count(".") == 2
