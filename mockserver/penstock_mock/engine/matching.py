"""The parts of a request that a test names, held against a call: contained, or the difference."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..document.bodies import json_error
from ..document.decoding import DecodedRequest, read_body
from ..document.operations import Operation
from ..document.request import MISSING, Request
from ..document.validation import shown
from ..document.values import frozen

PARTS = ("path", "query", "headers", "json")


@frozen
class Sent:
    """The parts of one request, typed by its operation."""

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    json: Any
    cut: bool = False
    """The body was longer than what was recorded of it."""

    @classmethod
    def by(cls, call: DecodedRequest) -> Sent:
        """The parts of a call that is being answered."""
        query = {**dict(call.request.query), **call.query_params}
        return cls(call.path_params, query, call.request.header_map, call.json)

    @classmethod
    def recorded(
        cls, request: Request, operation: Operation | None, path: Mapping[str, Any]
    ) -> Sent:
        """The parts of a request that was recorded: without secrets, and its body cut."""
        query: dict[str, Any] = dict(request.query)
        body: Any = MISSING
        if operation is not None:
            query |= operation.parameters.of_query(request.query)[0]
            body, _ = read_body(operation, request)
        length = request.header("content-length", "") or ""
        cut = length.isdecimal() and int(length) > len(request.body)
        return cls(path, query, request.header_map, body, cut)

    def differences(self, where: Mapping[str, Any]) -> list[str]:
        """Each place at which the request doesn't contain the parts in `where`."""
        headers = {name.lower(): value for name, value in where.get("headers", {}).items()}
        parts: list[tuple[str, Any, Any]] = [
            ("path", self.path, where.get("path", {})),
            ("query", self.query, where.get("query", {})),
            ("headers", self.headers, headers),
        ]
        if "json" in where:
            parts.append(("json", self.json, where["json"]))
        found = [f"{name} {each}" for name, whole, part in parts for each in _missing(whole, part)]
        if "json" in where and self.cut:
            found.append("json is unknown: the journal keeps the beginning of so long a body")
        return found


def check_parts(where: Any, operation: Operation | None = None) -> None:
    """Raise ValueError for conditions no request could meet. operation: the one that is called."""
    parts = ", ".join(PARTS)
    if not isinstance(where, Mapping | None):
        raise ValueError(f"where is {where!r}; give a callable, or a mapping of {parts}")
    for name, part in (where or {}).items():
        if name not in PARTS:
            raise ValueError(f"where has {name!r}; it takes {parts}")
        if name != "json" and not isinstance(part, Mapping):
            raise ValueError(f"where has {part!r} for {name}; give a mapping of names to values")
        if (error := json_error(part, escaped=True)) is not None:
            raise ValueError(f"where has {part!r} for {name}, which no request has: {error}")
    if where and operation is not None:
        _check_parameters(where, operation)


def _check_parameters(where: Mapping[str, Any], operation: Operation) -> None:
    """Raise ValueError for a path parameter that the path lacks, and for a value of another type
    than the document's.
    """
    for name in where.get("path", ()):
        if f"{{{name}}}" not in operation.path:
            raise ValueError(f"where has the path parameter {name!r}, which {operation.path} lacks")
    for part, declared in (
        ("path", operation.parameters.path),
        ("query", operation.parameters.query),
    ):
        for parameter in declared:
            value = where.get(part, {}).get(parameter.name)
            if parameter.style == "content" or parameter.shape.types & {"array", "object"}:
                continue
            if not isinstance(value, (str, int)):
                continue
            read = parameter.shape.scalar(value if isinstance(value, str) else json.dumps(value))
            if read != value or isinstance(read, bool) != isinstance(value, bool):
                raise ValueError(
                    f"where has {value!r} for {part} {parameter.name}, which is of another type in "
                    f"the document; give {read!r}"
                )


def _missing(whole: Any, part: Any, at: str = "") -> Iterator[str]:
    """Yield each place at which `whole` does not contain `part`, and what is there: objects may
    have more fields, lists have as many items, all else is equal.
    """
    if isinstance(part, Mapping) and isinstance(whole, Mapping):
        for name, value in part.items():
            inner = f"{at}/{name}"
            if name in whole:
                yield from _missing(whole[name], value, inner)
            else:
                yield f"{inner} is missing"
    elif isinstance(part, list) and isinstance(whole, list) and len(part) == len(whole):
        for number, (there, value) in enumerate(zip(whole, part, strict=True)):
            yield from _missing(there, value, f"{at}/{number}")
    elif whole is MISSING:
        yield f"{at} is missing".lstrip()
    # For Python True is 1, and for JSON it is not.
    elif whole != part or isinstance(whole, bool) != isinstance(part, bool):
        yield f"{at} is {shown(whole, at)} instead of {shown(part, at)}".lstrip()
