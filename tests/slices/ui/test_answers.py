"""What every answer carries: a strict policy, nothing kept without leave, packed pages, files to keep for long."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app import config, ui
from inspect_app.ui import assets
from tests.slices.ui.small_site import SmallSite


def test_a_page_may_run_nothing_but_its_own(client: FlaskClient) -> None:
    response = client.get("/rows")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    assert response.text.count(f'nonce="{nonce[1]}"') == 1


def test_every_answer_has_a_word_of_its_own_for_its_script(client: FlaskClient) -> None:
    first, second = (client.get("/rows").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("path", ["/rows", "/style", "/refuse/fault"])
def test_no_page_has_a_style_or_a_script_inside_an_element(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert re.findall(r"\s(?:style|on[a-z]+)=[\"'][^\"']*[\"']", page) == []


def test_a_page_is_not_kept_by_anybody(client: FlaskClient) -> None:
    headers = client.get("/rows").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_is_packed_for_those_who_can_unpack_it(client: FlaskClient) -> None:
    packed = client.get("/style", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert b"<h1>Style page</h1>" in gzip.decompress(packed.data)
    assert "Content-Encoding" not in client.get("/style").headers


def test_every_file_that_a_page_names_is_there_and_may_be_kept_for_a_year(client: FlaskClient) -> None:
    names = set(re.findall(r"/assets/[^\"]+", client.get("/rows").text))
    assert len(names) > 8
    for name in names:
        response = client.get(name, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200, name
        assert "immutable" in response.headers["Cache-Control"]


def test_a_file_is_the_same_packed_and_plain(client: FlaskClient) -> None:
    address = next(iter(re.findall(r"/assets/[^\"]+site\.css", client.get("/rows").text)))
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get(address).data
    assert packed.mimetype == "text/css"


@pytest.mark.parametrize("name", ["../config.py", "..%2f..%2fconfig.py", "site.css.gz", "fonts/LICENSE", "none.css"])
def test_no_other_file_can_be_fetched(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/{assets.version()}/{name}").status_code == 404


@pytest.mark.parametrize("marking", ["NOT PROTECTIVELY MARKED", '"; } body { display: none } /*', "</style>", "Ŵ\n\\"])
def test_no_marking_can_end_the_rules_that_print_it(client: FlaskClient, marking: str) -> None:
    response = client.get("/assets/printed-marking.css", query_string={"text": marking})
    assert response.mimetype == "text/css"
    strings = re.findall(r'"([^"]*)"', response.text.replace('"Source Sans 3"', ""))
    assert len(strings) == 2
    assert all(re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]+ )+", string) for string in strings)


def test_the_style_sheet_is_small_and_carries_no_face_that_is_not_ours() -> None:
    packed = (assets.site_folder() / "site.css.gz").read_bytes()
    sheet = gzip.decompress(packed).decode()
    assert len(packed) < 25_000
    assert not re.search(r"GDS Transport|crest|crown", sheet, re.IGNORECASE)


def test_the_style_page_is_shown_only_where_it_is_asked_for() -> None:
    app = Flask("plain", static_folder=None)
    app.config.update(SECRET_KEY="only for tests")
    ui.init_app(app)
    assert app.test_client().get("/style").status_code == 404


def test_the_start_is_refused_where_the_files_were_never_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(assets.site_folder(), tmp_path / "site")
    (tmp_path / "site" / "site.css").unlink()
    monkeypatch.setattr(config, "asset_folder", lambda: tmp_path)
    assets.files.cache_clear()
    assets.version.cache_clear()
    with pytest.raises(assets.AssetsMissing, match="make demo"):
        ui.init_app(Flask("plain"))


def test_a_name_that_nobody_gave_is_a_fault_and_not_an_empty_place(site: SmallSite) -> None:
    with site.app.test_request_context(), pytest.raises(Exception, match="nothing_such"):
        site.app.jinja_env.from_string("{{ nothing_such }}").render()
