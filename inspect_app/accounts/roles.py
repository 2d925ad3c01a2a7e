"""The closed list of roles: what each may do in a sentence, and whether it is held in one force or for all."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role. The first five are held in one force, the others in the inspectorate or the product as a whole."""

    ASSESSOR = "assessor"
    CHIEF_OFFICER = "chief_officer"
    FORCE_LEAD = "force_lead"
    VIEWER = "viewer"
    BOARD_SECRETARY = "board_secretary"
    INSPECTOR = "inspector"
    MODERATOR = "moderator"
    NATIONAL_LEAD = "national_lead"
    METHODOLOGIST = "methodologist"
    VERIFIER = "verifier"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """The role as it is written in a sentence."""
        return self.value.replace("_", " ")

    @property
    def may(self) -> str:
        """What its holder may do, as a sentence."""
        return MAY[self]


OF_A_FORCE = frozenset({Role.ASSESSOR, Role.CHIEF_OFFICER, Role.FORCE_LEAD, Role.VIEWER, Role.BOARD_SECRETARY})
OF_THE_INSPECTORATE = frozenset({Role.INSPECTOR, Role.MODERATOR, Role.NATIONAL_LEAD, Role.METHODOLOGIST, Role.VERIFIER})
TEAM = frozenset({Role.ASSESSOR, Role.CHIEF_OFFICER, Role.FORCE_LEAD, Role.VIEWER})
"""Those of a force who may read its self-assessment before it is submitted."""
READERS = frozenset({Role.INSPECTOR, Role.MODERATOR, Role.NATIONAL_LEAD})
"""Those of the inspectorate who may read a self-assessment after it is submitted."""

MAY = {
    Role.ASSESSOR: "Rates criteria, adds evidence and writes findings for one force, and submits its self-assessment.",
    Role.CHIEF_OFFICER: "Reads everything of one force, and signs its self-assessment or returns it.",
    Role.FORCE_LEAD: "Reads one force's self-assessment, and sees its areas for improvement through.",
    Role.VIEWER: "Reads what one force has written, within its marking, and changes nothing.",
    Role.BOARD_SECRETARY: "Prepares the papers of one force's board about its areas for improvement.",
    Role.INSPECTOR: "Reads forces' self-assessments after they are submitted, except those of home forces.",
    Role.MODERATOR: "Compares forces and decides grades, except those of home forces and of own readings.",
    Role.NATIONAL_LEAD: "Answers for the fairness of a cycle, and publishes its judgements.",
    Role.METHODOLOGIST: "Changes frameworks, criteria and rules, as new editions.",
    Role.VERIFIER: "Checks, independently of its owner, that an area for improvement is closed.",
    Role.ADMINISTRATOR: "Manages accounts and cycles, and sees no finding, rating or document.",
}
