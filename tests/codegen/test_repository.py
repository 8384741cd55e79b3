"""The repository's own document: current, the same on every interpreter, and easy to extend."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import document
import generate
import pins
import pytest
import trees
import unasync

# Further interpreters to generate with, as a PATH-like list. Each needs the pinned generator and
# ruff; those found by name that lack them are passed over.
VARIABLE = "PENSTOCK_PYTHONS"
NAMES = ("python3.11", "python3.12", "python3.13", "python3.14")
ASK = """
import sys
from importlib.metadata import version
print(sys.version_info[:2], version("openapi-python-client"), version("ruff"))
"""


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    """What the repository's document becomes now."""
    return generate.build(generate.SPEC)


def test_the_committed_client_is_current(package: dict[str, bytes]) -> None:
    """And its document keeps every rule, or it would not be made. Otherwise: `make generate`."""
    found = trees.differences(package, trees.read(generate.OUTPUT), "penstock_api")
    assert found == []


def test_the_committed_twins_are_current() -> None:
    """And no rule of the translation is dead."""
    assert unasync.run(pins.ROOT, unasync.TREES, check=True) == []


def test_there_is_one_module_for_each_operation(package: dict[str, bytes]) -> None:
    """By tag: nothing lost, nothing over."""
    items = json.loads(package["openapi.json"])["paths"].values()
    operations = [item[method] for item in items for method in document.METHODS if method in item]
    wanted = Counter(operation["tags"][0] for operation in operations)
    for tag, count in wanted.items():
        modules = [name for name in package if name.startswith(f"api/{tag}/")]
        assert len(modules) == count + 1, tag  # and the empty __init__.py


def others() -> Iterator[str]:
    """Yield the other interpreters here that have the pinned tools."""
    named = os.environ.get(VARIABLE, "").split(os.pathsep)
    found = [shutil.which(name) for name in NAMES]
    mine = f"{sys.version_info[:2]} "
    pinned = f"{pins.pinned('openapi-python-client')} {pins.pinned('ruff')}"
    for python in filter(None, dict.fromkeys([*named, *found])):
        answer = subprocess.run([python, "-c", ASK], capture_output=True, text=True).stdout
        if python in named or (pinned in answer and not answer.startswith(mine)):
            yield python


def test_other_interpreters_write_the_same_bytes(package: dict[str, bytes], tmp_path: Path) -> None:
    """Whoever generates, on whichever supported Python, commits the same files."""
    pythons = list(others())
    if not pythons:
        pytest.skip(f"no other interpreter with the pinned tools; name some in {VARIABLE}")
    for python in pythons:
        output = tmp_path / "penstock_api"
        subprocess.run([python, generate.__file__, "--output", str(output)], check=True)
        assert trees.differences(package, trees.read(output), python) == []
        subprocess.run([python, unasync.__file__, "--check"], check=True)


def extended(made: Any) -> Any:
    """Add a new operation, field and enum value to a document."""
    item = copy.deepcopy(made["paths"]["/api/things/{thingId}"])
    del item["post"]
    item["get"]["operationId"] = "getThingTrace"
    made["paths"]["/api/things/{thingId}/trace"] = item
    schemas = made["components"]["schemas"]
    schemas["DemoThing"]["properties"]["mood"] = {
        "$ref": "#/components/schemas/DemoMood",
        "description": "How it went.",
    }
    schemas["DemoMood"] = {"type": "string", "description": "A mood.", "enum": ["calm"]}
    schemas["DemoMode"]["enum"].append("nap")
    return made


def test_an_operation_a_field_and_an_enum_value_can_be_added(
    small_package: Mapping[str, bytes], tmp_path: Path
) -> None:
    """A change to a document is usable after one command."""
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(extended(json.loads(small_package["openapi.json"]))), "utf-8")
    assert generate.main(["--spec", str(spec), "--output", str(tmp_path / "tryout_api")]) == 0
    program = """
from tryout_api.api.demo import get_thing_trace
from tryout_api.models import DEMO_MODE_VALUES, DemoThing
assert get_thing_trace.build("a/b").path == "/api/things/a%2Fb/trace"
assert "nap" in DEMO_MODE_VALUES
thing = DemoThing.from_dict({"id": "t1", "status": "active", "mood": "calm"})
assert thing.mood == "calm"
assert thing.to_dict() == {"id": "t1", "status": "active", "mood": "calm"}
"""
    command = [sys.executable, "-W", "error", "-c", program]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=30)
