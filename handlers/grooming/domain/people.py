"""Who takes part in a session: who may vote, and for whom it waits."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.grooming.domain.refusals import NotAParticipant, OnlyObserving


@dataclass(frozen=True, slots=True)
class Circle:
    """The team's people as far as this session is concerned.

    `members` are names by user; it is empty until the channel's members have been read. `guests` are those
    among them who take part only if invited; the `absent` may vote, but nobody waits for them.
    """

    facilitator: str
    members: Mapping[str, str]
    guests: frozenset[str]
    invited: frozenset[str]
    observers: frozenset[str]

    absent: frozenset[str] = frozenset()

    @property
    def entitled(self) -> frozenset[str]:
        """Who may vote."""
        return (frozenset(self.members) - self.guests | self.invited) - self.observers

    @property
    def expected(self) -> frozenset[str]:
        """Whose votes the round waits for; nobody's while the members are unknown."""
        return self.entitled - self.absent if self.members else frozenset()

    def admit(self, voter: str) -> None:
        """Refuse whoever may not vote. While the members are unknown, whoever sees the board may."""
        if voter in self.observers:
            raise OnlyObserving
        if self.members and voter not in self.entitled:
            raise NotAParticipant(self.facilitator)

    def is_leaderless(self) -> bool:
        """Whether the facilitator has left or is absent, so that the part passes on."""
        return bool(self.members) and (
            self.facilitator not in self.members or self.facilitator in self.absent
        )

    def name(self, user: str) -> str:
        return self.members.get(user, user)
