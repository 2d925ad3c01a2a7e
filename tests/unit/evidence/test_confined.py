"""The process that opens foreign files knows no secret, and its answer is not believed blindly."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from inspect_app.evidence.files import confined
from inspect_app.evidence.files.confined import Limits, ask
from inspect_app.evidence.files.faults import Fault, FileFault
from tests.unit.evidence import samples

AMPLE = Limits(seconds=30, cpu=20, memory=1 << 30, output=1 << 20)


def test_no_setting_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECT_SECRET_KEY", "a secret")
    monkeypatch.setenv("INSPECT_DATABASE_URL", "postgresql://somewhere")
    assert set(confined.environment()) <= {"PYTHONPATH", "LANG", "LD_LIBRARY_PATH"}


def test_an_answer_holds_what_was_found() -> None:
    assert ask("examine", io.BytesIO(samples.pdf()), AMPLE, "PDF").facts == {"kind": "pdf", "inside": 0}


def test_a_fault_has_its_word() -> None:
    with pytest.raises(FileFault) as found:
        ask("examine", io.BytesIO(samples.pdf_that_is_locked("x")), AMPLE, "PDF")
    assert found.value.fault is Fault.ENCRYPTED


def test_a_process_that_dies_without_an_answer_is_a_fault() -> None:
    with pytest.raises(FileFault) as found:
        ask("examine", io.BytesIO(samples.pdf()), Limits(seconds=30, cpu=20, memory=1, output=1 << 20), "PDF")
    assert found.value.fault in (Fault.TOO_HARD, Fault.DAMAGED)


def test_a_task_that_is_unknown_is_a_fault() -> None:
    with pytest.raises(FileFault):
        ask("format the disk", io.BytesIO(samples.pdf()), AMPLE)


def test_a_process_that_goes_on_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(samples.pdf(1500, lines=40))
    began = time.monotonic()
    with pytest.raises(FileFault) as found:
        ask("extract", path, Limits(seconds=0.5, cpu=60, memory=1 << 30, output=1 << 26), "pdf", "1000000000")
    assert found.value.fault is Fault.TOO_HARD
    assert time.monotonic() - began < 5
