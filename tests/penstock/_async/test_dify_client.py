"""Dify's client, method by method: what goes out and what comes back."""

from __future__ import annotations

import io
import json
import logging
import pickle
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from email import message_from_string
from pathlib import Path
from typing import Any

import httpx
import pytest

from penstock import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    FileInputError,
    NotFoundError,
    PayloadTooLargeError,
    PenstockError,
    PermissionDeniedError,
    ResponseError,
    ServerError,
    UsageError,
)
from penstock.dify import (
    AppInfo,
    AppMeta,
    AppParameters,
    AppSite,
    EndUser,
    File,
    Form,
    StopReceipt,
    UploadedFile,
    WorkflowLogPage,
    WorkflowRun,
)
from penstock_api import operations
from penstock_api.models import DifyStopRequest

pytestmark = pytest.mark.anyio

KEY = "app-0123456789"
RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"
END_USER = "6ad1ab0a-73ff-4ac1-b9e4-cdb312f71f13"
UPLOADED = {
    "id": "8c4f0f0e-6e5f-4a0c-9f2a-1f7f1f0f9a10",
    "name": "report.pdf",
    "size": 4,
    "extension": "pdf",
    "mime_type": "application/pdf",
    "created_by": "6ad1ab0a-73ff-4ac1-b9e4-cdb312f71f13",
    "created_at": 1781234500,
}


def refusal(status: int, code: str, message: str = "no") -> httpx.Response:
    body = {"code": code, "message": message, "status": status}
    return httpx.Response(status, json=body)


def form(request: httpx.Request) -> list[tuple[str, str | None, str, bytes]]:
    """The parts of what was sent: name, file name, media type, content."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n"
    message = message_from_string(head + request.content.decode("latin-1"))
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.get_payload()
    ]


async def test_the_key_and_the_address_come_from_the_environment(
    make_dify, server, monkeypatch
) -> None:
    """Under the service's own names; an address without its path is mended."""
    monkeypatch.setenv("DIFY_API_KEY", "app-from-env")
    monkeypatch.setenv("DIFY_BASE_URL", "https://dify.example/v1/")
    server.will({"name": "App"})
    await make_dify(api_key=None).info()
    assert str(server.requests[0].url) == "https://dify.example/v1/info"
    assert server.requests[0].headers["authorization"] == "Bearer app-from-env"
    assert make_dify(base_url="https://api.dify.ai").base_url == "https://api.dify.ai/v1"
    monkeypatch.delenv("DIFY_API_KEY")
    with pytest.raises(UsageError, match="DIFY_API_KEY"):
        make_dify(api_key=None)


async def test_a_key_with_a_newline_is_refused(make_dify) -> None:
    """It was read from a file; and it isn't shown."""
    with pytest.raises(UsageError, match=r"strip\(\)") as caught:
        make_dify(api_key="app-secret-key\n")
    assert "secret" not in str(caught.value)


async def test_the_key_is_shown_nowhere(dify, server) -> None:
    """Not by the client, not in an error, even if the server quotes it."""
    server.will(refusal(401, "unauthorized", f"Access token {KEY} is invalid"))
    with pytest.raises(AuthenticationError) as caught:
        await dify.info()
    assert KEY not in repr(dify) + repr(dify.workflows) + repr(caught.value)
    assert KEY.encode() not in pickle.dumps(caught.value)


async def test_a_view_has_groups_of_its_own(dify, server) -> None:
    """They speak with the view's settings."""
    server.will({"id": RUN, "status": "succeeded"})
    view = dify.with_options(api_key="app-another-key", headers={"x-mine": "1"})
    await view.workflows.get_run(RUN)
    await dify.workflows.get_run(RUN)
    assert [request.headers["authorization"] for request in server.requests] == [
        "Bearer app-another-key",
        f"Bearer {KEY}",
    ]
    assert server.requests[0].headers["x-mine"] == "1"


DOCUMENTED = {
    "id": RUN,
    "workflow_id": "w",
    "status": "succeeded",
    "inputs": '{"topic": "茶", "sys.files": []}',
    "outputs": '{"summary": "short"}',
    "error": None,
    "total_steps": 3,
    "total_tokens": 0,
    "created_at": "Thu, 18 Jul 2024 03:17:40 -0000",
    "finished_at": "Thu, 18 Jul 2024 03:18:10 -0000",
    "elapsed_time": 30.098514399956912,
}
NEWER = {
    **DOCUMENTED,
    "inputs": {"topic": "茶", "sys.files": []},
    "outputs": {"summary": "short"},
    "created_at": 1721272660,
    "finished_at": 1721272690,
}


@pytest.mark.table("body", [DOCUMENTED, NEWER], ids=["2024-12", "2026-08"])
async def test_a_run_is_the_same_on_old_and_new_servers(dify, server, body) -> None:
    """Times, inputs and outputs are written differently; the raw answer is kept."""
    server.will(body)
    run = await dify.workflows.get_run(RUN)
    assert server.paths == [f"/v1/workflows/run/{RUN}"]
    assert run.created_at == datetime(2024, 7, 18, 3, 17, 40, tzinfo=UTC)
    assert run.finished_at == datetime(2024, 7, 18, 3, 18, 10, tzinfo=UTC)
    assert run.inputs == {"topic": "茶", "sys.files": []}
    assert run.outputs == {"summary": "short"}
    assert (run.total_steps, run.total_tokens, run.elapsed_time) == (3, 0, 30.098514399956912)
    assert run.is_finished
    assert run.raw == body
    assert run.raise_for_failure() is run


@pytest.mark.table(
    "answer",
    [
        httpx.Response(200, json=dict.fromkeys(DOCUMENTED)),
        httpx.Response(
            200, json={**dict.fromkeys(DOCUMENTED), "total_steps": 0, "total_tokens": 0}
        ),
        httpx.Response(
            404,
            json={
                "code": "not_found",
                "message": "Workflow run not found. You have requested this URI [...]",
                "status": 404,
            },
        ),
    ],
    ids=["200 and all null", "200, nulls and two zeros", "404"],
)
async def test_an_unknown_run_is_not_found(dify, server, answer) -> None:
    """In every form of the server's refusal."""
    server.will(answer)
    with pytest.raises(NotFoundError) as caught:
        await dify.workflows.get_run(RUN)
    assert caught.value.code == "not_found"
    assert caught.value.status == answer.status_code
    assert caught.value.service == "dify"


@pytest.mark.table("run_id", ["", "..", " ", "a\nb", None, 7])
async def test_an_id_that_is_none_is_refused(dify, server, run_id) -> None:
    """An empty one would ask something else."""
    for call in (
        lambda: dify.workflows.get_run(run_id),
        lambda: dify.workflows.wait(run_id),
        lambda: dify.workflows.stop(run_id, "u"),
        lambda: dify.forms.get(run_id),
        lambda: dify.end_users.get(run_id),
    ):
        with pytest.raises(UsageError):
            await call()
    with pytest.raises(UsageError):
        dify.workflows.events(run_id, "u")
    assert server.requests == []


@pytest.mark.table(
    "no_uuid", ["nope", f"{RUN}0", RUN[:-1], f" {RUN}", RUN.replace("5", "g"), f"{RUN}/x", "١" * 32]
)
async def test_an_id_that_is_no_uuid_is_refused(dify, server, no_uuid) -> None:
    """The server would fail with 500, be asked again, or answer with a page."""
    for call in (
        lambda: dify.workflows.get_run(no_uuid),
        lambda: dify.workflows.wait(no_uuid),
        lambda: dify.end_users.get(no_uuid),
        lambda: dify.workflows.run({}, "u", version_id=no_uuid),
    ):
        with pytest.raises(UsageError, match="UUID"):
            await call()
    for make in (
        lambda: dify.workflows.events(no_uuid, "u"),
        lambda: dify.workflows.stream({}, "u", version_id=no_uuid),
    ):
        with pytest.raises(UsageError, match="UUID"):
            make()
    assert server.requests == []


async def test_a_uuid_counts_however_it_is_written(dify, server) -> None:
    """As it does for the server."""
    server.will(NEWER)
    for written in (RUN.upper(), RUN.replace("-", "")):
        assert (await dify.workflows.get_run(written)).status == "succeeded"
    assert set(server.paths) == {f"/v1/workflows/run/{RUN}"}


async def test_a_user_longer_than_the_server_keeps_is_refused(dify, server) -> None:
    """The server would fail with 500."""
    for call in (
        lambda: dify.workflows.run({}, "u" * 256),
        lambda: dify.workflows.run({}, "茶" * 256, response_mode="blocking"),
        lambda: dify.workflows.stop(RUN, "u" * 256),
        lambda: dify.files.upload(b"x", "u" * 256, name="a.txt"),
        lambda: dify.forms.submit("tok_9f", "ok", user="u" * 256),
    ):
        with pytest.raises(UsageError, match="255"):
            await call()
    with pytest.raises(UsageError, match="255"):
        dify.workflows.events(RUN, "u" * 256)
    assert server.requests == []
    server.will({"result": "success"})
    await dify.workflows.stop(RUN, "茶" * 255)
    assert len(server.requests) == 1


async def test_a_run_is_asked_to_stop(dify, server) -> None:
    """By its task; asking twice does no harm, so a lost answer is asked for again."""
    server.will(httpx.ReadError("lost"), {"result": "success"})
    receipt = await dify.workflows.stop("task/1", "abc")
    assert receipt.result == "success"
    assert server.paths == ["/v1/workflows/tasks/task%2F1/stop"] * 2
    assert server.bodies[0] == {"user": "abc"}


async def test_a_file_is_uploaded_with_its_type(dify, server, tmp_path: Path) -> None:
    """As one part, with a name without directories, for a user."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF")
    server.will(httpx.Response(201, json=UPLOADED))
    for given in (path, str(path)):
        found = await dify.files.upload(given, "abc")
    assert server.paths == ["/v1/files/upload"] * 2
    assert sorted(form(server.requests[1])) == [
        ("file", "report.pdf", "application/pdf", b"%PDF"),
        ("user", None, "text/plain", b"abc"),
    ]
    assert (found.id, found.size, found.type) == (UPLOADED["id"], 4, "document")
    assert found.created_at == datetime(2026, 6, 12, 3, 21, 40, tzinfo=UTC)
    boundaries = {request.headers["content-type"] for request in server.requests}
    assert len(boundaries) == 2


async def test_bytes_and_open_files_are_uploaded_as_well(dify, server) -> None:
    """With the name they are given."""
    server.will(httpx.Response(201, json=UPLOADED))
    await dify.files.upload(b"x", "u", name="a/cat.png")
    await dify.files.upload(io.BytesIO(b"y"), "u", name="b.bin", media_type="text/x-own")
    await dify.files.upload(("日本.md", b"z"), "u")
    sent = [
        next(part for part in form(request) if part[0] == "file") for request in server.requests
    ]
    assert [(kind, content) for _, _, kind, content in sent] == [
        ("image/png", b"x"),
        ("text/x-own", b"y"),
        ("text/markdown", b"z"),
    ]
    assert sent[0][1] == "cat.png"
    assert 'filename="日本.md"'.encode() in server.requests[2].content


async def test_what_was_uploaded_stands_in_an_input(dify, server) -> None:
    """As it is, alone or in a list; so does the file behind an address."""
    done = {"event": "workflow_finished", "data": {"id": RUN, "status": "succeeded"}}
    server.will(
        httpx.Response(201, json=UPLOADED),
        server.stream(f"data: {json.dumps(done)}\n\n".encode()),
    )
    uploaded = await dify.files.upload(b"x", "u", name="report.pdf")
    remote = File.from_url("https://files.example/cat.webp")
    inputs = {"one": uploaded, "many": [uploaded, remote], "text": "x"}
    await dify.workflows.run(inputs, "u", files=(uploaded, remote))
    one = {
        "type": "document",
        "transfer_method": "local_file",
        "upload_file_id": UPLOADED["id"],
    }
    two = {
        "type": "image",
        "transfer_method": "remote_url",
        "url": "https://files.example/cat.webp",
    }
    sent = json.loads(server.requests[1].content)
    assert sent["inputs"] == {"one": one, "many": [one, two], "text": "x"}
    assert sent["files"] == [one, two]
    assert isinstance(inputs["one"], UploadedFile)


@pytest.mark.table(
    ("file", "user", "kind"),
    [
        ("/nowhere.pdf", "u", FileInputError),
        (io.StringIO("text"), "u", FileInputError),
        (7, "u", FileInputError),
        (b"x", "", UsageError),
        (b"x", None, UsageError),
        (b"x", "\ud800", UsageError),
    ],
)
async def test_a_file_that_cannot_be_sent_is_refused(dify, server, file, user, kind) -> None:
    """Before anything goes out."""
    with pytest.raises(kind):
        await dify.files.upload(file, user)
    assert server.requests == []


@pytest.mark.table(
    ("answer", "kind", "code", "words"),
    [
        (
            refusal(413, "file_too_large", ""),
            PayloadTooLargeError,
            "file_too_large",
            "larger than the server takes.*system_parameters",
        ),
        (
            refusal(413, "file_too_large", "File size exceeded. {message}"),
            PayloadTooLargeError,
            "file_too_large",
            "^(?!.*{).*larger than the server takes.*system_parameters",
        ),
        (
            refusal(400, "filename_not_exists_error", "No such name. {message}"),
            BadRequestError,
            "filename_not_exists_error",
            r"^No such name\. \(",
        ),
        (
            httpx.Response(413, html="<html>nginx</html>"),
            PayloadTooLargeError,
            "file_too_large",
            "413",
        ),
        (refusal(415, "unsupported_file_type"), APIStatusError, "unsupported_file_type", "no"),
        (refusal(400, "too_many_files"), BadRequestError, "too_many_files", "no"),
        (refusal(503, "s3_connection_failed"), ServerError, "s3_connection_failed", "no"),
    ],
)
async def test_a_refused_upload_says_why(dify, server, answer, kind, code, words) -> None:
    """The server itself has no word about a file that is too large."""
    server.will(answer)
    with pytest.raises(kind, match=words) as caught:
        await dify.files.upload(b"x", "u", name="a.pdf")
    assert caught.value.code == code


@pytest.mark.table(
    ("answer", "kind", "code", "raw_code"),
    [
        (refusal(400, "not_workflow_app"), BadRequestError, "not_workflow_app", True),
        (refusal(403, "workspace_archived"), PermissionDeniedError, "workspace_archived", True),
        (refusal(418, "brand_new"), APIStatusError, "brand_new", True),
        (httpx.Response(403), PermissionDeniedError, "forbidden", False),
        (httpx.Response(520, text="error"), ServerError, "internal_server_error", False),
        (httpx.Response(404, html="<html>"), NotFoundError, "not_found", False),
        (httpx.Response(400, json=["odd"]), BadRequestError, "bad_request", False),
        (
            httpx.Response(400, json={"code": 7, "message": None}),
            BadRequestError,
            "bad_request",
            False,
        ),
        (httpx.Response(302, headers={"location": "/login"}), APIStatusError, "REDIRECT", False),
    ],
)
async def test_every_refusal_is_an_error_of_ours(
    dify, server, answer, kind, code, raw_code
) -> None:
    """Whatever its body is; the code that was sent is kept apart."""
    server.will(answer)
    with pytest.raises(kind) as caught:
        await dify.with_options(retry=None).meta()
    assert caught.value.code == code
    assert (caught.value.raw_code is not None) == raw_code
    assert caught.value.status == answer.status_code


async def test_an_address_without_its_path_is_told(make_dify, server) -> None:
    """The one mistake everybody makes with a server of their own."""
    server.will(httpx.Response(404, html="<html>"))
    with pytest.raises(NotFoundError, match="/v1"):
        await make_dify(base_url="https://dify.example").info()


@pytest.mark.table("body", ["[]", "null", "{", "<html>", ""])
@pytest.mark.table("name", ["info", "parameters", "meta", "site"])
async def test_an_answer_that_is_none_is_a_response_error(dify, server, body, name) -> None:
    """Not a crash, and not an object full of nothing."""
    server.will(httpx.Response(200, text=body))
    with pytest.raises(ResponseError):
        await getattr(dify, name)()


async def test_the_app_tells_about_itself(dify, server) -> None:
    """Documented servers tell less."""
    server.will(
        {"name": "App", "description": "d", "tags": ["a"]},
        {"name": "App", "description": None, "tags": [], "mode": "brand-new", "author_name": "A"},
        {"tool_icons": {"a": "https://x.example/a.svg", "b": {"background": "#fff"}}},
        {"title": "T", "icon_url": None, "show_workflow_steps": True, "new": 1},
    )
    info = await dify.info(user="abc")
    assert (info.name, info.description, info.tags, info.mode) == ("App", "d", ["a"], None)
    assert (await dify.info()).mode == "brand-new"
    assert set((await dify.meta()).tool_icons) == {"a", "b"}
    site = await dify.site()
    assert (site.title, site.icon_url, site.show_workflow_steps) == ("T", None, True)
    assert site.raw["new"] == 1
    assert server.paths == ["/v1/info?user=abc", "/v1/info", "/v1/meta", "/v1/site"]


async def test_the_apps_variables_are_told(dify, server) -> None:
    """Each with the control that asks for it, known or not."""
    server.will(
        {
            "user_input_form": [
                {"paragraph": {"label": "Q", "variable": "q", "required": True, "default": ""}},
                {"file-list": {"variable": "f", "allowed_file_types": ["image"], "max_length": 3}},
                {"hologram": {"variable": "h", "depth": 3}},
                "odd",
            ],
            "file_upload": {"image": {"enabled": False}},
            "system_parameters": {"file_size_limit": 15, "video_file_size_limit": 100},
        }
    )
    found = await dify.parameters()
    assert [(each.control, each.variable, each.required) for each in found.user_input_form] == [
        ("paragraph", "q", True),
        ("file-list", "f", False),
        ("hologram", "h", False),
    ]
    assert found.user_input_form[1].max_length == 3
    assert found.user_input_form[2].raw["depth"] == 3
    assert found.system_parameters is not None
    assert found.system_parameters.video_file_size_limit == 100
    assert found.file_upload is not None
    assert found.file_upload.to_dict() == {"image": {"enabled": False}}


LINE = {
    "id": "log-1",
    "workflow_run": {"id": RUN, "status": "succeeded", "created_at": 1726139643},
    "created_from": "service-api",
    "created_by_account": None,
    "created_by_end_user": {"id": "e", "type": "service_api", "session_id": "abc-123"},
    "created_at": 1726139644,
}


def page(number: int, *ids: str, more: bool) -> dict[str, Any]:
    data = [{**LINE, "id": each} for each in ids]
    return {"page": number, "limit": 2, "total": 5, "has_more": more, "data": data}


async def test_logs_come_page_by_page(dify, server) -> None:
    """An item that shifts onto the next page meanwhile is yielded once."""
    server.will(
        page(1, "a", "b", more=True), page(2, "b", "c", more=True), page(3, "d", more=False)
    )
    found = [line async for line in dify.workflows.logs(limit=2)]
    assert [line.id for line in found] == ["a", "b", "c", "d"]
    assert server.paths == [
        "/v1/workflows/logs?limit=2",
        "/v1/workflows/logs?page=2&limit=2",
        "/v1/workflows/logs?page=3&limit=2",
    ]
    assert found[0].run is not None
    assert found[0].run.status == "succeeded"
    assert found[0].created_by_end_user is not None
    assert found[0].created_by_end_user.session_id == "abc-123"
    assert found[0].created_by_account is None


async def test_logs_come_to_an_end(dify, server) -> None:
    """Also where a server announces more, and sends nothing."""
    server.will(page(1, "a", more=True), page(2, more=True))
    assert [line.id async for line in dify.workflows.logs()] == ["a"]
    server.will({"data": [LINE], "has_more": True})
    server.answers[:] = [page(1, "a", more=True)]
    with pytest.raises(ResponseError, match=r"the cursor .* twice"):
        [line async for line in dify.workflows.logs(page=1)]


async def test_logs_go_on_where_a_step_failed(dify, server) -> None:
    """Also where a signal handler raised: the page is asked for again, and nothing ends."""

    class Foreign(Exception):
        pass

    server.will(page(1, "a", more=True), Foreign(), page(2, "b", more=False))
    for pages in (False, True):
        server.answers[:] = [page(1, "a", more=True), Foreign(), page(2, "b", more=False)]
        logs = dify.workflows.logs()
        steps = aiter(logs.pages() if pages else logs)
        await anext(steps)
        with pytest.raises(Foreign):
            await anext(steps)
        await anext(steps)
        with pytest.raises(StopAsyncIteration):
            await anext(steps)


async def test_lines_without_an_id_are_all_told(dify, server) -> None:
    """Nothing shows that they are the same, and a server may leave out its page's number."""
    line = {"created_from": "service-api"}
    server.will({"data": [line, line], "has_more": True}, {"data": [line], "has_more": False})
    assert [line.id async for line in dify.workflows.logs()] == [None, None, None]
    assert server.paths == ["/v1/workflows/logs", "/v1/workflows/logs?page=2"]


def line(number: int, at: int, user: str | None = "abc-123", **more: Any) -> dict[str, Any]:
    """A line of the logs, written `at` so many seconds after noon."""
    by = None if user is None else {"id": "e", "type": "service_api", "session_id": user}
    return {
        **LINE,
        "id": str(number),
        "created_by_end_user": by,
        "created_at": 1726142400 + at,
        **more,
    }


AIKO = {"id": "a", "name": "Aiko", "email": "aiko@example.com"}
EVERYBODY = [
    line(1, 40),
    line(2, 30, "abc-1234"),
    line(3, 20, None, created_by_account=AIKO),
    line(4, 10),
    line(5, 0, None, workflow_run=None),
    line(6, -10, workflow_run={"id": "r", "status": "failed"}),
]
NOON = datetime(2024, 9, 12, 12, 0, 0, tzinfo=UTC)


@pytest.mark.table(
    ("filters", "ids"),
    [
        ({}, "123456"),
        ({"user": "abc-123"}, "146"),
        ({"user": "nobody"}, ""),
        ({"user": ""}, "123456"),
        ({"account": "Aiko@example.com"}, "3"),
        ({"account": "nobody@example.com"}, ""),
        ({"created_after": NOON + timedelta(seconds=10)}, "1234"),
        ({"created_after": NOON + timedelta(seconds=10.5)}, "1234"),
        ({"created_after": NOON + timedelta(seconds=11)}, "123"),
        ({"created_before": "2024-09-12T12:00:10+00:00"}, "456"),
        ({"created_before": NOON, "created_after": NOON}, "5"),
        ({"user": "abc-123", "created_after": NOON}, "14"),
        ({"status": "failed"}, "56"),
        ({"status": "succeeded"}, "12345"),
        ({"status": "stopped"}, "5"),
        ({"keyword": "tea"}, "123456"),
    ],
)
async def test_filters_that_older_servers_ignore_are_applied_all_the_same(
    dify, server, filters, ids
) -> None:
    """Or one user's runs would be shown as another's. An empty page is not the end."""
    every = {"limit": 1, "total": 6}
    server.will(
        *(
            {**every, "page": number, "has_more": number < 6, "data": [each]}
            for number, each in enumerate(EVERYBODY, 1)
        )
    )
    found = [each async for each in dify.workflows.logs(limit=1, **filters)]
    assert "".join(each.id for each in found) == ids


async def test_runs_older_than_wanted_are_not_read_to_the_first(dify, server) -> None:
    """The logs are newest first: a server that ignores the time has no more to give."""
    both = [line(1, 40), line(2, -10)]
    server.will({"page": 1, "limit": 2, "total": 9999, "has_more": True, "data": both})
    found = [each async for each in dify.workflows.logs(created_after=NOON)]
    assert ([each.id for each in found], len(server.requests)) == (["1"], 1)
    page = await anext(dify.workflows.logs(created_after=NOON).pages())
    assert (len(page.items), page.limit, page.has_more, page.next_cursor) == (1, 2, False, None)


async def test_whole_pages_can_be_had(dify, server) -> None:
    """From any number."""
    server.will(page(3, "d", more=False))
    pages = [each async for each in dify.workflows.logs(page=3).pages()]
    assert (pages[0].page, pages[0].total, pages[0].has_more) == (3, 5, False)
    assert server.paths == ["/v1/workflows/logs?page=3"]


async def test_filters_go_along_and_empty_ones_do_not(dify, server) -> None:
    """The server refuses an empty value."""
    server.will(page(1, more=False))
    moment = datetime(2026, 6, 1, 8, tzinfo=timezone(timedelta(hours=9)))
    [
        line
        async for line in dify.workflows.logs(
            keyword="tea & milk",
            status="failed",
            created_after=moment,
            created_before="2026-06-02T00:00:00Z",
            user="abc 123",
            account="a@example.com",
        )
    ]
    [line async for line in dify.workflows.logs(keyword="", user=None, created_after="")]
    sent = dict(server.requests[0].url.params)
    assert datetime.fromisoformat(sent.pop("created_at__after")) == moment
    before = datetime.fromisoformat(sent.pop("created_at__before"))
    assert before == datetime(2026, 6, 2, tzinfo=UTC)
    assert sent == {
        "keyword": "tea & milk",
        "status": "failed",
        "created_by_end_user_session_id": "abc 123",
        "created_by_account": "a@example.com",
    }
    assert server.paths[1] == "/v1/workflows/logs"


@pytest.mark.table(
    "filters",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": True},
        {"limit": "20"},
        {"page": 0},
        {"page": 100_000},
        {"status": "running"},
        {"status": "paused"},
        {"keyword": 7},
        {"user": b"u"},
        {"created_after": "yesterday"},
        {"created_before": 1781234567},
        {"created_before": "2026-13-01"},
        {"created_after": datetime.max.replace(tzinfo=timezone(timedelta(hours=-23)))},
    ],
)
async def test_a_filter_the_server_would_refuse_is_refused(dify, server, filters) -> None:
    """Before anything goes out, at the call and not at the first page."""
    with pytest.raises(UsageError, match=next(iter(filters))):
        dify.workflows.logs(**filters)
    assert server.requests == []


async def test_an_end_user_is_told(dify, server) -> None:
    """Its times name no zone; they are UTC."""
    server.will({"id": END_USER, "session_id": "abc", "created_at": "2026-06-01T08:00:00.123456"})
    user = await dify.end_users.get(END_USER)
    assert server.paths == [f"/v1/end-users/{END_USER}"]
    assert user.session_id == "abc"
    assert user.created_at == datetime(2026, 6, 1, 8, 0, 0, 123456, tzinfo=UTC)


async def test_a_form_is_read_and_answered(dify, server) -> None:
    """Once: its answer isn't sent again when its arrival is in doubt."""
    server.will(
        {
            "form_content": "Please check.",
            "inputs": [{"type": "select", "output_variable_name": "x", "option_source": {"a": 1}}],
            "resolved_default_values": {"x": 1},
            "user_actions": [{"id": "ok", "title": "OK", "button_style": "primary"}],
            "expiration_time": 1781320967,
        },
        {},
        httpx.ReadError("lost"),
    )
    found = await dify.forms.get("tok_9f")
    assert (found.inputs[0].output_variable_name, found.user_actions[0].id) == ("x", "ok")
    assert found.expiration_time is not None
    assert await dify.forms.submit("tok_9f", "ok", {"x": "y"}, user="abc") is None
    assert server.paths == ["/v1/form/human_input/tok_9f"] * 2
    body = {"inputs": {"x": "y"}, "action": "ok", "user": "abc"}
    assert json.loads(server.requests[1].content) == body
    with pytest.raises(PenstockError):
        await dify.forms.submit("tok_9f", "ok", user="abc")
    assert len(server.requests) == 3
    with pytest.raises(UsageError, match="action"):
        await dify.forms.submit("tok_9f", "", user="abc")


async def test_a_forms_token_is_shown_nowhere(dify, server, caplog) -> None:
    """The token lets its holder answer the form. (httpx's own log, at INFO, is its own.)"""
    caplog.set_level(logging.DEBUG, "penstock")
    server.will(refusal(404, "not_found"))
    with pytest.raises(NotFoundError) as caught:
        await dify.forms.submit("tok/9f 1", "ok", user="u")
    assert caught.value.path == "/form/human_input/**********"
    assert server.paths == ["/v1/form/human_input/tok%2F9f%201"]
    ours = [record.getMessage() for record in caplog.records if record.name == "penstock"]
    assert ours
    assert "9f" not in "".join(ours)


@pytest.mark.table("code", ["human_input_form_submitted", "human_input_form_expired"])
async def test_a_form_that_is_over_says_so(dify, server, code) -> None:
    """By its code."""
    server.will(refusal(412, code))
    with pytest.raises(APIStatusError) as caught:
        await dify.forms.submit("tok_9f", "ok", user="abc")
    assert (caught.value.status, caught.value.code) == (412, code)


async def test_an_amount_is_the_same_as_text_and_as_number(dify, server) -> None:
    """Exact, and never a float; what is none is kept as it came."""
    frames = [
        {"event": "node_finished", "data": {"id": n, "execution_metadata": {"total_price": given}}}
        for n, given in (("a", "0.0006835"), ("b", 0.0006835), ("c", "nonsense"), ("d", None))
    ]
    done = {"event": "workflow_finished", "data": {"id": RUN, "status": "succeeded"}}
    server.will(server.stream(*[f"data: {json.dumps(f)}\n\n".encode() for f in [*frames, done]]))
    async with dify.workflows.stream({}, "u") as stream:
        events = [event async for event in stream]
    prices = [event.execution_metadata.total_price for event in events[:-1]]
    assert prices == [Decimal("0.0006835"), Decimal("0.0006835"), "nonsense", None]


PAGE = {"page": 1, "limit": 20, "total": 0, "has_more": False, "data": []}
ANSWERS: list[tuple[str, Any, dict[str, Any]]] = [
    ("info", lambda dify: dify.info(), {"name": "App"}),
    ("parameters", lambda dify: dify.parameters(), {"user_input_form": []}),
    ("meta", lambda dify: dify.meta(), {"tool_icons": {}}),
    ("site", lambda dify: dify.site(), {"title": "App"}),
    ("end user", lambda dify: dify.end_users.get(END_USER), {"id": END_USER}),
    ("form", lambda dify: dify.forms.get("tok_9f"), {"form_content": "?"}),
    ("upload", lambda dify: dify.files.upload(b"%PDF", "u", name="a.pdf"), UPLOADED),
    ("stop", lambda dify: dify.workflows.stop("task", "u"), {"result": "success"}),
    ("run", lambda dify: dify.workflows.get_run(RUN), {"id": RUN, "status": "failed"}),
    ("wait", lambda dify: dify.workflows.wait(RUN), {"id": RUN, "status": "failed"}),
    ("page", lambda dify: anext(dify.workflows.logs().pages()), PAGE),
]


@pytest.mark.table(("call", "body"), [it[1:] for it in ANSWERS], ids=[it[0] for it in ANSWERS])
async def test_every_result_has_what_its_response_gives(dify, server, call, body) -> None:
    """Headers, the id of the request, the number of attempts, and the JSON as it came."""
    headers = {"x-request-id": "req-1", "X-Version": "1.14.2"}
    busy = httpx.Response(429, json={"code": "too_many_requests", "message": "no"})
    server.will(busy, httpx.Response(200, json=body, headers=headers))
    found = await call(dify)
    assert (found.request_id, found.attempts, found.raw) == ("req-1", 2, body)
    assert found.headers["x-version"] == "1.14.2"
    assert pickle.loads(pickle.dumps(found)).headers == found.headers
    assert "req-1" not in repr(found)


CALLS: list[tuple[Any, type, dict[str, Any], dict[str, Any]]] = [
    (operations.get_app_info, AppInfo, {}, {"name": "App"}),
    (operations.get_app_parameters, AppParameters, {}, {"user_input_form": []}),
    (operations.get_app_meta, AppMeta, {}, {"tool_icons": {}}),
    (operations.get_app_site, AppSite, {}, {"title": "App"}),
    (operations.get_end_user, EndUser, {"end_user_id": END_USER}, {"id": END_USER}),
    (operations.get_human_input_form, Form, {"form_token": "t"}, {"form_content": "?"}),
    (
        operations.get_workflow_run,
        WorkflowRun,
        {"workflow_run_id": RUN},
        {"id": RUN, "status": "x"},
    ),
    (
        operations.stop_workflow_task,
        StopReceipt,
        {"task_id": "t", "body": DifyStopRequest(user="u")},
        {"result": "success"},
    ),
    (operations.list_workflow_logs, WorkflowLogPage, {}, {**PAGE, "has_more": True}),
]


@pytest.mark.table(
    ("operation", "kind", "arguments", "body"), CALLS, ids=[it[1].__name__ for it in CALLS]
)
async def test_a_call_of_an_operation_gives_the_type_of_its_method(
    dify, server, operation, kind, arguments, body
) -> None:
    """With the fields of its response."""
    server.will(httpx.Response(200, json=body, headers={"x-request-id": "req-1"}))
    found = await dify.call(operation, **arguments)
    assert type(found) is kind
    assert (found.request_id, found.raw) == ("req-1", body)
    if kind is WorkflowLogPage:
        assert found.next_cursor == "2"
