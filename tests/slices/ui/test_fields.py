"""Fields: what is typed is cleaned, kept and checked, and bad input gets a sentence and never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import render_template_string
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from inspect_app.ui.forms import Choice, Choices, Day, Email, Form, Hidden, Password, Text, Words, Yes
from tests.slices.ui.small_site import SmallSite


class Everything(Form):
    """One of each, none with a token."""

    title = Text("Title", needs="Enter a title", most=20)
    email = Email()
    password = Password(needs="Enter your password")
    why = Words("Why?", most=40)
    kind = Choice("Kind", choices=[("a", "One"), ("b", "Two")], needs="Choose a kind")
    size = Choice("Size", look="select", choices={"Small": [(1, "S")], "Large": [(2, "L")]}, coerce=int)
    supports = Choices("Supports", choices=[("f1", "F1"), ("f2", "F2")])
    due = Day("Due date", needs="Enter the due date")
    sure = Yes("Sure", needs="Say that you are sure")
    version = Hidden()


GOOD = {
    "title": "A title",
    "password": " secret ",
    "kind": "a",
    "due-day": "31",
    "due-month": "1",
    "due-year": "2007",
    "sure": "y",
}


@pytest.fixture(scope="module")
def asked() -> Iterator[Any]:
    """Fills the form with what is given beside what is right, and checks it."""
    site = SmallSite()

    def filled(**typed: Any) -> Everything:
        form = Everything(MultiDict({**GOOD, **typed}), meta={"csrf": False})
        form.validate()
        return form

    with site.app.test_request_context():
        yield filled


def test_what_is_right_is_taken(asked: Any) -> None:
    form = asked(supports=["f1"], size="2", why="Line one\r\nline two\r")
    assert form.complaints() == []
    assert (form.due.data, form.size.data, form.supports.data) == (date(2007, 1, 31), 2, ["f1"])
    assert form.why.data == "Line one\nline two"
    assert form.password.data == " secret "


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"title": "   "}, ("title", "Enter a title")),
        ({"title": "x" * 25}, ("title", "Title: this is 25 characters long and 20 fit. Take out 5 of them")),
        ({"email": "no address"}, ("email", "Enter an e-mail address in the form name@example.org")),
        ({"kind": ""}, ("kind-0", "Choose a kind")),
        ({"kind": "c"}, ("kind-0", "Choose one from the list")),
        ({"size": "many"}, ("size", "Choose one from the list")),
        ({"supports": ["f1", "g9"]}, ("supports-0", "Choose only from the list")),
        ({"due-day": "", "due-month": "", "due-year": ""}, ("due-day", "Enter the due date")),
        ({"due-month": ""}, ("due-day", "Due date must include a month")),
        ({"due-day": "31", "due-month": "2"}, ("due-day", "Due date must be a real date, like 31 3 2007")),
        ({"due-year": "07"}, ("due-day", "Due date must be a real date, like 31 3 2007")),
        ({"due-day": "٣"}, ("due-day", "Due date must be a real date, like 31 3 2007")),
        ({"due-day": "9" * 5000}, ("due-day", "Due date must be a real date, like 31 3 2007")),
        ({"sure": ""}, ("sure", "Say that you are sure")),
    ],
)
def test_what_cannot_be_taken_gets_one_sentence_that_leads_to_its_field(
    asked: Any, typed: dict[str, Any], complaint: tuple[str, str]
) -> None:
    assert asked(**typed).complaints() == [complaint]


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH"])
def test_a_month_may_be_written_as_people_write_it(asked: Any, month: str) -> None:
    assert asked(**{"due-month": month}).due.data == date(2007, 3, 31)


def test_a_whole_date_is_taken_too(asked: Any) -> None:
    assert asked(due="2006-06-30").due.data == date(2006, 6, 30)


def test_characters_that_no_keyboard_writes_are_left_out(asked: Any) -> None:
    form = asked(title="A\x00 \u202etitle", why="One\x00\x07 two\u2066")
    assert (form.title.data, form.why.data) == ("A title", "One two")


def test_an_address_is_taken_in_small_letters(asked: Any) -> None:
    assert asked(email=" Wyn.Arall@Example.ORG ").email.data == "wyn.arall@example.org"


@given(
    st.dictionaries(
        st.sampled_from(["title", "email", "why", "kind", "size", "supports", "due", "due-day", "due-year", "sure"]),
        st.text(max_size=60),
    )
)
def test_nothing_that_is_typed_is_a_fault_and_all_of_it_can_be_shown_again(asked: Any, typed: dict[str, str]) -> None:
    form = asked(**typed)
    page = render_template_string(
        '{% import "ui/forms.html" as forms %}{{ forms.error_summary(form) }}'
        "{% for field in form if field.name != 'csrf_token' %}{{ forms.field(field) }}{% endfor %}",
        form=form,
    )
    assert page.count("govuk-error-message") >= len([field for field in form if field.errors])


def test_a_password_is_never_shown_again(asked: Any) -> None:
    form = asked(password="correct horse", title="")
    page = render_template_string('{% import "ui/forms.html" as forms %}{{ forms.field(form.password) }}', form=form)
    assert "correct horse" not in page


def test_a_fault_found_later_joins_the_others(asked: Any) -> None:
    form = asked()
    form.complain("Somebody has this title already", "title")
    form.complain("Try again in a minute")
    assert form.complaints() == [("", "Try again in a minute"), ("title", "Somebody has this title already")]
