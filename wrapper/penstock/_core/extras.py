"""Headers, query parameters and fields of a body that a caller adds to a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from penstock._core.json import to_json_bytes
from penstock._core.message import Request, query_secrets
from penstock._core.urls import with_query
from penstock.errors import UsageError


def with_extras(
    request: Request,
    headers: Mapping[str, str],
    query: Mapping[str, Any],
    body: Mapping[str, Any],
    *,
    follows: bool,
) -> Request:
    """Return a request with what the caller adds.

    A request that `follows` another one of the same call, such as a poll, may have no body to add
    to. Raises UsageError for any other whose body is no JSON object.
    """
    if headers:
        request = attrs.evolve(request, headers={**request.headers, **headers})
    if query:
        path = with_query(request.path, query)
        request = attrs.evolve(request, path=path, private=request.private + query_secrets(path))
    if body and not (follows and request.body is None):
        request = attrs.evolve(request, body=to_json_bytes({**_json_object(request), **body}))
    return request


def _json_object(request: Request) -> dict[str, Any]:
    if request.body is not None and request.headers.get("content-type") == "application/json":
        found = json.loads(request.body)
        if isinstance(found, dict):
            return found
    raise UsageError(
        f"extra_body adds fields to a JSON object, and {request.method} {request.shown_path} sends "
        "none; leave it out here, or give the fields by extra_query or extra_headers"
    )
