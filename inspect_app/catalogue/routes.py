"""Pages that explain an edition: its rules in plain English, criteria, worked examples, and what differs in another.

They are open to everybody, as every edition that ships is published. Nothing here is about a force, and nothing writes.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ..accounts import guards
from ..grading.edition import Edition
from ..promises import BadInput, NotFound
from . import comparison, plain_english, queries, told_facts, trying
from .product_words import MEANINGS
from .terms import bold, explain, with_terms

bp = Blueprint("catalogue", __name__, template_folder="templates")
bp.add_app_template_filter(bold, "bold")
bp.add_app_template_filter(with_terms, "with_terms")
bp.add_app_template_global(explain, "explain")


@bp.get("/rules")
@guards.public
def rules() -> str:
    """The editions that there are."""
    return render_template("catalogue/rules.html", editions=list(queries.editions().values()))


@bp.get("/rules/<edition>")
@guards.public
def edition(edition: str) -> str:
    """How a framework gets its grade."""
    there = queries.edition(edition)
    return render_template(
        "catalogue/edition.html",
        **_about(there, "rules"),
        told=plain_english.rules_of(there),
        special=plain_english.special(there),
        domains=plain_english.domains(there),
    )


@bp.get("/rules/<edition>/<framework>")
@guards.public
def framework(edition: str, framework: str) -> str:
    """What is looked at in a framework, by the rung that it decides."""
    there, chosen = queries.framework(edition, framework)
    return render_template(
        "catalogue/framework.html",
        **_about(there, "rules"),
        framework=chosen,
        told=plain_english.rules_of(there, chosen),
        levels=plain_english.levels(there, chosen),
        key_issues={issue.id: issue.text for issue in chosen.key_issues},
        examples=[(n, e) for n, e in enumerate(queries.worked_examples(there), 1) if e.facts.framework == chosen.id],
        measured_by=plain_english.measured_by,
        can_be_tried=trying.can_be_tried(there, chosen),
    )


@bp.get("/rules/<edition>/<framework>/try")
@guards.public
def try_it(edition: str, framework: str) -> str:
    """What the method would propose for the ratings in the address. Nothing is kept."""
    there, chosen = queries.framework(edition, framework)
    if not trying.can_be_tried(there, chosen):
        raise NotFound
    facts = trying.facts_of(there, chosen, request.args)
    return render_template(
        "catalogue/try_it.html",
        **_about(there, "rules"),
        framework=chosen,
        answer=trying.answer_to(there, facts),
        groups=list(trying.groups(there, chosen, facts)),
        best=trying.all_at(there, chosen, best=True),
    )


@bp.get("/rules/<edition>/examples")
@guards.public
def examples(edition: str) -> str:
    """The worked examples of an edition, by framework, each with what comes out."""
    there = queries.edition(edition)
    return render_template(
        "catalogue/examples.html", **_about(there, "examples"), groups=queries.examples_by_framework(there)
    )


@bp.get("/rules/<edition>/examples/<int:number>")
@guards.public
def example(edition: str, number: int) -> str:
    """One worked example: facts in, grade and reasons out."""
    there = queries.edition(edition)
    found = queries.worked_examples(there)
    if not 1 <= number <= len(found):
        raise NotFound
    chosen = found[number - 1]
    return render_template(
        "catalogue/example.html",
        **_about(there, "examples"),
        example=chosen,
        framework=there.framework[chosen.facts.framework],
        facts=told_facts.told(there, chosen),
        answer=trying.worked(there, chosen),
        try_with=trying.address_of(chosen.facts),
        number=number,
        last=len(found),
    )


@bp.get("/rules/<edition>/glossary")
@guards.public
def glossary(edition: str) -> str:
    """The words of an edition and what they mean, each with an address of its own."""
    there = queries.edition(edition)
    return render_template(
        "catalogue/glossary.html",
        **_about(there, "glossary"),
        letters=queries.terms_by_letter(there),
        product_words={word: meaning for word, meaning in MEANINGS.items() if not there.meaning_of(word)},
    )


@bp.get("/glossary")
@guards.public
def usual_glossary() -> Response:
    """The glossary of the edition that the reader works with, or else of the first that has one."""
    return redirect(url_for("catalogue.glossary", edition=queries.with_glossary(request.args.get("edition", ""))))


@bp.get("/rules/compare")
@guards.public
def compare() -> str:
    """What one edition has and another has not."""
    known = queries.editions()
    before, after = request.args.get("before", ""), request.args.get("after", "")
    if {before, after} - {"", *known}:
        raise BadInput("There is no such edition. Choose two from the list.")
    both = before and after and before != after
    parts = comparison.compare(known[before], known[after]) if both else ()
    return render_template(
        "catalogue/compare.html", editions=list(known.values()), parts_told=parts, before=before, after=after
    )


def _about(there: Edition, tab: str) -> dict[str, Any]:
    """What every page of an edition needs: the edition, its scales, and the links between its pages."""
    tabs = [
        ("rules", "Rules", url_for("catalogue.edition", edition=there.id)),
        ("examples", "Worked examples", url_for("catalogue.examples", edition=there.id)),
    ]
    if there.glossary:
        tabs.append(("glossary", "Glossary", url_for("catalogue.glossary", edition=there.id)))
    others = [other for other in queries.editions() if other != there.id]
    if others:
        tabs.append(("compare", "Compare", url_for("catalogue.compare", before=there.id)))
    return {
        "edition": there,
        "scales": there.scales,
        "edition_title": there.title,
        "tabs": [{"text": text, "url": url, "current": name == tab} for name, text, url in tabs],
    }
