"""Whatever is sent, Sim answers, and with what the document has."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock_mock.document.request import Request
from penstock_mock.services import sim
from penstock_mock.services.sim.behaviours import SCENARIOS, scenario
from penstock_mock.services.sim.errors import ERRORS
from penstock_mock.services.sim.service import Sim

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FILES = st.fixed_dictionaries(
    {"type": st.sampled_from(["file", "url", "x"])},
    optional={"data": st.text() | st.just("data:;base64,aGk="), "name": st.text(), "mime": JSON},
)
CONTROLS = (
    *("input", "stream", "selectedOutputs", "async", "executionId", "includeThinking"),
    *("includeToolCalls", "base64MaxBytes", "executionTimeoutSeconds", "triggerType", "contextId"),
    *("runFromBlock", "useDraftState", "message"),
)
LIKELY = st.booleans() | st.just(["agent1.content"]) | st.just("ctx-1") | FILES | JSON
BODIES = st.dictionaries(st.sampled_from(CONTROLS), LIKELY, max_size=4) | JSON
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "X-Execution-Mode": st.just("async") | ASCII,
        "X-Stream-Response": st.just("true") | ASCII,
        "X-Selected-Outputs": st.just('["a.b"]') | ASCII,
        "X-Execution-Id": ASCII,
        "X-Run-Id": ASCII,
        "X-Execution-Timeout-Seconds": st.just("60") | ASCII,
        "X-Sim-Stream-Protocol": st.just("agent-events-v1") | ASCII,
        "X-Sim-Via": ASCII,
        "User-Agent": st.just("test") | ASCII,
        "X-API-Key": st.just("k") | ASCII,
    },
)
PATHS = [
    ("POST", "/api/workflows/wf/execute"),
    ("POST", "/api/v2/workflows/wf/execute"),
    ("POST", "/api/v2/workflows/wf/runs/r/resume"),
]
NAMES = ("status", "limit", "cursor", "order", "startDate", "includeOutput", "selectedOutputs", "x")
QUERIES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "1", "failed", "true", "asc", "x%20"])),
    max_size=3,
)

quickly = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(("method", "path"), PATHS)
@quickly
@given(body=BODIES, headers=HEADERS, dialect=st.sampled_from(["2025-10", "2026-08"]))
def test_any_body_and_any_headers(make, method, path, body, headers, dialect):
    world = make(dialect=dialect)
    world.does(sim.paused())
    world.run(headers={"X-Run-Id": "r"})
    world.call(method, path, json=body, headers=headers)


@pytest.mark.parametrize("path", ["/api/v2/workflows/wf/runs", "/api/v2/workflows/wf/runs/r"])
@quickly
@given(query=QUERIES)
def test_any_query(make, path, query):
    world = make()
    world.run(headers={"X-Run-Id": "r"})
    answer = world.call("GET", f"{path}?{'&'.join(f'{n}={v}' for n, v in query)}")
    assert answer.status in (200, 400)


@pytest.mark.table("raw", [b"\xff", b"\x00", b"[1e999]", b'"\\ud800"', b"{" * 5000])
def test_odd_bytes(either, raw):
    answer = either.execute(raw=raw)
    json.loads(answer.text)
    either.call("POST", "/api/v2/workflows/wf/execute", raw=raw)


def test_numbers_too_large_for_json_become_null(world):
    assert world.execute(raw=b'{"n": 1e999}').json["output"]["input"] == {"n": None}


# An author's answer, and pages from before the server, which v2's part of the document hasn't.
NO_SERVERS = {"response_block", "html_502", "empty_403", "refuse"}


@pytest.mark.table("name", sorted(set(SCENARIOS) - NO_SERVERS))
def test_every_scenario_in_every_mode(either, name):
    def again():
        either.sim.configure("wf", name)

    again()
    either.execute()
    again()
    either.stream({"selectedOutputs": ["agent1.content"]})
    again()
    receipt = either.queue()
    if receipt.status == 202:
        either.job(receipt)
        either.ended_job(receipt)
    for body in ({}, {"stream": True}, {"async": True}):
        again()
        answer = either.run(body, headers={"X-Run-Id": f"run-{len(body)}-{'async' in body}"})
        either.get_run(answer.headers.get("x-run-id", "none"), "?includeOutput=true")
    either.status()
    either.list_runs()


@pytest.mark.table("name", sorted(sim.SCENARIOS))
def test_scenarios_named_like_their_function_are_it(name):
    assert name == "paused" or SCENARIOS[name] is getattr(sim, name)
    assert callable(SCENARIOS[name])


def test_a_stream_of_every_scenario_can_be_cut_to_bytes(either):
    whole = either.stream({"selectedOutputs": ["a.content"], "message": "日本"}).text
    either.does(scenario({"stream": {"split": 1}}))
    cut = either.stream({"selectedOutputs": ["a.content"], "message": "日本"})
    assert cut.text == whole
    assert {len(chunk) for chunk in cut.timeline.chunks} == {1}


def test_every_operation_of_the_document_is_played(world):
    contract = world.mock.contract
    service = world.mock.engine.services["sim"]
    assert isinstance(service, Sim)
    for operation in contract.of("sim"):
        path = operation.path.replace("{id}", "wf").replace("{taskId}", "t").replace("{runId}", "r")
        answer = world.call(operation.method, path)
        assert answer.exchange.operation_id == operation.id


def test_two_sessions_never_meet(make):
    one, other = make(), make()
    one.does(sim.not_found())
    one.execute(workflow="x")
    assert other.execute().status == 200
    assert other.limits().json["usage"]["currentPeriodCost"] == 0.001


def test_a_reset_begins_anew(make):
    world = make(plan="free")
    world.does(sim.not_found())
    first = world.execute(workflow="x").text
    world.mock.reset()
    assert world.execute(workflow="x").text == first
    assert world.execute().status == 200


@pytest.mark.table("name", sorted(ERRORS))
def test_every_refusal_in_every_mode(either, name):
    def again():
        either.does(sim.refuse(name), sim.succeed())

    for call in (either.execute, either.stream, either.queue, either.run, either.status):
        again()
        call()
    again()
    either.run({"async": True})


@pytest.mark.table("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_a_method_that_a_path_does_not_have_is_refused_without_a_word(either, method):
    for path in ("/api/workflows/wf/execute", "/api/v2/workflows/wf/execute"):
        request = Request.build(method, f"https://www.sim.ai{path}")
        answer = either.mock.engine.handle(either.mock.session, request).timeline
        assert (answer.status, answer.body) == (405, b"")
        assert answer.header("allow") is answer.header("content-type") is None
