"""Areas of a force that look alike: offered two by two, and never again once somebody has decided."""

from __future__ import annotations

from inspect_app.remediation.pairs.likeness import likely
from tests import factories
from tests.slices.remediation.improving import ROOT, Improving, sentences, text

ALIKE = f"{ROOT}/alike"
TITLES = (
    "Commanders are not held to account for detections of burglary",
    "Detection of burglary differs between the commands",
    "Custody records are incomplete",
)


def three(it: Improving) -> list[int]:
    return [it.add(title) for title in TITLES]


def test_two_that_share_telling_words_are_offered_and_others_are_not(it: Improving) -> None:
    three(it)
    page = text(it.client("assessor").get(ALIKE))
    assert "One pair of areas shares telling words." in page
    assert "Same words: detection, burglary" in page
    assert "Custody records" not in page


def test_a_pair_that_is_told_apart_is_not_offered_again_until_somebody_links_it(it: Improving) -> None:
    first, second, _ = three(it)
    lead = it.client("force_lead")
    address = f"{ALIKE}/{second}/{first}"
    assert sentences(lead.post(address, data={})) == ["Say why they do not belong together"]
    assert lead.post(address, data={"because": "One is about people"}).headers["Location"] == ALIKE
    assert "No two areas look alike" in text(lead.get(ALIKE))
    assert "These look like it" not in text(lead.get(f"{ROOT}/{second}/same"))
    assert it.log(first)[-1].endswith(": One is about people")
    lead.post(address, data={"because": "Said twice"})
    assert "Said twice" not in it.log(first)[-1]
    linked = lead.post(f"{ROOT}/{second}/same", data={"number": first, "kind": "same", "then": "alike"})
    assert linked.headers["Location"] == ALIKE
    assert sentences(lead.post(address, data={"because": "No"})) == ["These two are linked. Take the link off first"]


def test_only_those_who_write_are_asked(it: Improving) -> None:
    three(it)
    assert it.client("viewer").get(ALIKE).status_code == 404
    assert "Likely the same" not in text(it.client("viewer").get(ROOT))
    assert it.client("assessor").get(f"{ALIKE}/1/99").status_code == 404


def test_a_page_asks_as_much_with_more_areas(it: Improving) -> None:
    three(it)
    assessor = it.client("assessor")
    with factories.counted(it.url) as few:
        assessor.get(ALIKE)
    for number in range(30):
        it.add(f"Burglary detections in district {number}")
    with factories.counted(it.url) as many:
        assessor.get(ALIKE)
    assert len(few) == len(many)


def test_the_most_alike_come_first_and_a_word_that_everybody_uses_tells_nothing() -> None:
    common = [(number, f"Response of officers in place{number}x") for number in range(100)]
    own = [
        (200, "Forensic recovery of vehicles"),
        (201, "Forensic recovery of stolen vehicles"),
        (202, "Vehicles, forensic"),
    ]
    found = likely([*common, *own], 10)
    assert [(pair.first, pair.second) for pair in found] == [(200, 201), (200, 202), (201, 202)]
    assert found[0].words == ("forensic", "recovery", "vehicles")
