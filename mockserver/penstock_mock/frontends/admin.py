"""The admin interface: one list of commands, run in this process or sent to a mock on a port.

POST /__penstock__/<command>, with its arguments as a JSON object; GET, with a query, for those
that only read:

curl localhost:4010/__penstock__/journal?operation_id=executeWorkflow
curl localhost:4010/__penstock__/advance -d '{"seconds": 60}'
"""

from __future__ import annotations

import http.client
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar, cast, get_args
from urllib.parse import urlsplit

from attrs import asdict

from ..engine.engine import Engine
from ..engine.exchange import Exchange
from ..engine.service import Service
from ..engine.session import Session, Validation

F = TypeVar("F", bound=Callable[..., Any])

PREFIX = "/__penstock__/"
SESSION_HEADER = "X-Penstock-Session"

# An admin command does next to nothing; longer than this and the server hangs.
_TIMEOUT = 10.0

COMMANDS: dict[str, bool] = {}
"""The commands by name, and whether each only reads, so that GET may ask for it."""


def _command(*, reads: bool = False) -> Callable[[F], F]:
    """Declare a method as a command, which is run by the object's `_perform`."""

    def declare(method: F) -> F:
        signature = inspect.signature(method)
        COMMANDS[method.__name__] = reads

        @wraps(method)
        def call(self: Admin, /, *args: Any, **kwargs: Any) -> Any:
            given = signature.bind(self, *args, **kwargs).arguments
            fields = given.pop("fields", {})
            _, *arguments = given.items()
            return self._perform(method, {**dict(arguments), **fields})

        return cast("F", call)

    return declare


class Admin:
    """The commands on a session; all values are plain JSON.

    Each raises ValueError for arguments that make no sense and for names there are not.
    """

    def __init__(self, engine: Engine, session: Session) -> None:
        """Administer a session in this process."""
        self._engine = engine
        self._session = session

    def _perform(self, method: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        return method(self, **arguments)

    @_command(reads=True)
    def health(self) -> dict[str, Any]:
        """That it lives, and the services it plays."""
        return {"status": "ok", "services": list(self._engine.contract.services)}

    @_command(reads=True)
    def journal(self, operation_id: str | None = None) -> list[dict[str, Any]]:
        """The exchanges, oldest first; of one operation, or all."""
        return [describe(exchange) for exchange in self._session.journal.calls(operation_id)]

    @_command(reads=True)
    def problem(self) -> str | None:
        """The message with which a strict test would fail now; None when all is well."""
        try:
            self._session.verify()
        except AssertionError as found:
            return str(found)
        return None

    @_command()
    def reset(self) -> None:
        """Forget stubs, faults, journal and state; options and clock stay."""
        self._session.reset()

    @_command(reads=True)
    def faults(self) -> list[dict[str, Any]]:
        """The faults that are armed."""
        return [plain(rule) for rule in self._session.faults]

    @_command()
    def add_fault(self, kind: Any, **fields: Any) -> None:
        """Arm a fault; fields: see `faults.FaultRule`."""
        self._session.faults.add(kind, **fields)

    @_command()
    def clear_faults(self) -> None:
        """Disarm every fault."""
        self._session.faults.clear()

    @_command(reads=True)
    def options(self) -> dict[str, Any]:
        """The options of each service that were set."""
        return {service: dict(given) for service, given in self._session.options.items()}

    @_command()
    def set_option(self, service: str, name: str, value: Any) -> None:
        """Set an option of a service, from the next request on."""
        state = self._session.state(self._service(service))
        options = self._session.options.setdefault(service, {})
        before = dict(options)
        options[name] = value
        try:
            getattr(state, "options", None)  # where a service checks whether they make sense
        except (ValueError, Warning):
            self._session.options[service] = before
            raise

    @_command(reads=True)
    def validation(self) -> str:
        """The handling of requests that break the contract: "report", "strict" or "off"."""
        return self._session.validation

    @_command()
    def set_validation(self, mode: Any) -> None:
        """Validate requests so from the next one on; see `Session` for the modes."""
        if mode not in get_args(Validation):
            raise ValueError(f"validation is {mode!r}; use report, strict or off")
        self._session.validation = mode

    @_command(reads=True)
    def clock(self) -> float:
        """The session's time, in seconds since 1970."""
        return self._session.clock.time()

    @_command()
    def advance(self, seconds: float) -> float:
        """Let seconds pass; the time it is then."""
        advance = getattr(self._session.clock, "advance", None)
        if advance is None:
            raise ValueError("this session's clock can't be advanced: it is the machine's own")
        advance(seconds)
        return self._session.clock.time()

    @_command()
    def stub(self, operation_id: str, **fields: Any) -> None:
        """Answer an operation from now on; fields: see `Session.stub`."""
        if isinstance(fields.get("body"), str):
            fields["body"] = fields["body"].encode()  # JSON has no bytes
        self._session.stub(operation_id, **fields)

    @_command()
    def scenario(self, service: str, name: str, steps: Sequence[Any]) -> None:
        """Give something of a service other behaviours, one a call; see its `configure`."""
        state = self._session.state(self._service(service))
        if not hasattr(state, "configure"):
            raise ValueError(f"{service} has no scenarios; stub an operation of it instead")
        state.configure(name, *steps)

    def _service(self, name: str) -> Service:
        if name not in self._engine.services:
            known = ", ".join(self._engine.services) or "none"
            raise ValueError(f"no service {name!r} is played here, only: {known}")
        return self._engine.services[name]


class HttpAdmin(Admin):
    """The admin interface of a mock on a port: every command is sent there."""

    def __init__(self, url: str, session: str | None = None) -> None:
        """url: the mock's, as it prints it; a service's, or a tenant's, will do. session: the
        session's name, where the URL has none and the default one isn't meant.
        """
        parts = urlsplit(url)
        self._authority = parts.netloc
        first = parts.path[1:].partition("/")[0]
        self._prefix = f"/{first}{PREFIX}" if first.startswith("~") else PREFIX
        self._headers = {} if session is None else {SESSION_HEADER: session}

    def _perform(self, method: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        # Not urllib.request: that would take a proxy from the environment.
        connection = http.client.HTTPConnection(self._authority, timeout=_TIMEOUT)
        try:
            path = self._prefix + method.__name__
            connection.request("POST", path, json.dumps(arguments), self._headers)
            answer = json.loads(connection.getresponse().read())
        except ValueError:
            answer = None
        finally:
            connection.close()
        if isinstance(answer, dict) and "result" in answer:
            return answer["result"]
        if isinstance(answer, dict) and "error" in answer:
            raise ValueError(answer["error"])
        raise ValueError(f"the server at {self._authority} is no penstock mock")


def perform(admin: Admin, command: str, arguments: Any) -> dict[str, Any]:
    """Run one of `COMMANDS` for a client: {"result": ...}, or {"error": ...} in words."""
    if not isinstance(arguments, Mapping):
        return {"error": "the arguments of a command are a JSON object"}
    try:
        return {"result": getattr(admin, command)(**arguments)}
    except (TypeError, ValueError, LookupError, Warning) as problem:
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
