"""Our lean fields have the elements, classes and links between them that GOV.UK Frontend's own examples have."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from inspect_app.ui.forms import Choice, Choices, Day, Form, Text, Words
from tests.slices.ui.small_site import SmallSite

ALIKE = {"aria-describedby", "role", "type", "data-module"}
"""Attributes that must be on both or on neither. Names and values differ, as the examples ask other questions."""


class Elements(HTMLParser):
    """Every element in order: its name, its classes, and which of ALIKE it has. Headings are the choice of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag != "h1":
            self.found.append((tag, set((given.get("class") or "").split()), sorted(ALIKE & given.keys())))


def example(checkout: Path, component: str, name: str) -> str:
    folder = checkout / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components" / component
    fixtures = json.loads((folder / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return next(str(fixture["html"]) for fixture in fixtures if fixture["name"] == name)


class Asked(Form):
    """The same questions, as far as they shape the HTML, as the examples ask."""

    line = Text("National Insurance number", hint="On your card.", needs="Enter it")
    plain = Text("Plain")
    words = Words("Can you say more?", needs="You must say more")
    order = Choice(
        "Sort by", look="select", choices=[("a", "A"), ("b", "B"), ("c", "C")], needs="Choose one", hint="One of them."
    )
    day = Day("What is your date of birth?", hint="For example, 31 3 1980", needs="Enter it")
    boxes = Choices(
        "How do you want to sign in?", choices=[("g", "One"), ("v", "Two")], hints={"g": "First.", "v": "Second."}
    )
    radios = Choice(
        "How do you want to sign in?", choices=[("g", "One"), ("v", "Two")], hints={"g": "First.", "v": "Second."}
    )


@pytest.mark.parametrize(
    ("field", "component", "name"),
    [
        ("plain", "input", "default"),
        ("line", "input", "with error and hint"),
        ("words", "textarea", "with error message"),
        ("order", "select", "with hint text and error message"),
        ("day", "date-input", "with errors and hint"),
        ("boxes", "checkboxes", "with hints on items"),
        ("radios", "radios", "with hints on items"),
    ],
)
def test_a_field_is_built_as_in_the_example(checkout: Path, field: str, component: str, name: str) -> None:
    with SmallSite().app.test_request_context():
        form = Asked(MultiDict(), meta={"csrf": False})
        form.validate()
        ours = Elements(
            render_template_string('{% import "ui/forms.html" as f %}{{ f.field(field) }}', field=form[field])
        ).found
    theirs = Elements(example(checkout, component, name)).found
    assert [(tag, alike) for tag, _, alike in ours] == [(tag, alike) for tag, _, alike in theirs]
    for (_, mine, _), (_, other, _) in zip(ours, theirs, strict=True):
        assert {one for one in other if not one.endswith(("--l", "--m"))} <= mine
