"""What grooming is: decks, rounds, stories and sessions, and their rules. No Slack, no Jira, no database."""
