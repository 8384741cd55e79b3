"""A response with more than its result: status, headers, ids, text and bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar

import attrs

import penstock  # annotations name what is loaded on use
from penstock._core.decoding import parsed
from penstock._core.message import Answer, request_id_in

_T = TypeVar("_T")


@attrs.frozen(kw_only=True)
class Response:
    """The answer to a call that succeeded. Its repr shows neither headers nor content."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    """All of them, names in lower case."""
    content: bytes = attrs.field(repr=False)
    """The body, decompressed."""
    request_id: str | None = None
    """The server's name for the request, from the headers."""
    attempts: int = 1
    """The number of requests it took."""
    rate_limits: tuple[penstock.RateLimit, ...] = ()
    """The rate limits in the headers of this response."""

    @classmethod
    def of(cls, answer: Answer, **more: Any) -> Self:
        """Return an answer as a user sees it."""
        return cls(
            status=answer.status,
            headers=dict(answer.headers),
            content=answer.body,
            request_id=request_id_in(answer.headers),
            attempts=answer.attempts,
            rate_limits=answer.limits,
            **more,
        )

    @property
    def text(self) -> str:
        """The body as text, with replacement characters where it isn't UTF-8."""
        return self._answer.text

    def json(self) -> Any:
        """Return the body read as JSON. Raises ResponseError if it isn't any."""
        return parsed(self._answer)

    @property
    def _answer(self) -> Answer:
        answer = Answer(self.status, self.headers, self.content)
        answer.attempts = self.attempts
        return answer


@attrs.frozen(kw_only=True)
class ParsedResponse(Response, Generic[_T]):
    """The answer to a call of an operation, and its result."""

    parsed: _T
