"""Answers of Oomol Connect, with envelopes and without, read into typed dicts."""

from __future__ import annotations

import json
import pickle
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.message import RawResponse
from penstock._core.results import result
from penstock.errors import (
    APIError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    PenstockError,
    RateLimitError,
    ResponseError,
    ServerError,
)
from penstock.oomol import (
    Applet,
    Applets,
    Block,
    CreateTaskResponse,
    InstallPackageResponse,
    InstallTask,
    ListBlocksResponse,
    ListFlowsResponse,
    ListInstallTasksResponse,
    ListPackagesResponse,
    ListTasksResponse,
    Logs,
    Task,
    _errors,
    _requests,
)
from penstock.oomol._models import TYPES
from penstock.oomol._versions import newest, precedence, version_in, without_version
from penstock_api import operations

TASK = {
    "id": "t-1",
    "status": "running",
    "project_id": "p",
    "manifest_path": "/m",
    "inputValues": [{"nodeId": "_", "inputs": []}],
    "created_at": 1765300000123,
    "updated_at": 1765300002456,
}
INSTALL = {
    "id": "i-1",
    "name": "kit",
    "version": "1.4.2",
    "status": "success",
    "packagePath": "/p",
    "dependencies": [{"name": "sharp", "packagePath": "/s"}],
    "createdAt": 1,
    "updatedAt": 2,
}


def answer(body: Any, status: int = 200, **headers: str) -> RawResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return RawResponse(status, {"content-type": "application/json", **headers}, content)


def reader(operation: Any, kind: Any, **asked: str) -> Any:
    """Reads a response to a request with these arguments."""
    return lambda response: result(response, operation, kind, TYPES, asked)


def task_reader(task_id: str) -> Any:
    return reader(operations.get_task, Task, task_id=task_id)


def installation_reader(task_id: str) -> Any:
    return reader(operations.get_install_task, InstallTask, task_id=task_id)


created = reader(operations.create_task, CreateTaskResponse)
receipt = reader(operations.install_package, InstallPackageResponse)
tasks = reader(operations.list_tasks, ListTasksResponse)
flows = reader(operations.list_flows, ListFlowsResponse)
packages = reader(operations.list_packages, ListPackagesResponse)
install_tasks = reader(operations.list_install_tasks, ListInstallTasksResponse)
blocks = reader(operations.list_blocks, ListBlocksResponse)
logs = reader(operations.get_task_logs, Logs)
applets = reader(operations.list_applets, Applets)


@pytest.mark.table("body", [TASK, {"task": TASK, "success": True}, {"task": TASK}])
def test_a_task_is_read_with_and_without_its_envelope(body: Any) -> None:
    """By the wire's names and by Python's."""
    task = task_reader("t-1")(answer(body))
    assert (task["status"], task.status, task["inputValues"]) == (
        "running",
        "running",
        TASK["inputValues"],
    )
    assert task["input_values"] == task.input_values == TASK["inputValues"]
    assert task.updated_at - task["created_at"] == 2333
    assert (task, task.raw, task.is_finished) == (TASK, body, False)


@pytest.mark.table("read", [task_reader("t-2"), installation_reader("t-2")])
@pytest.mark.table("body", [TASK, {"task": TASK, "success": True}])
def test_an_answer_about_another_task_is_unreadable(read: Any, body: Any) -> None:
    """Its state is not that of the task that was asked about."""
    with pytest.raises(ResponseError, match="about task t-1, not about t-2"):
        read(answer(body))


@pytest.mark.table("body", [TASK, {"task": TASK, "userID": "u", "success": True}])
def test_a_new_task_is_in_its_envelope_and_is_the_task_as_well(body: Any) -> None:
    """The documented page reads it both ways."""
    made = created(answer(body))
    assert made["task"]["id"] == made["id"] == made.id == made.task.id == made.get("id") == "t-1"
    assert made["status"] == "running"
    assert made.success is made.get("success") is body.get("success")  # not invented
    assert made.user_id == body.get("userID")
    assert "nonsense" not in made
    with pytest.raises(KeyError):
        made["nonsense"]
    assert type(pickle.loads(pickle.dumps(made)).task) is Task


@pytest.mark.table("body", [INSTALL, {"task": INSTALL, "success": True}])
def test_an_installation_is_read_with_and_without_its_envelope(body: Any) -> None:
    """The rest of the object, too."""
    task = installation_reader("i-1")(answer(body))
    assert (task.status, task["packagePath"], task.package_path) == ("success", "/p", "/p")
    assert (task.dependencies[0].name, task.dependencies[0].version) == ("sharp", None)
    assert task["dependencies"][0]["package_path"] == "/s"
    assert (task.error, task["error"], task.is_finished) == (None, None, True)


@pytest.mark.table(
    "body",
    [
        {"success": True, "taskId": "i-1"},
        {"success": True, "task": INSTALL},
        {"taskId": "i-1"},
        INSTALL,
    ],
)
def test_the_receipt_of_an_installation_has_its_id_under_every_name(body: Any) -> None:
    """The documented types have `id`, the wire has `taskId`."""
    found = receipt(answer(body))
    assert found["id"] == found["taskId"] == found["task_id"] == found.id == "i-1"
    assert found.task_id == "i-1"
    assert found.success is found.get("success") is body.get("success")  # not invented


@pytest.mark.table(
    ("read", "body"),
    [
        (created, {"task": TASK, "taskId": "t-2"}),
        (receipt, {"success": True, "taskId": "i-2", "task": INSTALL}),
    ],
)
def test_a_receipt_with_two_ids_is_unreadable(read: Any, body: Any) -> None:
    """Neither is followed: one of them is another task's."""
    with pytest.raises(ResponseError, match="the response names two tasks"):
        read(answer(body))
    assert read(answer({**body, "taskId": body["task"]["id"]})).id == body["task"]["id"]


@pytest.mark.table("read", [task_reader("t"), created, installation_reader("t")])
@pytest.mark.table(
    "body",
    [
        {},
        [],
        None,
        "text",
        7,
        {"task": None},
        {"task": "x"},
        {"task": {"id": "t"}},
        {"task": {"status": "running"}},
        {"id": "t", "status": 3},
        {"id": "t", "status": ""},
        b"",
        b"<html>",
        b"{",
        b"\xff",
    ],
)
def test_an_answer_that_tells_no_task_is_unreadable(read: Any, body: Any) -> None:
    """With what it was; never a KeyError, an AttributeError or a JSONDecodeError."""
    with pytest.raises(ResponseError) as caught:
        read(answer(body))
    assert isinstance(caught.value, APIError)
    assert caught.value.status == 200


@pytest.mark.table(
    ("read", "key"),
    [
        (tasks, "tasks"),
        (flows, "flows"),
        (packages, "packages"),
        (install_tasks, "tasks"),
    ],
)
def test_a_list_is_read_with_and_without_its_envelope(read: Any, key: str) -> None:
    """As the page reads it, and as an attribute; what isn't an object in it is left out."""
    items = [{"id": "a", "name": "n"}, 3, None, {"id": "b", "name": "m"}]
    for body in ({key: items}, {key: items, "success": True}, items):
        found = read(answer(body))
        assert [item["id"] for item in found[key]] == ["a", "b"]
        assert [item["id"] for item in getattr(found, key)] == ["a", "b"]
        assert found[key][0].name == "n" if hasattr(found[key][0], "name") else True
        assert found.raw == body
    for other in ({}, {key: None}, {key: {}}, "x", b"<html>"):
        with pytest.raises(ResponseError):
            read(answer(other))


def test_logs_come_as_they_were_sent() -> None:
    """A list of entries, with whatever the engine reported."""
    entry = {"id": 1, "type": "Novelty", "node_id": "a", "event": {"x": 1}, "created_at": 5}
    for body in ({"logs": [entry], "success": True}, [entry]):
        (log,) = logs(answer(body))
        assert (log["type"], log.type, log.event, log.node_id) == (
            "Novelty",
            "Novelty",
            {"x": 1},
            "a",
        )
    assert logs(answer({"logs": []})) == []


def test_a_flow_tells_its_inputs_under_either_name_of_the_node() -> None:
    """nodeId by the schema, id by the Python client's types."""
    handle = {"handle": "text", "json_schema": {"type": "string"}, "nullable": True, "value": 1}
    for key in ("nodeId", "id"):
        body = {
            "flows": [{"name": "f", "path": "/f", "inputs": [{key: "n#1", "inputs": [handle]}]}]
        }
        (flow,) = flows(answer(body)).flows
        (node,) = flow.inputs
        assert flow["inputs"][0]["nodeId"] == node.node_id == node["node_id"] == "n#1"
        assert (node.inputs[0].handle, node.inputs[0].json_schema) == ("text", {"type": "string"})
        assert (node.inputs[0].nullable, node.inputs[0]["value"]) == (True, 1)
    assert flows(answer({"flows": [{"name": "f", "inputs": None}]})).flows[0].inputs == []


def block(version: str | None, name: str = "resize", package: str = "kit") -> dict[str, Any]:
    middle = "" if version is None else f"{package}-{version}/"
    return {"package": package, "name": name, "path": f"/app/packages/{middle}blocks/{name}"}


def test_blocks_have_an_id_to_be_run_by_and_a_version() -> None:
    """Neither is sent; the dict has them, too."""
    body = {"blocks": [block("1.4.2"), block("1.3.0"), block(None, "own", "self")]}
    found = blocks(answer(body))
    assert [(b.block_id, b.version) for b in found["blocks"]] == [
        ("kit::resize", "1.4.2"),
        ("kit::resize", "1.3.0"),
        ("self::own", None),
    ]
    first = found.blocks[0]
    assert first["block_id"] == first["blockId"] == "kit::resize"
    assert first.raw == body["blocks"][0]
    twin = pickle.loads(pickle.dumps(first))
    assert (list(twin), twin, twin.block_id) == (list(first), first, "kit::resize")


def test_the_newest_of_each_block_can_be_had_alone() -> None:
    """One that exists in an older version of the package only isn't lost."""
    body = {
        "blocks": [
            block("1.9.0"),
            block("1.10.0"),
            block("2.0.0-beta.1"),
            block("1.2.0", "dropped"),
            block(None, "own", "self"),
        ]
    }
    found = newest(blocks(answer(body)).blocks)
    assert [(b.name, b.version) for b in found] == [
        ("resize", "2.0.0-beta.1"),
        ("dropped", "1.2.0"),
        ("own", None),
    ]
    assert newest([]) == []


@pytest.mark.table(
    ("path", "package", "version"),
    [
        ("/app/packages/image-kit-1.4.2/blocks/resize", "image-kit", "1.4.2"),
        ("/app/packages/image-kit/1.3.0/blocks/resize", "image-kit", "1.3.0"),
        ("C:\\packages\\Image-Kit-1.0.0\\blocks", "image-kit", "1.0.0"),
        ("/p/kit-1.0.0-beta.1+7/b", "kit", "1.0.0-beta.1+7"),
        ("/old-9.9.9/kit-1.0.0/blocks/b-2.0.0", "kit", "1.0.0"),
        ("/p/@scope/kit-1.0.0", "@scope/kit", "1.0.0"),
        ("/p/other-1.0.0/x", "kit", "1.0.0"),
        ("/app/workspace/blocks/own", "self", None),
        ("/p/kit-1.0", "kit", None),
        ("/p/kit-1.0.0x/", "kit", None),
        ("", "kit", None),
    ],
)
def test_a_version_is_read_out_of_a_path(path: str, package: str, version: str | None) -> None:
    """In either of the engine's layouts, with either separator."""
    assert version_in(path, package) == version


@pytest.mark.table("path", ["/kit" + "-1.1.1" * 20_000 + "!", "/1.1.1" + "-1.1.1" * 20_000])
def test_a_path_that_is_no_path_is_read_in_no_time(path: str) -> None:
    """In linear time: squared, it would take minutes."""
    assert version_in(path, "kit") is None
    assert without_version(path) == path


@pytest.mark.table("sent", [None, 7, "", "latest", "1.x", "1.2", "9" * 5000 + ".0.0", "٣.0.0"])
def test_a_version_that_is_none_does_no_harm(sent: Any) -> None:
    """As much of the path as can be read is; a word of the server's own is the oldest version."""
    odd = {**block("9" * 250 + ".0.0"), "version": sent, "blockId": None}
    found = newest(blocks(answer({"blocks": [odd, block("1.0.0")]})).blocks)
    assert [(b.block_id, b.version) for b in found] == [("kit::resize", "1.0.0")]


def test_versions_are_sorted_as_versions() -> None:
    """Semantic versioning 2.0.0 section 11, its own example included."""
    ordered = [
        "0.9.9",
        *(f"1.0.0-{early}" for early in ("alpha", "alpha.1", "alpha.beta", "beta", "beta.2")),
        *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0"),
    ]
    mixed = random.Random(0).sample(ordered, len(ordered))
    assert sorted(mixed, key=precedence) == ordered
    assert precedence(None) < precedence("0.0.0-0")
    assert precedence("1.0.0+1") == precedence("1.0.0+2")


@given(st.text(max_size=40))
def test_any_text_may_stand_where_a_path_should(text: str) -> None:
    """A version that is found can be compared."""
    precedence(version_in(text, text))
    precedence(version_in(f"/{text}/kit-1.2.3/", "kit"))


# --- applets -------------------------------------------------------------------------------------

APPLET = Applet(
    {
        "appletId": "ap-1",
        "data": {"packageId": "kit-1.4.2", "blockName": "resize", "presetInputs": {"w": 1, "h": 2}},
    }
)


def test_an_applet_is_a_block_with_preset_inputs() -> None:
    """An argument goes before a preset one."""
    assert APPLET["data"]["package_id"] == APPLET.data.package_id == "kit-1.4.2"
    assert _requests.find([APPLET], "ap-1") is APPLET
    assert _requests.task_of(APPLET, {"h": 3}) == {
        "blockId": "kit::resize",
        "inputValues": {"w": 1, "h": 3},
    }


@pytest.mark.table(
    ("package_id", "name"),
    [
        ("kit-1.4.2", "kit"),
        ("a-b-10.0.0", "a-b"),
        ("kit-1.0.0-beta.1", "kit"),
        ("kit-1.0.0+7", "kit"),
        ("@s/kit-1.0.0", "@s/kit"),
        ("kit", "kit"),
        ("kit-2", "kit-2"),
    ],
)
def test_a_packages_id_is_its_name_and_version(package_id: str, name: str) -> None:
    """Early versions included."""
    assert without_version(package_id) == name


def test_an_applet_that_is_not_there_is_not_found() -> None:
    """With 404, although no server said so; one that names no block can't be run."""
    with pytest.raises(NotFoundError, match="'x' among the 1") as caught:
        _requests.find([APPLET], "x")
    assert caught.value.status == 404
    for wrong in ("", None, 3):
        with pytest.raises(ValueError, match="applet_id"):
            _requests.find([APPLET], wrong)  # type: ignore[arg-type]
    with pytest.raises(ResponseError, match="names no block"):
        _requests.task_of(Applet({"appletId": "x", "data": None}), {})


def test_applets_come_bare() -> None:
    """Or in an unknown envelope."""
    for body in ([APPLET.raw], {"applets": [APPLET.raw]}):
        (found,) = applets(answer(body))
        assert (found["appletId"], found.applet_id, found.data.block_name) == (
            "ap-1",
            "ap-1",
            "resize",
        )
    with pytest.raises(ResponseError):
        applets(answer({}))


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.table(
    ("status", "body", "cls", "message"),
    [
        (400, {"message": "x"}, BadRequestError, "x"),
        (404, {"success": False, "error": "Task not found"}, NotFoundError, "Task not found"),
        (500, {"error": {"message": "boom", "stack": "…"}}, ServerError, "boom"),
        (400, {"message": "best", "error": "second"}, BadRequestError, "best"),
        (400, {"message": " ", "error": "second"}, BadRequestError, "second"),
        (
            409,
            {"message": None},
            APIStatusError,
            "the server answered 409 Conflict without a reason",
        ),
        (503, b"", ServerError, "the server answered 503 Service Unavailable with an empty body"),
        (502, b"<html>bad</html>", ServerError, "502 Bad Gateway without a reason"),
        (401, {"success": False, "message": "Unauthorized"}, AuthenticationError, "Unauthorized"),
        (429, {"success": False, "message": "Too many"}, RateLimitError, "Too many"),
        (422, {"error": "Block not found"}, BadRequestError, "Block not found"),
        (418, [1], APIStatusError, "418"),
        (520, {"error": {}}, ServerError, "520"),
        (200, {"success": False, "error": "quota"}, APIStatusError, "quota"),
        (200, {"success": False}, APIStatusError, "the server answered 200 OK without a reason"),
        (201, {"success": False, "error": {"message": "m"}}, APIStatusError, "m"),
        (302, b"", APIStatusError, "redirects"),
    ],
)
def test_a_refusal_tells_its_reason_whatever_its_form(
    status: int, body: Any, cls: type[PenstockError], message: str
) -> None:
    """Also one with status 200; all of them are caught as ApiError."""
    found = _errors.parse_error(answer(body, status), 0)
    assert found is not None
    error = found.error
    assert isinstance(error, cls)
    assert isinstance(error, APIError)
    assert (error.status, message in error.message) == (status, True)
    if status != 302:
        assert error.response == answer(body, status).json_or_text()


@pytest.mark.table("status", [200, 201, 204])
@pytest.mark.table("body", [{"success": True}, {"success": None}, {}, [], b"", b"<html>"])
def test_any_2xx_that_does_not_refuse_can_be_used(status: int, body: Any) -> None:
    """Its readability is another question."""
    assert _errors.parse_error(answer(body, status), 0) is None


def test_waits_are_told_by_the_usual_headers() -> None:
    """There is nothing of Oomol's own."""
    refused = answer({}, 429, **{"retry-after": "7"})
    found, failed = (_errors.parse_error(got, 0) for got in (refused, answer({}, 500)))
    assert found is not None
    assert failed is not None
    assert (found.wait, found.hints.processed, found.limits) == (7, False, ())
    assert (failed.wait, failed.hints.processed) == (None, None)
    unwilling = answer({"success": False}, 200, **{"retry-after": "7"})
    told = _errors.parse_error(unwilling, 0)
    assert told is not None
    assert told.wait is None


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["task", "tasks", "id", "status", "logs", "blocks", "flows", "success", "error",
             "inputs", "data", "path", "package", "name", "message", "dependencies", "taskId"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(any_json)
def test_no_answer_breaks_a_reader(body: Any) -> None:
    """It is read, or refused as unreadable."""
    given_answer = answer(body)
    _errors.parse_error(given_answer, 0)
    readers = (
        task_reader("t"),
        installation_reader(""),
        created,
        receipt,
        tasks,
        flows,
        packages,
        install_tasks,
        logs,
        applets,
        lambda response: newest(blocks(response).blocks),
    )
    for read in readers:
        try:
            found: Any = read(given_answer)
        except ResponseError:
            continue
        repr(found)
        for name in (n for n in dir(found) if not n.startswith("_")):
            getattr(found, name)


def test_types_are_dicts_that_json_can_write() -> None:
    """As those of the official client are."""
    for made in (Task(TASK), InstallTask(INSTALL), Block(block("1.0.0")), APPLET):
        assert isinstance(made, dict)
        assert json.loads(json.dumps(made)) == made
