"""Atlassian's own description of the API and of documents, where the machine has it, to hold requests to."""

import json
from functools import cache
from pathlib import Path

import jsonschema
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest

# Beside the project's checkout; not part of it.
SPECS = Path(__file__).parents[4] / "shared" / "specs"
API = SPECS / "jira-cloud.mock.json"
DOCUMENT = SPECS / "adf-v1.schema.json"
ARE_HERE = API.exists() and DOCUMENT.exists()


def check_request(request):
    """Fail for a request that Jira Cloud does not describe."""
    if ARE_HERE:
        _api().validate_request(RequestsOpenAPIRequest(request))


def check_document(document):
    if ARE_HERE:
        _document().validate(document)


@cache
def _api():
    # The description itself breaks a rule of OpenAPI (an empty default), so only requests are checked.
    config = Config(spec_validator_cls=None)
    description = json.loads(API.read_text(encoding="utf-8"))
    _mend(description)
    return OpenAPI.from_dict(description, config=config)


def _mend(description):
    """Query parameters are no objects; the description says so of lists of words such as `active,future`."""
    for path in description["paths"].values():
        for parameter in path.get("get", {}).get("parameters", ()):
            if parameter.get("in") == "query" and parameter["schema"].get("type") == "object":
                parameter["schema"] = {"type": "string"}


@cache
def _document():
    schema = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)
