"""Every refusal and every fault answers with a sentence, and never with what went wrong inside."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from inspect_app.ui.errors import NO_PAGE, TOO_OLD
from tests.slices.ui.small_site import SmallSite

KINDS = [
    ("not-allowed", 403, "You wrote this, so you cannot check it."),
    ("not-found", 404, NO_PAGE),
    ("conflict", 409, "Helen saved this while you were writing."),
    ("bad", 400, "Choose a year from the list."),
]
SECRET = "a secret detail"


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("kind", "status", "sentence"), KINDS)
def test_a_refusal_has_its_status_and_its_sentence(client: FlaskClient, kind: str, status: int, sentence: str) -> None:
    response = client.get(f"/refuse/{kind}")
    assert response.status_code == status
    assert sentence in words_of(response.text)


@pytest.mark.parametrize(("kind", "status", "sentence"), KINDS)
def test_a_program_that_reads_json_gets_json(client: FlaskClient, kind: str, status: int, sentence: str) -> None:
    response = client.get(f"/refuse/{kind}", headers={"Accept": "application/json"})
    assert (response.status_code, response.json) == (status, {"error": sentence})


def test_a_page_that_does_not_exist_says_the_same_as_one_that_may_not_be_seen(client: FlaskClient) -> None:
    assert words_of(client.get("/nowhere").text) == words_of(client.get("/refuse/not-found").text)


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.put("/rows")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_an_unexpected_fault_shows_a_reference_that_the_log_has_too(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="inspect_app.faults"):
        response = client.get("/refuse/fault")
    assert response.status_code == 500
    found = re.search(r"[0-9A-F]{4}-[0-9A-F]{2}", words_of(response.text))
    assert found
    assert any(found[0] in record.getMessage() and record.exc_info for record in caplog.records)
    assert SECRET not in response.text


def test_a_fault_in_the_frame_itself_still_has_a_page(client: FlaskClient, site: SmallSite) -> None:
    site.app.jinja_env.globals["sprite"] = None
    response = client.get("/refuse/fault")
    assert response.status_code == 500
    assert "Nothing you saved is lost." in response.text


def test_too_much_at_once_is_refused_with_what_to_do(client: FlaskClient, site: SmallSite) -> None:
    site.app.config["WTF_CSRF_ENABLED"] = False
    response = client.post("/named", data={"name": "x" * 300_000})
    assert response.status_code == 413
    assert "nothing was saved" in words_of(response.text)


def test_a_form_without_its_token_brings_its_words_back_to_our_own_pages(client: FlaskClient) -> None:
    data = {"why": "Long\nthought out", "new_password": "correct horse"}
    response = client.post("/rows/one", data=data, headers={"Origin": "http://localhost"})
    assert response.status_code == 400
    assert TOO_OLD in words_of(response.text)
    assert "Long\nthought out" in unescape(response.text)
    assert "correct horse" not in response.text
    assert 'action="/rows/one"' in response.text


def test_words_that_come_from_elsewhere_are_not_shown(client: FlaskClient, site: SmallSite) -> None:
    response = client.post("/rows/one", data={"why": "planted"}, headers={"Origin": "http://elsewhere.example"})
    assert response.status_code == 400
    assert "planted" not in response.text
    assert site.saved == []
