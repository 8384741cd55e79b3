"""Runs an official SDK, unmodified, in an interpreter of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

INSTALLED = Path(__file__).resolve().parents[2] / ".venv" / "official"

# What a program sees: a client, and `show`, which tells a value or what was raised instead.
PRELUDE = """
import dataclasses, json, sys, time
sys.modules["time"].sleep = lambda s, log=(slept := []): log.append(s)
from simstudio import SimStudioClient, SimStudioError
client = SimStudioClient("key", base_url=sys.argv[1])
told = {}
def show(name, call):
    try:
        value = call()
        told[name] = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value
    except Exception as error:
        told[name] = {"raised": type(error).__name__, "text": str(error),
                      "code": getattr(error, "code", None),
                      "status": getattr(error, "status", None)}
"""


def run(pin: str, base_url: str, program: str) -> dict[str, Any]:
    """Run a program with the SDK of this pin; return what it told by `show`."""
    folder = INSTALLED / pin
    assert folder.is_dir(), f"{pin} is missing: run `make test`, which installs it"
    code = PRELUDE + textwrap.dedent(program) + "\nprint(json.dumps(told, default=str))"
    done = subprocess.run(
        [sys.executable, "-c", code, base_url],
        env={**os.environ, "PYTHONPATH": str(folder), "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told
