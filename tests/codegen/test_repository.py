"""The repository's own document: current, the same on every interpreter, and easy to extend."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import typing
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import document
import generate
import pins
import pytest
import trees
import unasync

from penstock_api import models, operations, runtime

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
    """The package that the repository's document becomes now."""
    return generate.build(generate.SPEC)


def test_the_committed_client_is_current(package: dict[str, bytes]) -> None:
    """And its document keeps every rule, or it would not be made. Otherwise: `make generate`."""
    found = trees.differences(package, trees.read(generate.OUTPUT), "penstock_api")
    assert found == []


def test_the_committed_twins_are_current() -> None:
    """And no rule of the translation is dead."""
    assert unasync.main(["--check"]) == 0


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
    """On every supported Python, the same files are written."""
    pythons = list(others())
    if not pythons:
        pytest.skip(f"no other interpreter with the pinned tools; name some in {VARIABLE}")
    for python in pythons:
        output = tmp_path / "penstock_api"
        subprocess.run([python, generate.__file__, "--output", str(output)], check=True)
        assert trees.differences(package, trees.read(output), python) == []
        subprocess.run([python, unasync.__file__, "--check"], check=True)


def properties(schemas: Any, schema: Any) -> set[str]:
    """The fields of a schema, those of what it extends included."""
    found = set(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        target = schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        found |= properties(schemas, target)
    return found


KINDS = (runtime.Model, runtime.Record, runtime.Body)


def test_every_field_of_the_document_is_on_its_type() -> None:
    """And every schema is a type, whether a class or another name of one."""
    schemas = document.load(generate.SPEC).written["components"]["schemas"]
    for name, schema in schemas.items():
        made = getattr(models, name)
        if isinstance(made, type) and issubclass(made, KINDS) and made.__name__ == name:
            assert {field.wire for field in runtime.fields(made)} == properties(schemas, schema), (
                name
            )
            assert set(runtime.required_names(made)) >= set(schema.get("required", ())), name
            typing.get_type_hints(made)
        else:
            assert "properties" not in schema, name


ODD = (None, True, 0, 1.5, "", "odd", "2026-11-20", [], [None, 1, {"x": []}], {}, {"x": {"y": 1}})


def test_no_answer_is_refused_or_loses_a_part(table: typing.Any) -> None:
    """Whatever each field holds: it is written as it came, and what is new with it."""
    with table as case:
        for name in models.__all__:
            made = getattr(models, name)
            if not (isinstance(made, type) and issubclass(made, runtime.Model | runtime.Record)):
                continue
            answers = all(
                not isinstance(one.default, runtime.Unset) for one in runtime.fields(made)
            )
            for value in ODD if answers else ():
                data = {one.wire: value for one in runtime.fields(made)} | {"brand new": value}
                with case((name, value)):
                    read = made.from_dict(data)
                    assert read.to_dict() == data
                    assert read == made.from_dict(read.to_dict())
                    assert type(read).__name__ in repr(read) or repr(read) == repr(data)


def test_every_operation_of_the_document_is_a_value() -> None:
    """With its parameters, answers and media types."""
    written = document.load(generate.SPEC).as_written
    found = {node.get("operationId").text: node for node in document.operations(written)}
    assert set(found) == set(operations.MODULES)
    for operation_id, node in found.items():
        operation = operations.get(operation_id)
        assert getattr(operations, operations.MODULES[operation_id].partition(".")[2]) is operation
        responses = {
            response.key: {media.key for media in response.resolved().get("content").items()}
            for response in node.get("responses").items()
        }
        assert {key: set(kinds) for key, kinds in operation.responses.items()} == responses
        shared = written.at(*node.pointer[:-1]).get("parameters")
        parameters = [*node.get("parameters").items(), *shared.items()]
        assert {(one.place, one.wire) for one in operation.parameters} == {
            (one.resolved().get("in").text, one.resolved().get("name").text) for one in parameters
        }
        body = node.get("requestBody").resolved()
        assert set(operation.bodies) == {media.key for media in body.get("content").items()}


def test_the_generator_knows_no_service() -> None:
    """All that it writes comes from the document."""
    written = document.load(generate.SPEC).written
    tags = [tag["name"] for tag in written["tags"]]
    names = "|".join(re.sub("_.*", "", tag).capitalize() for tag in tags)
    known = re.compile(rf"\b({'|'.join(tags)}|({names})[A-Z]\w*)\b")
    sources = [*Path(generate.__file__).parent.glob("*.py"), *generate.emission.TEMPLATES.iterdir()]
    sources = [path for path in sources if path.name not in {"translation.py", "unasync.py"}]
    assert {path.name: known.findall(path.read_text("utf-8")) for path in sources} == {
        path.name: [] for path in sources
    }


def test_the_runtime_is_a_copy(package: dict[str, bytes]) -> None:
    """Below the line that marks it as one."""
    copied = package["runtime.py"].partition(b"\n")[2]
    assert copied == generate.emission.RUNTIME.read_bytes()
