"""Makes the national report of what was published: counts, movements and the sentences about them. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from ...evidence import markings
from ...grading.edition import Edition, Framework
from ...grading.words import capital, count_of, in_words, listed
from ..content import Count, ReproducePart, Row
from ..force_report import spoken_date
from ..method_part import method_part, parameters
from ..year import ForceYear
from .content import Common, DomainTold, FrameworkTold, Moved, NationalReport, Practised
from .nation import ForceTold, Nation, Told

MOST_COMMON = 5
"""How many criteria are named for a framework as those that most often need to improve."""
MOST_OF_ALL = 12
"""How many are named over all frameworks."""
LEAST_FORCES = 2
"""What a single force needs to improve is not common."""


def national_report(edition: Edition, nation: Nation) -> NationalReport:
    """The whole report as content."""
    return _Making(edition, nation).report()


class _Making:
    def __init__(self, edition: Edition, nation: Nation) -> None:
        self.edition, self.nation = edition, nation
        # A framework or grade that the edition no longer knows is left out rather than guessed.
        outcomes = edition.scales.outcomes
        self.told = [t for t in nation.judgements if t.framework in edition.framework and t.grade in outcomes.ranks]
        self.names = {force.id: force.short for force in nation.forces}
        self.unit, self.units = edition.unit, f"{edition.unit}s"

    def report(self) -> NationalReport:
        nation, forces = self.nation, self._forces()
        year = nation.cycle.replace("-", "/", 1)
        simulated = sum(force.is_simulated for force in forces)
        return NationalReport(
            edition=self.edition,
            nation=nation,
            title=f"National report {year}: {nation.title}",
            subject=f"{len(self.told):,} published judgements of {count_of(len(forces), self.unit)}",
            marking=markings.highest([force.marking for force in forces]) or "",
            dated=max((told.published_on for told in self.told), default=nation.published or nation.assessed[1]),
            heading=f"{len(forces)} {self.unit if len(forces) == 1 else self.units}",
            scope=self._scope(),
            status=f"{simulated} of {len(forces)} {self.units} simulated" if simulated else "",
            simulated=self._simulated(simulated, len(forces)),
            missing=self._missing(),
            lead=tuple(self._lead(forces)),
            grades=self._grades(self.told),
            directions=self._directions(self.told),
            moved=self._moved(self.told),
            common=self._common(None, MOST_OF_ALL),
            domains=tuple(self._domains()),
            forces=tuple(forces),
            judged={(told.force, told.framework): (told.grade, told.direction) for told in self.told},
            method=method_part(self.edition, self._no_year()),
            reproduce=self._reproduce(),
        )

    def _forces(self) -> list[ForceTold]:
        """Those with anything published."""
        with_any = {told.force for told in self.told}
        return [force for force in self.nation.forces if force.id in with_any]

    def _scope(self) -> str:
        begin, end = (spoken_date(day) for day in self.nation.assessed)
        where = capital(count_of(len(self.edition.frameworks), "framework"))
        if self.edition.domains:
            where += f" in {count_of(len(self.edition.domains), 'domain')}"
        return f"{where}. Assessment period {begin} to {end}."

    def _simulated(self, simulated: int, number: int) -> str:
        if not simulated:
            return ""
        which = f"All {number}" if simulated == number else f"{simulated} of the {number}"
        return (
            f"{which} {self.units} in this report are simulated: made up to try the product on, and named so. "
            f"Their grades are those of no real {self.unit}."
        )

    def _missing(self) -> str:
        """Who is not counted: the forces of which nothing or not all is published, and those not on record here."""
        nation = self.nation
        none = [force.name for force in nation.forces if not force.published]
        part = [force.name for force in nation.forces if force.published and not force.is_whole]
        said = []
        if none:
            verb = "is" if len(none) == 1 else "are"
            said.append(f"{listed(none)} {verb} not published yet, and not counted.")
        if part:
            said.append(f"Of {listed(part)} only a part is published, and only that part is counted.")
        unknown = nation.expected - len(nation.forces)
        if unknown > 0:
            verb = "is" if unknown == 1 else "are"
            said.append(f"{unknown} of {nation.expected} {self.units} {verb} not on record here.")
        return " ".join(said)

    def _lead(self, forces: Sequence[ForceTold]) -> Iterable[str]:
        labels = self.edition.scales.outcomes.labels
        counts = Counter(told.grade for told in self.told)
        if not counts:
            yield "No judgement of this cycle is published yet."
            return
        said = listed(f"{counts[s.id]:,} {labels[s.id]}" for s in reversed(self.edition.scales.outcomes.grades.steps))
        yield f"{len(self.told):,} judgements of {count_of(len(forces), self.unit)} are published: {said}."
        moved = self._moved(self.told)
        if moved.compared:
            yield (
                f"Against last year {moved.higher:,} {'is' if moved.higher == 1 else 'are'} higher, {moved.same:,} the "
                f"same and {moved.lower:,} lower; {moved.not_compared:,} cannot be compared."
            )

    def _grades(self, told: Iterable[Told]) -> tuple[Count, ...]:
        counts = Counter(one.grade for one in told)
        return tuple(Count(s.id, s.label, counts[s.id]) for s in reversed(self.edition.scales.outcomes.grades.steps))

    def _directions(self, told: Iterable[Told]) -> tuple[Count, ...]:
        scales, counts = self.edition.scales, Counter(one.direction for one in told)
        others = [step for step in (scales.not_graded, scales.not_comparable) if step and counts[step.id]]
        return tuple(Count(s.id, s.label, counts[s.id]) for s in [*reversed(scales.directions.steps), *others])

    def _moved(self, told: Sequence[Told]) -> Moved:
        ranks = self.edition.scales.outcomes.ranks
        changes = [ranks[one.grade] - ranks[one.last] for one in told if one.last in ranks and one.last is not None]
        higher, lower = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
        return Moved(higher, len(changes) - higher - lower, lower, len(told) - len(changes))

    def _domains(self) -> Iterable[DomainTold]:
        """Frameworks under their domains; those that the edition puts in none come first, under no title."""
        known = {domain.id for domain in self.edition.domains}
        for number, title in [("", ""), *((domain.id, domain.title) for domain in self.edition.domains)]:
            inside = [f for f in self.edition.frameworks if (f.domain if f.domain in known else "") == number]
            if inside:
                yield DomainTold(number, title, tuple(self._framework(f) for f in inside))

    def _framework(self, framework: Framework) -> FrameworkTold:
        told = [one for one in self.told if one.framework == framework.id]
        grades, moved, directions = self._grades(told), self._moved(told), self._directions(told)
        return FrameworkTold(
            id=framework.id,
            code=framework.code,
            title=framework.title,
            short_title=framework.short_title,
            domain=framework.domain,
            priority=framework.priority != "no",
            counts=tuple((count.mark, count.count) for count in grades),
            last=self._last(told),
            middle=self._middle(told),
            moved=moved,
            directions=directions,
            improvements=self.nation.improvements.get(framework.id, 0),
            common=self._common(framework.id, MOST_COMMON),
            practices=tuple(
                Practised(self.names.get(p.force, p.force), p.title, p.text)
                for p in self.nation.practices
                if p.framework == framework.id
            ),
            moved_words=_moved_words(moved),
            directions_words=_counted(directions),
            spoken=_counted(grades),
        )

    def _last(self, told: Iterable[Told]) -> tuple[tuple[str, int], ...]:
        counts = Counter(one.last for one in told if one.last)
        ids = reversed(self.edition.scales.outcomes.grades.ids())
        return tuple((grade, counts[grade]) for grade in ids) if counts else ()

    def _middle(self, told: Sequence[Told]) -> str:
        """The grade of the force in the middle; of two in the middle the lower one."""
        ranks = self.edition.scales.outcomes.ranks
        ordered = sorted((one.grade for one in told), key=lambda grade: ranks[grade])
        return ordered[(len(ordered) - 1) // 2] if ordered else ""

    def _common(self, framework: str | None, most: int) -> tuple[Common, ...]:
        """What most forces need to improve, in one framework or in all."""
        found = []
        for weakness in self.nation.weaknesses:
            declared = self.edition.framework.get(weakness.framework)
            criterion = declared.criterion.get(weakness.criterion) if declared else None
            if declared and criterion and framework in (None, declared.id) and weakness.forces >= LEAST_FORCES:
                found.append(Common(declared.code, criterion.number, criterion.text, weakness.forces))
        return tuple(found[:most])

    def _no_year(self) -> ForceYear:
        """A year without entries: the method is explained in the same words as in the report of a force."""
        nation = self.nation
        return ForceYear("", "", nation.cycle, nation.title, nation.assessed, nation.published, ())

    def _reproduce(self) -> ReproducePart:
        nation = self.nation
        rows = (
            Row("Cycle", f"{nation.title} ({nation.cycle})"),
            Row("Edition", f"{self.edition.title} ({self.edition.id})"),
            Row("Digest of the edition", self.edition.digest),
            Row("Digest of the judgements", digest(nation)),
            Row("Counted", f"{len(self.told):,} published judgements"),
            Row("Marking", markings.highest([force.marking for force in self._forces()]) or "none"),
        )
        note = "With the same edition and the same published judgements, run the command below."
        command = f"inspect-app report --national --cycle {nation.cycle} --format pdf -o national-{nation.cycle}.pdf"
        lead = "The same judgements give the same file, byte for byte. These are the inputs."
        return ReproducePart(rows, parameters(self.edition), (), command, note, lead)


def digest(nation: Nation) -> str:
    """`sha256:` and the hexadecimal digest of everything that was counted."""
    plain: Mapping[str, object] = asdict(nation)
    written = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _counted(counts: Sequence[Count]) -> str:
    """`Excellent 4, Good 16 and Fair 20`."""
    return listed(f"{count.label} {count.count}" for count in counts if count.count)


def _moved_words(moved: Moved) -> str:
    """`12 higher than last year, 20 the same and 10 lower; one cannot be compared.`"""
    if not moved.compared:
        return "Nothing can be compared with last year."
    said = f"{moved.higher} higher than last year, {moved.same} the same and {moved.lower} lower"
    return f"{said}; {in_words(moved.not_compared)} cannot be compared." if moved.not_compared else f"{said}."
