"""From document to package: whole, or not at all, and always the same bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import document
import generate
import index
import losses
import pytest
import trees

Package = Mapping[str, bytes]


@pytest.fixture
def output(tmp_path: Path, small_package: Package) -> Path:
    """A folder that holds the small document's package."""
    folder = tmp_path / "demo_api"
    trees.write(folder, small_package)
    return folder


def run(small: Path, output: Path, *options: str) -> int:
    """Run the command on the small document."""
    return generate.main(["--spec", str(small), "--output", str(output), *options])


def test_the_package_holds_one_module_for_each_operation(small_package: Package) -> None:
    """Beside the models, the marker for type checkers and the document itself."""
    modules = {name for name in small_package if name.startswith("api/demo/")}
    assert modules == {
        f"api/demo/{name}.py"
        for name in ("__init__", "add_note", "get_thing", "run_thing", "swap_file")
    }
    assert small_package["py.typed"] == b""
    assert "models/demo_big_thing.py" in small_package


def test_each_file_names_the_command(small_package: Package) -> None:
    """Each file names the source to edit instead."""
    for name, data in small_package.items():
        if name.endswith(".py"):
            first = data.decode().partition("\n")[0]
            source = "codegen/runtime.py" if name == "runtime.py" else "small.yaml"
            assert "`make generate`" in first
            assert f"edit {source} instead" in first


def test_the_document_is_beside_the_code(small: Path, small_package: Package) -> None:
    """As JSON, its keys in the document's order."""
    made = json.loads(small_package["openapi.json"])
    assert made == document.load(small).written
    assert list(made)[:4] == ["openapi", "info", "tags", "paths"]


def test_the_index_leads_to_each_part_of_the_document(tmp_path: Path) -> None:
    """By bytes, whatever the characters and the keys; operations as routing needs them."""
    spec = tmp_path / "spec.json"
    get = {
        "parameters": [{"$ref": "#/components/parameters/h"}, {"name": "q", "in": "query"}],
        "responses": {},
    }
    written = {
        "openapi": "3.1.0",
        "info": {"title": 'café {"}', "version": "1"},
        "servers": [{"url": "/v1"}],
        "security": [{"key": []}],
        "paths": {
            "/a~b/{id}": {"get": {**get, "operationId": "a", "tags": ["t"]}},
            "/\u00fc": {"servers": [{"url": "/v2"}], "get": {**get, "security": []}},
        },
        "components": {"parameters": {"h": {"name": "X-H", "in": "header"}}, "schemas": {}},
    }
    spec.write_text(json.dumps(written), "utf-8")
    text = (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()
    made = json.loads(index.emit(document.load(spec), text))
    parts = {p: json.loads(text[start:end]) for p, (start, end) in made["parts"].items()}
    paths, components = written["paths"], written["components"]
    assert parts == {
        **{f"#/{key}": value for key, value in written.items()},
        "#/paths/~1a~0b~1{id}": paths["/a~b/{id}"],
        "#/paths/~1\u00fc": paths["/\u00fc"],
        "#/components/parameters": components["parameters"],
        "#/components/parameters/h": components["parameters"]["h"],
        "#/components/schemas": {},
    }
    first, second = made["operations"]
    assert first == {
        "pointer": "#/paths/~1a~0b~1{id}/get",
        "path": "/a~b/{id}",
        "id": "a",
        "summary": "",
        "tags": ["t"],
        "servers": [{"url": "/v1"}],
        "security": [{"key": []}],
        "headers": ["X-H"],
    }
    assert (second["id"], second["servers"], second["security"]) == (None, [{"url": "/v2"}], [])


def test_a_current_package_passes_the_check(small: Path, output: Path) -> None:
    """Caches of interpreters that imported it don't count."""
    (output / "__pycache__").mkdir()
    (output / "__pycache__" / "x.pyc").write_bytes(b"")
    assert run(small, output, "--check") == 0


def test_the_check_names_every_difference(
    small: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Edited, missing and left-over files, each with the remedy; nothing is written."""
    (output / "operations.py").write_bytes(b"")
    (output / "runtime.py").unlink()
    (output / "models" / "old.py").write_bytes(b"")
    assert run(small, output, "--check") == 1
    assert capsys.readouterr().err.splitlines() == [
        "left over: demo_api/models/old.py",
        "edited: demo_api/operations.py",
        "missing: demo_api/runtime.py",
        "Remedy: run `make generate` and commit what it writes.",
    ]
    assert not (output / "runtime.py").exists()


def test_the_new_tree_takes_the_place_of_the_old(
    small: Path, output: Path, small_package: Package
) -> None:
    """Nothing of the old one stays, nothing lies beside the new one."""
    (output / "models" / "old.py").write_bytes(b"")
    assert run(small, output) == 0
    assert trees.read(output) == small_package
    assert list(output.parent.iterdir()) == [output]


def test_a_current_package_is_not_touched(small: Path, output: Path) -> None:
    """Programs that run from it don't notice."""
    before = (output / "operations.py").stat().st_mtime_ns
    assert run(small, output) == 0
    assert (output / "operations.py").stat().st_mtime_ns == before


@pytest.mark.table(
    ("old", "new", "message"),
    [
        ("DemoThing'", "DemoGone'", r"small.yaml:\d+: \[references\]"),
        ("openapi: 3.1.0", "openapi: [", r"small.yaml:\d+: "),
        # A default the linter allows and the generator refuses: its own words are shown.
        ("default: 3", "default: three", r"(?s)generator refused the document.*three"),
    ],
)
def test_a_document_that_would_lose_something_changes_nothing(
    old: str,
    new: str,
    message: str,
    small: Path,
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The old package stays as it was, and the reason is printed."""
    before = trees.read(output)
    broken = tmp_path / "small.yaml"
    broken.write_text(small.read_text("utf-8").replace(old, new), "utf-8")
    assert run(broken, output) == 1
    assert trees.read(output) == before
    assert re.search(message, capsys.readouterr().err)


def test_another_version_of_a_tool_is_refused(
    small: Path,
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the remedy."""
    monkeypatch.setattr(generate.pins, "installed", lambda name: "9.9")
    assert run(small, output) == 1
    assert "is pinned, but 9.9 is installed. Run `make generate`" in capsys.readouterr().err


def test_surroundings_change_nothing(small: Path, small_package: Package, tmp_path: Path) -> None:
    """Neither a configuration above the output, nor another ruff, nor the hash seed."""
    (tmp_path / "pyproject.toml").write_text(
        "[tool.ruff]\nline-length = 40\nforce-exclude = true\nextend-exclude = ['*']\n"
    )
    tools = tmp_path / "bin"
    trees.write(tools, {"ruff": b"#!/bin/sh\nexit 1\n"})
    (tools / "ruff").chmod(0o755)
    output = tmp_path / "demo_api"
    settings = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONHASHSEED": "7",
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, generate.__file__, "--spec", str(small), "--output", str(output)]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, check=True)
    assert trees.read(output) == small_package


@pytest.mark.table(
    ("name", "old", "new", "message"),
    [
        ("api/demo/get_thing.py", "", "", r":12: operation getThing was lost"),
        ("api/demo/get_thing.py", '"page"', '"x"', r":\d+: parameter page of getThing was lost"),
        ("api/demo/get_thing.py", '"thingId"', '"x"', r":\d+: parameter thingId of getThing"),
        ("models/demo_thing.py", "", "", r":\d+: type DemoThing was lost"),
        ("models/demo_status.py", "", "", r":\d+: type DemoStatus was lost"),
        ("models/demo_event.py", "", "", r":\d+: type DemoEvent was lost"),
        ("models/demo_thing.py", 'wire("note"', "", r":\d+: field note of DemoThing was lost"),
        ("models/demo_big_thing.py", '"count"', '"x"', r"field count of DemoBigThing was lost"),
    ],
)
def test_a_loss_that_no_rule_foresaw_is_found(
    name: str, old: str, new: str, message: str, small: Path, small_package: Package
) -> None:
    """Every operation, parameter, type and field is looked for, and named with its line."""
    tree = {**small_package, name: small_package[name].replace(old.encode(), new.encode())}
    if not old:
        del tree[name]
    found = losses.report(document.load(small), tree)
    assert len(found) == 2
    assert re.search(message, found[0])
    assert found[1].startswith("Remedy: ")


def test_a_module_too_many_is_found(small: Path, small_package: Package) -> None:
    """The number of modules is the number of operations."""
    tree = {**small_package, "api/demo/extra.py": b""}
    expected = ["api/demo/extra.py stands for no operation of small.yaml"]
    assert losses.report(document.load(small), tree) == expected


@pytest.mark.table("text", [b"def (:\n", b'x = "\\w"\n'])
def test_code_that_python_refuses_or_doubts_is_found(text: bytes) -> None:
    """Also what is only a warning today."""
    assert generate.compile_errors({"a.py": b"x = 1\n", "b.py": text})[0].startswith("b.py:1: ")
