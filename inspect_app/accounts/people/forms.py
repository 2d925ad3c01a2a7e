"""The forms about people, and the sentences about what cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms.validators import ValidationError

from ... import clock
from ...ui.forms import Choice, Choices, Day, Email, Form, Text, Words
from ..roles import OF_A_FORCE, OF_THE_INSPECTORATE, Role
from .queries import STATES

IN_A_FORCE = [role for role in Role if role in OF_A_FORCE]
FOR_ALL = [role for role in Role if role not in OF_A_FORCE]


def _offered(roles: Iterable[Role]) -> list[tuple[str, str]]:
    return [(role.value, _capital(role.words)) for role in roles]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class DetailsForm(Form):
    """How somebody is named and reached."""

    name = Text("Name", needs="Enter their name", most=120)
    email = Email(needs="Enter their e-mail address", hint="They sign in with it, and messages go to it")
    post = Text(
        "Post", hint="Stands beside their name where they decide something, such as Chief Superintendent", most=120
    )


class InviteForm(DetailsForm):
    """Somebody new, and what they are to do."""

    in_a_force = Choices(
        "Roles in one force", choices=_offered(IN_A_FORCE), hints={role.value: role.may for role in IN_A_FORCE}
    )
    force = Choice("Force", look="select", hint="Where these roles count", choices=())
    for_all = Choices(
        "Roles for all forces", choices=_offered(FOR_ALL), hints={role.value: role.may for role in FOR_ALL}
    )
    home_forces = Choices(
        "Home forces", choices=(), hint="Forces where they worked or live: they neither read nor moderate these"
    )
    until = Day("Until", hint="The last day on which these roles count. Leave empty if there is none")

    def offer(self, forces: Mapping[str, str]) -> None:
        """Offers the forces that there are."""
        self.force.choices = [("", "Choose a force"), *forces.items()]
        self.home_forces.choices = list(forces.items())

    def validate_in_a_force(self, field: Any) -> None:
        """An account without a role opens nothing."""
        if not field.data and not self.for_all.data:
            raise ValidationError("Choose at least one role")

    def validate_force(self, field: Any) -> None:
        """A role in a force needs one."""
        if self.in_a_force.data and not field.data:
            raise ValidationError("Choose the force in which the roles count")

    def validate_home_forces(self, field: Any) -> None:
        """Home forces mean something for the inspectorate only."""
        if field.data and not any(Role(role) in OF_THE_INSPECTORATE for role in self.for_all.data if role in set(Role)):
            raise ValidationError("Choose home forces only for roles of the inspectorate")

    def validate_until(self, field: Any) -> None:
        """A role that has ended already is none."""
        _not_past(field)

    @property
    def roles(self) -> list[Role]:
        """The roles that were chosen."""
        return [Role(role) for role in [*self.in_a_force.data, *self.for_all.data]]


class RoleForm(Form):
    """One more role."""

    role = Choice("Role", needs="Choose a role", choices=_offered(Role), hints={role.value: role.may for role in Role})
    force = Choice("Force", look="select", hint="Only for the roles that are held in one force", choices=())
    until = Day("Until", hint="The last day on which the role counts. Leave empty if there is none")

    def offer(self, forces: Mapping[str, str]) -> None:
        """Offers the forces that there are."""
        self.force.choices = [("", "Choose a force"), *forces.items()]

    def validate_force(self, field: Any) -> None:
        """A role in a force needs one; any other role has none."""
        if self.role.data in OF_A_FORCE and not field.data:
            raise ValidationError("Choose the force in which the role counts")

    def validate_until(self, field: Any) -> None:
        """A role that has ended already is none."""
        _not_past(field)


class HomeForcesForm(Form):
    """The forces that somebody of the inspectorate neither reads nor moderates."""

    forces = Choices("Home forces", choices=())


class CloseForm(Form):
    """Why somebody leaves. Who takes over is asked for each force in which they have work; see `taker_of`."""

    reason = Words(
        "Why",
        needs="Say why the account is closed",
        hint="For example: moved to another force on 1 May",
        most=500,
        rows=2,
    )


def closing(work: Mapping[str, Sequence[str]], names: Mapping[str, str], takers: Mapping[str, Any]) -> CloseForm:
    """The form with one more question for each force in which there is work to hand over."""
    asked = {}
    for force in work:
        people = [(str(id_), name) for id_, name in takers.get(force, ())]
        asked[f"taker_{force}"] = Choice(
            f"Who takes over in {names.get(force, force)}?",
            look="select",
            needs=f"Choose who takes over in {names.get(force, force)}",
            choices=[("", "Choose somebody"), *people, (NOBODY, "Nobody yet: it stays in this name")],
        )
    made: CloseForm = type("CloseFormOfForces", (CloseForm,), asked)()
    return made


NOBODY = "nobody"


def taker_of(form: CloseForm, force: str) -> int | None:
    """Who takes over in a force; None for nobody yet."""
    chosen = form[f"taker_{force}"].data
    return None if chosen == NOBODY else int(chosen)


class FilterForm(Form):
    """Which people are shown."""

    class Meta(Form.Meta):  # type: ignore[name-defined,misc]
        csrf = False

    words = Text("Name, post or e-mail", most=100)
    role = Choice("Role", look="select", choices=[("", "Any"), *_offered(Role)])
    force = Choice("Force", look="select", choices=())
    state = Choice("State", look="select", choices=[("", "Everybody but leavers"), *STATES.items()])


def _not_past(field: Any) -> None:
    if field.data is not None and field.data < clock.today():
        raise ValidationError(f"{field.label.text} must be today or later")
