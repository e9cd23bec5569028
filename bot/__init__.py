"""The host: it receives Slack's deliveries, keeps the database, runs the clock and carries out effects."""
