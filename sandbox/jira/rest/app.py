"""Puts all paths of the site together as one application."""

from starlette.applications import Starlette
from starlette.routing import Route

from sandbox.jira.rest import boards, catalogue, issues, search, sprints, talk, versions
from sandbox.jira.rest.edge import Edge
from sandbox.jira.site import JiraSite

_PATHS = (
    *catalogue.PATHS,
    *search.PATHS,
    *issues.PATHS,
    *talk.PATHS,
    *versions.PATHS,
    *boards.PATHS,
    *sprints.PATHS,
)


def app(site: JiraSite) -> Starlette:
    """To be served at the root of an address of its own, as a Jira site is."""
    return Starlette(
        routes=[Route(path.template, Edge(site, path).respond, methods=[path.method]) for path in _PATHS]
    )
