"""The style page of development: every component and every mark in every state, in colour and in grey.

It is served only where the application says so, shows invented words only, and writes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from .. import clock
from ..grading.scale import Between, Outcomes, Scale, Scales, Step
from .forms import Choice, Choices, Day, Email, Files, Form, Hidden, Password, Text, Words, Yes

OPENING = "Everything that pages are made of, in every state. All words and figures on this page are invented."
COLOURS = (
    ("Ink", "ink"),
    ("Quiet ink", "quiet"),
    ("Brand", "brand"),
    ("Link", "link"),
    ("Highest", "excellent"),
    ("Tinted", "good"),
    ("Warning", "warning"),
    ("Paper", "paper"),
    ("Edge", "edge"),
    ("Changed", "changed"),
)


class Sample(Form):
    """One field of every kind."""

    title = Text("Title", needs="Enter a title", hint="As it should stand in the list.", most=80)
    email = Email(needs="Enter an e-mail address")
    password = Password("Your password", needs="Enter your password")
    why = Words("Why?", needs="Say why. It changes how many criteria count.", rows=4)
    kind = Choice(
        "Kind of source",
        choices=[("report", "Our own report"), ("paper", "Document"), ("outside", "From outside")],
        hints={"outside": "Written by somebody who does not answer to the force."},
        needs="Choose the kind of source",
    )
    order = Choice("Order by", look="select", choices=[("", "As printed"), ("work", "Needs work first")])
    supports = Choices("What does it support?", choices=[("a1", "A1"), ("a2", "A2")], needs="Choose at least one")
    dated = Day("Effective date", needs="Enter the effective date", hint="For example, 30 6 2006.")
    files = Files("Files", hint="Several at once is fine.", needs="Choose at least one file")
    sure = Yes("I have read it", needs="Say that you have read it")
    version = Hidden()


def serve_from(bp: Blueprint) -> None:
    """Adds the page and its drafts to a blueprint."""
    bp.add_url_rule("/style", "style", _style, methods=["GET", "POST"])
    bp.add_url_rule("/style/draft", "style_draft", _draft, methods=["POST"])


def _style() -> ResponseReturnValue:
    sample = Sample()
    if request.method == "POST" and sample.validate():
        flash("Saved. Nothing is kept on this page.", "saved")
    now = clock.now()
    return render_template(
        "ui/style_page.html",
        opening=OPENING,
        sample=sample,
        search=Sample(formdata=None, prefix="search"),
        colours=COLOURS,
        scales=four_grades(),
        other_scales=[("Three grades", some_grades(3)), ("Five grades", some_grades(5))],
        happened=_happened(),
        minutes_ago=now - timedelta(minutes=4),
        hours_ago=now - timedelta(hours=30),
        years_ago=now.replace(year=now.year - 1, month=6, day=30, hour=15, minute=12),
        page=SimpleNamespace(number=2, pages=31, total=1512, first=51, last=100, url_of=lambda n: f"?page={n}"),
        opened=request.args.get("open", "f2"),
    )


def _draft() -> ResponseReturnValue:
    return jsonify(saved_at=f"{clock.here(clock.now()):%H:%M}")


def _happened() -> list[Any]:
    now = clock.now()
    return [
        SimpleNamespace(
            when=now - timedelta(minutes=4),
            who="Wyn Arall",
            what=Markup("Rated <strong>A2</strong> half there, was not rated"),
            reason="The plan covers two areas of five.",
            url="#timeline",
        ),
        SimpleNamespace(when=now - timedelta(days=40), who="Ode Brack", what="Opened <this>", reason="", url=None),
    ]


def four_grades() -> Scales:
    """A scale of four grades with a gap, three ratings, and directions."""
    return Scales(
        outcomes=Outcomes(
            Scale(
                (
                    Step("low", "Weak", "W"),
                    Step("fair", "Usable", "U"),
                    Step("high", "Sound", "S"),
                    Step("top", "Strong", "T"),
                )
            ),
            (Between("gap", "between Weak and Usable", "low"),),
        ),
        ratings=_ratings(),
        not_applicable=Step("void", "Does not apply"),
        factor_answers=Scale((Step("no", "No"), Step("half", "Yes with a caveat", caveat=True), Step("yes", "Yes"))),
        directions=Scale((Step("down", "Worse"), Step("level", "Level"), Step("up", "Better"))),
        not_graded=Step("none", "Not graded"),
        not_comparable=Step("apart", "Cannot be compared"),
    )


def some_grades(count: int) -> Scales:
    """A scale of so many grades whose letters are figures, and four ratings."""
    grades = Scale(tuple(Step(f"g{n}", f"Level {n}", str(n)) for n in range(count)))
    return Scales(outcomes=Outcomes(grades), ratings=Scale(tuple(Step(f"r{n}", f"{n} of 3") for n in range(4))))


def _ratings() -> Scale:
    return Scale((Step("missing", "Missing"), Step("partly", "Half there"), Step("there", "There")))
