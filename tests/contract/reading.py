"""Calls of each operation of a service, by the generated code and by the wrapper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen


@frozen(kw_only=True)
class Reading:
    """The operations of one service, and what calls them."""

    tag: str
    client: Callable[..., Any]
    """Makes a blocking client of the wrapper from `base_url`, `transport`, `clock`, `retry`."""
    headers: Mapping[str, str]
    """The argument that carries the key."""
    arguments: Mapping[str, Mapping[str, Any]]
    """By operation: what the generated `build` takes."""
    wrapped: Mapping[str, Callable[[Any], object]]
    """By operation: the call of the client's that sends it."""
    streamed: Mapping[str, Callable[[Any], Any]] = field(factory=dict)
    """By operation: the call that opens its stream."""
    told: Callable[[str, int, str], bool] = lambda operation, status, example: status < 400
    """Return True if an answer is a result, not an exception."""
    beside: Mapping[str, tuple[str, str]] = field(factory=dict)
    """By example: the operation that is called because of it, and the example that answers that."""
