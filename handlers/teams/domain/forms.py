"""What the forms of teams show, and what was chosen in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.people import Absence, Holder, OwnSettings, Role, Team
from bot.people.appointing import Dates


@dataclass(frozen=True, slots=True)
class SetupForm:
    """What the form shows: the team as it is, and those of its members who were chosen by hand."""

    team: Team
    chosen: tuple[str, ...]
    project_label: str
    board_label: str


@dataclass(frozen=True, slots=True)
class RolesForm:
    """Who holds what. `team` is None where the roles of the whole company are meant.

    `everywhere` are company-wide holdings that count in this team too; `editable` the roles that the reader
    may give; `version` tells whether anything has changed since.
    """

    team: Team | None
    held: tuple[Holder, ...]
    everywhere: tuple[Holder, ...]
    editable: frozenset[Role]
    admins: tuple[str, ...]
    may_name_admins: bool
    has_dpo: bool
    today: date
    version: str

    def holding(self, role: Role, *, deputies: bool = False) -> tuple[Holder, ...]:
        return tuple(h for h in self.held if h.role is role and h.is_deputy is deputies)


@dataclass(frozen=True, slots=True)
class RolesChosen:
    """What was chosen, by role; a role that was not asked about is missing.

    The dates are for new appointments; None for `admins` and `has_dpo` is *not asked*.
    """

    holders: Mapping[Role, tuple[str, ...]]
    deputies: Mapping[Role, tuple[str, ...]]
    dates: Dates
    admins: tuple[str, ...] | None
    has_dpo: bool | None


@dataclass(frozen=True, slots=True)
class Membership:
    team: Team
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Self:
    """What is known of the person who asks."""

    chosen: OwnSettings
    memberships: tuple[Membership, ...]
    absences: tuple[Absence, ...]
    has_dpo: bool
