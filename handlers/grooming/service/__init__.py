"""What people, the clock and Jira's answers do to a session: one method is one transaction."""

from handlers.grooming.service.decisions import Decisions
from handlers.grooming.service.readings import Readings
from handlers.grooming.service.rounds import Rounds
from handlers.grooming.service.sessions import Sessions
from handlers.grooming.service.votes import Votes
from handlers.grooming.service.writes import Writes

__all__ = ["Decisions", "Readings", "Rounds", "Sessions", "Votes", "Writes"]
