"""A name is shown on one line, hides nothing, leads nowhere, and keeps its letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.evidence.files.names import LONGEST, NAMELESS, display_name, download_name, suffix_of

ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("..\\../plan.pdf", "plan.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066a\u2069\u200b.pdf", "a.pdf"),
        ("a\x00b\x1b[31m.pdf", "ab[31m.pdf"),
        ("two\r\nlines.txt", "two lines.txt"),
        ("Cynllun tŷ ârgraff.pdf", "Cynllun tŷ ârgraff.pdf"),
        ("e\u0301tude.pdf", "étude.pdf"),
        ("план 計画 خطة.docx", "план 計画 خطة.docx"),
        (".htaccess", "htaccess"),
        ("plan.pdf. . .", "plan.pdf"),
        ("\ud800.pdf", "pdf"),
        ("x" * 300 + ".docx", "x" * 114 + "….docx"),
        ("..", NAMELESS),
        ("a/", NAMELESS),
        ("\u202e", NAMELESS),
        (None, NAMELESS),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(raw: str | None, shown: str) -> None:
    assert display_name(raw) == shown


@given(ANY)
def test_every_name_is_safe_to_show(raw: str) -> None:
    name = display_name(raw)
    assert 1 <= len(name) <= LONGEST
    assert not {"/", "\\"} & set(name)
    assert not [c for c in name if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]
    assert name == name.strip(". ")
    assert display_name(name) == name


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=100))
def test_letters_of_every_language_stay(raw: str) -> None:
    assert display_name(f"{raw}.pdf") == f"{unicodedata.normalize('NFC', raw)}.pdf"


@given(ANY, st.sampled_from(["", ".pdf", ".docx"]))
def test_every_name_is_safe_on_every_disk(raw: str, suffix: str) -> None:
    name = download_name(raw, suffix)
    assert 1 <= len(name.encode()) <= 200
    assert not set('<>:"|?*/\\') & set(name)
    assert name.endswith(suffix) or name.lower().endswith(suffix)
    assert download_name(name, suffix) == name


@pytest.mark.parametrize(
    ("name", "suffix", "saved"),
    [
        ("plan.exe", ".pdf", "plan.exe.pdf"),
        ("plan.PDF", ".pdf", "plan.PDF"),
        ("CON.txt", "", "_CON.txt"),
        ("what: now?.txt", "", "what_ now_.txt"),
        ("計" * 119, ".pdf", None),
    ],
)
def test_a_download_ends_as_its_kind_does(name: str, suffix: str, saved: str | None) -> None:
    assert download_name(name, suffix) == saved or (saved is None and download_name(name, suffix).endswith("….pdf"))


def test_an_ending_is_short_and_plain() -> None:
    names = ["a.PDF", "a.tar.gz", "a", ".pdf", "a.", "a.with space", "a.muchtoolongone"]
    assert [suffix_of(name) for name in names] == [".pdf", ".gz", "", "", "", "", ""]
