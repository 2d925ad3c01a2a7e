"""The page on which one small form about an area stands, the same for every part."""

from __future__ import annotations

from flask import render_template

from ..ui.forms import Form
from .models import Area
from .place import Here

CHANGED = (
    "Somebody changed this after you opened the page. Nothing is lost: what you typed is below, and the page of the "
    "area shows what changed. Save again if it still holds."
)


def ask(
    at: Here, area: Area, form: Form, title: str, button: str, *, lead: str = "", kind: str = "primary", note: str = ""
) -> str:
    """The page: a title, a sentence, the fields of the form in their order, and one button."""
    return render_template(
        "remediation_area/ask.html",
        at=at,
        area=area,
        form=form,
        title=title,
        lead=lead,
        note=note,
        button=button,
        button_kind=kind,
        marking=area.marking,
    )


def is_stale(form: Form, version: int) -> bool:
    """Whether a form was opened before somebody else's change; the next sending then knows what it replaces."""
    field = form["version"]
    stale = bool(field.data != str(version))
    if stale:
        field.data = str(version)
        form.complain(CHANGED)
    return stale
