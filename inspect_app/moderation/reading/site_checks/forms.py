"""The shape and wording of what is to be seen on site, and of what was found there."""

from __future__ import annotations

from ....ui.forms import Form, Hidden, Words

LONGEST = 5_000


class CheckForm(Form):
    """What a reader wants to see on site."""

    what = Words("What do you want to see on site?", needs="Write what you want to see", most=LONGEST, rows=3)


class FoundForm(Form):
    """What was found on site. `version` is the one that was seen."""

    found = Words("What did you find?", needs="Write what you found", most=LONGEST, rows=3)
    version = Hidden()
