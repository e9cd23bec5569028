"""An imitation Slack workspace and Jira site on loopback, with their web page and a sample world."""
