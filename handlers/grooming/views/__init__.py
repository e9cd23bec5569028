"""How grooming looks in Slack and Jira: pure functions from values to messages, forms and comments."""
