"""How teams, roles, absence and one's own settings look."""
