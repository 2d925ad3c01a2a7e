"""The digest of an edition moves with every declared word, and with nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspect_app.catalogue import editions
from inspect_app.catalogue.documents import read
from inspect_app.catalogue.editions import Folders
from tests.data.broken import cases

FILES = sorted(
    path.relative_to(cases.VALID).as_posix() for path in cases.VALID.rglob("*.yaml") if path.parent.name != "examples"
)
# Words that stand for themselves. Ids and choices are held together across files, so they are tried by hand below.
FREE_TEXT = {
    "title", "short_title", "publisher", "label", "unit", "text", "guidance", "word", "why", "because", "worked_from",
}  # fmt: skip

Path_ = tuple[str | int, ...]


def _digest(place: Path) -> str:
    folders = Folders(place / "frameworks", place / "grading_criteria")
    return editions.load("tiny", folders).digest


def _tiny(place: Path) -> Path:
    cases.lay_out("valid", place)
    return place


def _texts(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*path, key))
    elif FREE_TEXT & {key for key in path[-2:] if isinstance(key, str)}:
        yield path


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else str(value)


def _write(file: Path, data: Any) -> None:
    written = yaml.safe_dump(_plain(data), default_style='"', sort_keys=False, allow_unicode=True)
    file.write_text(written, encoding="utf-8")


WORDS = [(name, path) for name in FILES for path in _texts(read(cases.VALID / name).data)]


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _digest(_tiny(tmp_path_factory.mktemp("unchanged")))


@pytest.mark.parametrize(("name", "path"), WORDS, ids=[f"{n}:{'.'.join(map(str, p))}" for n, p in WORDS])
def test_every_declared_word_changes_the_digest(name: str, path: Path_, tmp_path: Path, unchanged: str) -> None:
    file = _tiny(tmp_path) / name
    data = read(file).data
    holder = data
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = f"{holder[path[-1]]} changed"
    _write(file, data)
    assert _digest(tmp_path) != unchanged


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("grading_criteria/tiny/method.yaml", "default: 4/5", "default: 0.81"),
        ("grading_criteria/tiny/method.yaml", "most: 1, not_below", "most: 9/10, not_below"),
        ("grading_criteria/tiny/method.yaml", ", not_below: most", ""),
        ("grading_criteria/tiny/method.yaml", "at_least: most, and_at_least: few", "at_least: most"),
        ("grading_criteria/tiny/method.yaml", "rated_at_most: missed, at_least", "rated_at_most: partly, at_least"),
        ("grading_criteria/tiny/method.yaml", "at_least: vast", "more_than: vast"),
        ("grading_criteria/tiny/method.yaml", "of: criteria", "of: criteria\n    empty: holds"),
        ("grading_criteria/tiny/method.yaml", "partial_counts_as: judged", "partial_counts_as: tested"),
        ("grading_criteria/tiny/method.yaml", "share: most", "share: vast"),
        ("grading_criteria/tiny/scales.yaml", "label: Low}", "label: Low, letter: X}"),
        ("grading_criteria/tiny/scales.yaml", "label: Low}", "label: Low, meaning: The worst}"),
        ("grading_criteria/tiny/scales.yaml", "label: Low}", "label: Low, shape: disc}"),
        ("grading_criteria/tiny/scales.yaml", 'yes, label: "Yes"}', 'yes, label: "Yes", caveat: true}'),
        ("grading_criteria/tiny/a_plain.yaml", "dominant: true", "dominant: true\n    may_not_apply: true"),
        ("grading_criteria/tiny/a_plain.yaml", "    dominant: true\n", ""),
        ("grading_criteria/tiny/a_plain.yaml", "    key_issue: issue\n", ""),
        ("grading_criteria/tiny/a_plain.yaml", "[visit]", "[visit, data]"),
        ("grading_criteria/tiny/a_plain.yaml", "provenance: worked", "provenance: inferred"),
        ("grading_criteria/tiny/a_plain.yaml", "at_or_above_peer_average", "in_top_quartile_of_peers"),
        ("grading_criteria/tiny/a_plain.yaml", "id: a-3", "id: a-4"),
        ("grading_criteria/tiny/c_outside.yaml", "not_graded: true, ", ""),
        ("frameworks/tiny/a_plain.yaml", 'domain: "1"', 'domain: "1"\npriority: named'),
        ("frameworks/tiny/a_plain.yaml", 'domain: "1"', 'domain: "1"\nprotective_service: true'),
        ("frameworks/tiny/a_plain.yaml", 'domain: "1"', 'domain: "1"\nscope: [{note: "New."}]'),
        ("frameworks/tiny/a_plain.yaml", 'domain: "1"', 'domain: "1"\nsource: {document: guide, line: 7}'),
        ("frameworks/tiny/indicators.yaml", "good_is: lower", "good_is: higher"),
        ("frameworks/tiny/edition.yaml", "publisher: Nobody", "publisher: Nobody\nnotice: Beware."),
        ("frameworks/tiny/edition.yaml", "publisher: Nobody", "publisher: Nobody\nprovenance: inferred"),
    ],
)
def test_every_declared_choice_changes_the_digest(
    name: str, old: str, new: str, tmp_path: Path, unchanged: str
) -> None:
    file = _tiny(tmp_path) / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert _digest(tmp_path) != unchanged


def test_the_order_of_criteria_changes_the_digest(tmp_path: Path, unchanged: str) -> None:
    file = _tiny(tmp_path) / "grading_criteria/tiny/a_plain.yaml"
    data = read(file).data
    data["criteria"].reverse()
    _write(file, data)
    assert _digest(tmp_path) != unchanged


def test_comments_and_blank_lines_change_nothing(tmp_path: Path, unchanged: str) -> None:
    for name in FILES:
        file = _tiny(tmp_path / name) / name
        lines = [f"{line}\n\n" for line in file.read_text(encoding="utf-8").splitlines()]
        file.write_text("# A comment.\n" + "".join(lines) + "# Another.\n", encoding="utf-8")
        assert _digest(tmp_path / name) == unchanged, name


def test_line_endings_and_a_byte_order_mark_change_nothing(tmp_path: Path, unchanged: str) -> None:
    for name in FILES:
        file = _tiny(tmp_path) / name if name == FILES[0] else tmp_path / name
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert _digest(tmp_path) == unchanged


def _turned_round(value: Any) -> Any:
    """The same data with the keys of every mapping in the opposite order."""
    if isinstance(value, dict):
        return {key: _turned_round(value[key]) for key in reversed(value)}
    return [_turned_round(item) for item in value] if isinstance(value, list) else value


def test_the_order_of_keys_and_the_layout_change_nothing(tmp_path: Path, unchanged: str) -> None:
    _tiny(tmp_path)
    for name in FILES:
        _write(tmp_path / name, _turned_round(read(tmp_path / name).data))
    assert _digest(tmp_path) == unchanged


def test_a_number_written_otherwise_changes_nothing(tmp_path: Path, unchanged: str) -> None:
    file = _tiny(tmp_path) / "grading_criteria/tiny/method.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("4/5", "0.80"), encoding="utf-8")
    assert _digest(tmp_path) == unchanged


def test_examples_change_nothing(tmp_path: Path, unchanged: str) -> None:
    shutil.rmtree(_tiny(tmp_path) / "grading_criteria/tiny/examples")
    assert _digest(tmp_path) == unchanged


def test_the_names_of_files_change_nothing(tmp_path: Path, unchanged: str) -> None:
    _tiny(tmp_path)
    for folder in cases.FOLDERS:
        (tmp_path / folder / "tiny/a_plain.yaml").rename(tmp_path / folder / "tiny/a_renamed.yaml")
    assert _digest(tmp_path) == unchanged


def test_a_digest_is_a_sha256() -> None:
    digest = editions.load("baseline_2006").digest
    assert digest.startswith("sha256:")
    assert len(digest) == len("sha256:") + 64
