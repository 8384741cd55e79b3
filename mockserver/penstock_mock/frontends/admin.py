"""The admin interface: one list of commands, run in this process or sent to a mock on a port.

POST /__penstock__/<command>, with its arguments as a JSON object; GET, with a query, for those
that only read:

curl localhost:4010/__penstock__/journal?operation_id=executeWorkflow
curl localhost:4010/__penstock__/advance -d '{"seconds": 60}'

Values that JSON has no form for are objects of one name: {"$bytes": "base64"}, {"$tuple": [0.5,
"b"]} (in `stub`'s `sse`: an event after its delay), {"$timeline": [[delay, step], ...]}, and
{"$object": {...}} for an object that looks like one of these.
"""

from __future__ import annotations

import base64
import inspect
import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from math import isfinite
from typing import Any, TypeVar, cast, get_args

from attrs import asdict

from ..document.bodies import TOO_DEEP, too_deep
from ..document.request import ADMIN_PREFIX
from ..engine import checks
from ..engine.checks import check_arguments
from ..engine.engine import Engine, split_url, without_user
from ..engine.exchange import Exchange, JournalOverflow
from ..engine.session import Session, Validation
from ..engine.stubs import caller
from ..engine.timeline import Chunk, Fault, Head, Step, Timeline, playable_steps

F = TypeVar("F", bound=Callable[..., Any])

SESSION_HEADER = "X-Penstock-Session"
TOKEN_HEADER = "X-Penstock-Token"  # noqa: S105 - its name, not its value

# An admin command does next to nothing; longer than this and the server hangs.
_TIMEOUT = 10.0
# The names of the objects that stand for what JSON has no form for.
_FORMS = {"$bytes", "$tuple", "$set", "$timeline", "$object"}

COMMANDS: dict[str, bool] = {}
"""The commands by name, and whether each only reads, so that GET may ask for it."""


def _command(*, reads: bool = False) -> Callable[[F], F]:
    """Declare a method as a command, which is run by the object's `_perform`."""

    def declare(method: F) -> F:
        signature = inspect.signature(method)
        checked = check_arguments(method)
        COMMANDS[method.__name__] = reads

        @wraps(method)
        def call(self: Admin, /, *args: Any, **kwargs: Any) -> Any:
            try:
                given = signature.bind(self, *args, **kwargs).arguments
            except TypeError as error:
                raise ValueError(f"{method.__name__}: {error}") from None
            fields = given.pop("fields", {})
            _, *arguments = given.items()
            sent = {**dict(arguments), **fields}
            try:
                if not too_deep(sent):
                    return self._perform(checked, sent)
            except RecursionError:  # from deep in the caller's own calls
                pass
            raise ValueError(f"{method.__name__}: {TOO_DEEP}")

        return cast("F", call)

    return declare


class Admin:
    """The commands on a session; results are plain JSON.

    Each raises ValueError for arguments that make no sense and for names there are not.
    """

    def __init__(self, engine: Engine, session: Session) -> None:
        """Administer a session in this process."""
        self._engine = engine
        self._session = session

    def _perform(self, method: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        try:
            result = method(self, **arguments)
        except (LookupError, TypeError, ValueError) as error:
            raise ValueError(str(error.args[0] if error.args else error)) from error
        return json.loads(json.dumps(result, default=repr))

    @_command(reads=True)
    def health(self) -> dict[str, Any]:
        """The mock's state, and the services it plays."""
        return {"status": "ok", "services": list(self._engine.contract.services)}

    @_command(reads=True)
    def journal(self, operation_id: str | None = None) -> list[dict[str, Any]]:
        """The exchanges, oldest first; of one operation, or all."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", JournalOverflow)  # `counts` has the number
            calls = self._session.journal.calls(operation_id)
        return [describe(exchange) for exchange in calls]

    @_command(reads=True)
    def counts(self) -> dict[str, Any]:
        """The number of calls, of those dropped from the journal, and of those that went wrong."""
        journal = self._session.journal
        kinds = ("unexpected", "unanswered", "crashed", "breach")
        wrong = {kind: journal.count(verdict=kind) for kind in kinds}
        return {"calls": journal.count(), "dropped": journal.dropped, **wrong}

    @_command(reads=True)
    def coverage(self) -> dict[str, Any]:
        """The parts of the contract that calls exercised so far; see `coverage_report.Report`."""
        if self._session.coverage is None:
            raise ValueError(
                "coverage isn't counted: give serve --coverage, or Mock(coverage=True)"
            )
        found: dict[str, Any] = json.loads(self._session.coverage.report().dumps())
        return found

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
        return [asdict(rule) for rule in self._session.faults]

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
        state = self._session.state(self._engine.service(service))
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

    @_command()
    def allow_breaches(self, allowed: Any) -> None:
        """Accept calls that break the contract: True, an operation's id, or a list of them."""
        self._session.allow_breaches = allowed

    @_command(reads=True)
    def clock(self) -> float:
        """The session's time, in seconds since 1970."""
        return self._session.clock.time()

    @_command()
    def advance(self, seconds: Any) -> float:
        """Let seconds pass; the time it is then."""
        advance = getattr(self._session.clock, "advance", None)
        if advance is None:
            raise ValueError("this session's clock can't be advanced: it is the machine's own")
        advance(seconds)
        return self._session.clock.time()

    @_command()
    def stub(self, operation_id: str, **fields: Any) -> None:
        """Answer an operation from now on; fields: see `Session.stub`. A condition that is sent to
        a port is data: where={"json": {...}}.
        """
        self._session.stub(operation_id, **fields)

    @_command()
    def scenario(self, service: str, name: str, steps: Any) -> None:
        """Give something of a service other behaviours, one a call; see its `configure`."""
        state = self._session.state(self._engine.service(service))
        if isinstance(steps, str) or not isinstance(steps, Sequence):
            raise ValueError(f"steps are {steps!r}; give a list of scenarios, one a call")
        if not hasattr(state, "configure"):
            raise ValueError(f"{service} has no scenarios; stub an operation of it instead")
        state.configure(name, *steps)


class HttpAdmin(Admin):
    """The admin interface of a mock on a port: every command is sent there."""

    def __init__(self, url: str, session: str | None = None, token: str | None = None) -> None:
        """url: the mock's, as it prints it; a service's, or a tenant's, will do. session: the
        session's name, where the URL has none and the default one isn't meant. token: that of
        `--admin-token`, which another machine's mock asks for.

        Raises ValueError for what is no URL of a mock.
        """
        parts = split_url(url)
        if parts is None or parts.scheme != "http":
            raise ValueError(
                f"url is {without_user(url)}; give the mock's, such as http://localhost:4010"
            )
        checks.of_type("session", session, str | None, "the name of a session")
        checks.of_type("token", token, str | None, "the token of --admin-token")
        self._authority = parts.netloc
        first = parts.path[1:].partition("/")[0]
        self._prefix = f"/{first}{ADMIN_PREFIX}" if first.startswith("~") else ADMIN_PREFIX
        given = {SESSION_HEADER: session, TOKEN_HEADER: token}
        self._headers = {name: value for name, value in given.items() if value is not None}

    def _perform(self, method: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        if method.__name__ == "stub":
            arguments.setdefault("made_at", caller())
        body = json.dumps(_encode(arguments))
        # Not urllib.request: that would take a proxy from the environment.
        import http.client  # which only the client side needs

        connection = http.client.HTTPConnection(self._authority, timeout=_TIMEOUT)
        try:
            path = self._prefix + method.__name__
            connection.request("POST", path, body, self._headers)
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
        return {"result": getattr(admin, command)(**_decode(arguments))}
    except (TypeError, ValueError, LookupError, RecursionError, Warning) as problem:
        return {"error": str(problem.args[0] if problem.args else problem)}


def _encode(value: Any) -> Any:
    """A value of this process as JSON. Raises ValueError for what a port can't be sent."""
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        return {"$tuple": [_encode(item) for item in value]}
    if isinstance(value, Timeline):
        if value.revise or value.abandoned:
            raise ValueError("a timeline with callbacks can't be sent to a port; give one without")
        return {"$timeline": [[delay, _encode_step(step)] for delay, step in value.steps]}
    if isinstance(value, Mapping):
        encoded = {name: _encode(item) for name, item in value.items()}
        special = len(encoded) == 1 and encoded.keys() <= _FORMS
        return {"$object": encoded} if special else encoded
    if isinstance(value, (set, frozenset)):
        return {"$set": [_encode(item) for item in value]}
    if isinstance(value, list):
        return [_encode(item) for item in value]
    finite = isinstance(value, float) and isfinite(value)  # JSON has no others
    if finite or value is None or isinstance(value, (str, int)):
        return value
    if callable(value):
        raise ValueError(
            f"{value!r} can't be sent to a port: a condition is data there, "
            'such as where={"json": {"name": "x"}}'
        )
    raise ValueError(f"{value!r} can't be sent to a port; give plain values")


def _encode_step(step: Step) -> dict[str, Any]:
    if isinstance(step, Head):
        return {"status": step.status, "headers": [list(pair) for pair in step.headers]}
    return {"data": _encode(step.data)} if isinstance(step, Chunk) else {"fault": step.kind}


def _decode(value: Any) -> Any:
    """The value that `_encode` made JSON of. Raises ValueError for what it never makes."""
    match value:
        case list():
            return [_decode(item) for item in value]
        case {"$bytes": text, **rest} if not rest:
            try:
                return base64.b64decode(text, validate=True)
            except (TypeError, ValueError):
                problem = f"$bytes is {text!r}; give the bytes in base64 (RFC 4648 4)"
                raise ValueError(problem) from None
        case {"$tuple": items, **rest} | {"$set": items, **rest} if not rest:
            if not isinstance(items, list):
                raise ValueError(f"the items of $tuple or $set are {items!r}; give a list")
            kind = tuple if "$tuple" in value else set
            return kind(_decode(item) for item in items)
        case {"$timeline": steps, **rest} if not rest:
            return _decode_timeline(steps)
        case {"$object": fields, **rest} if not rest:
            if not isinstance(fields, Mapping):
                raise ValueError(f"$object is {fields!r}; give an object")
            return {name: _decode(item) for name, item in fields.items()}
        case dict():
            return {name: _decode(item) for name, item in value.items()}
    return value


def _decode_timeline(steps: Any) -> Timeline:
    if not isinstance(steps, list):
        raise ValueError(f"a timeline is {steps!r}; give a list of [delay, step]")
    decoded: list[tuple[float, Step]] = []
    for entry in steps:
        match entry:
            case [delay, {"status": status, **rest}] if rest.keys() <= {"headers"}:
                headers = rest.get("headers", [])
                pairs = [*headers.items()] if isinstance(headers, Mapping) else headers
                if not isinstance(pairs, list) or not all(
                    isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in pairs
                ):
                    raise ValueError(f"headers are {headers!r}; give a list of [name, value]")
                decoded.append((delay, Head(status, tuple((n, v) for n, v in pairs))))
            case [delay, {"data": data, **rest}] if not rest:
                decoded.append((delay, Chunk(_decode(data))))
            case [delay, {"fault": kind, **rest}] if not rest:
                decoded.append((delay, Fault(kind)))
            case _:
                raise ValueError(
                    f"a step of a timeline is {entry!r}; give [delay, step], the step being "
                    '{"status": 200, "headers": [[name, value], ...]}, {"data": {"$bytes": '
                    'base64}} or {"fault": kind}'
                )
    return playable_steps(Timeline(tuple(decoded)))


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
        "findings": [asdict(finding) for finding in exchange.findings],
        "near": [asdict(miss) for miss in exchange.near],
        "error": exchange.error,
        "sent_bytes": outcome.sent_bytes,
        "finished": outcome.finished,
        "interrupted": outcome.interrupted,
    }
