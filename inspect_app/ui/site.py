"""Gives an application its look: templates, marks, filters, files, headers and error pages.

It knows no slice. What is shown around a page (who is signed in, where they are) comes from the application's own
context; the names have empty values here, so that a page can be drawn without them.
"""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from ..grading.words import capital, count_of, in_words, listed
from . import assets, bars, chips, errors, headers, printed_marking, sayable, sprite, style_page, times
from .markdown import markdown

AROUND_A_PAGE: dict[str, object] = {
    "me": None,
    "where": None,
    "navigation": (),
    "marking": None,
    "footer_links": (),
    "edition_title": None,
    "home_url": "/",
    "sign_out_url": None,
}
"""The names that the application's context processor gives, and what they are without one."""


def init_app(app: Flask) -> None:
    """Registers everything that pages share. Raises AssetsMissing where the files of the pages were not installed."""
    assets.version()
    sayable.init_app(app)
    bp = Blueprint("ui", __name__, template_folder="templates")
    assets.serve_from(bp)
    printed_marking.serve_from(bp)
    if app.debug or app.config.get("STYLE_PAGE"):
        style_page.serve_from(bp)
    app.register_blueprint(bp)
    # A form may stay open as long as its session lives; its token ends with the session, not by the clock.
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    if "csrf" not in app.extensions:
        CSRFProtect(app)
    _teach_templates(app)
    headers.init_app(app)
    errors.init_app(app)


def _teach_templates(app: Flask) -> None:
    environment = app.jinja_env
    # A name that nobody gave is a fault to be seen, not an empty place on a page.
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(AROUND_A_PAGE)
    environment.globals.update(
        asset=assets.asset,
        asset_scripts=assets.scripts,
        sprite=sprite.sprite,
        range_words=bars.range_words,
        range_headline=bars.range_headline,
        grade_word=chips.grade_word,
        drawn={
            "grade_chip": chips.grade_chip,
            "direction_mark": chips.direction_mark,
            "rating_mark": chips.rating_mark,
            "answer_mark": chips.answer_mark,
            "verdict_mark": chips.verdict_mark,
            "range_bar": bars.range_bar,
            "distribution_bar": bars.distribution_bar,
        },
    )
    environment.filters.update(
        when=times.when,
        day=times.day,
        until=times.until,
        markdown=markdown,
        capital=capital,
        listed=listed,
        in_words=in_words,
        count_of=count_of,
        thousands=thousands,
    )


def thousands(number: int) -> str:
    """`1,512`."""
    return f"{number:,}"
