"""The database edge: the declarative base, transactions, the outbox, pacing, deliveries and schedules."""
