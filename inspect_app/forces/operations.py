"""What is done to cycles: a declared file becomes rows, or rows are brought up to date with it."""

from __future__ import annotations

from sqlalchemy import select

from ..db import Keeping
from ..grading.edition import Edition
from .cycles import CycleFile
from .models import Cycle, NationalCount, NationalResult


def declare(keeping: Keeping, cycle: CycleFile, edition: Edition) -> None:
    """Makes the database hold a cycle as its file declares it, with its national results."""
    declared = {
        "id": cycle.cycle,
        "title": cycle.title,
        "edition": cycle.edition,
        "edition_digest": edition.digest,
        "assessed_from": cycle.assessed.from_,
        "assessed_to": cycle.assessed.to,
        "published": cycle.published,
        "forces": cycle.forces,
    }
    keeping.keep(Cycle, Cycle.id == cycle.cycle, ["id"], [declared])
    results = keeping.keep(
        NationalResult,
        NationalResult.cycle_id == cycle.cycle,
        ["framework"],
        [
            {
                "cycle_id": cycle.cycle,
                "framework": n.framework,
                "text": n.text,
                "source_line": n.source_line,
                "place": place,
            }
            for place, n in enumerate(cycle.national)
        ],
    )
    keeping.keep(
        NationalCount,
        NationalCount.national_result_id.in_(select(NationalResult.id).where(NationalResult.cycle_id == cycle.cycle)),
        ["national_result_id", "grade"],
        [
            {"national_result_id": results[(n.framework,)].id, "grade": grade, "forces": count, "place": place}
            for n in cycle.national
            for place, (grade, count) in enumerate(n.distribution.items())
        ],
    )
