"""Tools that look at public things: type hints are resolved, copies and pickles work or say why."""

from __future__ import annotations

import copy
import importlib
import inspect
import pickle
import pkgutil
import traceback
import typing
from collections.abc import Iterable, Iterator
from typing import Any

import httpx
import pytest

import penstock
import penstock_mock
from penstock import PenstockError, RetryPolicy, Timeouts, run_concurrent
from penstock._core.http import AsyncPool, Pool
from penstock.dify import AsyncDify, Dify, File
from penstock.oomol import AsyncOomol, Oomol, PollingOptions
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion
from penstock.sim import AsyncSim, Sim

MODULES = ["penstock", "penstock.dify", "penstock.oomol", "penstock.sandbox_fusion", "penstock.sim"]
MODULES += ["penstock.errors", "penstock.poll", "penstock.retry", "penstock.ratelimit"]
PROTOCOL = ("__init__", "__enter__", "__exit__", "__aenter__", "__aexit__", "__iter__", "__next__")
PROTOCOL += ("__aiter__", "__anext__", "__call__")


def public(modules: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Every public class and function, and every public method and property of the classes."""
    for name in modules:
        module = importlib.import_module(name)
        for own in getattr(module, "__all__", [n for n in vars(module) if n[0] != "_"]):
            found = getattr(module, own)
            if str(getattr(found, "__module__", "")).startswith("penstock"):
                yield from _walk(f"{name}.{own}", found)


def _walk(where: str, found: Any) -> Iterator[tuple[str, Any]]:
    if inspect.isfunction(found):
        yield where, found
    elif inspect.isclass(found):
        yield where, found
        for name in dir(found):
            member = inspect.getattr_static(found, name)
            method = _function(member)
            listed = not name.startswith("_") or name in PROTOCOL
            if listed and inspect.isfunction(method) and method.__module__.startswith("penstock"):
                yield f"{where}.{name}", method


def _function(member: Any) -> Any:
    """The function behind a property, a cached property or a method of the class."""
    for name in ("fget", "func", "__func__"):
        member = getattr(member, name, member)
    return member


def unresolved(everything: dict[str, Any]) -> dict[str, str]:
    failed = {}
    for name, found in everything.items():
        try:
            typing.get_type_hints(found)
        except Exception as error:
            failed[name] = repr(error)
    return failed


EVERYTHING = dict(public(MODULES))


def test_type_hints_of_everything_public_are_resolved() -> None:
    assert unresolved(EVERYTHING) == {}
    assert len(EVERYTHING) > 500
    assert "penstock.dify.Dify.__init__" in EVERYTHING
    assert "penstock.oomol.AsyncTasksClient.run" in EVERYTHING


def test_type_hints_of_everything_of_the_mock_are_resolved() -> None:
    """All modules but the insides of the interpreter."""
    names = [m.name for m in pkgutil.walk_packages(penstock_mock.__path__, "penstock_mock.")]
    everything = dict(public(["penstock_mock", *(n for n in names if ".interpreter." not in n)]))
    assert unresolved(everything) == {}
    assert len(everything) > 1000
    assert "penstock_mock.Mock.transport" in everything
    assert "penstock_mock.Session.stub" in everything
    assert "penstock_mock.DifyState.workflow" in everything


CLIENTS = {
    "Sim": lambda: Sim("key-123456"),
    "AsyncSim": lambda: AsyncSim("key-123456"),
    "Dify": lambda: Dify("key-123456"),
    "AsyncDify": lambda: AsyncDify("key-123456"),
    "Oomol": lambda: Oomol("key-123456"),
    "AsyncOomol": lambda: AsyncOomol("key-123456"),
    "SandboxFusion": lambda: SandboxFusion("http://sandbox"),
    "AsyncSandboxFusion": lambda: AsyncSandboxFusion("http://sandbox"),
    "a view": lambda: Sim("key-123456").with_options(retry=0),
    "resources": lambda: Oomol("key-123456").tasks,
    "async resources": lambda: AsyncDify("key-123456").workflows,
    "a stream": lambda: Sim("key-123456").stream_workflow("wf"),
    "an async stream": lambda: AsyncDify("key-123456").workflows.stream({}, "user"),
    "a pager": lambda: Sim("key-123456").list_runs("wf"),
    "an async pager": lambda: AsyncDify("key-123456").workflows.logs(),
    "the items of a pager": lambda: iter(Sim("key-123456").list_runs("wf")),
    "the pages of a pager": lambda: Dify("key-123456").workflows.logs().pages(),
    "the items of an async pager": lambda: aiter(AsyncDify("key-123456").workflows.logs()),
    "the pages of an async pager": lambda: AsyncSim("key-123456").list_runs("wf").pages(),
    "a batch": lambda: penstock.iter_concurrent(print, args=[]),
    "an async batch": lambda: penstock.iter_concurrent_async(print, args=[]),
    "a pool": lambda: Pool(),
    "an async pool": lambda: AsyncPool(),
}


@pytest.mark.table("take", [copy.copy, copy.deepcopy, pickle.dumps])
@pytest.mark.table("name", CLIENTS)
def test_what_holds_connections_says_what_to_do_instead(name: str, take: Any) -> None:
    made = CLIENTS[name]()
    with pytest.raises(TypeError, match="holds connections and can't be copied or pickled; ") as e:
        take(made)
    assert "key-123456" not in str(e.value)


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def result() -> Any:
    times = {"duration": 1, "startTime": "2025-10-30T18:40:00.000Z"}
    answer = {"success": True, "output": {"a": 1}, "metadata": times}
    sim = Sim("k", transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer)))
    return sim.execute_workflow("wf")


def error() -> PenstockError:
    sim = Sim("k", transport=httpx.MockTransport(lambda _: httpx.Response(404)))
    with pytest.raises(PenstockError) as caught:
        sim.execute_workflow("wf")
    return caught.value


@pytest.mark.table(
    "make",
    [
        lambda: Sim("key\n123456"),
        lambda: AsyncDify("key-123456", "no address"),
        lambda: Oomol("key-123456", task_key="none"),  # type: ignore[arg-type]
        lambda: SandboxFusion("no address"),
        lambda: AsyncSim("key-123456").with_options(timeout=-1),
        lambda: Dify("key-123456").workflows.stream({}, ""),
    ],
)
def test_a_refusal_is_reported_with_the_locals_of_its_frames(make: Any) -> None:
    """As test runners and error reporters do."""
    with pytest.raises(PenstockError) as caught:
        make()
    lines = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    shown = "".join(lines)
    assert "self = <" in shown
    assert "exception repr() failed" not in shown
    assert "repr(" not in shown or "AttributeError" not in shown


VALUES = {
    "a result": result,
    "an error": error,
    "a policy": RetryPolicy,
    "timeouts": lambda: Timeouts(connect=1),
    "polling options": lambda: PollingOptions(interval_ms=5, timeout_ms=None),
    "a request": lambda: RunCodeRequest(code="", language="python"),
    "a file": lambda: File.from_url("https://a.example/a.pdf"),
    "outcomes": lambda: run_concurrent(abs, args=[[-1]]),
}


@pytest.mark.table("take", [copy.copy, copy.deepcopy, pickled])
@pytest.mark.table("name", VALUES)
def test_values_are_copied_and_pickled(name: str, take: Any) -> None:
    value = VALUES[name]()
    taken = take(value)
    assert type(taken) is type(value)
    assert taken == value or repr(taken) == repr(value)
