"""Adds evidence as people do, through the three pages, and reads what stands on a page."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping, Sequence

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from inspect_app import db
from inspect_app.evidence import reading
from inspect_app.evidence.models import Revision

LIBRARY = "/forces/kent/2005-06/evidence"
Files = Sequence[tuple[str, bytes]]


def add(client: FlaskClient, *files: tuple[str, bytes], link: str = "", note: str = "", **said: str) -> TestResponse:
    """Both first pages, with the same details for everything; answers the second page's answer.

    `said` overrides the answers of the second page; in its names `__` stands for the dash.
    """
    first = send(client, *files, link=link, note=note)
    assert first.status_code == 302, sentences(first)
    return client.post(first.location, data=details(client, first.location, **said))


def send(client: FlaskClient, *files: tuple[str, bytes], key: str = "", link: str = "", note: str = "") -> TestResponse:
    """The first page."""
    data = {"key": key or new_key(client), "link": link, "note": note, "files": [(io.BytesIO(c), n) for n, c in files]}
    return client.post(f"{LIBRARY}/add", data=data)


def new_key(client: FlaskClient, library: str = LIBRARY) -> str:
    return value(client.get(f"{library}/add").text, "key")


def details(client: FlaskClient, address: str, **said: str) -> dict[str, str]:
    """The answers of the second page, with the titles that it proposes."""
    page = client.get(address).text
    titles = {
        name: html.unescape(title) for name, title in re.findall(r'name="(p\d+-title)"[^>]*value="([^"]*)"', page)
    }
    shared = {
        "all-kind": "document",
        "all-marking": "RESTRICTED",
        "all-owner_id": re.search(r'<option value="(\d+)" selected', page)[1],  # type: ignore[index]
        **day("all-effective_from", 14, 11, 2005),
    }
    return {**shared, **titles, **{name.replace("__", "-"): word for name, word in said.items()}}


def day(name: str, *numbers: int) -> dict[str, str]:
    """A day as the three boxes send it; none of them where no numbers are given."""
    given = [str(number) for number in numbers] or ["", "", ""]
    return {f"{name}-{part}": number for part, number in zip(("day", "month", "year"), given, strict=True)}


def read_everything(app: Flask) -> None:
    """What the worker does with files that were added."""
    url = app.config["DATABASE_URL"]
    with db.reading(url) as session:
        revisions = [row.id for row in session.query(Revision).order_by(Revision.id)]
    for revision in revisions:
        reading.read(lambda: db.unit_of_work(url), revision, app.config["SETTINGS"])


def value(page: str, name: str) -> str:
    """What a field of a page holds."""
    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page)
    assert found, f"no field {name}"
    return html.unescape(found[1])


def text(page: TestResponse | str) -> str:
    """The words of a page as a reader has them."""
    source = page if isinstance(page, str) else page.text
    source = re.sub(r"(?s)<(script|style|title).*?</\1>", " ", source)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split()).replace(" ,", ",").replace(" .", ".")


def sentences(page: TestResponse) -> list[str]:
    """What the summary of a page complains of."""
    summary = re.search(r'(?s)govuk-error-summary__list">(.*?)</ul>', page.text)
    return [text(item) for item in re.findall(r"(?s)<li>(.*?)</li>", summary[1])] if summary else []


def titles(page: TestResponse) -> list[str]:
    """The titles that the library lists."""
    return [html.unescape(title) for title in re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)', page.text)]


def stored(app: Flask) -> Mapping[str, int]:
    """What the store holds, by digest."""
    folder = app.config["SETTINGS"].evidence_folder
    return {path.name: path.stat().st_size for path in folder.glob("??/??/*") if path.is_file()}
