"""Serves the product: checks first that it is safe to, then answers requests and works in the background until stopped.

It refuses to start with a sentence rather than to run in a way that would harm somebody later.
"""

from .checks import CannotServe, check
from .site import application, prepare, serve

__all__ = ["CannotServe", "application", "check", "prepare", "serve"]
