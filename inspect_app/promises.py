"""The three ways in which a request can be refused, as plain exceptions that know nothing of the web.

Policies, queries and operations raise them with a sentence for the person who asked; `ui/errors.py` makes pages of
them.
"""

from __future__ import annotations


class NotAllowed(Exception):
    """The person may see the thing but not do this to it now. The sentence says why, and what would help."""


class NotFound(LookupError):
    """There is no such thing, or this person may not know that there is."""


class Conflict(Exception):
    """Somebody else changed the thing meanwhile. The sentence says who and what to do; nothing was lost."""


class BadInput(ValueError):
    """What was sent cannot be used as it is; the sentence names the field and what to write instead.

    `field` is the name of the form field, where there is one.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field
