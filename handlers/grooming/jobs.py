"""What the clock starts: once a day what has been kept long enough is deleted."""

from bot.feature import Job
from handlers.grooming.service import outside

JOBS = (Job(outside.FORGET, "23 3 * * *", outside.forget()),)
