"""Whatever is sent, Oomol Connect answers, and with what the document has."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock_mock.services import oomol
from penstock_mock.services.oomol import BUILT_IN, SCENARIOS

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
HANDLES = st.fixed_dictionaries({}, optional={"handle": st.text() | JSON, "value": JSON})
NODES = st.fixed_dictionaries(
    {}, optional={"nodeId": st.just("_") | JSON, "inputs": st.lists(HANDLES, max_size=2) | JSON}
)
MANIFESTS = st.sampled_from(["poster", "image-kit::resize", "", *BUILT_IN]) | JSON
TASKS = st.fixed_dictionaries(
    {},
    optional={
        "manifest": MANIFESTS,
        "blockId": MANIFESTS,
        "inputValues": st.lists(NODES, max_size=2) | JSON,
        "name": st.sampled_from(["image-kit", "missing"]) | JSON,
        "version": st.sampled_from(["1.0.0", "0.0.0"]) | JSON,
    },
)
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
TYPES = ("application/json", "multipart/form-data; boundary=B", "application/x-www-form-urlencoded")
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Content-Type": st.sampled_from(TYPES) | ASCII,
        "Authorization": st.just("Bearer k") | ASCII,
        "Accept": st.just("application/json") | ASCII,
    },
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "token": st.sampled_from(["any", "raw", "none"]),
        "polls": st.integers(1, 3),
        "pending": st.booleans(),
        "logs": st.sampled_from(["ascending", "descending"]),
        "log_lag": st.integers(0, 2),
        "envelope": st.sampled_from(["wrapped", "bare"]),
        "refusals": st.sampled_from(["status", "quiet"]),
    },
)
LINES = st.sampled_from(
    [
        *(b"--B", b"--B--", b"", b"\r\n", b"poster", b"[]", b"\xff\x00"),
        *(b'Content-Disposition: form-data; name="manifest"', b"Content-Type: text/plain"),
        *(b'Content-Disposition: form-data; name="files"; filename="a"', b"Content-Disposition: x"),
        *(b'Content-Disposition: form-data; name="inputValues"', b"Content-Type: message/rfc822"),
        *(b"Content-Transfer-Encoding: base64", b"Content-Disposition: form-data; name*=x'y'%ff"),
    ]
)
POSTS = ("/v1/tasks", "/packages/install", "/v1/tasks/t/stop")

quickly = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("path", POSTS)
@quickly
@given(body=TASKS | JSON, headers=HEADERS, options=OPTIONS)
def test_any_body_and_any_headers(make, path, body, headers, options):
    world = make(**options)
    world.oomol.tasks["t"] = world.oomol.create("poster", oomol.slow(), 0)
    raw, headers = json.dumps(body).encode(), {"Content-Type": TYPES[0]} | headers
    answer = world.call("POST", path, body=raw, headers=headers)
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


@quickly
@given(lines=st.lists(LINES, max_size=12))
def test_any_form(make, lines):
    body = b"\r\n".join(lines)
    world = make()
    world.call("POST", "/v1/tasks", body=body, headers={"Content-Type": TYPES[1]})


ACTIONS = st.lists(
    st.sampled_from(["get", "logs", "stop", "list", "wait", "create"]), min_size=1, max_size=12
)


@quickly
@given(manifest=st.sampled_from(sorted(BUILT_IN)), actions=ACTIONS, options=OPTIONS)
def test_in_whatever_order_a_task_is_looked_at_it_only_goes_on(make, manifest, actions, options):
    world = make(**options, token="none") if "token" not in options else make(**options)
    task = world.oomol.tasks[make_task(world, manifest)]
    before, ids, ended = task.status, [], None
    for action in actions:
        act(world, task.id, action)
        logs = [log["id"] for log in task.logs]
        assert logs == sorted(set(logs))
        assert logs[: len(ids)] == ids
        assert ended in (None, task.status)
        assert task.status != "created" or before == "created"
        before, ids, ended = task.status, logs, task.status if task.ended else None


def make_task(world, manifest):
    answer = world.call("POST", "/v1/tasks", json={"manifest": manifest}).json
    return answer.get("task", answer)["id"]


def act(world, task_id, action):
    if action == "wait":
        world.advance(0.7)
    elif action == "create":
        make_task(world, "poster")
    else:
        method, path = {
            "get": ("GET", f"/v1/tasks/{task_id}"),
            "logs": ("GET", f"/v1/tasks/{task_id}/logs"),
            "stop": ("POST", f"/v1/tasks/{task_id}/stop"),
            "list": ("GET", "/v1/tasks"),
        }[action]
        world.call(method, path)


@pytest.mark.table("raw", [b"\xff", b"\x00", b"[1e999]", b'"\\ud800"', b"{" * 5000, b"[" * 9])
def test_odd_bytes(world, raw):
    for path in POSTS[:2]:
        headers = {"Content-Type": "application/json"}
        assert world.call("POST", path, body=raw, headers=headers).status == 400


def test_numbers_too_large_for_json_become_null(world):
    inputs = b'[{"nodeId": "_", "inputs": [{"handle": "n", "value": 1e999}]}]'
    body = b'{"manifest": "image-kit::resize", "inputValues": ' + inputs + b"}"
    headers = {"Content-Type": "application/json"}
    task = world.call("POST", "/v1/tasks", body=body, headers=headers).json["task"]
    assert world.results(task["id"]) == [{"echo": {"n": None}}]


def test_a_lone_surrogate_comes_back_escaped(world):
    inputs = rb'[{"nodeId": "_", "inputs": [{"handle": "s", "value": "\ud83d"}]}]'
    body = b'{"manifest": "image-kit::resize", "inputValues": ' + inputs + b"}"
    headers = {"Content-Type": "application/json"}
    answer = world.call("POST", "/v1/tasks", body=body, headers=headers)
    assert rb"\ud83d" in answer.exchange.timeline.body
    assert world.results(answer.json["task"]["id"]) == [{"echo": {"s": "\ud83d"}}]


@pytest.mark.table("name", sorted(SCENARIOS))
def test_every_scenario_from_its_creation_to_its_end(world, name):
    world.oomol.configure("image-kit::resize", name)
    answer = world.call("POST", "/v1/tasks", json={"manifest": "image-kit::resize"})
    assert (answer.status == 200 and answer.json["success"]) == bool(world.oomol.tasks)
    for task in world.oomol.tasks:
        world.ended(task)
        world.stop(task)
        world.logs(task)
    world.call("GET", "/v1/tasks")


def test_every_operation_of_the_document_is_played(world):
    for operation in world.mock.contract.of("oomol"):
        path = operation.path.replace("{taskId}", "t").replace("{installTaskId}", "i")
        home = operation.servers[0].url
        answer = world.call(operation.method, path, home=home)
        assert answer.exchange.operation_id == operation.id
        assert answer.exchange.timeline.header("content-type").endswith("charset=utf-8")


def test_two_sessions_never_meet(make):
    one, other = make(), make()
    one.oomol.block("image-kit::resize", oomol.fail())
    one.oomol.block("my::own")
    one.create()
    assert other.call("GET", "/v1/tasks").json == {"tasks": []}
    assert other.statuses(other.create(), 2)[-1] == "completed"
    assert "my" not in [name for name, _ in other.packages()]


def test_the_same_seed_gives_the_same_bytes(make):
    def story(world):
        world.ended(world.create("mock::flow"))
        world.install("image-kit")
        return [e.timeline.body for e in world.mock.journal]

    assert story(make()) == story(make())


def test_a_reset_begins_anew(make):
    world = make()
    world.oomol.block("image-kit::resize", oomol.fail())
    first = world.create()
    world.mock.reset()
    assert world.oomol.tasks == {}
    assert world.create() == first
    assert world.statuses(first, 2) == ["running", "completed"]
