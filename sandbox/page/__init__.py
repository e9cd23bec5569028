"""The sandbox's web page: a chat for people, and Jira, faults, clock and log beside it."""

from sandbox.page.routes import routes

__all__ = ["routes"]
