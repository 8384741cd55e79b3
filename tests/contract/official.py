"""Runs an official SDK, unmodified, in a process of its own.

To import an SDK takes half a second, so one interpreter of each imports it and forks for each
program. Where a process can't fork, each program has an interpreter of its own.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

INSTALLED = Path(__file__).resolve().parents[2] / ".venv" / "official"

# What every program sees: `show`, which prints a value or what was raised instead, and the seconds
# that the SDK would have slept, in `slept`. URL is where the mock is.
COMMON = """
import asyncio, dataclasses, inspect, json, sys, time
URL = sys.argv[1]
slept = []
def pause(seconds, result=None):
    slept.append(seconds)
sys.modules["time"].sleep = pause
told = {}
def show(name, call):
    try:
        value = call()
        value = asyncio.run(value) if inspect.iscoroutine(value) else value
        told[name] = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value
    except Exception as error:
        told[name] = {"raised": type(error).__name__, "text": str(error),
                      "code": getattr(error, "code", None),
                      "status": getattr(error, "status", None)}
"""
# What a program of each SDK begins with, as its own README does, but for the address.
BEGINNING = {
    "simstudio-sdk": """
from simstudio import SimStudioClient, SimStudioError
client = SimStudioClient("key", base_url=URL)
""",
    "oomol-connect-sdk": """
from oomol_connect_sdk import *
client = OomolConnectClient({"base_url": URL, "api_token": "key"})
""",
    "sandbox-fusion": """
from sandbox_fusion import *
set_endpoint(URL)
""",
    "dify-client": """
from dify_client import ChatClient, CompletionClient, DifyClient
client = DifyClient("key")
client.base_url = URL
""",
}

MODULES = {
    "simstudio-sdk": "simstudio",
    "oomol-connect-sdk": "oomol_connect_sdk",
    "sandbox-fusion": "sandbox_fusion",
    "dify-client": "dify_client",
}

# Imports the module that its argument names, then runs programs: each comes as a line of JSON, and
# so do its exit status and what it printed. A program that hangs is ended after a minute.
HOST = """
import importlib, json, os, signal, sys, tempfile, traceback

def become(program):
    os.environ.clear()
    os.environ.update(program["environment"])
    sys.argv = ["-c", *program["arguments"]]
    try:
        exec(compile(program["code"], "<string>", "exec"), {"__name__": "__main__"})
        return 0
    except SystemExit as ended:
        return ended.code or 0
    except BaseException:
        traceback.print_exc()
        return 1

importlib.import_module(sys.argv[1])
for line in sys.stdin:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            signal.alarm(60)
            os.dup2(out.fileno(), 1), os.dup2(err.fileno(), 2)
            status = become(json.loads(line))
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [file.seek(0) or file.read().decode() for file in (out, err)]
    print(json.dumps([status, *texts]), flush=True)
"""


def run(pin: str, base_url: str, program: str) -> dict[str, Any]:
    """Run a program with the SDK of this pin; return the values it passed to `show`."""
    folder = INSTALLED / pin
    assert folder.is_dir(), f"{pin} is missing: run `make test`, which installs it"
    name = pin.partition("==")[0]
    code = COMMON + BEGINNING[name] + textwrap.dedent(program)
    code += "\nprint(json.dumps(told, default=str))"
    printed = output(code, base_url, module=MODULES[name], path=folder)
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return told


def output(code: str, *arguments: str, module: str, path: Path) -> str:
    """Return what a program prints that imports *module*, of the packages at *path*."""
    environment = {**os.environ, "PYTHONPATH": str(path), "NO_PROXY": "127.0.0.1"}
    if hasattr(os, "fork"):
        program = {"code": code, "arguments": arguments, "environment": environment}
        status, out, err = _forked(_host(module, path), program)
    else:
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60
        )
        status, out, err = done.returncode, done.stdout, done.stderr
    assert status == 0, err
    return str(out)


def _forked(host: subprocess.Popen[str], program: dict[str, Any]) -> list[Any]:
    assert host.stdin is not None
    assert host.stdout is not None
    host.stdin.write(json.dumps(program) + "\n")
    host.stdin.flush()
    answer = host.stdout.readline()
    assert answer, "the interpreter that forks has ended"
    done: list[Any] = json.loads(answer)
    return done


@cache
def _host(module: str, path: Path) -> subprocess.Popen[str]:
    """Return an interpreter that has imported the module; it lives as long as this one."""
    host = subprocess.Popen(
        [sys.executable, "-c", HOST, module],
        env={**os.environ, "PYTHONPATH": str(path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(host.communicate)  # which closes its stdin, and that ends it
    return host
