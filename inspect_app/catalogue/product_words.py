"""Words of the product itself, whatever the edition, and their meanings. What an edition says of a word comes first."""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "agreement beyond chance": "How far two readers agree on more than chance alone would give: 0 is chance, and 1 is "
    "no difference at all. The fewer criteria, the wider the range in which it may lie.",
    "digest": "A short fingerprint of everything that was submitted. If one letter changes, so does the digest.",
    "direction of travel": "Change since the year before. It is judged apart from the grade.",
    "on evidence alone": "The grades that cited evidence carries by itself. A rating without evidence that counts may "
    "turn out to be anything up to what was claimed, and never more.",
    "priority framework": "A framework that the inspectorate checks more closely in this cycle.",
    "proof of action": "What shows that something was done: minutes, a procedure, a course that was held.",
    "proof of outcome": "What shows that it made a difference: figures before and after, or what people say.",
    "proposed grade": "What the declared method gives for these ratings, with its reasons. A person decides.",
    "protective marking": "How widely something may be shown. A page bears the highest marking of what is on it.",
    "put forward": "The grade that the force chose, with its reason, where the method leaves the grade open or the "
    "force departs from it.",
    "source kind": "Where evidence comes from: the force about itself, a document, somebody independent, or a measured "
    "outcome. Inspectors weigh it; the grade does not.",
    "validation level": "How an entry is checked: at the desk, by a reality check, or on site.",
    "would lift": "The grade that the method could then propose, if this were closed and its criteria rated as met.",
}
