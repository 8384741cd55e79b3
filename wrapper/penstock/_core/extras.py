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
    body_needed: bool,
) -> Request:
    """Return a request with what the caller adds; `body` if its own is a JSON object.

    Raises UsageError if it is none, and the body of the caller is needed.
    """
    if headers:
        request = attrs.evolve(request, headers={**request.headers, **headers})
    if query:
        path = with_query(request.path, query)
        request = attrs.evolve(request, path=path, private=request.private + query_secrets(path))
    if not body:
        return request
    own = None
    if request.body is not None and request.headers.get("content-type") == "application/json":
        own = json.loads(request.body)
    if isinstance(own, dict):
        return attrs.evolve(request, body=to_json_bytes({**own, **body}))
    if body_needed:
        raise UsageError(
            f"extra_body adds fields to a JSON object, and {request.method} {request.shown_path} "
            "sends none; leave it out here, or give the fields by extra_query or extra_headers"
        )
    return request
