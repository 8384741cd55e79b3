"""The body of a request on its way into the server's model, which is the document's schema."""

from __future__ import annotations

import json
from typing import Any

from ...document.request import Request
from ..pydantic_2_6 import Check, Findings, finding

_BODY = ("body",)


class Unreadable(Exception):  # noqa: N818 - it becomes an answer
    """The body's bytes are no text: 400."""


class Invalid(Exception):  # noqa: N818
    """The body is not of the model: 422, with these findings."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.findings = findings


def read(request: Request, model: Check) -> dict[str, Any]:
    """Return a request's fields, coerced. Raises Unreadable and Invalid."""
    value = _value(request)
    found: Findings = []
    if value is None:
        raise Invalid([finding("missing", _BODY, None)])
    fields: dict[str, Any] = model(value, _BODY, found)
    if found:
        raise Invalid(found)
    return fields


def _value(request: Request) -> Any:
    """Return the body as the framework hands it on: JSON unless its media type is another."""
    if not request.body:
        return None
    if not _says_json(request.content_type):
        return request.body.decode("utf-8", "replace")
    try:
        return json.loads(request.body)
    except json.JSONDecodeError as error:
        place = ("body", error.pos)
        said = {"type": "json_invalid", "loc": list(place), "msg": "JSON decode error"}
        raise Invalid([{**said, "input": {}, "ctx": {"error": error.msg}}]) from None
    except (ValueError, RecursionError):
        raise Unreadable from None


def _says_json(kind: str) -> bool:
    main, _, sub = kind.partition("/")
    return not kind or (main == "application" and (sub == "json" or sub.endswith("+json")))
