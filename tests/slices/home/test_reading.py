"""First pages of the inspectorate while a force is read: who still has to be named, and what readers have to settle."""

from pathlib import Path

import pytest

from tests import factories
from tests.slices.home.test_first_page import said, steps
from tests.slices.moderation.reading.inspecting import FORCE, Inspecting, inspecting


@pytest.fixture
def kent(tmp_path: Path) -> Inspecting:
    return inspecting(tmp_path)


def first_page(kent: Inspecting, who: str) -> str:
    return kent.client(who).get("/").text


def test_readers_who_differ_are_led_to_their_record_and_nobody_else_is(kent: Inspecting) -> None:
    for other in ("first", "second"):
        assert "Settle" not in first_page(kent, other)
    kent.read_by_two(f2="not_met")
    assert kent.entry().state == "second_reading"
    for reader in ("first", "second"):
        page = first_page(kent, reader)
        assert any(step.startswith("Settle differences in one framework of Kent Police") for step in steps(page))
        assert f'href="{FORCE}/discrepancies/3c"' in page
    for other in ("third", "at_home", "moderator", "lead"):
        assert "Settle differences" not in first_page(kent, other)


def test_a_reader_who_waits_for_the_other_is_told_nothing_of_differences(kent: Inspecting) -> None:
    kent.name("first", 1)
    kent.name("second", 2)
    kent.begin("first")
    kent.rate_all("first", f2="not_met")
    kent.finish("first", because="As I see it.")
    assert "Settle" not in first_page(kent, "first")


def test_the_national_lead_is_asked_to_name_both_readers_of_a_priority(kent: Inspecting) -> None:
    every = len(factories.edition().frameworks)
    named = next(framework.id for framework in factories.edition().frameworks if framework.priority != "no")
    assert f"Name readers for {every} frameworks of Kent Police" in said(first_page(kent, "lead"))
    assert f'href="{FORCE}/plan"' in first_page(kent, "lead")
    kent.name("first", 1, named)
    assert f"Name readers for {every} frameworks" in said(first_page(kent, "lead"))
    kent.name("second", 2, named)
    assert f"Name readers for {every - 1} frameworks" in said(first_page(kent, "lead"))
    for other in ("first", "moderator", "verifier"):
        assert "Name readers" not in first_page(kent, other)


def test_a_first_page_asks_as_many_questions_however_much_waits(kent: Inspecting) -> None:
    def asked(who: str) -> int:
        client = kent.client(who)
        client.get("/")
        with factories.counted(kent.url) as statements:
            client.get("/")
        return len(statements)

    before = {who: asked(who) for who in ("first", "lead")}
    kent.read_by_two(f2="not_met")
    assert {who: asked(who) for who in ("first", "lead")} == before
