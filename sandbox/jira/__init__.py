"""The imitation Jira site: Cloud's REST v3 and agile v1, or Data Center's v2, as far as a bot goes."""

from sandbox.jira.rest import app
from sandbox.jira.site import JiraSite

__all__ = ["JiraSite", "app"]
