"""Models and operations of our own templates, as a program uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import document
import generate
import pytest
import shapes
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
    """An operation imports no models, and no HTTP library; an answer those that it holds."""
    run(
        folder,
        """
import sys
from demo_api.api.demo import get_thing
def loaded():
    return {name.rpartition(".")[2] for name in sys.modules if name.startswith("demo_api.models.")}
assert loaded() == set() and "httpx" not in sys.modules
read = get_thing.operation.read(200, {}, b'{"id": "t1"}')
assert loaded() == {"demo_thing"}, loaded()

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
from demo_api import models, operations
assert set(models.__all__) <= set(dir(models))
names = {}
exec("from demo_api.models import *", names)
assert names["DemoThing"] is models.DemoThing
assert {"run_thing", "get"} <= set(dir(operations))
for module in (models, operations):
    try:
        module.DemoGone
    except AttributeError as error:
        assert str(error) == f"module {module.__name__!r} has no attribute 'DemoGone'", error
    else:
        raise AssertionError
""",
    )


def test_the_annotations_of_every_model_can_be_read(folder: Path) -> None:
    """By libraries that make forms or schemas of them."""
    run(
        folder,
        """
from typing import Any, Literal, get_type_hints
from demo_api import models
from demo_api.runtime import Model
classes = [getattr(models, name) for name in models.__all__]
for model in classes:
    if isinstance(model, type) and issubclass(model, Model):
        get_type_hints(model)
hints = get_type_hints(models.DemoThing)
assert hints["parent"] == models.DemoThing | None
assert hints["status"] == Literal["active", "on-hold", "3d"] | str
assert models.DemoEvent == models.DemoChunk | models.DemoFinal | models.DemoOther | str
""",
    )


def test_an_answer_keeps_a_value_it_does_not_know(folder: Path) -> None:
    """One new value of the server must not break a whole response."""
    run(
        folder,
        """
from typing import get_args
from demo_api.models import DEMO_STATUS_VALUES, DemoBigThing, DemoMode, DemoThing
thing = DemoThing.from_dict({"id": "t1", "status": "napping", "new": [1]})
assert thing.status == "napping" and type(thing.status) is str
assert thing.to_dict() == {"id": "t1", "status": "napping", "new": [1]}
assert thing.additional_properties == {"new": [1]}
assert DEMO_STATUS_VALUES == ("active", "on-hold", "3d")
assert get_args(DemoMode) == ("sync", "stream")  # of requests only: closed
big = DemoBigThing.from_dict({"id": "t1", "parent": {"id": "t0"}, "count": 3})
assert (big.id, big.count, big.parent) == ("t1", 3, DemoThing(id="t0"))
""",
    )


def test_a_tag_is_not_compared(folder: Path) -> None:
    """The class fixes it already, so an event made by hand may leave it out."""
    run(
        folder,
        """
from demo_api.models import DemoFinal, DemoThing
read = DemoFinal.from_dict({"event": "final", "data": {"id": "t1"}})
assert read == DemoFinal(data=DemoThing(id="t1")) != DemoFinal(data=DemoThing(id="t2"))
assert read.event == "final"
""",
    )


def test_a_model_can_be_copied_and_pickled(folder: Path) -> None:
    """A field that was not given stays unset, and out of the JSON."""
    run(
        folder,
        """
import copy, pickle
from demo_api import UNSET
from demo_api.models import DemoInput, DemoThing
thing = DemoThing.from_dict({"id": "t1", "status": "napping"})
for twin in (copy.copy(thing), copy.deepcopy(thing), pickle.loads(pickle.dumps(thing))):
    assert twin == thing and twin.note is None, twin
    assert twin.to_dict() == {"id": "t1", "status": "napping"}
for twin in (copy.deepcopy(DemoInput()), pickle.loads(pickle.dumps(DemoInput()))):
    assert twin == DemoInput() and twin.depth is UNSET and twin.to_dict() == {}
""",
    )


def test_a_union_is_read_by_its_tag(folder: Path) -> None:
    """From a stream, whose frames are listed on the operation."""
    run(
        folder,
        """
from demo_api.api.demo import run_thing
from demo_api.models import DemoChunk, DemoFinal, DemoOther, DemoThing
from demo_api.runtime import Field, StreamOperation
assert isinstance(run_thing.operation, StreamOperation)
events = run_thing.operation.events
field = Field(owner="a", name="b", wire="b", codec=events)
read = lambda value: events.decode(value, field, {})
assert read({"event": "final", "data": {"id": "t1"}}) == DemoFinal(
    event="final", data=DemoThing(id="t1"))
assert read({"blockId": "b", "chunk": "c"}) == DemoChunk(block_id="b", chunk="c")
assert read({"event": "new"}) == DemoOther(event="new")
assert read("text") == "text"
""",
    )


def test_an_operation_is_a_value(folder: Path) -> None:
    """All that the document has of it, in one place; found by its name or its id."""
    run(
        folder,
        """
from demo_api import operations
from demo_api.api.demo import get_thing, run_thing
from demo_api.models import DemoError, DemoInput, DemoThing
operation = operations.get_thing
assert operation is get_thing.operation is operations.get("getThing")
assert (operation.method, operation.path) == ("GET", "/api/things/{thingId}")
assert (operation.server, operation.tag) == ("https://demo.example", "demo")
assert [(parameter.name, parameter.place) for parameter in operation.parameters] == [
    ("thing_id", "path"), ("page", "query")]
assert operation.security[0][0].name == "X-API-Key"
assert operation.repeatable and not operations.run_thing.repeatable
assert operations.run_thing.security == ()
made = get_thing.build("../x", page=2)
assert (made.method, made.path, made.query) == ("GET", "/api/things/..%2Fx", [("page", "2")])
made = run_thing.build("x", body=DemoInput(input_=None), x_mode="sync")
assert (made.headers, made.body) == ({"X-Mode": "sync"}, {"input": None})
assert operation.read(404, {}, b'{"error": "gone"}').error == DemoError(error="gone")
assert [*operations.MODULES] == ["getThing", "runThing", "swapFile", "addNote"]
""",
    )


def test_an_operation_with_two_bodies_sends_the_one_it_is_given(folder: Path) -> None:
    """By the type of it; a body that must be there is no option."""
    run(
        folder,
        """
import inspect
from demo_api import File
from demo_api.api.demo import add_note
from demo_api.models import DemoInput, DemoUpload
assert inspect.signature(add_note.build).parameters["body"].default is inspect.Parameter.empty
made = add_note.build(body=DemoInput(input_=1))
assert (made.media_type, made.body) == ("application/json", {"input": 1})
file = File(b"x")
made = add_note.build(body=DemoUpload(file=file))
assert (made.media_type, made.body) == ("multipart/form-data", [("file", file)])
""",
    )


ODD = [
    "self",
    "raw",
    "wire",
    "attrs",
    "models",
    "field",
    "model",
    "list",
    "datetime",
    "date",
    "class",
    "_private",
    "2fa",
    "to_dict",
    "from_dict",
    "additional_properties",
    "Any",
    "None",
    "str",
    "items",
    "property",
    "operation",
    "body",
    "cls",
    "d",
]
ODD += ["weird name!", 'a"quote', "ünïcode"]


def test_a_property_a_parameter_and_a_value_may_have_any_name(
    small_package: Mapping[str, bytes], tmp_path: Path
) -> None:
    """The names are the server's: what Python or the package has taken gets another one."""
    document = json.loads(small_package["openapi.json"])
    schemas = document["components"]["schemas"]
    schemas["DemoError"]["properties"] |= {
        name: {"type": "string", "format": "date"} if name == "date" else {"type": "string"}
        for name in ODD
    }
    schemas["DemoStatus"]["enum"] += ["a-b", "a_b", "ACTIVE", 'with "quotes"', "back\\slash", ""]
    parameters = document["paths"]["/api/things/{thingId}"]["get"]["parameters"]
    for name in ("body", "models", "operation", "self", "from"):
        schema = {"type": "string", "description": "A text."}
        parameters.append({"name": name, "in": "query", "schema": schema})
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(document), "utf-8")
    trees.write(tmp_path / "demo_api", generate.build(spec))
    run(
        tmp_path,
        f"""
from typing import get_type_hints
from demo_api.api.demo import get_thing
from demo_api.models import DEMO_STATUS_VALUES, DemoError
from demo_api.runtime import fields
data = dict.fromkeys({ODD!r}, "2026-11-20")
error = DemoError.from_dict(data)
assert error.additional_properties == {{}} and error.raw is data and error.to_dict() == data
assert DemoError(**{{one.name: getattr(error, one.name) for one in fields(DemoError)}}) == error
assert set(get_type_hints(DemoError)) > {{"raw_", "self_", "models_", "field_private", "model"}}
assert DEMO_STATUS_VALUES[3:] == ("a-b", "a_b", "ACTIVE", 'with "quotes"', "back\\\\slash", "")
made = get_thing.build("x", body_="1", models_="2", operation_="3", self_="4", from_="5")
assert made.query == [
    ("body", "1"), ("models", "2"), ("operation", "3"), ("self", "4"), ("from", "5")]
""",
    )


def test_a_default_that_claims_something_is_described_and_not_applied(small: Path) -> None:
    """A text may be a status, a yes a success: a value that a server leaves out isn't made up."""
    written = document.load(small)
    properties = written.written["components"]["schemas"]["DemoThing"]["properties"]
    properties["mood"] = {"type": "string", "description": "How it is.", "default": "calm"}
    properties["is_well"] = {"type": "boolean", "default": True}
    made = shapes.Schemas(written).components["DemoThing"]
    assert isinstance(made, shapes.Class)
    found = {field.wire: (field.default, field.description) for field in made.fields}
    missing = "a missing value is None."
    assert found["mood"] == ("None", f'How it is.\n\nThe documented default is "calm"; {missing}')
    assert found["is_well"] == ("None", f"The documented default is True; {missing}")
