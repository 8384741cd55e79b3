"""The command `penstock-mock`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import secrets
import signal
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .document.contract import Contract
    from .document.structure import DocumentFinding
    from .engine.exchange import Exchange
    from .frontends.server import Server

# 4010 is where mock servers for OpenAPI documents are looked for, since Prism.
PORT = 4010
TOKEN_VARIABLE = "PENSTOCK_ADMIN_TOKEN"  # noqa: S105 - its name, not its value
# Seconds between two looks of a waiting main thread: on Windows a signal doesn't end a wait.
_LOOK_UP = 0.2
# Of one call's findings; the journal has them all.
_SHOWN = 5


def main(arguments: Sequence[str] | None = None, *, prog: str = "penstock-mock") -> int:
    """Run the command and return the exit status; 2 with the reason on stderr.

    `prog` is its name in help and in messages about its arguments.
    """
    asked = _parser(prog).parse_args(arguments)
    try:
        with _stopping() as stop:
            if asked.command == "serve":
                return _serve(asked, stop)
            status = _check(asked) if asked.command == "check" else _coverage(asked)
            sys.stdout.flush()
            return status
    except BrokenPipeError:  # a reader such as `head` ended; nothing is flushed at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ImportError as missing:
        return _refuse(str(missing))
    except ValueError as problem:
        return _refuse(str(problem.args[0] if problem.args else problem))


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


class _Version(argparse.Action):
    """Looks the version up when asked: that takes longer than the rest of the parser."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"{parser.prog} {version('penstock')}")
        parser.exit()


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog, description="Plays an OpenAPI document back.")
    parser.add_argument("--version", action=_Version, nargs=0, help="show it and exit")
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="command", dest="command"
    )
    check = commands.add_parser(
        "check",
        help="list what is wrong with a document, and what can't be played",
        description="Ends with 0, with 1 when something is wrong, with 2 when it can't be read.",
    )
    check.add_argument("file", type=Path, metavar="FILE", help="an OpenAPI document")
    check.add_argument("--format", choices=("text", "json"), default="text")
    coverage = commands.add_parser(
        "coverage",
        help="show which parts of a contract test runs exercised",
        description="Merge reports of pytest's --penstock-coverage-json, and of serve --coverage. "
        "Ends with 1 when a share is below --min.",
    )
    coverage.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a report in JSON")
    coverage.add_argument("--json", type=Path, metavar="FILE", help="write the merged report")
    coverage.add_argument("--html", type=Path, metavar="FILE", help="write a page")
    coverage.add_argument(
        "--min", metavar="N", help="the least percent in total, or by kind: operations=100"
    )
    coverage.add_argument(
        "--service",
        action="append",
        default=[],
        metavar="NAME",
        help="count this one; can be repeated; unless given all of your document, or those called",
    )
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
    add(
        "--admin-token",
        action="store_true",
        help=f"let other machines use the admin interface with a token: that in {TOKEN_VARIABLE}, "
        "or a new one, which is printed",
    )
    add(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name of this machine under which the admin interface may be used; can be repeated",
    )
    add("--coverage", type=Path, metavar="FILE", help="write what was exercised, at the end")
    add("--workers", type=_workers, default=1, metavar="N", help="1: sessions are in one process")
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
        coverage=asked.coverage is not None,
    )
    token = None
    if asked.admin_token:
        token = os.environ.get(TOKEN_VARIABLE) or secrets.token_urlsafe()
    return Server(
        mock,
        host=asked.host,
        port=asked.port,
        service=asked.service,
        watch=_report,
        admin_token=token,
        allow_hosts=asked.allow_host,
    )


def _serve(asked: argparse.Namespace, stop: threading.Event) -> int:
    server = _server(asked)
    if stop.is_set():
        return 0
    if asked.coverage is not None:
        from .engine.coverage_report import Report

        _write(asked.coverage, Report().dumps())  # or it would turn out at the end that it can't
    try:
        server.start()
    except OSError as error:
        return _refuse(f"can't listen on {server.url}: {_reason(error)}")
    if server.admin_token and server.admin_token != os.environ.get(TOKEN_VARIABLE):
        from .frontends.admin import TOKEN_HEADER

        print(f"{TOKEN_HEADER}: {server.admin_token}")
    # Clients of a user's document know no prefixes.
    _announce(server, whole=asked.spec is not None and asked.service is None)
    if server.exposed:
        admin = "with its token" if server.admin_token else "with --admin-token, which isn't given"
        _warn(
            f"{server.url} can be reached from other machines: the services by anyone, the admin "
            f"interface only {admin}"
        )
    if asked.spec is not None:  # which takes its time, and must not delay a signal
        count = partial(_count, server.mock.contract, asked.spec)
        threading.Thread(target=count, name="penstock-check", daemon=True).start()
    while not stop.wait(_LOOK_UP):
        pass
    server.stop()
    if asked.coverage is not None and server.mock.coverage is not None:
        _write(asked.coverage, server.mock.coverage.report().dumps())
    return 0


def _count(contract: Contract, spec: Path) -> None:
    if found := contract.check():
        _warn(f"{_counted(found)}; see: penstock-mock check {spec}")


def _check(asked: argparse.Namespace) -> int:
    """Print the findings of a document."""
    from .document.contract import Contract
    from .document.validation import numbered, printable

    contract = Contract.load(asked.file)
    found = contract.check()
    levels = Counter(finding.level for finding in found)
    if asked.format == "json":
        findings = [finding.as_dict() for finding in found]
        report = {"operations": len(contract.operations), "counts": levels, "findings": findings}
        print(json.dumps(report, indent=2))
    else:
        for finding in found:
            print(printable(f"{finding.level}: {finding}"))
        print(f"{numbered(len(contract.operations), 'operation')}; {_counted(found)}")
    return 1 if levels["error"] else 0


def _coverage(asked: argparse.Namespace) -> int:
    """Show the merged reports of several runs, and write them."""
    from .engine.coverage_report import Report, least_of
    from .frontends.coverage_views import page, table

    least = least_of(asked.min) if asked.min is not None else {}
    report = Report.load(asked.files)
    report.check_services(asked.service)
    print(table(report, asked.service), end="")
    if asked.json is not None:
        _write(asked.json, report.dumps())
    if asked.html is not None:
        _write(asked.html, page(report, asked.service))
    below = report.below(least, asked.service)
    for line in below:
        _warn(line)
    return 1 if below else 0


def _write(path: Path, text: str) -> None:
    """Raises ValueError when that can't be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ValueError(f"can't write {path}: {error.strerror}; name another file") from error


def _counted(found: Sequence[DocumentFinding]) -> str:
    """The number of findings of each level and kind, in a line."""
    from .document.validation import numbered

    parts = []
    for level, name, none in (
        ("error", "wrong", "nothing is wrong"),
        ("warning", "not played as written", "everything is played as written"),
    ):
        kinds = Counter(finding.kind for finding in found if finding.level == level)
        listed = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        number = numbered(kinds.total(), "part")
        verb = "is" if kinds.total() == 1 else "are"
        if kinds:
            parts.append(f"{number} {verb} {name} ({listed})")
        elif level == "error" or not any(each.level == "error" for each in found):
            parts.append(none)
    return ", ".join(parts)


def _announce(server: Server, *, whole: bool) -> None:
    """One line per service, with the base URL its client needs; flushed, as scripts wait for it."""
    from .engine.engine import segment

    for base in server.bases if whole else ():
        print(f"{base or '/':<16} {server.url}{base}")
    for service in server.services:
        print(f"{segment(service):<16} {server.url_for(service)}")
    print("Ctrl+C stops it", flush=True)


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host; give another --host"
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return "this machine has no such address; give another --host"
    return f"{os.strerror(error.errno or 0)}; give another --port, or 0 for any that is free"


def _report(exchange: Exchange) -> None:
    """Print a line about a call that is unexpected, breaks the contract, or crashed the mock."""
    points = [*(f"nearest: {near}" for near in exchange.near[:1]), *map(str, exchange.findings)]
    if exchange.error:
        points = [exchange.error.rstrip().rpartition("\n")[2]]
    if points or exchange.verdict in ("unexpected", "unanswered"):
        more = f"; {len(points) - _SHOWN} more" if len(points) > _SHOWN else ""
        _warn(f"{exchange}; {'; '.join(points[:_SHOWN])}{more}")


def _warn(text: str) -> None:
    """Print one line on stderr, unprintable characters escaped; nothing when it is closed."""
    from .document.validation import printable

    with contextlib.suppress(OSError):
        print(f"penstock-mock: {printable(text)}", file=sys.stderr, flush=True)


def _refuse(why: str) -> int:
    print(f"penstock-mock: {why}", file=sys.stderr)
    return 2


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give 0 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if text != "1":
        raise argparse.ArgumentTypeError(
            f"{text} is not possible, only 1: the state of a session (jobs, stubs, faults, clock, "
            "journal) is in one process, and the system gives each connection to any worker, so a "
            "client would find half of what it did; start several mocks on ports of their own, and "
            "give each client one"
        )
    return 1


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
