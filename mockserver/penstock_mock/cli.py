"""The command `penstock-mock`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine.exchange import Exchange
    from .frontends.server import Server

# 4010 is where mock servers for OpenAPI documents are looked for, since Prism.
PORT = 4010
# How often a waiting main thread looks up: on Windows a signal doesn't end a wait.
_LOOK_UP = 0.2
# Of one call's findings; the journal has them all.
_TOLD = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit status; 2 with the reason on stderr."""
    asked = _parser().parse_args(arguments)
    with _stopping() as stop:
        return _run(asked, stop)


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Set by SIGINT and SIGTERM, from before the imports that take their time."""
    stop = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: stop.set()) for each in signals]
    try:
        yield stop
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _run(asked: argparse.Namespace, stop: threading.Event) -> int:
    try:
        server = _server(asked)
    except ImportError as missing:
        return _refuse(str(missing))
    except ValueError as problem:
        return _refuse(str(problem.args[0] if problem.args else problem))
    # Clients of a user's document know no prefixes.
    whole = asked.spec is not None and asked.service is None
    return 0 if stop.is_set() else _serve(server, stop, whole=whole)


class _Version(argparse.Action):
    """Looks the version up when asked: that takes longer than the rest of the parser."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"penstock-mock {version('penstock')}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("penstock-mock", description="Plays an OpenAPI document back.")
    parser.add_argument("--version", action=_Version, nargs=0, help="show it and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    serve = commands.add_parser(
        "serve",
        help="serve the mock on a port until SIGINT or SIGTERM",
        description="Serve each service below its own prefix; Ctrl+C stops.",
    )
    add = serve.add_argument
    add("--port", type=_port, default=PORT, help=f"{PORT} unless given; 0 takes a free one")
    add("--host", default="127.0.0.1", help="the address to listen on; 127.0.0.1 unless given")
    add("--service", metavar="NAME", help="serve only this one, at the root")
    add("--spec", type=Path, metavar="FILE", help="another OpenAPI document (.json, .yaml)")
    add("--seed", type=int, default=0, help="decides generated data; 0 unless given")
    add(
        "--validation",
        choices=("report", "strict", "off"),
        default="report",
        help="of requests: report prints breaches of the contract, strict also answers 400",
    )
    add("--dialect", metavar="NAME", help="short for --option sim.dialect=NAME")
    add(
        "--option",
        action="append",
        default=[],
        type=_option,
        metavar="SERVICE.NAME=VALUE",
        help="set an option of a service; VALUE is JSON, or else text; can be repeated",
    )
    return parser


def _server(asked: argparse.Namespace) -> Server:
    """The server asked for. Raises ValueError for a document or a service there isn't."""
    from .document.contract import Contract
    from .engine.clock import SteerableClock
    from .frontends.server import Server
    from .mock import Mock

    options: dict[str, dict[str, Any]] = {}
    for service, name, value in asked.option:
        options.setdefault(service, {})[name] = value
    mock = Mock(
        None if asked.spec is None else Contract.load(asked.spec),
        seed=asked.seed,
        clock=SteerableClock(),
        validation=asked.validation,
        dialect=asked.dialect,
        options=options,
    )
    return Server(mock, host=asked.host, port=asked.port, service=asked.service, watch=_tell)


def _serve(server: Server, stop: threading.Event, *, whole: bool) -> int:
    try:
        server.start()
    except OSError as error:
        return _refuse(f"can't listen on {server.url}: {_reason(error)}")
    for found in (*server.mock.contract.findings, *server.mock.contract.gaps):
        _say(str(found))
    _announce(server, whole=whole)
    while not stop.wait(_LOOK_UP):
        pass
    server.stop()
    return 0


def _announce(server: Server, *, whole: bool) -> None:
    """One line per service, with the base URL its client needs; flushed, as scripts wait for it."""
    from .engine.engine import segment

    if whole:
        print(f"{'/':<16} {server.url}")
    for service in server.services:
        print(f"{segment(service):<16} {server.url_for(service)}")
    print("Ctrl+C stops it", flush=True)


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host; give another --host"
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return "this machine has no such address; give another --host"
    return f"{os.strerror(error.errno or 0)}; give another --port, or 0 for any that is free"


def _tell(exchange: Exchange) -> None:
    """Print a line about a call that is unexpected, breaks the contract, or crashed the mock."""
    points = [*(f"nearest: {near}" for near in exchange.near[:1]), *map(str, exchange.findings)]
    if exchange.error:
        points = [exchange.error.rstrip().rpartition("\n")[2]]
    if points or exchange.verdict == "unexpected":
        more = f"; {len(points) - _TOLD} more" if len(points) > _TOLD else ""
        _say(f"{exchange}; {'; '.join(points[:_TOLD])}{more}")


def _say(text: str) -> None:
    """Print one line on stderr, unprintable characters escaped; nothing when it is closed."""
    line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    with contextlib.suppress(OSError):
        print(f"penstock-mock: {line}", file=sys.stderr, flush=True)


def _refuse(why: str) -> int:
    print(f"penstock-mock: {why}", file=sys.stderr)
    return 2


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give 0 to 65535")
    return int(text)


def _option(text: str) -> tuple[str, str, Any]:
    path, equals, value = text.partition("=")
    service, dot, name = path.partition(".")
    if not (equals and dot and service and name):
        raise argparse.ArgumentTypeError(f"{text!r} has not the form SERVICE.NAME=VALUE")
    try:
        return service, name, json.loads(value)
    except ValueError:
        return service, name, value


if __name__ == "__main__":
    sys.exit(main())
