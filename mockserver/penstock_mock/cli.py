"""The command `penstock-mock`."""

from __future__ import annotations

import argparse
import errno
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .contract import Contract
    from .serve import Server

# 4010 is where mock servers for OpenAPI documents are looked for, since Prism.
PORT = 4010
# How often a waiting main thread looks up: on Windows a signal doesn't end a wait.
_LOOK_UP = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status. 2 means it can't be done as asked, and stderr says why."""
    asked = _parser().parse_args(arguments)
    try:
        server = _server(asked)
    except ImportError as missing:
        return _refuse(f"{missing}\nThe mock needs its extra: pip install 'penstock[mock]'")
    except ValueError as problem:
        return _refuse(str(problem.args[0] if problem.args else problem))
    return _serve(server)


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
    from .mock import Mock
    from .serve import Server
    from .steerable import SteerableClock

    options: dict[str, dict[str, Any]] = {}
    for service, name, value in asked.option:
        options.setdefault(service, {})[name] = value
    mock = Mock(
        _contract(asked.spec),
        seed=asked.seed,
        clock=SteerableClock(),
        dialect=asked.dialect,
        options=options,
    )
    return Server(mock, host=asked.host, port=asked.port, service=asked.service)


def _contract(spec: Path | None) -> Contract | None:
    from .contract import Contract

    return None if spec is None else Contract.load(spec)


def _serve(server: Server) -> int:
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    try:
        server.start()
    except OSError as error:
        return _refuse(f"can't listen on {server.url}: {_reason(error)}")
    _announce(server)
    while not stop.wait(_LOOK_UP):
        pass
    server.stop()
    return 0


def _announce(server: Server) -> None:
    """One line per service, with the base URL its client needs; flushed, for who waits for it."""
    for service in server.services:
        print(f"{service:<16} {server.url_for(service)}")
    if not server.services:
        print(server.url)
    print("Ctrl+C stops it", flush=True)


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return "this machine has no such address; give another --host"
    return f"{os.strerror(error.errno or 0)}; give another --port, or 0 for any that is free"


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
