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

# What every program sees: `show`, which tells a value or what was raised instead, and the seconds
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


def run(pin: str, base_url: str, program: str) -> dict[str, Any]:
    """Run a program with the SDK of this pin; return what it told by `show`."""
    folder = INSTALLED / pin
    assert folder.is_dir(), f"{pin} is missing: run `make test`, which installs it"
    beginning = COMMON + BEGINNING[pin.partition("==")[0]]
    code = beginning + textwrap.dedent(program) + "\nprint(json.dumps(told, default=str))"
    done = subprocess.run(
        [sys.executable, "-c", code, base_url],
        env={**os.environ, "PYTHONPATH": str(folder), "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
