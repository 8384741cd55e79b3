"""Nothing that is sent is executed, whatever it is and wherever it is sent."""

import ast
import builtins
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock.document.request import Request
from penstock_mock.engine.conformance import check_answer
from penstock_mock.mock import Mock
from penstock_mock.services import sandbox_fusion

PACKAGE = Path(sandbox_fusion.__file__).parent
FORBIDDEN = {"eval", "exec", "compile", "__import__", "globals", "setattr", "delattr", "vars"}
MODULES = {"subprocess", "os", "runpy", "importlib", "ctypes", "shutil", "socket", "pickle"}


@pytest.mark.table("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_has_what_it_takes_to_execute_text(path):
    tree = ast.parse(path.read_text("utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & FORBIDDEN
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not node.level
    }
    assert not imported & MODULES


ATTACKS = [
    "__import__('sys').penstock_was_here = 1",
    "import builtins; builtins.penstock_was_here = 1",
    "().__class__.__base__.__subclasses__()",
    "(lambda: 0).__code__",
    "print.__self__",
    "[].append.__self__",
    "import sys; sys.modules['os'].system('true')",
    "f'{print.__self__}'",
    "'{0.__self__}'.format(print)",
    "type('X', (), {})",
    "open('/etc/passwd').read()",
    "ValueError().__traceback__.tb_frame",
    "str.__class__",
    "int.from_bytes",
    "print(*[print], sep=print)",
    "open('a', 'w').__class__",
    "import sys; sys.stdin.detach()",
    "import sys; sys.stdout.buffer.raw",
    "(x for x in []).gi_frame.f_globals",
    "map(str, []).__reduce__()",
]


@pytest.mark.table("code", ATTACKS)
def test_no_way_out_of_the_subset(code, world):
    ran = world.run(code)
    assert ran["status"] == "Failed"
    assert not hasattr(sys, "penstock_was_here")
    assert not hasattr(builtins, "penstock_was_here")


def test_extraction_logic_is_not_run(world):
    logic = "import builtins; builtins.penstock_was_here = 1"
    data = {"id": 1, "content": "", "labels": {}, "test": []}
    assert world.submit("x", data, config={"custom_extract_logic": logic}).status == 200
    assert not hasattr(builtins, "penstock_was_here")


# -- any request ----------------------------------------------------------------------------------

VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
        st.sampled_from(["python", "cpp", "pytest", "sql", "mbpp", "print(1)", "1/0", "eA=="]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
LIKELY = {
    "code": st.one_of(st.text(max_size=30), st.sampled_from(["print(1)", "1/0", "import os"])),
    "language": st.sampled_from(["python", "cpp", "pytest", "sql", "bash", "cuda"]),
    "cells": st.lists(st.text(max_size=20), max_size=3),
    "dataset": st.sampled_from(["mbpp", "palmath", "code_contests", "humaneval_python", "mine"]),
    "config": st.fixed_dictionaries(
        {},
        optional={
            "dataset_type": st.sampled_from(["CommonOJDataset", "AutoEvalDataset", "Nope"]),
            "language": st.sampled_from(["python", "cpp", None]),
            "provided_data": VALUES,
        },
    ),
    "id": st.one_of(st.integers(0, 12), st.sampled_from(["007", "asdiv/0", "x'y"])),
    "completion": st.one_of(st.text(max_size=20), st.just("```python\nprint(1)\n```")),
    "run_timeout": st.one_of(st.floats(), st.sampled_from(["5", 0, -1])),
    "files": st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.text(max_size=5))),
    "fetch_files": st.lists(st.text(max_size=5), max_size=2),
    "results": st.just([]),
}
BODIES = st.one_of(
    VALUES,
    st.fixed_dictionaries({}, optional=LIKELY),
    st.fixed_dictionaries({name: st.one_of(LIKELY[name], VALUES) for name in ("code", "language")}),
    st.fixed_dictionaries(
        {
            name: st.one_of(LIKELY[name], VALUES)
            for name in ("dataset", "config", "id", "completion")
        }
    ),
)
PATHS = (
    *("/run_code", "/run_jupyter", "/list_ids", "/get_prompts", "/get_prompt_by_id", "/submit"),
    *("/get_metrics", "/get_metrics_function"),
)


@given(st.sampled_from(PATHS), BODIES)
def test_any_request_gets_an_answer_of_the_document(path, body):
    mock = Mock(options={"sandbox_fusion": {"steps": 5000}})
    request = Request.build("POST", f"http://localhost:8000{path}", json=body)
    exchange = mock.engine.handle(mock.session, request)
    assert exchange.error is None, exchange.error
    assert exchange.status in (200, 400, 422, 500, None)
    assert exchange.operation is not None
    assert check_answer(exchange.operation, exchange.timeline) == ()


@given(st.binary(max_size=60))
def test_any_bytes_get_an_answer(body):
    mock = Mock()
    request = Request.build("POST", "http://localhost:8000/run_code", body=body)
    exchange = mock.engine.handle(mock.session, request)
    assert exchange.status in (200, 400, 422, 500)
