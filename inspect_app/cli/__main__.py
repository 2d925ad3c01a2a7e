"""Runs the command line as `python -m inspect_app.cli`."""

from . import main

main()
