"""Nothing needs what only Linux or POSIX has: it is asked for first, or its absence is caught."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = [ROOT / "wrapper" / "penstock", ROOT / "mockserver" / "penstock_mock"]
SOURCES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]

# Not on Windows, or not on macOS either (docs.python.org, "Availability").
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
ATTRIBUTES = {
    "os": {
        *("eventfd", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid"),
        *("killpg", "memfd_create", "mkfifo", "openpty", "pidfd_open", "register_at_fork"),
        *("sched_getaffinity", "sendfile", "setsid", "splice", "uname", "wait3", "wait4"),
        *("WNOHANG", "chown", "chroot", "getloadavg", "nice", "posix_spawn", "sysconf"),
    },
    "signal": {
        *("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2"),
        *("alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait"),
    },
    "socket": {
        *("AF_NETLINK", "AF_PACKET", "AF_UNIX", "MSG_DONTWAIT", "MSG_NOSIGNAL", "SO_REUSEPORT"),
        *("TCP_QUICKACK", "TCP_USER_TIMEOUT", "TCP_INFO", "TCP_CORK", "recv_fds", "send_fds"),
    },
    "select": {"epoll", "kqueue", "poll"},
    "time": {"clock_gettime", "tzset", "pthread_getcpuclockid"},
}
# To look for a word is a hundred times faster than to parse a module.
WORDS = re.compile(rf"\b({'|'.join(sorted(MODULES.union(*ATTRIBUTES.values())))})\b")


def unguarded(tree: ast.AST) -> Iterator[str]:
    """Yield each use outside a `try` that catches it and outside an `if` that asks for it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Try) and _catches(node):
            rest = [*node.handlers, *node.orelse, *node.finalbody]
            yield from (use for part in rest for use in unguarded(part))
        elif isinstance(node, ast.If) and _asks(node.test):
            yield from (use for part in node.orelse for use in unguarded(part))
        else:
            yield from _used(node)
            yield from unguarded(node)


def _used(node: ast.AST) -> Iterator[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module]
        named = ATTRIBUTES.get(node.module, set())
        yield from (f"{node.module}.{a.name}" for a in node.names if a.name in named)
    elif isinstance(node, ast.Attribute):
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        if node.attr in ATTRIBUTES.get(owner, set()):
            yield f"{owner}.{node.attr}"
    yield from (name for name in names if name.partition(".")[0] in MODULES)


def _catches(node: ast.Try) -> bool:
    caught = {
        name for handler in node.handlers for name in ast.unparse(handler.type or node).split()
    }
    return any("ImportError" in name or "AttributeError" in name for name in caught)


def _asks(test: ast.expr) -> bool:
    text = ast.unparse(test)
    return "hasattr(" in text or "sys.platform" in text or "os.name" in text


def test_what_only_some_systems_have_is_asked_for_first(table: Any) -> None:
    with table as case:
        for path in SOURCES:
            source = path.read_text("utf-8")
            if WORDS.search(source):
                with case(path):
                    assert [*unguarded(ast.parse(source))] == []


@pytest.mark.table(
    ("source", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("def f():\n    from termios import TIOCOUTQ", ["termios"]),
        ("import os\nos.fork()", ["os.fork"]),
        ("from signal import SIGKILL", ["signal.SIGKILL"]),
        ("try:\n    import fcntl\nexcept ImportError:\n    pass", []),
        ("try:\n    import fcntl\nexcept ValueError:\n    pass", ["fcntl"]),
        ("try:\n    pass\nexcept ImportError:\n    import pwd", ["pwd"]),
        ("if hasattr(os, 'fork'):\n    os.fork()\nelse:\n    os.fork()", ["os.fork"]),
        ("if x:\n    socket.AF_UNIX", ["socket.AF_UNIX"]),
    ],
)
def test_a_use_without_a_guard_is_found(source: str, found: list[str]) -> None:
    assert [*unguarded(ast.parse(source))] == found
    assert WORDS.search(source)


ELSEWHERE = """
import importlib, os, pkgutil, select, signal, socket, sys, time
import anyio, asyncio, attrs, httpx, httpcore, jsonschema_rs, multiprocessing
import pytest, respx, uvicorn, yaml, uvicorn.protocols.http.auto, uvicorn.lifespan.off
import subprocess, concurrent.futures, logging
for name in {modules!r}:
    sys.modules[name] = None
for module, names in {attributes!r}.items():
    for name in names:
        vars(globals()[module]).pop(name, None)
import penstock, penstock_mock
tried = 0
for package in (penstock, penstock_mock):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
            tried += 1
print(tried)
from penstock.sim import Sim
from penstock_mock.mock import Mock
mock = Mock(strict=False)
assert Sim("key", transport=mock.transport).execute_workflow("wf").success
"""


def test_every_module_is_imported_where_linux_is_not() -> None:
    """And a call works."""
    program = ELSEWHERE.format(modules=sorted(MODULES), attributes=ATTRIBUTES)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200
