"""Requests to create a task that are taken, and those that are not."""

import json

import pytest

from penstock_mock.services.oomol.state import seen

from .conftest import flat

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MANIFEST = {"manifest": "image-kit::resize"}


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return flat(x=value)


@pytest.mark.table(
    ("given", "stored"),
    [
        ({}, None),
        ({"inputValues": None}, None),
        ({"inputValues": {}}, []),
        ({"inputValues": []}, []),
        ({"inputValues": flat()}, flat()),
        ({"inputValues": flat(a=1, b=None)}, flat(a=1, b=None)),
        ({"inputValues": flat(a={"deep": [True]}) * 2}, flat(a={"deep": [True]}) * 2),
        ({"inputValues": nested(100)}, nested(100)),
    ],
)
def test_inputs_that_are_taken(world, given, stored):
    answer = world.call("POST", "/v1/tasks", json=MANIFEST | given)
    assert answer.status == 200
    assert answer.json["task"].get("inputValues") == stored
    assert ("inputValues" in answer.json["task"]) == (stored is not None)


@pytest.mark.table(
    ("inputs", "why"),
    [
        ({"text": "hi"}, "inputValues must be a list of node inputs"),
        ("ab", "inputValues must be a list of node inputs"),
        (0, "inputValues must be a list of node inputs"),
        (False, "inputValues must be a list of node inputs"),
        ([{}], "inputValues[0] has no nodeId"),
        (["a"], "inputValues[0] has no nodeId"),
        ([{"handle": "a", "value": 1}], "inputValues[0] has no nodeId"),
        ([{"nodeId": 1, "inputs": []}], "inputValues[0] has no nodeId"),
        ([{"nodeId": "_"}], "inputValues[0] has no list of inputs"),
        ([{"nodeId": "_", "inputs": {}}], "inputValues[0] has no list of inputs"),
        ([{"nodeId": "_", "inputs": [{}]}], "inputValues[0].inputs[0] has no handle"),
        ([{"nodeId": "_", "inputs": [{"handle": "a"}]}], "inputValues[0].inputs[0] has no value"),
        ([*flat(a=1), {"handle": "b", "value": 2}], "inputValues[1] has no nodeId"),
        (nested(300), "inputValues are nested deeper than 200"),
    ],
)
def test_inputs_that_are_not_taken(world, inputs, why):
    answer = world.call("POST", "/v1/tasks", json=MANIFEST | {"inputValues": inputs})
    assert answer.status == 400
    assert answer.json["message"].endswith(why)
    assert world.oomol.tasks == {}


@pytest.mark.table(
    ("body", "status", "why"),
    [
        ({"manifest": "poster"}, 200, None),
        ({"blockId": "image-kit::resize"}, 200, None),
        ({"manifest": "image-kit::resize", "blockId": "image-kit::resize"}, 200, None),
        ({"manifest": "", "blockId": "image-kit::resize"}, 200, None),
        ({"manifest": "image-kit::resize", "blockId": None, "more": 1}, 200, None),
        ({}, 400, "manifest is required"),
        ({"manifest": ""}, 400, "manifest is required"),
        ({"manifest": None, "blockId": ""}, 400, "manifest is required"),
        ({"manifest": 7}, 400, "manifest must be a string"),
        ({"blockId": ["a"]}, 400, "blockId must be a string"),
        ({"manifest": "poster", "blockId": "flow-1"}, 400, "manifest and blockId differ"),
        ([], 400, "Request body must be an object"),
        (None, 400, "Request body must be an object"),
        ("poster", 400, "Request body must be an object"),
        ({"manifest": "nope::nope"}, 422, "Block not found: nope::nope"),
        ({"blockId": "image-kit::nope"}, 422, "Block not found: image-kit::nope"),
        ({"manifest": "nope"}, 422, "Flow not found: nope"),
        ({"manifest": "\ud800::\n"}, 422, "Block not found: \ud800::\n"),
    ],
)
def test_what_names_a_block_or_a_flow(world, body, status, why):
    answer = world.call("POST", "/v1/tasks", body=json.dumps(body).encode(), headers=JSON)
    assert (answer.status, answer.json.get("message")) == (status, why)


@pytest.mark.table(
    ("headers", "body", "status"),
    [
        (JSON, b"", 400),
        ({}, b"", 400),
        (JSON, b"{", 400),
        (JSON, b"\xff", 400),
        (JSON, b'{"manifest": NaN}', 400),
        (FORM, b"manifest=poster", 415),
        ({"Content-Type": "text/plain"}, b'{"manifest": "poster"}', 415),
        ({}, b'{"manifest": "poster"}', 415),
        ({"Content-Type": "application/json; charset=utf-8"}, b'{"manifest": "poster"}', 200),
        ({"Content-Type": "Application/JSON"}, b'{"manifest": "poster"}', 200),
    ],
)
def test_what_kind_of_body(world, headers, body, status):
    assert world.call("POST", "/v1/tasks", headers=headers, body=body).status == status


@pytest.mark.table("name", ["block", "flow", "block-id", "both-keys", "any-json", "no-inputs"])
def test_the_documents_own_requests_are_taken(world, name):
    operation = world.mock.contract.operations["createTask"]
    example = operation.body.content["application/json"].example(name)
    assert world.call("POST", "/v1/tasks", json=example.value).status == 200


@pytest.mark.table(
    "manifest",
    [
        *("audio-lab::text-to-audio", "flow-name", "pkg::file-processor", "flow-1"),
        *("pkg::multi-file-processor", "long-running-flow"),
    ],
)
def test_whatever_the_documented_page_runs_is_there(world, manifest):
    assert world.statuses(world.create(manifest, {}), 2)[-1] == "completed"


# -- tokens -----------------------------------------------------------------------------------


@pytest.mark.table(
    ("rule", "token", "status"),
    [
        ("any", "api-1", 200),
        ("any", "Bearer api-1", 200),
        ("any", "bearer  api-1", 200),
        ("any", "Bearer Bearer api-1", 401),
        ("any", "Basic api-1", 401),
        ("any", "Bearer", 200),  # a token like any other
        ("any", "bad-1", 401),
        ("any", "Bearer bad-1", 401),
        ("any", "", 401),
        ("any", None, 401),
        ("raw", "api-1", 200),
        ("raw", "Bearer api-1", 401),
        ("raw", "bad-1", 401),
        ("raw", None, 401),
        ("none", None, 200),
        ("none", "bad-1", 200),
        ("none", "Basic eDp5", 200),
    ],
)
def test_which_tokens_are_good_is_an_option(make, rule, token, status):
    world = make(token=rule)
    answer = world.call("GET", "/v1/tasks", token=token)
    assert answer.status == status
    if status == 401:
        assert answer.json["message"] == answer.json["error"] == "Unauthorized"


@pytest.mark.table(
    ("method", "path"),
    [
        ("POST", "/v1/tasks"),
        ("GET", "/v1/tasks/none"),
        ("GET", "/v1/flows"),
        ("GET", "/v1/blocks"),
        ("GET", "/packages"),
        ("POST", "/packages/install"),
    ],
)
def test_who_has_no_token_learns_nothing_else(world, method, path):
    assert world.call(method, path, token=None).status == 401


def test_a_token_can_be_the_only_good_one(world):
    world.mock.keys.only("api-1")
    assert world.call("GET", "/v1/tasks", token="api-1").status == 200
    assert world.call("GET", "/v1/tasks", token="api-2").status == 401


# -- the pure part ----------------------------------------------------------------------------


def test_inputs_are_seen_by_handle_and_the_last_of_a_name_wins():
    twice = [{"nodeId": "_", "inputs": [{"handle": "a", "value": n} for n in (1, 2)]}]
    assert seen(twice) == {"a": 2}
    assert seen(None) == seen([]) == {}
