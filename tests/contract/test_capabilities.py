"""The README's table is made of what tests show: here are those about the official SDKs' gaps."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from capabilities import CLIENTS, TABLE, rendered
from official import INSTALLED, run

from penstock import run_concurrent
from penstock.dify import Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import RunCodeRequest, SandboxFusion
from penstock.sim import Sim
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock

pytestmark = pytest.mark.penstock(strict=False)

HERE = Path(__file__).parent
README = HERE.parents[1] / "README.md"

SIM = "simstudio-sdk==0.2.1"
DIFY = "dify-client==0.1.10"
OOMOL = "oomol-connect-sdk==1.0.3"
SANDBOX = "sandbox-fusion==0.3.7"
SERVICE = {SIM: "sim", DIFY: "dify", OOMOL: "oomol", SANDBOX: "sandbox_fusion"}
PACKAGE = {
    SIM: "simstudio",
    DIFY: "dify_client",
    OOMOL: "oomol_connect_sdk",
    SANDBOX: "sandbox_fusion",
}
FILES = {pin.partition("==")[0]: pin for pin in SERVICE}

# Every callable a user can reach: functions, and methods of the client and what hangs on it.
REACHED = """
def reached():
    roots = [vars(sys.modules[PACKAGE])] + [
        {n: getattr(o, n, None) for n in dir(o)} for o in objects if o is not None]
    return {n: f for root in roots for n, f in root.items()
            if not n.startswith("_") and (inspect.isfunction(f) or inspect.ismethod(f))}
objects = [globals().get("client")]
objects += [getattr(objects[0], n, None) for n in ("tasks", "packages", "blocks", "applets")]
"""


def facts(pin: str, server: Tenant, program: str) -> dict[str, Any]:
    """The values that a program with an SDK shows."""
    named = f"PACKAGE = {PACKAGE[pin]!r}\n"
    return run(pin, server.url_for(SERVICE[pin]), named + REACHED + program)


_CALLABLES: dict[str, dict[str, bool]] = {}


def callables(pin: str, server: Tenant) -> dict[str, bool]:
    """Return every callable of an SDK, and whether it is async; asked once of each."""
    if pin not in _CALLABLES:
        program = (
            "show('kinds', lambda: {n: inspect.iscoroutinefunction(inspect.unwrap(f))"
            " for n, f in reached().items()})"
        )
        _CALLABLES[pin] = facts(pin, server, program)["kinds"]
    return _CALLABLES[pin]


def test_the_table_is_the_readmes() -> None:
    assert rendered() in README.read_text("utf-8")


@cache
def names_in(module: str) -> set[str]:
    tree = ast.parse((HERE / f"{module}.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.table("row", TABLE)
def test_every_cell_names_a_test_that_is_there(row: str) -> None:
    assert set(TABLE[row]) <= set(CLIENTS)
    for mark, test in TABLE[row].values():
        module, _, name = test.partition("::")
        assert mark in ("yes", "no")
        assert name in names_in(module), test


@pytest.mark.table(
    ("pin", "kinds"), [(SIM, {False}), (DIFY, {False}), (OOMOL, {True}), (SANDBOX, {True, False})]
)
def test_most_official_sdks_are_of_one_kind(
    pin: str, kinds: set[bool], penstock_server: Tenant
) -> None:
    """Blocking or async. The calls that ask nothing of a server don't count."""
    local = {"set_api_key", "set_base_url", "close", "get_rate_limit_info", "run_concurrent"}
    local |= {"run_concurrent_pure", "set_endpoint", "set_dataset_endpoint"}
    local |= {"set_sandbox_endpoint", "summary_run_code_result", "set_default_headers"}
    local |= {"get_default_headers", "get_base_url"}
    found = callables(pin, penstock_server)
    assert {kind for name, kind in found.items() if name not in local} == kinds


@pytest.mark.table("pin", SERVICE)
def test_no_official_sdk_ships_its_types(pin: str) -> None:
    package = INSTALLED / pin / PACKAGE[pin]
    assert package.is_dir()
    assert not (package / "py.typed").exists()


@pytest.mark.table(
    ("pin", "missing"),
    [
        (
            SIM,
            {"list_workflow_runs", "list_runs", "cancel_run", "cancel_workflow_run", "resume_run"},
        ),
        (
            DIFY,
            {"run", "run_workflow", "stream", "get_workflow_run", "stop", "logs", "info", "meta"},
        ),
        (OOMOL, {"list_flows", "flows"}),
        (SANDBOX, {"list_datasets", "list_ids", "get_metrics", "get_metrics_function", "ping"}),
    ],
)
def test_each_official_sdk_leaves_operations_out(
    pin: str, missing: set[str], penstock_server: Tenant
) -> None:
    found = callables(pin, penstock_server)
    assert found
    assert not missing & set(found)


@pytest.mark.table("pin", [SIM, DIFY])
def test_two_official_sdks_leave_waiting_to_you(pin: str, penstock_server: Tenant) -> None:
    found = callables(pin, penstock_server)
    assert found
    assert not [name for name in found if "wait" in name or "poll" in name]


# A question each of them can ask, and the operation it is.
QUESTION = {
    SIM: ("getWorkflowStatus", 'client.get_workflow_status("wf").is_deployed'),
    DIFY: ("getAppParameters", 'client.get_application_parameters("user").status_code'),
    OOMOL: ("listTasks", "client.tasks.list()"),
    SANDBOX: (
        "getPrompts",
        'get_prompts(GetPromptsRequest(dataset="mbpp", config=TestConfig()))',
    ),
}


@pytest.mark.table("pin", [SIM, DIFY, OOMOL])
def test_an_outage_ends_a_call_of_most_official_sdks(pin: str, penstock_server: Tenant) -> None:
    operation, question = QUESTION[pin]
    penstock_server.faults.add("status", on=operation, status=502, count=1)
    told = facts(pin, penstock_server, f"show('answer', lambda: {question})")["answer"]
    assert told == 502 or told["raised"]
    assert len(penstock_server.journal.calls(operation)) == 1


@pytest.mark.table("pin", [SIM, DIFY, SANDBOX])
def test_most_official_sdks_wait_for_ever(pin: str, penstock_server: Tenant) -> None:
    """They give `requests` no timeout, which then has none."""
    told = facts(
        pin,
        penstock_server,
        "import requests\n"
        "given, send = [], requests.Session.request\n"
        "def request(self, *args, **kwargs):\n"
        "    given.append(kwargs.get('timeout'))\n"
        "    return send(self, *args, **kwargs)\n"
        "requests.Session.request = request\n"
        f"show('answer', lambda: str({QUESTION[pin][1]}))\n"
        "show('given', lambda: given)\n",
    )
    assert told["given"] == [None]


@pytest.mark.table("pin", [SIM, DIFY, SANDBOX])
def test_most_official_sdks_tell_no_failure_from_another(pin: str, penstock_server: Tenant) -> None:
    """One class for all of them, or none at all."""
    operation, question = QUESTION[pin]
    program = ""
    for status in (429, 502, 503):
        penstock_server.faults.add("status", on=operation, status=status, count=1)
        program += f"show('{status}', lambda: {question})\n"
    told = facts(pin, penstock_server, program)
    kinds = {t["raised"] if isinstance(t, dict) else type(t).__name__ for t in told.values()}
    assert kinds <= {"SimStudioError", "int", "Exception"}
    assert len(kinds) == 1


@pytest.mark.table("pin", [SIM, DIFY, OOMOL])
def test_most_official_sdks_have_no_batches(pin: str, penstock_server: Tenant) -> None:
    found = callables(pin, penstock_server)
    assert found
    assert not [name for name in found if "concurrent" in name or "batch" in name]


@pytest.mark.table("service", ["sim", "dify", "oomol", "sandbox_fusion"])
def test_a_batch_takes_calls_of_any_service(service: str, penstock_mock: Mock) -> None:
    """In the order of the inputs, and what failed among the rest."""
    given: dict[str, Any] = {"transport": penstock_mock.transport, "clock": penstock_mock.clock}
    sim, dify = Sim("key", **given), Dify("key", **given)
    oomol, sandbox = Oomol("key", **given), SandboxFusion(**given)
    # Each call, and an argument of it that is refused before anything is sent.
    calls: dict[str, tuple[Any, list[Any], list[Any]]] = {
        "sim": (sim.execute_workflow, ["wf", {}], ["", {}]),
        "dify": (dify.workflows.run, [{"query": "hi"}, "user"], [{"query": "hi"}, ""]),
        "oomol": (oomol.tasks.create, [{"manifest": "mock::echo"}], [{}]),
        "sandbox_fusion": (
            sandbox.run_code,
            [RunCodeRequest(code="print(1)", language="python")],
            [None],
        ),
    }
    call, good, bad = calls[service]

    results = run_concurrent(call, args=[good, bad, good], return_exceptions=True)

    assert [isinstance(result, Exception) for result in results] == [False, True, False]


@pytest.mark.table("pin", SERVICE)
def test_no_official_sdk_has_hooks_or_extras_of_a_call(pin: str, penstock_server: Tenant) -> None:
    """By the names of all parameters; a client's own headers are no call's."""
    program = (
        "show('names', lambda: sorted({p for n, f in reached().items() if 'default' not in n"
        " for p in inspect.signature(f).parameters} | set(inspect.signature(type(objects[0]) if"
        " objects[0] is not None else reached).parameters)))"
    )
    names = facts(pin, penstock_server, program)["names"]
    assert names
    assert not [name for name in names if "hook" in name or name.startswith(("on_re", "extra"))]


@pytest.mark.table("service", ["sim", "dify", "oomol", "sandbox_fusion"])
def test_hooks_and_extras_of_a_call_are_there_for_every_service(
    service: str, penstock_mock: Mock
) -> None:
    seen: list[Any] = []
    given: dict[str, Any] = {"transport": penstock_mock.transport, "clock": penstock_mock.clock}
    given |= dict.fromkeys(("on_request", "on_response"), seen.append)
    calls: dict[str, Any] = {
        "sim": lambda: Sim("key", **given).execute_workflow("wf", {}, extra_headers=extra),
        "dify": lambda: Dify("key", **given).info(extra_headers=extra),
        "oomol": lambda: Oomol("key", **given).tasks.list(extra_headers=extra),
        "sandbox_fusion": lambda: SandboxFusion(**given).ping(extra_headers=extra),
    }
    extra = {"x-tenant": "blue"}

    calls[service]()

    assert [(event.service, event.attempt) for event in seen] == [(service, 1)] * 2
    (call,) = penstock_mock.journal.calls(seen[0].operation_id)
    assert "x-tenant" in dict(call.request.headers)


@pytest.mark.table("service", ["sim", "dify", "oomol"])
def test_a_key_may_come_from_a_function(service: str, penstock_mock: Mock) -> None:
    sent: list[str] = []

    def pass_on(request: httpx.Request) -> httpx.Response:
        sent.append(str(request.headers.multi_items()))
        return penstock_mock.transport.handle_request(request)

    given: dict[str, Any] = {"transport": httpx.MockTransport(pass_on)}
    keys = iter(("key-first", "key-second"))
    calls: dict[str, Any] = {
        "sim": Sim(lambda: next(keys), **given).get_usage_limits,
        "dify": Dify(lambda: next(keys), **given).info,
        "oomol": Oomol(lambda: next(keys), **given).tasks.list,
    }

    calls[service](), calls[service]()

    first, second = sent
    assert "key-first" in first
    assert "key-second" in second


_SPY = """
import http.client
sent, put = [], http.client.HTTPConnection.putheader
def spy(self, name, *values):
    sent.append(str(values))
    return put(self, name, *values)
http.client.HTTPConnection.putheader = spy
"""


@pytest.mark.table(
    ("pin", "made"),
    [
        (SIM, "SimStudioClient(api_key={key}, base_url=URL)"),
        (DIFY, "DifyClient({key})"),
        (OOMOL, "OomolConnectClient({{'base_url': URL, 'api_token': {key}}})"),
    ],
)
def test_no_official_sdk_takes_a_key_from_a_function(
    pin: str, made: str, penstock_server: Tenant
) -> None:
    """It raises, or sends the function's repr."""
    _, question = QUESTION[pin]
    for key, arrives in (("'key-first'", pin != OOMOL), ("lambda: 'key-first'", False)):
        client = made.format(key=key)
        program = f"def call(client):\n    client.base_url = URL\n    return str({question})\n"
        program += f"show('made', lambda: call({client}))\nshow('sent', lambda: sent)\n"
        told = facts(pin, penstock_server, _SPY + program)
        assert ("key-first" in str(told["sent"])) is arrives
    if pin == OOMOL:  # which sends by other means, and raises before
        assert told["made"]["raised"] == "TypeError"
