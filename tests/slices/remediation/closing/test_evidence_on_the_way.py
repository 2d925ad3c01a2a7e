"""Evidence that is added while somebody proves an area: they come back with it, and it says what it proves."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from inspect_app import db
from inspect_app.assessment.models import Assessment
from tests.slices.evidence.adding import details, value
from tests.slices.remediation.improving import ROOT, Improving, text


@pytest.fixture(autouse=True)
def year_is_open(it: Improving) -> None:
    """Evidence is added while the self-assessment is open."""
    with db.unit_of_work(it.url) as session:
        session.execute(update(Assessment).values(state="drafting"))


def test_evidence_that_is_added_on_the_way_is_chosen_when_one_comes_back(it: Improving) -> None:
    number, owner = it.owned(), it.client("owner")
    proofs = f"{ROOT}/{number}/proofs/add"
    owner.get("/forces/kent/2005-06/evidence")
    start = html.unescape(re.findall(r'href="([^"]*/evidence/add[^"]*)"', owner.get(proofs).text)[0])
    assert start.endswith(f"?back={proofs}")
    sent = {"key": value(owner.get(start).text, "key"), "note": "# The review of March", "link": ""}
    second = owner.post(start, data=sent).location
    back = owner.post(second, data=details(owner, second)).location
    assert back.startswith(f"{proofs}?evidence=")
    page = owner.get(back).text
    chosen = re.search(r'name="revision_id"[^>]*value="(\d+)"[^>]* checked', page)
    assert chosen is not None
    owner.post(proofs, data={"revision_id": chosen[1], "of": "action", "shows": "It was held."})
    piece = back.partition("=")[2]
    library = text(owner.get(f"/forces/kent/2005-06/evidence/{piece}"))
    assert f"Proof of action for AFI {number}, Supervision is thin It was held." in library
    assert f"AFI {number}" in text(owner.get(f"/forces/kent/2005-06/evidence/{piece}/withdraw"))


def test_adding_evidence_leads_back_to_no_page_but_the_forces_own(it: Improving) -> None:
    owner = it.client("owner")
    for elsewhere in ("https://example.org/", "//example.org/a", "/forces/esk/improvement", "/forces/kent/../people"):
        start = f"/forces/kent/2005-06/evidence/add?{urlencode({'back': elsewhere})}"
        sent = {"key": value(owner.get(start).text, "key"), "note": f"# From {elsewhere}", "link": ""}
        second = owner.post(start, data=sent).location
        after = owner.post(second, data=details(owner, second)).location
        assert after.startswith("/forces/kent/2005-06/evidence"), after
