"""Files that come with a task: they arrive as they were sent, and can be looked at."""

import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import flat

INPUTS = json.dumps(flat(input1="值"))


def form(files=(), **fields):
    """A multipart request as httpx writes it: its headers and its body."""
    parts = [(name, (None, value)) for name, value in fields.items()]
    parts += [("files", file) for file in files]
    request = httpx.Request("POST", "http://x", files=parts)
    return {"headers": {"Content-Type": request.headers["content-type"]}, "body": request.read()}


def test_a_file_arrives_with_its_name_its_type_and_its_bytes(world):
    sent = form([("a.bin", b"\x00\r\n\xff--", "image/x-odd")], manifest="pkg::file-processor")
    task = world.call("POST", "/v1/tasks", **sent).json["task"]
    (upload,) = world.oomol.uploads
    assert (upload.name, upload.media_type) == ("a.bin", "image/x-odd")
    assert upload.content == b"\x00\r\n\xff--"
    assert upload.path == f"/oomol-driver/oomol-storage/uploads/{task['id']}/1/a.bin"
    assert world.oomol.task.uploads == (upload,)


def test_several_files_arrive_in_order_with_the_inputs(world):
    files = [("1.txt", b"one", "text/plain"), ("日本.txt", b"two", "text/plain")]
    sent = form(files, blockId="pkg::multi-file-processor", inputValues=INPUTS)
    task = world.call("POST", "/v1/tasks", **sent).json["task"]
    assert task["inputValues"] == flat(input1="值")
    assert [u.name for u in world.oomol.task.uploads] == ["1.txt", "日本.txt"]
    (result,) = world.results(task["id"])
    assert result["echo"] == {"input1": "值"}
    assert [(f["name"], f["size"], f["media_type"]) for f in result["files"]] == [
        ("1.txt", 3, "text/plain"),
        ("日本.txt", 3, "text/plain"),
    ]


def test_a_form_without_files_or_inputs_is_a_task_without_any(world):
    answer = world.call("POST", "/v1/tasks", **form(manifest="poster"))
    assert "inputValues" not in answer.json["task"]
    assert world.oomol.uploads == ()


@pytest.mark.table(
    ("sent", "status", "why"),
    [
        (form(inputValues=INPUTS), 400, "manifest is required"),
        (form(manifest="poster", blockId="flow-1"), 400, "manifest and blockId differ"),
        (form(manifest="poster", inputValues="{"), 400, "inputValues must be JSON"),
        (form(manifest="poster", inputValues=""), 400, "inputValues must be JSON"),
        (form(manifest="poster", inputValues="5"), 400, "must be a list of node inputs"),
        (form(manifest="poster", inputValues="null"), 200, None),
        (form(manifest="poster", inputValues="{}"), 200, None),
        (form(manifest="nope::nope"), 422, "Block not found: nope::nope"),
        (form(manifest="poster", files=[(None, "text")]), 400, "files must be files"),
        (form([("a", b"")], manifest="poster"), 200, None),
    ],
)
def test_what_a_form_must_have(world, sent, status, why):
    answer = world.call("POST", "/v1/tasks", **sent)
    assert answer.status == status
    assert why is None or answer.json["message"].endswith(why)


def test_a_form_that_is_labelled_json_is_not_json(world):
    sent = form([("a", b"x")], manifest="poster")
    answer = world.call(
        "POST", "/v1/tasks", body=sent["body"], headers={"Content-Type": "application/json"}
    )
    assert (answer.status, answer.json["message"]) == (400, "Invalid JSON")


@pytest.mark.table("header", ["multipart/form-data", "multipart/form-data; boundary=other"])
def test_a_form_whose_boundary_is_missing_can_not_be_read(world, header):
    sent = form([("a", b"x")], manifest="poster")
    answer = world.call("POST", "/v1/tasks", body=sent["body"], headers={"Content-Type": header})
    assert answer.status == 400
    assert answer.json["message"].startswith("Invalid multipart body")


@pytest.mark.table(("size", "status"), [(10, 200), (11, 413)])
def test_all_files_of_a_request_together_have_a_limit(make, size, status):
    world = make(upload_limit=10)
    sent = form([("a", b"x" * 5), ("b", b"x" * (size - 5))], manifest="poster")
    assert world.call("POST", "/v1/tasks", **sent).status == status
    assert len(world.oomol.uploads) == (2 if status == 200 else 0)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(st.binary(max_size=40), max_size=3))
def test_any_bytes_arrive(make, files):
    world = make()
    world.call(
        "POST", "/v1/tasks", **form([("f", each) for each in files], manifest="pkg::file-processor")
    )
    assert [upload.content for upload in world.oomol.uploads] == files
