"""How a team grooms: its settings for this feature, with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.grooming.domain.rounds import ConsensusRule, Rule


@dataclass(frozen=True, slots=True)
class ReadyChecks:
    """The team's definition of ready; a story above `size_limit` is better split."""

    description: bool = True
    criteria: bool = True
    blockers: bool = True
    size_limit: float = 20.0


@dataclass(frozen=True, slots=True)
class TeamSettings:
    """`shows_voters`: who has voted is shown by name while the round runs, else only how many."""

    auto_reveal: bool = True
    last_call_seconds: float = 10.0
    rule: Rule = field(default_factory=Rule)
    shirt_numbers: Mapping[str, float] = field(default_factory=dict)
    shows_voters: bool = True
    ready: ReadyChecks = field(default_factory=ReadyChecks)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an option's meaning depends on: the time, the team's zone and its numbers for T-shirts."""

    now: datetime
    zone: str
    shirt_numbers: Mapping[str, float]


def team_settings(stored: Mapping[str, Any]) -> TeamSettings:
    """The settings under `grooming` in a team's settings; what is not set has its default."""
    chosen: Mapping[str, Any] = stored.get("grooming", {})
    usual = TeamSettings()
    return TeamSettings(
        auto_reveal=chosen.get("auto_reveal", usual.auto_reveal),
        last_call_seconds=chosen.get("last_call_seconds", usual.last_call_seconds),
        rule=_rule(chosen.get("consensus", {})),
        shirt_numbers=chosen.get("shirt_numbers", {}),
        shows_voters=chosen.get("shows_voters", usual.shows_voters),
        ready=ReadyChecks(**chosen.get("ready", {})),
    )


def _rule(chosen: Mapping[str, Any]) -> Rule:
    usual = Rule()
    return Rule(
        kind=ConsensusRule(chosen.get("rule", usual.kind)),
        share=chosen.get("share", usual.share),
        park_after=chosen.get("park_after", usual.park_after),
    )
