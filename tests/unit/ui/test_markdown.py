"""People's Markdown becomes HTML that can harm nobody, and no word of it is lost."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.ui.markdown import ATTRIBUTES, TAGS, markdown


class Seen(HTMLParser):
    """Collects what a browser would make of a text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "![x](https://elsewhere.example/track.png)",
    '<a href="javascript:alert(1)">x</a>',
    "<style>body{display:none}</style>",
    '[x](https://a.example/ "onclick=alert(1)")',
    "<svg/onload=alert(1)>",
    "`<script>alert(1)</script>`",
    "<p style='position:fixed'>x</p>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<iframe src='https://a.example'></iframe>",
]


def assert_harmless(page: str) -> None:
    seen = Seen(page)
    assert seen.tags <= TAGS
    for tag, name, value in seen.attributes:
        assert name in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if name == "href":
            assert not re.match(r"\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", value, re.IGNORECASE)


@pytest.mark.parametrize("text", HARMFUL)
def test_what_would_harm_is_shown_and_never_run(text: str) -> None:
    assert_harmless(markdown(text))


@given(
    st.lists(st.sampled_from([*HARMFUL, "# ", "\n", "> ", "- ", "**", "|", "<", ">", '"', "&#x3c;", " "])).map("".join)
)
def test_no_mixture_of_these_harms_either(text: str) -> None:
    assert_harmless(markdown(text))


@given(st.text())
def test_no_text_is_a_fault(text: str) -> None:
    assert_harmless(markdown(text))


@given(st.lists(st.text("abcdefghij", min_size=1), min_size=1))
def test_every_plain_word_stays_in_its_order(words: list[str]) -> None:
    text = re.sub(r"<[^>]+>", "", unescape(markdown(" ".join(words))))
    assert text.split() == words


def test_raw_html_is_shown_as_it_was_typed() -> None:
    assert markdown("<b>no</b>") == "<p>&lt;b&gt;no&lt;/b&gt;</p>\n"


def test_a_picture_leaves_its_words() -> None:
    assert markdown("![a *plan*](x.png)") == "<p>a plan</p>\n"


def test_a_link_tells_the_other_side_nothing() -> None:
    assert 'rel="noopener noreferrer nofollow"' in markdown("[there](https://a.example/)")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A", ["h4"]),
        ("# A\n## B\n# C", ["h4", "h5", "h4"]),
        ("### A\n##### B", ["h4", "h5"]),
        ("### A\n# B", ["h4", "h4"]),
        ("# A\n## B\n### C\n#### D", ["h4", "h5", "h6", "h6"]),
    ],
)
def test_headings_stand_below_those_of_the_page_and_leave_out_no_level(text: str, levels: list[str]) -> None:
    assert re.findall(r"<(h\d)>", markdown(text, below=3)) == levels


def test_a_new_line_stays_a_new_line() -> None:
    assert markdown("one\ntwo") == "<p>one<br>\ntwo</p>\n"


def test_nothing_is_nothing() -> None:
    assert markdown(None) == markdown("") == ""
