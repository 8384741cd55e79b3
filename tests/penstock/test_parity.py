"""The blocking and the async half are the same, and what is exported is what is listed."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import penstock
import penstock.oomol
import penstock.sim
from penstock.errors import PenstockError

ROOT = Path(__file__).resolve().parents[2]
WRAPPER = ROOT / "wrapper"
NAMES = [
    ".".join(path.relative_to(WRAPPER).with_suffix("").parts)
    for path in sorted(WRAPPER.glob("penstock/*/_async/*.py"))
]
RENAMED = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
}


def pairs() -> list[tuple[Any, Any]]:
    """Every class of our own, in both worlds."""
    found = []
    for name in NAMES:
        ours, twin = import_module(name), import_module(name.replace("_async", "_sync"))
        for cls in vars(ours).values():
            if inspect.isclass(cls) and cls.__module__ == ours.__name__:
                found.append((cls, getattr(twin, blocking(cls.__name__))))
    return found


def blocking(text: str) -> str:
    """A name, or an annotation, as it reads in the blocking half."""
    text = re.sub(r"\bAsync(?!Execution)(?=[A-Z])", "", text.replace("_async", "_sync"))
    text = re.sub(r"\b_Async(?=[A-Z])", "_", text)
    text = re.sub(r"\bAwaitable\[((?:[^\[\]]|\[[^\]]*\])*)\]", r"\1", text)
    text = re.sub(r"\bGenerator\[(.+), None\]", r"Generator[\1, None, None]", text)
    return RENAMED.get(text, text)


def methods(cls: type) -> dict[str, Any]:
    return {
        name: value
        for name, value in inspect.getmembers_static(cls)
        if callable(value) and str(getattr(value, "__module__", "")).startswith("penstock.")
    }


def shape(function: Any) -> list[tuple[str, Any, Any, str]]:
    signature = inspect.signature(function)
    told = [(p.name, p.kind, p.default, str(p.annotation)) for p in signature.parameters.values()]
    return [*told, ("return", None, None, str(signature.return_annotation))]


@pytest.mark.table("pair", pairs(), ids=lambda pair: pair[0].__name__)
def test_both_halves_have_the_same_methods(pair: tuple[type, type]) -> None:
    """By name, parameter, default and annotation."""
    ours, twin = (methods(cls) for cls in pair)
    assert {blocking(name) for name in ours} == set(twin)
    for name, function in ours.items():
        other = twin[blocking(name)]
        want = [(n, k, d, blocking(a)) for n, k, d, a in shape(function)]
        assert want == shape(other), name


def test_the_comparison_would_see_a_difference() -> None:
    """It isn't blind: these differ in a default, and in an annotation."""

    def one(a: int = 1) -> str: ...
    def two(a: int = 2) -> str: ...
    def three(a: str = 1) -> str: ...  # type: ignore[assignment]

    assert shape(one) != shape(two)
    assert shape(one) != shape(three)


@pytest.mark.table("pair", pairs(), ids=lambda pair: pair[0].__name__)
def test_every_public_method_says_what_it_does(pair: tuple[type, type]) -> None:
    """In both worlds, and without a word of the other's."""
    for cls in pair:
        for name, function in methods(cls).items():
            if not name.startswith("_"):
                assert inspect.getdoc(function), f"{cls.__name__}.{name}"
    text = inspect.getsource(pair[1])
    assert "await " not in text
    assert "async " not in text.replace("async code", "").replace("async clients", "")


DOCUMENTED = {
    "__init__": "(self, api_key, base_url)",
    "execute_workflow": "(self, workflow_id, input_data, timeout, stream, selected_outputs, "
    "async_execution)",
    "execute_workflow_sync": "(self, workflow_id, input_data, timeout, stream, selected_outputs)",
    "execute_with_retry": "(self, workflow_id, input_data, timeout, stream, selected_outputs, "
    "async_execution, max_retries, initial_delay, max_delay, backoff_multiplier)",
    "get_workflow_status": "(self, workflow_id)",
    "validate_workflow": "(self, workflow_id)",
    "get_job_status": "(self, task_id)",
    "get_rate_limit_info": "(self)",
    "get_usage_limits": "(self)",
    "set_api_key": "(self, api_key)",
    "set_base_url": "(self, base_url)",
    "close": "(self)",
}
DEFAULTS = {
    "timeout": 30.0,
    "input_data": None,
    "stream": None,
    "max_retries": 3,
    "initial_delay": 1.0,
    "max_delay": 30.0,
    "backoff_multiplier": 2.0,
}


@pytest.mark.table("name", DOCUMENTED)
def test_the_documented_signatures_are_kept(name: str) -> None:
    """A new parameter is by keyword only."""
    parameters = inspect.signature(getattr(penstock.sim.Sim, name)).parameters.values()
    positional = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert f"({', '.join(p.name for p in positional)})" == DOCUMENTED[name]
    for parameter in positional:
        if parameter.name in DEFAULTS:
            assert parameter.default == DEFAULTS[parameter.name]


def test_the_documented_names_are_ours() -> None:
    """Under their own name as well."""
    assert penstock.sim.SimStudioClient is penstock.sim.Sim
    assert penstock.sim.SimStudioError is PenstockError
    assert str(inspect.signature(penstock.sim.SimStudioError)).startswith(
        "(message: 'str', code: 'str | None' = None, status: 'int | None' = None"
    )


DOCUMENTED_OOMOL = {
    "TasksClient.list": "(self)",
    "TasksClient.create": "(self, request)",
    "TasksClient.create_with_files": "(self, manifest, input_values, files)",
    "TasksClient.get": "(self, task_id)",
    "TasksClient.stop": "(self, task_id)",
    "TasksClient.get_logs": "(self, task_id)",
    "TasksClient.wait_for_completion": "(self, task_id, options)",
    "TasksClient.create_and_wait": "(self, request, polling_options)",
    "TasksClient.run": "(self, request, polling_options)",
    "TasksClient.run_with_files": "(self, manifest, input_values, files, polling_options)",
    "FlowsClient.list": "(self)",
    "BlocksClient.list": "(self, include_all_versions)",
    "PackagesClient.list": "(self)",
    "PackagesClient.install": "(self, name, version)",
    "PackagesClient.install_and_wait": "(self, name, version, polling_options)",
}


@pytest.mark.table("name", DOCUMENTED_OOMOL)
def test_the_documented_signatures_of_oomol_are_kept(name: str) -> None:
    """A new parameter is by keyword only."""
    group, _, method = name.partition(".")
    function = getattr(getattr(penstock.oomol, group), method)
    parameters = inspect.signature(function).parameters.values()
    positional = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert f"({', '.join(positional)})" == DOCUMENTED_OOMOL[name]


def test_the_documented_client_of_oomol_is_the_async_one() -> None:
    """With the documented settings by keyword, and their defaults."""
    assert penstock.oomol.OomolConnectClient is penstock.oomol.AsyncOomol
    for client in (penstock.oomol.AsyncOomol, penstock.oomol.Oomol):
        parameters = inspect.signature(client).parameters
        assert parameters["base_url"].default == "/api"
        assert {"api_token", "default_headers"} <= parameters.keys()
        assert "timeout" in penstock.ClientOptions.__annotations__


# Of Sim: decoded responses that a method returns in another form, or whole inside a result.
DECODED_ONLY = {
    "AccountLimits",
    "Deployment",
    "ExecutionCancellation",
    "ExecutionStatus",
    "PauseDetail",
    "PausedExecutionList",
    "SimOutcome",
    "SimResult",
}


def test_every_exception_and_result_is_exported() -> None:
    """Each type that can be caught or returned has a name without an underscore."""
    errors = import_module("penstock.errors")
    raised = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, PenstockError)
    }
    assert raised <= set(penstock.__all__)
    for module in (
        "penstock.oomol._models",
        "penstock.sim._events",
        "penstock.sim._models",
        "penstock.sim._runs",
    ):
        package = import_module(module.rpartition(".")[0])
        home = import_module(module)
        public = {
            name
            for name, value in vars(home).items()
            if inspect.isclass(value) and value.__module__ == module and not name.startswith("_")
        }
        assert public - DECODED_ONLY <= set(package.__all__)


def test_the_version_is_the_packages() -> None:
    """One number, in two places."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert penstock.__version__ == project["version"]


def test_importing_loads_no_more_than_it_must() -> None:
    """Not the generated code, not the async half, not what only streams or waits."""
    code = """
import sys, penstock.sim
assert "httpx" not in sys.modules, "the package alone"
penstock.sim.Sim
loaded = set(sys.modules)
assert not any(name.startswith("penstock_api.") for name in loaded)
assert not any(name.startswith("penstock.") and "._async" in name for name in loaded)
assert "asyncio" not in loaded
late = {"penstock._core._sync.stream", "penstock._core._sync.poll", "penstock._core.sse",
        "penstock.ratelimit"}
assert not loaded & late, loaded & late
penstock.sim.Sim("key-1")
assert not any(name.startswith("penstock_api.") for name in sys.modules)
assert "asyncio" not in sys.modules
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=30)


OF_ONE = {
    "dify": {"ConcurrencyLimitError", "QuotaExceededError"},
    "oomol": {"InstallFailedError", "TaskError", "TaskFailedError", "TaskStoppedError"},
    "sandbox_fusion": {"SandboxError"},
    "sim": {"UsageLimitError"},
}
"""The errors that only one service raises; a batch's, and those of waits, aside."""


@pytest.mark.table("service", OF_ONE)
def test_a_service_exports_the_errors_it_raises(service: str) -> None:
    """So that a program needs one import."""
    module, errors = import_module(f"penstock.{service}"), import_module("penstock.errors")
    others = {name for one in OF_ONE.keys() - {service} for name in OF_ONE[one]}
    others |= {"BatchStoppedError"}
    others |= {"WaitTimeoutError"} if service == "sandbox_fusion" else set()
    raised = {name for name in penstock.__all__ if name.endswith("Error")} - others
    assert raised <= set(module.__all__)
    for name in raised:
        assert getattr(module, name) is getattr(errors, name)
