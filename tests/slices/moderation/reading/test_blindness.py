"""What one reader thinks reaches nobody else before all have finished: every page is walked by those who may not know.

The same story is told twice, once with the best ratings and once with the worst. Whoever may not know sees the same
pages both times, to the letter, so that no rating, grade, count or word of the first reader can have leaked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from inspect_app import clock, db
from inspect_app.mail.models import Message
from inspect_app.search import queries as search
from tests import factories
from tests.slices.moderation.reading.inspecting import FORCE, HERE, Inspecting, asked_in, inspecting

NOW = datetime(2006, 9, 4, 10, 0)
WORDS = ("Zanzibar", "Quetzal")
ASKED = "Xylophone"
"""Stands in what the first reader asked the force, which the force reads and other readers do not."""
BLIND = ("second", "third", "moderator", "lead", "assessor")
GIVEN = {"force": "kent", "cycle": "2005-06", "framework": "3c", "part": "f2", "edition": "baseline_2006"}
APART = ("ui.", "accounts.", "catalogue.", "people.", "profile.", "static")
"""Pages that know no force, and so nothing of a reading."""
ANY_TIME = re.compile(r'nonce="[^"]*"|nonce-[\w-]+|name="(?:csrf_token|key|upload_key)" value="[^"]*"|/assets/\w+')


def told(folder: Path, world: int) -> Inspecting:
    """The first reader has rated everything, asked, looked and finished; the second has begun."""
    folder.mkdir()
    kent = inspecting(folder)
    word, rank = WORDS[world], (-1, 0)[world]
    kent.name("first", 1)
    kent.name("second", 2)
    kent.begin("first")
    kent.begin("second")
    steps = {one.last: one.scale.ids()[rank] for one in asked_in("3c")}
    kent.rate_all("first", because=f"{word}.", **steps)
    kent.rate("first", "f2", steps["f2"], f"{word} once more.")
    client, due = kent.client("first"), (NOW + timedelta(days=9)).date().isoformat()
    client.post(f"{HERE}/3c/f2/ask", data={"kind": "question", "words": f"{ASKED}?", "due_on": due})
    client.post(f"{HERE}/3c/f2/site-check", data={"what": f"{word} on the wall."})
    scales = factories.edition().scales
    grade, direction = scales.outcomes.grades.ids()[rank], scales.directions.ids()[rank]
    sent = kent.finish("first", grade, f"{word} at the end.", direction=direction)
    assert sent.status_code == 302
    kent.app.config["PROPAGATE_EXCEPTIONS"] = False
    return kent


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Inspecting, Inspecting]]:
    folder = tmp_path_factory.mktemp("blind")
    with clock.standing_at(NOW):
        yield told(folder / "best", 0), told(folder / "worst", 1)


def addresses(kent: Inspecting) -> list[str]:
    """Every address that answers a GET and may know of a force, with what there is in the test put in."""
    found = ["/history?words=Zanzibar", "/history?words=Quetzal", f"{HERE}/3c?reader=1", f"{HERE}/3c?show=unlike"]
    with kent.app.test_request_context():
        for rule in kent.app.url_map.iter_rules():
            # A PDF says what the page beside it says, and its words are not to be compared.
            if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(APART) and ".pdf" not in rule.rule:
                for values in product(*(_values(rule, name) for name in sorted(rule.arguments))):
                    built = rule.build(dict(zip(sorted(rule.arguments), values, strict=True)))
                    found += [built[1]] if built else []
    return sorted(set(found))


def _values(rule: Rule, name: str) -> list[str | int]:
    """What an argument of an address can be: what there is in the test, every one of a closed list, or else 1."""
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)
    return [1] if isinstance(converter, IntegerConverter) else [GIVEN.get(name, "1")]


def seen(client: FlaskClient, address: str) -> str:
    """The whole of an answer as text, with what differs from one request to the next taken out."""
    answer = client.get(address)
    text = f"{answer.status_code} {answer.headers.get('Location', '')}\n"
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
            sheets = sorted(name for name in packed.namelist() if not name.startswith("docProps/"))
            parts = [packed.read(name).decode("utf-8", "replace") for name in sheets]
        return text + "\n".join(parts)
    return text + ANY_TIME.sub("", answer.get_data(as_text=True))


@pytest.mark.parametrize("who", BLIND)
def test_no_page_gives_a_reading_away_before_all_have_finished(worlds: tuple[Inspecting, Inspecting], who: str) -> None:
    clients = [world.client(who) for world in worlds]
    leaks, walked = [], 0
    for address in addresses(worlds[0]):
        pages = [seen(client, address) for client in clients]
        walked += pages[0].startswith("200")
        if pages[0].startswith("500"):
            leaks.append(f"{address} does not answer, so nobody knows what it would say")
            continue
        secret = [*WORDS, *([ASKED] if who != "assessor" else [])]
        asked_for = [word for word in secret if word in address]
        if any(word in page for word in secret if word not in asked_for for page in pages):
            leaks.append(f"{address} says a word of the first reader")
        elif pages[0] != pages[1] and not asked_for:
            leaks.append(f"{address} differs with what the first reader rated")
    assert leaks == []
    assert walked > 10


def test_letters_and_the_index_of_words_give_nothing_away(worlds: tuple[Inspecting, Inspecting]) -> None:
    for world, word in zip(worlds, WORDS, strict=True):
        with db.reading(world.url) as session:
            letters = session.scalars(select(Message)).all()
            assert letters
            assert not [m for m in letters if word in m.text + m.subject or ASKED in m.text + m.subject]
            assert search.find(session, word, force="kent").total == 0


def test_the_reader_sees_what_is_their_own(worlds: tuple[Inspecting, Inspecting]) -> None:
    client = worlds[0].client("first")
    for address in (f"{HERE}/3c/f2", "/history", f"{FORCE}/site-checks"):
        assert WORDS[0] in client.get(address).text


def test_everything_is_seen_by_those_who_may_once_both_have_finished(tmp_path: Path) -> None:
    with clock.standing_at(NOW):
        kent = told(tmp_path / "after", 0)
        kent.rate_all("second")
        assert kent.finish("second", because="As I see it.").status_code == 302
        for who in ("second", "moderator", "lead"):
            client = kent.client(who)
            for address in (f"{HERE}/3c/f2?reader=1", f"{FORCE}/discrepancies/3c", "/history", "/history.csv"):
                assert WORDS[0] in client.get(address).text, (who, address)
        for who, address in (("assessor", "/forces/kent/history"), ("verifier", "/history")):
            assert WORDS[0] not in kent.client(who).get(address).text
