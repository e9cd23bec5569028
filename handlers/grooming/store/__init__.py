"""The tables of grooming and every query on them: functions from a transaction (`Tx`) to values."""

from sqlalchemy.orm import Session as Tx

from handlers.grooming.store import sessions, stories, tables, votes

__all__ = ["Tx", "sessions", "stories", "tables", "votes"]
