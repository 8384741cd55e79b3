"""The output of a run: out of its envelope, and the references in it to large values.

A Response block's payload is `{data, status, headers}`, in streams of servers of 2025-10
`{response: {data, status, headers}}`. A block that pauses the run uses the same envelope, with the
ids to resume the run in `data._resume`. Only v1's synchronous response is the payload itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from penstock._core.decoding import number, text
from penstock_api.runtime import Model

_ENVELOPE: Final = frozenset({"data", "status", "headers"})

# Headers that the transport or the server sets, never the author of a Response block.
_NOT_AUTHORED: Final = frozenset(
    {
        "alt-svc",
        "connection",
        "content-encoding",
        "content-length",
        "date",
        "keep-alive",
        "server",
        "transfer-encoding",
        "vary",
        "via",
        "x-powered-by",
        "x-request-id",
    }
)


@attrs.frozen(kw_only=True)
class Output:
    """An output without its envelope, and the other fields of the envelope."""

    value: Any
    paused: dict[str, Any] | None = None
    """The ids that resume a paused run."""
    status: int | None = None
    """The status of a Response block."""
    headers: dict[str, str] | None = None
    """The headers of a Response block, names in lower case."""


def unwrap(sent: Any) -> Output:
    """Take an output out of its envelope, if it has one."""
    inner = sent
    if isinstance(inner, dict) and inner.keys() == {"response"}:
        inner = inner["response"]
    if not isinstance(inner, dict) or inner.keys() != _ENVELOPE:
        return Output(value=sent)
    status = inner["status"]
    is_status = isinstance(status, int) and not isinstance(status, bool) and 100 <= status <= 599
    if not is_status or not isinstance(inner["headers"], dict):
        return Output(value=sent)
    if (paused := _pause(inner["data"])) is not None:
        return Output(value=inner["data"], paused=paused)
    return Output(
        value=inner["data"], status=inner["status"], headers=_lower_case(inner["headers"])
    )


def authored_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that a Response block may have set, names in lower case."""
    chosen = {name: value for name, value in headers.items() if name.lower() not in _NOT_AUTHORED}
    return _lower_case(chosen)


def _pause(data: Any) -> dict[str, Any] | None:
    """Return the ids that resume the run; None once its form has been submitted."""
    if not isinstance(data, dict) or data.get("submission") is not None:
        return None
    ids = data.get("_resume")
    return ids if isinstance(ids, dict) and text(ids.get("contextId")) else None


def _lower_case(headers: Mapping[str, Any]) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}


def as_json(value: Any) -> Any:
    """Return the JSON of a decoded field."""
    if not isinstance(value, Model):
        return value
    return value.to_dict() if value.raw is None else value.raw


_REFERENCE: Final = "__simLargeValueRef"


@attrs.frozen
class LargeValue:
    """A reference to a value that is too large for a response.

    No call of the API returns the value. Select a smaller part of it, or let the workflow write it
    to a file.
    """

    path: tuple[str | int, ...]
    """The keys and list indices that lead to it. Empty if it is the whole output."""
    kind: str
    """string, array, object, or a newer kind."""
    size: int | None = None
    """Bytes of the value as JSON, where the server sends it."""
    preview: Any = attrs.field(default=None, repr=False)
    """The part that the server sends, such as the beginning."""
    id: str | None = None
    raw: dict[str, Any] = attrs.field(factory=dict, repr=False, eq=False)


def large_values(output: Any) -> list[LargeValue]:
    """Return the references in an output, in their order. Never raises."""
    found: list[LargeValue] = []
    stack: list[tuple[tuple[str | int, ...], Any]] = [((), output)]
    while stack:  # no recursion: JSON may be nested deeper than the interpreter's stack
        path, value = stack.pop()
        if isinstance(value, dict) and value.get(_REFERENCE) is True:
            size = number(value.get("size"))
            reference = LargeValue(
                path=path,
                kind=text(value.get("kind")) or "unknown",
                size=None if size is None else int(size),
                preview=value.get("preview"),
                id=text(value.get("id")),
                raw=value,
            )
            found.append(reference)
        elif isinstance(value, dict):
            stack += [((*path, name), part) for name, part in reversed(value.items())]
        elif isinstance(value, list):
            stack += [((*path, n), part) for n, part in reversed([*enumerate(value)])]
    return found
