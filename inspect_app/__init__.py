"""Grades inspections of police forces from declared criteria, and explains every grade.

Importing the package costs nothing and starts nothing: each part is imported by whoever uses it.
"""

from typing import TYPE_CHECKING

__version__: str

if not TYPE_CHECKING:

    def __getattr__(name: str) -> str:
        """Looks the version up only when asked: reading metadata is slow beside importing the package."""
        if name != "__version__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib.metadata import version  # noqa: PLC0415  see the docstring

        return version("inspect-app")
