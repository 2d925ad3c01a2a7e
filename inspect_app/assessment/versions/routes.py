"""Pages of versions: the list, one version, one framework in it, what changed, and the content as JSON."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, render_template, request

from ... import per_request
from ...accounts import guards
from ...accounts.roles import READERS, TEAM
from ...promises import NotFound
from ..submission import content, queries
from ..submission.changes import Changed, between, in_brief
from ..submission.opened import Opened, open_assessment
from ..submission.queries import Numbered
from ..submission.words import ON_PAGES
from . import reading

bp = Blueprint(
    "assessment_versions",
    __name__,
    template_folder="templates",
    url_prefix="/forces/<force>/<cycle>/assessment/versions",
)


@bp.get("")
@guards.roles(*TEAM, *READERS)
def versions(force: str, cycle: str) -> str:
    """Every version, newest first."""
    here = open_assessment(force, cycle)
    return _page("list", here)


@bp.get("/<int:number>")
@guards.roles(*TEAM, *READERS)
def version(force: str, cycle: str, number: int) -> str:
    """One version: what was put forward, framework by framework."""
    here = open_assessment(force, cycle)
    found = here.version(number)
    return _page("one", here, version=found, content=_content(found), before=here.before(found))


@bp.get("/<int:number>.json")
@guards.roles(*TEAM, *READERS)
def as_json(force: str, cycle: str, number: int) -> Response:
    """Exactly the bytes that the digest is of."""
    here = open_assessment(force, cycle)
    found = here.version(number)
    answer = Response(queries.content_of(per_request.session(), found.id), mimetype="application/json")
    name = f"{force}-{cycle}-version-{number}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get("/<int:number>/changes")
@guards.roles(*TEAM, *READERS)
def changes(force: str, cycle: str, number: int) -> str:
    """What changed since the version before, or since the one that `since` names."""
    here = open_assessment(force, cycle)
    found = here.version(number)
    since = request.args.get("since", type=int)
    earlier = here.version(since) if since is not None else here.before(found)
    if earlier is None:
        raise NotFound
    changed = between(here.edition, _content(earlier), _content(found))
    return _page("changes", here, version=found, earlier=earlier, changed=changed, brief=in_brief(changed))


@bp.get("/changes")
@guards.roles(*TEAM)
def changes_until_now(force: str, cycle: str) -> str:
    """What changed since the newest version was submitted."""
    here = open_assessment(force, cycle)
    if here.newest is None:
        raise NotFound
    changed: tuple[Changed, ...] = ()
    if here.moved_since:
        changed = between(here.edition, _content(here.newest), content.content_of(here.whole))
    return _page("changes", here, version=None, earlier=here.newest, changed=changed, brief=in_brief(changed))


@bp.get("/<int:number>/<framework>")
@guards.roles(*TEAM, *READERS)
def framework(force: str, cycle: str, number: int, framework: str) -> str:
    """One framework as it was submitted."""
    here = open_assessment(force, cycle)
    found = here.version(number)
    put = reading.framework(here.edition, _content(found), framework)
    titles = reading.titles(per_request.session(), force, put.evidence)
    return _page("framework", here, version=found, put=put, titles=titles)


def _content(version: Numbered) -> Any:
    return json.loads(queries.content_of(per_request.session(), version.id))


def _page(name: str, here: Opened, **shown: Any) -> str:
    return render_template(
        f"versions/{name}.html",
        here=here,
        scales=here.edition.scales,
        edition_title=here.edition.title,
        marking=here.assessment.marking,
        **ON_PAGES,
        **shown,
    )
