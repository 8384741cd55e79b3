"""The output of a run, out of the envelopes that servers put around it.

A Response block's payload is `{data, status, headers}`, in streams of a server of 2025-10
`{response: {data, status, headers}}`. A block that waits for a person uses the same envelope, with
the ids to resume the run in `data._resume`. Only v1's synchronous answer is the payload itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from penstock._core.decoding import text
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
