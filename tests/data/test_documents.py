"""Whatever bytes a file holds, it is read as one plain document or refused with faults; nothing else can happen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.catalogue.documents import DEEPEST, LARGEST, Document, parse
from inspect_app.catalogue.faults import BadData

MARKS = "abc019 \t\n:-?[]{},&*!|>'\"%@`#~.<=\\/\r\x00\x07\x85\ufeff\u2028é"
PIECES = [
    "a: ", "- ", "{", "}", "[", "]", "\n", "  ", "&x ", "*x", "!!str ", "!<t> ", "? ", ": ", ", ", "'", '"',
    "| \n", ">-\n", "---\n", "...\n", "%YAML 1.2\n", "%TAG ! x\n", "# note\n", "no", "null", "~", "<<", "key",
    "\\0", "\\uD800", "\t", "\ufffe",
]  # fmt: skip


def _outcome(raw: bytes) -> Document | BadData:
    """What `parse` makes of the bytes. Any exception but BadData goes through."""
    try:
        return parse(raw, "f.yaml")
    except BadData as bad:
        assert bad.faults
        for fault in bad.faults:
            assert fault.line >= 1
            assert len(str(fault).splitlines()) == 1, fault
        return bad


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    assert value is None or isinstance(value, str)
    return 0


@settings(max_examples=1500)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_faults(raw: bytes) -> None:
    _outcome(raw)


@settings(max_examples=1500)
@given(st.one_of(st.text(max_size=200), st.text(alphabet=MARKS, max_size=80)))
def test_any_text_is_a_document_or_faults(text: str) -> None:
    _outcome(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_yaml_is_plain_data_with_lines_or_faults(pieces: list[str]) -> None:
    outcome = _outcome("".join(pieces).encode("utf-8"))
    if isinstance(outcome, Document):
        assert _depth(outcome.data) <= DEEPEST
        lines = "".join(pieces).count("\n") + 2
        assert all(1 <= line <= lines for line in outcome.lines.values())


KEYS = st.text(alphabet="klmno", min_size=1)
plain = st.recursive(
    st.text(alphabet="abcdefghij", min_size=1, max_size=8),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value)


@settings(max_examples=500)
@given(plain)
def test_plain_data_comes_back_as_it_was_written(value: object) -> None:
    assert parse(_written(value).encode(), "f.yaml").data == value


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "true", "null", "0x1f", "1e3", "2006-03-31", "017", "~"])
def test_every_scalar_stays_the_word_that_was_written(word: str) -> None:
    assert parse(f"a: {word}".encode(), "f.yaml").data == {"a": word}


def test_line_endings_and_a_byte_order_mark_change_nothing() -> None:
    unix = parse(b"a: 1\nb:\n  - c\n", "f.yaml")
    windows = parse(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n", "f.yaml")
    assert (unix.data, unix.lines) == (windows.data, windows.lines)


def test_a_document_too_large_is_refused_unread() -> None:
    with pytest.raises(BadData, match="at most 1,000,000 are read"):
        parse(b"#" * (LARGEST + 1), "f.yaml")


def test_nesting_without_end_is_refused_soon() -> None:
    with pytest.raises(BadData, match="nested more than"):
        parse(b"[" * 100_000, "f.yaml")
    with pytest.raises(BadData, match="nested more than"):
        parse(b"{a: " * 100_000, "f.yaml")
