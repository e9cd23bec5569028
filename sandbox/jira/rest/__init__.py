"""The site's HTTP interface: what each path takes and answers."""

from sandbox.jira.rest.app import app

__all__ = ["app"]
