"""The output of a run: out of its envelope, and the references in it to large values.

A Response block's payload is `{data, status, headers}`, in streams of servers of 2025-10
`{response: {data, status, headers}}`. A block that pauses the run uses the same envelope, with the
ids to resume the run in `data._resume`. Only v1's synchronous response is the payload itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from penstock._core.values import number, text
from penstock_api.runtime import Model

_ENVELOPE: Final = frozenset({"data", "status", "headers"})

# Headers of an HTTP response that belong to its transport or to the server, not to the author of
# a Response block.
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
    """An output without its envelope, and what the envelope held."""

    value: Any
    paused: dict[str, Any] | None = None
    """The ids that resume the run, where the run waits for a person."""
    status: int | None = None
    """The status a Response block chose."""
    headers: dict[str, str] | None = None
    """The headers a Response block chose, their names in lower case."""


def unwrap(sent: Any) -> Output:
    """Return an output as its author wrote it; one without an envelope is returned as it is."""
    inner = sent
    if isinstance(inner, dict) and inner.keys() == {"response"}:
        inner = inner["response"]
    if not _is_envelope(inner):
        return Output(value=sent)
    if (paused := _pause(inner["data"])) is not None:
        return Output(value=inner["data"], paused=paused)
    return Output(
        value=inner["data"], status=inner["status"], headers=_lower_case(inner["headers"])
    )


def authored_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a response that its author may have set, names in lower case."""
    chosen = {name: value for name, value in headers.items() if name.lower() not in _NOT_AUTHORED}
    return _lower_case(chosen)


def _is_envelope(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != _ENVELOPE:
        return False
    status = value["status"]
    is_status = isinstance(status, int) and not isinstance(status, bool) and 100 <= status <= 599
    return is_status and isinstance(value["headers"], dict)


def _pause(data: Any) -> dict[str, Any] | None:
    """Return the ids in the output of a block that waits; None once a person has submitted."""
    if not isinstance(data, dict) or data.get("submission") is not None:
        return None
    ids = data.get("_resume")
    return ids if isinstance(ids, dict) and text(ids.get("contextId")) else None


def _lower_case(headers: Mapping[str, Any]) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}


def as_json(value: Any) -> Any:
    """Return a field of a model as it was sent."""
    if not isinstance(value, Model):
        return value
    return value.to_dict() if value.raw is None else value.raw


_REFERENCE: Final = "__simLargeValueRef"


@attrs.frozen
class LargeValue:
    """A value that the server kept, because it is too large for an answer.

    No call of the API returns it. Select a smaller part of it, or let the workflow write it to a
    file.
    """

    path: tuple[str | int, ...]
    """Where the reference is in the output: names and list positions. Empty for all of it."""
    kind: str
    """string, array, object, or a newer one."""
    size: int | None = None
    """Bytes of the value as JSON, where the server tells it."""
    preview: Any = attrs.field(default=None, repr=False)
    """As much of it as the server sends, such as its beginning."""
    id: str | None = None
    raw: dict[str, Any] = attrs.field(factory=dict, repr=False, eq=False)


def large_values(output: Any) -> list[LargeValue]:
    """Return the references in an output, in their order. Raises nothing, whatever the output."""
    return [_read(path, found) for path, found in _references(output)]


def _references(output: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), output)]
    while waiting:  # no recursion: JSON may be nested deeper than the stack is
        path, value = waiting.pop()
        if isinstance(value, dict) and value.get(_REFERENCE) is True:
            yield path, value
        elif isinstance(value, dict):
            waiting += [((*path, name), part) for name, part in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, n), part) for n, part in reversed([*enumerate(value)])]


def _read(path: tuple[str | int, ...], found: dict[str, Any]) -> LargeValue:
    size = number(found.get("size"))
    return LargeValue(
        path=path,
        kind=text(found.get("kind")) or "unknown",
        size=None if size is None else int(size),
        preview=found.get("preview"),
        id=text(found.get("id")),
        raw=found,
    )
