"""What our own templates make of models and enums, seen from a program that uses them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import trees


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, small_package: Mapping[str, bytes]) -> Path:
    """A folder to run programs in, beside the small document's package."""
    made = tmp_path_factory.mktemp("program")
    trees.write(made / "demo_api", small_package)
    return made


def run(folder: Path, program: str) -> None:
    """Run *program* in an interpreter of its own, where imports count from zero."""
    command = [sys.executable, "-W", "error", "-c", program]
    subprocess.run(command, cwd=folder, check=True, timeout=30)


def test_a_model_is_imported_on_first_use(folder: Path) -> None:
    """An operation imports its own models, and no other."""
    run(
        folder,
        """
import sys
from demo_api.api.demo import get_thing
loaded = {name for name in sys.modules if name.startswith("demo_api.models.")}
assert "demo_api.models.demo_thing" in loaded, loaded
assert "demo_api.models.demo_upload" not in loaded, loaded

from demo_api import models
assert models.DemoUpload.__module__ == "demo_api.models.demo_upload"
assert models.DemoUpload is models.DemoUpload
assert "DemoUpload" in vars(models)
""",
    )


def test_the_models_look_like_a_plain_module(folder: Path) -> None:
    """`dir`, `*` and the error for a name that isn't there are as usual."""
    run(
        folder,
        """
from demo_api import models
assert set(models.__all__) <= set(dir(models))
names = {}
exec("from demo_api.models import *", names)
assert names["DemoThing"] is models.DemoThing
assert names["DemoStatus"].ACTIVE == "active"
try:
    models.DemoGone
except AttributeError as error:
    assert str(error) == "module 'demo_api.models' has no attribute 'DemoGone'", error
else:
    raise AssertionError
""",
    )


def test_an_enum_keeps_a_value_it_does_not_know(folder: Path) -> None:
    """One new value of the server must not break a whole response."""
    run(
        folder,
        """
import copy, json, pickle
from demo_api.models import DemoStatus, DemoThing
thing = DemoThing.from_dict({"id": "t1", "status": "napping"})
new = thing.status
assert isinstance(new, DemoStatus) and isinstance(new, str)
assert new == "napping" and str(new) == f"{new}" == new.value == new.name == "napping"
assert hash(new) == hash("napping") and new in {"napping"}
assert new == DemoStatus("napping") and new != DemoStatus.ACTIVE
assert thing.to_dict() == {"id": "t1", "status": "napping"}
assert json.dumps(new) == '"napping"'
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    back = pickle.loads(pickle.dumps(new, protocol))
    assert back == new and type(back) is DemoStatus
assert copy.copy(new) == copy.deepcopy(new) == new
assert [member.value for member in DemoStatus] == ["active", "on-hold", "3d"]
assert DemoStatus("on-hold") is DemoStatus.ON_HOLD
assert DemoStatus("3d") is DemoStatus.THREE_D
assert pickle.loads(pickle.dumps(DemoStatus.ACTIVE)) is DemoStatus.ACTIVE
""",
    )


def test_a_model_can_be_copied_and_pickled(folder: Path) -> None:
    """What was not given stays not given, and out of the JSON."""
    run(
        folder,
        """
import copy, pickle
from demo_api.models import DemoThing
from demo_api.types import UNSET
thing = DemoThing.from_dict({"id": "t1", "status": "napping"})
for twin in (copy.copy(thing), copy.deepcopy(thing), pickle.loads(pickle.dumps(thing))):
    assert twin == thing and twin.note is UNSET, twin
    assert twin.to_dict() == {"id": "t1", "status": "napping"}
assert repr(UNSET) == "UNSET" and not UNSET
""",
    )


def test_an_enum_still_refuses_what_is_no_string(folder: Path) -> None:
    """A number or null there is not a new value but another type."""
    run(
        folder,
        """
from demo_api.models import DemoStatus
for value in (None, 3, ["active"]):
    try:
        DemoStatus(value)
    except ValueError:
        continue
    raise AssertionError(value)
""",
    )


def test_the_pure_halves_of_an_operation_need_no_client(folder: Path) -> None:
    """The wrapper stands on these two: arguments to request, response to value."""
    run(
        folder,
        """
from unittest.mock import Mock
import httpx
from demo_api.api.demo import get_thing
from demo_api.models import DemoBigThing, DemoThing
kwargs = get_thing._get_kwargs("../x", page=2)
assert kwargs == {"method": "get", "url": "/api/things/..%2Fx", "params": {"page": 2}}, kwargs
reply = httpx.Response(200, json={"id": "t1", "status": "active", "new": [1]})
thing = get_thing._parse_response(client=Mock(), response=reply)
assert isinstance(thing, DemoThing) and thing["new"] == [1]
big = DemoBigThing.from_dict({"id": "t1", "status": "active", "count": 3})
assert (big.id, big.count) == ("t1", 3)
""",
    )


def test_an_operation_with_two_bodies_sends_the_one_it_is_given(folder: Path) -> None:
    """The generator makes such a body optional, by a name that the module doesn't import."""
    run(
        folder,
        """
import inspect
from demo_api.api.demo import add_note
from demo_api.models import DemoInput, DemoUpload
from demo_api.types import File
assert inspect.signature(add_note._get_kwargs).parameters["body"].default is inspect.Parameter.empty
kwargs = add_note._get_kwargs(body=DemoInput(input_=1))
assert (kwargs["json"]["input"], "files" in kwargs) == (1, False), kwargs
kwargs = add_note._get_kwargs(body=DemoUpload(file=File(b"x")))
assert ("files" in kwargs, "json" in kwargs) == (True, False), kwargs
""",
    )
