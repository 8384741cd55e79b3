"""How a refusal is written down, and how it becomes a body of v1 or v2. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from .words import code_of

Stage: TypeAlias = Literal[
    "edge",  # before any route: what a proxy answers
    "gate",  # the process takes no more work
    "auth",
    "body",
    "workflow",  # does it exist, may this key see it
    "claim",  # the caller's own run id
    "deployment",  # is it deployed
    "usage",
    "rate",
    "concurrency",
    "enqueue",  # async only
    "load",  # the deployed version, the files
    "run",
]

Body: TypeAlias = dict[str, Any]


@frozen
class V1:
    """A v1 error: `{error, code?, …}`. The documented server derives a code where none is given."""

    status: int
    error: str
    code: str | None = None
    extra: Mapping[str, Any] = field(factory=dict)
    retry_after: int | None = None


@frozen
class V2:
    """A v2 error: `{error: {code, message, details?}}`; the code follows from the status."""

    status: int
    message: str
    details: Mapping[str, Any] | None = None
    retry_after: int | None = None


@frozen
class Refusal:
    """One refusal: where in the order of checks it comes, and what each dialect says."""

    name: str
    stage: Stage
    today: V1
    v2: V2
    documented: V1 | None = None

    @property
    def in_documented(self) -> V1:
        """What the documented dialect says."""
        return self.documented or self.today


V2_CODES: Mapping[int, str] = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    402: "USAGE_LIMIT_EXCEEDED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    408: "BAD_REQUEST",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    423: "LOCKED",
    429: "RATE_LIMITED",
    499: "CLIENT_CLOSED_REQUEST",
    500: "INTERNAL_ERROR",
    503: "SERVICE_UNAVAILABLE",
}


def v1_body(error: V1, fills: Mapping[str, str], message: str | None, *, coded: bool) -> Body:
    """The body of a v1 error. coded: a code is derived from the message where there is none."""
    said = message or error.error.format_map(fills)
    code = code_of(said) if error.code is None and coded else error.code
    named = {} if code is None else {"code": code}
    return {"error": said, **named, **filled(error.extra, fills)}


def v2_body(error: V2, fills: Mapping[str, str], message: str | None, details: Any = None) -> Body:
    """The body of a v2 error. details: in place of the error's own."""
    said = message or error.message.format_map(fills)
    body: Body = {"code": V2_CODES[error.status], "message": said}
    if details is not None:
        body["details"] = details
    elif error.details is not None:
        body["details"] = filled(error.details, fills)
    return {"error": body}


def filled(fields: Mapping[str, Any], fills: Mapping[str, str]) -> Body:
    """Fields, what their texts leave open filled in."""
    return {n: v.format_map(fills) if isinstance(v, str) else v for n, v in fields.items()}
