"""An imitation Slack workspace: Web API, Socket Mode, signed HTTP deliveries, and people who act in it."""
