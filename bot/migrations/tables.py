"""Every module that has tables; naming it here is what brings them into the metadata."""

from bot import surfaces
from bot.db import audit, deliveries, outbox, pace, schedules
from bot.db.base import Base
from bot.people import absence, company, members, profiles, roles, teams
from handlers.grooming import store as grooming
from handlers.teams import store as taktgeber_teams

MODULES = (
    *(audit, deliveries, outbox, pace, schedules, surfaces),
    *(absence, company, members, profiles, roles, teams),
    *(grooming, taktgeber_teams),
)
METADATA = Base.metadata
