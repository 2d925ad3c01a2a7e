"""A small real site that uses the kit: one page with a form in parts, drafts, links that open, and refusals."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Flask, flash, redirect, render_template_string, request
from flask.typing import ResponseReturnValue

from inspect_app import ui
from inspect_app.promises import BadInput, Conflict, NotAllowed, NotFound
from inspect_app.ui.forms import Form, Text, Words

PAGE = """
{% extends "ui/page.html" %}
{% import "ui/forms.html" as forms %}
{% block title %}Row {{ opened or "none" }}{% endblock %}
{% block main %}
{{ forms.error_summary(form) }}
<div id="row">
{% if opened %}
<section id="box" data-close-url="/rows" data-close-parts="row panel" data-close-focus="open-one">
<h2 tabindex="-1" data-focus>Criterion {{ opened }}</h2>
{% call forms.form("/rows/" ~ opened, parts="row panel", draft_url="/draft" if drafts else None) %}
{{ forms.field(form.why) }}
{{ forms.draft_line() }}
{{ forms.button("Save rating") }}
{% endcall %}
</section>
{% endif %}
<a id="open-one" href="/rows/one" data-open="row panel">Open one</a>
<a id="open-two" href="/rows/two" data-open="row panel">Open two</a>
</div>
<div id="panel">Saved {{ saved | length }} times: {{ saved | join("; ") }}</div>
<p id="untouched">{{ visits }}</p>
<a id="away" href="/away">Somewhere else</a>
{% endblock %}
"""
PLAIN = """
{% extends "ui/page.html" %}{% block title %}Plain{% endblock %}
{% block main %}<p data-sign-in>Plain</p>{% endblock %}
"""
BOTH = """
{% extends "ui/page.html" %}{% block title %}Two versions{% endblock %}
{% block main %}
<form method="post" action="/rows/one"><textarea name="why">{{ request.form.why }}</textarea></form>
{% endblock %}
"""


class Row(Form):
    """The words of one row."""

    why = Words("Why?", needs="Say why")


class Named(Form):
    """A form with a line."""

    name = Text("Name", needs="Enter the name")


class SmallSite:
    """What the site remembers, and how it is told to answer next."""

    def __init__(self) -> None:
        self.saved: list[str] = []
        self.drafts: list[str] = []
        self.answer = "save"
        self.keeps_drafts = True
        self.visits = 0
        self.who = "Wyn Arall"
        self.app = self._made()

    def _made(self) -> Flask:
        app = Flask("small", static_folder=None)
        app.config.update(SECRET_KEY="only for tests", STYLE_PAGE=True, MAX_CONTENT_LENGTH=200_000)
        ui.init_app(app)
        app.context_processor(lambda: {"me": SimpleNamespace(name=self.who, role_words="assessor")})
        app.add_url_rule("/rows", "work", self._page)
        app.add_url_rule("/rows/<opened>", "one", self._one, methods=["GET", "POST"])
        app.add_url_rule("/draft", "draft", self._draft, methods=["POST"])
        app.add_url_rule("/named", "named", self._named, methods=["GET", "POST"])
        for path in ("/sign-in", "/away"):
            app.add_url_rule(path, path, lambda: render_template_string(PLAIN))
        app.add_url_rule("/refuse/<kind>", "refuse", self._refuse, methods=["GET", "POST"])
        return app

    def _page(self, opened: str | None = None, form: Row | None = None) -> ResponseReturnValue:
        self.visits += 1
        return render_template_string(
            PAGE, opened=opened, form=form or Row(), saved=self.saved, drafts=self.keeps_drafts, visits=self.visits
        )

    def _one(self, opened: str) -> ResponseReturnValue:
        if request.method == "GET":
            return self._page(opened)
        if self.answer == "sign in":
            return redirect("/sign-in")
        if self.answer == "refuse":
            raise NotAllowed("This was submitted on 30 June 2006.")
        if self.answer == "conflict":
            return render_template_string(BOTH), 409
        if not (form := Row()).validate():
            return self._page(opened, form)
        self.saved.append(str(form.why.data))
        flash("F2 saved. Proposed: higher.", "saved")
        return redirect("/rows/two")

    def _draft(self) -> ResponseReturnValue:
        if self.answer == "no draft":
            return "", 403
        self.drafts.append(request.form["why"])
        return {"saved_at": "10:42"}

    def _named(self) -> ResponseReturnValue:
        form = Named()
        done = form.validate_on_submit()
        return {"name": form.name.data, "errors": form.complaints()}, 200 if done else 422

    def _refuse(self, kind: str) -> ResponseReturnValue:
        faults: dict[str, Exception] = {
            "not-allowed": NotAllowed("You wrote this, so you cannot check it."),
            "not-found": NotFound(),
            "conflict": Conflict("Helen saved this while you were writing."),
            "bad": BadInput("Choose a year from the list."),
            "fault": ZeroDivisionError("a secret detail"),
        }
        raise faults[kind]


def everything_on(page: Any) -> str:
    """All text of a page in a browser."""
    return str(page.evaluate("document.body.innerText"))
