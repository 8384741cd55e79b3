"""One admin interface, implemented by the engine in process and by an HTTP client alike.

What is written against `Admin` drives a mock in its own process or one on a port. On a port each
method is a command: POST /__penstock__/<method> with its arguments as a JSON object. Those that
only look can be had with GET and a query as well:

    curl localhost:4010/__penstock__/journal?operation_id=executeWorkflow
    curl localhost:4010/__penstock__/advance -d '{"seconds": 60}'
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, get_args
from urllib.parse import urlsplit

from attrs import asdict

from ..engine.engine import Engine
from ..engine.exchange import Exchange
from ..engine.service import Service
from ..engine.session import Session, Validation

PREFIX = "/__penstock__/"
SESSION_HEADER = "X-Penstock-Session"

# These change nothing, so that GET may ask for them.
LOOKING = frozenset({"health", "journal", "problem", "faults", "options", "validation", "clock"})
COMMANDS = LOOKING | {
    *("reset", "add_fault", "clear_faults", "set_option", "set_validation"),
    *("advance", "stub", "scenario"),
}

# An admin command does next to nothing; longer than this and the server hangs.
_TIMEOUT = 10.0


class Admin(Protocol):
    """What can be asked of a session and done to it; all values are plain JSON.

    Raises ValueError for arguments that make no sense and for names there are not.
    """

    def health(self) -> dict[str, Any]:
        """That it lives, and the services it plays."""
        raise NotImplementedError

    def journal(self, operation_id: str | None = None) -> list[dict[str, Any]]:
        """What was asked and answered, oldest first; of one operation, or all."""
        raise NotImplementedError

    def problem(self) -> str | None:
        """What a strict test would fail with now; None when all is well."""

    def reset(self) -> None:
        """Forget stubs, faults, journal and state; options and clock stay."""

    def faults(self) -> list[dict[str, Any]]:
        """The faults that are armed."""
        raise NotImplementedError

    def add_fault(self, kind: str, **fields: Any) -> None:
        """Arm a fault; `faults.FaultRule` says with which fields."""

    def clear_faults(self) -> None:
        """Disarm every fault."""

    def options(self) -> dict[str, Any]:
        """The options of each service that were set."""
        raise NotImplementedError

    def set_option(self, service: str, name: str, value: Any) -> None:
        """Set an option of a service, from the next request on."""

    def validation(self) -> str:
        """What becomes of a request that breaks the contract: "report", "strict" or "off"."""
        raise NotImplementedError

    def set_validation(self, mode: str) -> None:
        """Have requests validated so from the next one on; `Session` says what each mode does."""

    def clock(self) -> float:
        """The session's time, in seconds since 1970."""
        raise NotImplementedError

    def advance(self, seconds: float) -> float:
        """Let seconds pass; the time it is then."""
        raise NotImplementedError

    def stub(self, operation_id: str, **fields: Any) -> None:
        """Answer an operation from now on; `Session.stub` says with which fields."""

    def scenario(self, service: str, name: str, steps: Sequence[Any]) -> None:
        """Give something of a service other behaviours, one a call; see its `configure`."""


class LocalAdmin:
    """The admin interface of a session in this process."""

    def __init__(self, engine: Engine, session: Session) -> None:
        self._engine = engine
        self._session = session

    def health(self) -> dict[str, Any]:
        return {"status": "ok", "services": list(self._engine.contract.services)}

    def journal(self, operation_id: str | None = None) -> list[dict[str, Any]]:
        return [describe(exchange) for exchange in self._session.journal.calls(operation_id)]

    def problem(self) -> str | None:
        try:
            self._session.verify()
        except AssertionError as found:
            return str(found)
        return None

    def reset(self) -> None:
        self._session.reset()

    def faults(self) -> list[dict[str, Any]]:
        return [plain(rule) for rule in self._session.faults]

    def add_fault(self, kind: Any, **fields: Any) -> None:
        self._session.faults.add(kind, **fields)

    def clear_faults(self) -> None:
        self._session.faults.clear()

    def options(self) -> dict[str, Any]:
        return {service: dict(given) for service, given in self._session.options.items()}

    def set_option(self, service: str, name: str, value: Any) -> None:
        state = self._session.state(self._known(service))
        options = self._session.options.setdefault(service, {})
        before = dict(options)
        options[name] = value
        try:
            getattr(state, "options", None)  # where a service looks whether they make sense
        except ValueError:
            self._session.options[service] = before
            raise

    def validation(self) -> str:
        return self._session.validation

    def set_validation(self, mode: Any) -> None:
        if mode not in get_args(Validation):
            raise ValueError(f"validation is {mode!r}; use report, strict or off")
        self._session.validation = mode

    def clock(self) -> float:
        return self._session.clock.time()

    def advance(self, seconds: float) -> float:
        advance = getattr(self._session.clock, "advance", None)
        if advance is None:
            raise ValueError("this session's clock can't be advanced: it is the machine's own")
        advance(seconds)
        return self.clock()

    def stub(self, operation_id: str, **fields: Any) -> None:
        if isinstance(fields.get("body"), str):
            fields["body"] = fields["body"].encode()  # JSON has no bytes
        self._session.stub(operation_id, **fields)

    def scenario(self, service: str, name: str, steps: Sequence[Any]) -> None:
        state = self._session.state(self._known(service))
        if not hasattr(state, "configure"):
            raise ValueError(f"{service} has no scenarios; stub an operation of it instead")
        state.configure(name, *steps)

    def _known(self, service: str) -> Service:
        if service not in self._engine.services:
            known = ", ".join(self._engine.services) or "none"
            raise ValueError(f"no service {service!r} is played here, only: {known}")
        return self._engine.services[service]


class HttpAdmin:
    """The admin interface of a mock on a port."""

    def __init__(self, url: str, session: str | None = None) -> None:
        """url: the mock's, as it prints it; a service's, or a tenant's, will do. session: the
        name of the one meant, when the URL doesn't say it and it isn't the server's own.
        """
        parts = urlsplit(url)
        self._authority = parts.netloc
        first = parts.path[1:].partition("/")[0]
        self._prefix = f"/{first}{PREFIX}" if first.startswith("~") else PREFIX
        self._headers = {} if session is None else {SESSION_HEADER: session}

    def health(self) -> Any:
        return self._ask("health")

    def journal(self, operation_id: str | None = None) -> Any:
        return self._ask("journal", operation_id=operation_id)

    def problem(self) -> Any:
        return self._ask("problem")

    def reset(self) -> None:
        self._ask("reset")

    def faults(self) -> Any:
        return self._ask("faults")

    def add_fault(self, kind: str, **fields: Any) -> None:
        self._ask("add_fault", kind=kind, **fields)

    def clear_faults(self) -> None:
        self._ask("clear_faults")

    def options(self) -> Any:
        return self._ask("options")

    def set_option(self, service: str, name: str, value: Any) -> None:
        self._ask("set_option", service=service, name=name, value=value)

    def validation(self) -> Any:
        return self._ask("validation")

    def set_validation(self, mode: str) -> None:
        self._ask("set_validation", mode=mode)

    def clock(self) -> Any:
        return self._ask("clock")

    def advance(self, seconds: float) -> Any:
        return self._ask("advance", seconds=seconds)

    def stub(self, operation_id: str, **fields: Any) -> None:
        self._ask("stub", operation_id=operation_id, **fields)

    def scenario(self, service: str, name: str, steps: Sequence[Any]) -> None:
        self._ask("scenario", service=service, name=name, steps=list(steps))

    def _ask(self, command: str, **arguments: Any) -> Any:
        # Not urllib.request: that would take a proxy from the environment.
        connection = http.client.HTTPConnection(self._authority, timeout=_TIMEOUT)
        try:
            asked = json.dumps(arguments)
            connection.request("POST", self._prefix + command, asked, self._headers)
            return self._result(connection.getresponse().read())
        finally:
            connection.close()

    def _result(self, body: bytes) -> Any:
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        if isinstance(answer, dict) and "result" in answer:
            return answer["result"]
        if isinstance(answer, dict) and "error" in answer:
            raise ValueError(answer["error"])
        raise ValueError(f"what answers at {self._authority} is no penstock mock")


def perform(admin: Admin, command: str, arguments: Any) -> dict[str, Any]:
    """Do one of `COMMANDS` for somebody else: {"result": ...}, or {"error": ...} in words."""
    if not isinstance(arguments, Mapping):
        return {"error": "the arguments of a command are a JSON object"}
    try:
        return {"result": getattr(admin, command)(**arguments)}
    except (TypeError, ValueError, LookupError) as problem:
        return {"error": str(problem.args[0] if problem.args else problem)}


def describe(exchange: Exchange) -> dict[str, Any]:
    """An exchange as plain JSON."""
    request, outcome = exchange.request, exchange.outcome
    return {
        "id": exchange.id,
        "at": exchange.at,
        "method": request.method,
        "path": request.path,
        "query": [list(pair) for pair in request.query],
        "headers": [list(pair) for pair in request.headers],
        "body": request.body.decode("utf-8", "replace"),
        "operation": exchange.operation_id,
        "verdict": exchange.verdict,
        "status": exchange.status,
        "findings": [plain(finding) for finding in exchange.findings],
        "near": [plain(miss) for miss in exchange.near],
        "error": exchange.error,
        "sent_bytes": outcome.sent_bytes,
        "finished": outcome.finished,
        "interrupted": outcome.interrupted,
    }


def plain(value: Any) -> dict[str, Any]:
    """An attrs value as plain JSON."""
    return asdict(value)
