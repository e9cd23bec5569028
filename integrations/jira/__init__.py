"""Jira, Cloud and Data Center, as the issue tracker."""

from integrations.jira.tracker import JiraTracker, connect

__all__ = ["JiraTracker", "connect"]
