"""Reports of the nation that were published as documents are kept, say what the record says, and verify."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_app import db
from inspect_app.cli.verify_report import command as verify
from tests import nation
from tests.slices.moderation.over_all_forces import Nation, over_all_forces

WITHOUT = "sim-20"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    folder = tmp_path_factory.mktemp("nation")
    nation.evidence(folder)
    return over_all_forces(folder)


@pytest.mark.parametrize("force", nation.DRAWN)
def test_a_frozen_report_is_kept_and_is_what_the_page_says(there: Nation, force: str, tmp_path: Path) -> None:
    client = there.client("inspector")
    page = client.get(f"/forces/{force}/2005-06/report").text
    assert "Version 1, published 26 October 2006." in page
    assert "A correction is being made" not in page
    path = tmp_path / "report.pdf"
    path.write_bytes(client.get(f"/forces/{force}/2005-06/report.pdf").data)
    said = CliRunner().invoke(verify, [str(path)], env={db.SETTING: there.url})
    assert (said.exit_code, "It is the newest version." in said.output) == (0, True)


def test_a_report_without_a_document_says_so_and_can_be_read_all_the_same(there: Nation) -> None:
    client = there.client("inspector")
    report = f"/forces/{WITHOUT}/2005-06/report"
    assert "No document of it is kept here" in client.get(report).text
    assert client.get(f"{report}.pdf").data.startswith(b"%PDF")
    assert client.get(f"{report}/versions").status_code == 200
