"""JQL: reads a query, checks it against a site in Jira's own words, and finds the issues."""

from sandbox.jira.jql.search import Search
from sandbox.jira.jql.syntax import JqlError, parse

__all__ = ["JqlError", "Search", "parse"]
