"""The neutral request, and the record of what became of it."""

from __future__ import annotations

import enum
import json as jsonlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import define, field, frozen

import penstock_mock  # annotations name what needs this module

from .router import NearMiss
from .timeline import Headers, Timeline, dump_json
from .validate import Finding

if TYPE_CHECKING:
    import penstock_mock.contract


class Missing(enum.Enum):
    """The type of `MISSING`."""

    MISSING = "missing"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING
"""No value was sent; JSON's null is None, so None can't say it."""

Verdict: TypeAlias = Literal["served", "stubbed", "faulted", "refused", "unexpected", "crashed"]
"""How a request was answered.

served: by the service or the document. stubbed: by a stub of the test. faulted: a fault changed the
answer. refused: by the engine (credentials, strict validation, 406). unexpected: no operation
matches its path and method. crashed: the mock itself failed; `Exchange.error` has the traceback.
"""


@frozen(eq=False)
class Request:
    """A request as the engine sees it, whatever medium it came over."""

    method: str
    """In upper case."""
    raw_path: str
    """Still percent-encoded, so that %2F stays inside its segment; without the query."""
    query: tuple[tuple[str, str], ...] = ()
    """Decoded, in order, repeated names kept."""
    headers: Headers = ()
    body: bytes = b""
    host: str = ""
    """Lower case, without the port; chooses among a document's servers when one has that host."""
    service: str | None = None
    """The service (tag) the front was asked for, when it knows; raw_path is then relative to it."""
    scheme: str = "https"
    base_url: str = ""
    """What stands before raw_path for this caller ("http://127.0.0.1:4010/sim"), when the front
    knows; absolute links in answers start with it. "" means scheme and host."""

    @classmethod
    def build(
        cls,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        json: Any = MISSING,
        body: bytes = b"",
        service: str | None = None,
    ) -> Request:
        """A request from a URL (absolute, or a path with a query)."""
        parts = urlsplit(url)
        listed = headers.items() if isinstance(headers, Mapping) else headers
        pairs = cast("Headers", tuple(listed))
        if json is not MISSING:
            body, pairs = dump_json(json), (("Content-Type", "application/json"), *pairs)
        return cls(
            method=method.upper(),
            raw_path=parts.path or "/",
            query=parse_query(parts.query),
            headers=pairs,
            body=body,
            host=parts.hostname or "",
            service=service,
            scheme=parts.scheme or "https",
        )

    @property
    def path(self) -> str:
        """The path for people to read: decoded, so it no longer says where segments end."""
        return unquote(self.raw_path)

    @cached_property
    def header_map(self) -> dict[str, str]:
        """Headers by lower-case name; repeated ones joined with a comma (RFC 9110 5.3)."""
        joined: dict[str, str] = {}
        for name, value in self.headers:
            key = name.lower()
            joined[key] = f"{joined[key]}, {value}" if key in joined else value
        return joined

    def header(self, name: str, default: str | None = None) -> str | None:
        """A header, whatever its case."""
        return self.header_map.get(name.lower(), default)

    @property
    def content_type(self) -> str:
        """The media type of the body in lower case, without parameters; "" when none is said."""
        return self.header_map.get("content-type", "").partition(";")[0].strip().lower()

    def json(self) -> Any:
        """The body as JSON; MISSING when empty. Raises ValueError when it isn't JSON."""
        return jsonlib.loads(self.body) if self.body else MISSING


def parse_query(text: str) -> tuple[tuple[str, str], ...]:
    """Decode a raw query string, keeping order, blanks and repeated names."""
    return tuple(parse_qsl(text, keep_blank_values=True)) if text else ()


@define
class Outcome:
    """What the front really did with the timeline; it fills this in."""

    sent_bytes: int = 0
    finished: bool = False
    """Every step was played."""
    interrupted: bool = False
    """The peer went away first."""


@define(eq=False)
class Exchange:
    """One request, what was found out about it, and what it was answered."""

    id: str
    """Counted in the session; sent as the header X-Mock-Exchange."""
    request: Request
    """As recorded: secrets replaced, a long body cut (see `journal.recorded`)."""
    timeline: Timeline
    operation: penstock_mock.contract.Operation | None = None
    path_params: Mapping[str, Any] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    verdict: Verdict = "served"
    near: tuple[NearMiss, ...] = ()
    """The nearest operations, when none matched."""
    error: str | None = None
    """The traceback, when the mock itself failed."""
    at: float = 0.0
    """When the request came: the session clock's `time()`."""
    outcome: Outcome = field(factory=Outcome)

    @property
    def operation_id(self) -> str | None:
        """The id of the operation that matched, if one did."""
        return self.operation.id if self.operation else None

    @property
    def status(self) -> int | None:
        """The status answered; None when the connection broke before the head."""
        return self.timeline.status

    def __str__(self) -> str:
        asked = f"{self.request.method} {self.request.path}"
        name = self.operation_id or "no operation"
        return f"#{self.id} {asked} ({name}): {self.verdict}, {self.status or 'no answer'}"
