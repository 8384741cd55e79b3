"""Every example of Dify's documented page: its curl commands are played to the mock, its program
runs with nothing changed but its import line, and the wrapper reads the answers it shows.
"""

from __future__ import annotations

import ast
import json
import runpy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import curl
import httpx
import pytest

from penstock.dify import (
    Dify,
    File,
    NodeFinishedEvent,
    TtsMessageEndEvent,
    TtsMessageEvent,
    UnknownEvent,
    UploadedFile,
    WorkflowFinishedEvent,
    WorkflowStartedEvent,
)
from penstock.errors import (
    APIStatusError,
    BadRequestError,
    PayloadTooLargeError,
    PenstockError,
    ServerError,
)
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock
from penstock_mock.services.dify import audio, node, say, succeed

EXAMPLES = Path(__file__).parent / "documented" / "dify"
PAGES_ADDRESS = "https://api.dify.ai/v1"
# Each command, the status it is answered with, and the answer that the page shows beside it.
COMMANDS = {
    "run_workflow": (200, None),
    "get_workflow_run": (200, "get_workflow_run"),
    "stop_task": (200, "stop_task"),
    "upload_file": (201, "upload_file"),
    "upload_file_with_user": (201, "upload_file"),
    "list_logs": (200, "list_logs"),
    "list_logs_all": (200, "list_logs"),
    "info": (200, "info"),
    "parameters": (200, "parameters"),
}
# The page's own variable, so that its /parameters isn't empty.
FORM = [{"paragraph": {"label": "Query", "variable": "query", "required": False, "default": ""}}]

pytestmark = pytest.mark.penstock(options={"dify": {"user_input_form": FORM}})


def shown(name: str) -> Any:
    """An answer the page shows."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def frames(text: str) -> list[dict[str, Any]]:
    """The JSON of a stream's frames."""
    lines = [line for line in text.splitlines() if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


class Place:
    """Plays commands to a mock: in this process, or on a port."""

    def __init__(self, mock: Mock, base_url: str, folder: Path) -> None:
        self._client = httpx.Client(transport=None if base_url else mock.transport)
        self._file = folder / "example.png"
        self._file.write_bytes(b"\x89PNG")
        self._filled = {
            "${props.appDetail.api_base_url}": base_url or PAGES_ADDRESS,
            "{api_key}": "app-xxxxxxxx",
            "/path/to/file": str(self._file),
            "@localfile": f"@{self._file}",
            "image/[png|jpeg|jpg|webp|gif]": "image/png",
        }

    def play(self, name: str) -> httpx.Response:
        """Send a command of the page; what it names by `:…` is made first."""
        command = (EXAMPLES / f"{name}.sh").read_text()
        for placeholder in (":workflow_id", ":task_id"):
            if placeholder in command:
                started = frames(self.play("run_workflow").text)[0]
                key = "task_id" if placeholder == ":task_id" else "workflow_run_id"
                self._filled[placeholder] = started[key]
        return self._client.send(curl.read(command, self._filled))

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def in_process(penstock_mock: Mock, tmp_path: Path) -> Iterator[Place]:
    place = Place(penstock_mock, "", tmp_path)
    yield place
    place.close()


@pytest.fixture
def on_a_port(penstock_server: Tenant, tmp_path: Path) -> Iterator[Place]:
    penstock_server.dify.workflow(succeed().paced(0))
    place = Place(penstock_server, penstock_server.url_for("dify"), tmp_path)
    yield place
    place.close()


def same_shape(told: Any, as_shown: Any, at: str = "answer") -> None:
    """Each field that the page shows is there, and of the same type unless one of them is null."""
    if told is None or as_shown is None:
        return
    if isinstance(as_shown, dict):
        assert as_shown.keys() <= told.keys(), at
        for name, value in as_shown.items():
            same_shape(told[name], value, f"{at}.{name}")
    elif isinstance(as_shown, list):
        for item in told:
            same_shape(item, as_shown[0], f"{at}[]")
    elif isinstance(as_shown, float):
        assert isinstance(told, int | float), at
    else:
        assert type(told) is type(as_shown), at


def test_there_is_no_command_that_is_not_played() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.sh")} == set(COMMANDS)
    assert {path.stem for path in EXAMPLES.glob("*.py")} == {"file_upload_then_run"}


def check(place: Place, name: str) -> None:
    status, answer = COMMANDS[name]
    for _ in range(2):  # so that the logs have something to tell
        place.play("run_workflow")
    response = place.play(name)

    assert response.status_code == status, response.text
    if answer is not None:
        same_shape(response.json(), shown(answer))


@pytest.mark.table("name", COMMANDS)
def test_the_command_is_answered_in_process(name: str, in_process: Place) -> None:
    check(in_process, name)


@pytest.mark.table("name", COMMANDS)
def test_the_command_is_answered_over_a_port(name: str, on_a_port: Place) -> None:
    check(on_a_port, name)


def test_no_command_breaks_the_contract(penstock_mock: Mock, in_process: Place) -> None:
    for name in COMMANDS:
        in_process.play(name)

    assert not penstock_mock.journal.breaches


def test_the_mocks_stream_has_the_frames_that_the_page_shows(
    penstock_mock: Mock, in_process: Place
) -> None:
    steps = node("Start", type="start"), node("LLM", say("Hi"), audio(b"mp3", late=True), tokens=1)
    penstock_mock.dify.workflow(succeed({}).of(*steps))
    response = in_process.play("run_workflow")
    told = {frame["event"]: frame for frame in frames(response.text)}

    assert response.headers["content-type"].startswith("text/event-stream")
    for frame in frames((EXAMPLES / "run_streaming.txt").read_text()):
        if frame["event"].startswith("tts"):  # no server sends the ids that the page has there
            frame = {name: frame[name] for name in ("event", "task_id", "audio")}
        elif frame["event"] == "workflow_finished":  # nor the number as a text
            frame["data"]["total_steps"] = 1
        same_shape(told[frame["event"]], frame, frame["event"])


def test_the_mocks_blocking_answer_is_the_one_that_the_page_shows(
    penstock_mock: Mock, in_process: Place
) -> None:
    penstock_mock.dify.workflow(succeed({"text": "Nice to meet you."}))
    told = in_process._client.post(
        f"{PAGES_ADDRESS}/workflows/run",
        headers={"Authorization": "Bearer app-xxxxxxxx"},
        json={"inputs": {}, "response_mode": "blocking", "user": "abc-123"},
    )

    same_shape(told.json(), shown("run_blocking"))


# -- the program -----------------------------------------------------------------------------------

SAYS = (
    "ファイルをアップロードしています...",
    "ファイルが正常にアップロードされました",
    "ワークフローを実行...",
    "ワークフローが正常に実行されました",
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], object]:
    """Runs the program, which finds its file under the very name that the page gives it."""
    (tmp_path / "{your_file_path}").write_text("a mail")
    monkeypatch.chdir(tmp_path)
    return lambda: runpy.run_path(str(EXAMPLES / "file_upload_then_run.py"))


def check_said(printed: str) -> None:
    *said, result = printed.splitlines()
    assert tuple(said) == SAYS
    assert ast.literal_eval(result)["data"]["status"] == "succeeded"


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_the_program_uploads_and_runs_in_process(
    dialect: str, program: Callable[[], object], capsys: pytest.CaptureFixture[str]
) -> None:
    mock = Mock(options={"dify": {"dialect": dialect}})
    with mock.router:
        program()

    check_said(capsys.readouterr().out)
    upload, run = mock.journal
    assert (upload.operation_id, run.operation_id) == ("uploadFile", "runWorkflow")
    assert not mock.journal.breaches


def test_the_program_uploads_and_runs_over_a_port(
    penstock_server: Tenant,
    program: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The program names https://api.dify.ai itself; only that address is led to the mock."""
    post, base = httpx.post, penstock_server.url_for("dify")
    monkeypatch.setattr(
        httpx, "post", lambda url, **rest: post(url.replace(PAGES_ADDRESS, base), **rest)
    )
    program()

    check_said(capsys.readouterr().out)


# -- what the page shows, read by the wrapper ------------------------------------------------------


@pytest.fixture
def dify(penstock_mock: Mock) -> Iterator[Dify]:
    with Dify("app-1", transport=penstock_mock.transport, clock=penstock_mock.clock) as client:
        yield client


def test_the_shown_blocking_answer_is_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("runWorkflow", status=200, json=shown("run_blocking"))
    run = dify.workflows.run({}, "abc-123", response_mode="blocking")

    assert run.id == "fdlsjfjejkghjda"
    assert run.task_id == "9da23599-e713-473b-982c-4328d4f5c78a"
    assert run.succeeded
    assert run.outputs == {"text": "Nice to meet you."}
    assert (run.total_tokens, run.total_steps, run.elapsed_time) == (3562, 8, 0.875)
    assert run.created_at == datetime(2024, 1, 16, 12, 20, 29, tzinfo=UTC)


def shown_stream(mock: Mock, *names: str) -> None:
    body = "".join((EXAMPLES / f"{name}.txt").read_text() for name in names)
    mock.stub("runWorkflow", status=200, media="text/event-stream", body=body.encode())


def test_the_shown_stream_is_read_to_its_last_frame(penstock_mock: Mock, dify: Dify) -> None:
    shown_stream(penstock_mock, "run_streaming")
    with dify.workflows.stream({}, "abc-123") as stream:
        events: dict[type, Any] = {type(event): event for event in stream}
        run = stream.collect()

    assert events[WorkflowStartedEvent].sequence_number == 1
    metadata = events[NodeFinishedEvent].execution_metadata
    assert metadata is not None
    assert metadata.total_price == Decimal("2.378")
    assert events[WorkflowFinishedEvent].total_steps == 1
    assert events[TtsMessageEvent].audio.startswith("qqqq")
    assert events[TtsMessageEndEvent].audio == ""
    assert run.succeeded
    assert (run.id, run.total_steps) == ("5ad498-f0c7-4085-b384-88cbe6290", 1)


def test_the_shown_stream_has_its_result_in_one_call(penstock_mock: Mock, dify: Dify) -> None:
    shown_stream(penstock_mock, "run_streaming")
    run = dify.workflows.run({}, "abc-123")

    assert run.succeeded
    assert run.total_tokens == 63127864


def test_the_shown_frame_of_a_chat_is_handed_on_as_it_is(penstock_mock: Mock, dify: Dify) -> None:
    shown_stream(penstock_mock, "chunk", "run_streaming")
    with dify.workflows.stream({}, "abc-123") as stream:
        first = next(stream)

    assert isinstance(first, UnknownEvent)
    assert first.raw["answer"] == "Hi"


def test_the_shown_run_is_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("getWorkflowRun", status=200, json=shown("get_workflow_run"))
    run = dify.workflows.get_run("b1ad3277-089e-42c6-9dff-6820d94fbc76")

    assert run.succeeded
    assert run.is_finished
    assert run.inputs == {"sys.files": [], "sys.user_id": "abc-123"}
    assert run.outputs == {}
    assert run.created_at == datetime(2024, 7, 18, 3, 17, 40, tzinfo=UTC)
    assert run.finished_at == datetime(2024, 7, 18, 3, 18, 10, tzinfo=UTC)
    assert run.elapsed_time == 30.098514399956912


def test_the_shown_receipt_of_a_stop_is_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("stopWorkflowTask", status=200, json=shown("stop_task"))

    assert dify.workflows.stop("task", "abc-123").result == "success"


def test_the_shown_upload_is_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("uploadFile", status=201, json=shown("upload_file"))
    file = dify.files.upload(b"\x89PNG", "abc-123", name="example.png")

    assert (file.name, file.size, file.extension) == ("example.png", 1024, "png")
    assert file.mime_type == "image/png"
    assert file.created_at == datetime(2020, 1, 1, tzinfo=UTC)
    assert file.type == "image"


def test_the_shown_logs_are_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("listWorkflowLogs", status=200, json=shown("list_logs"), times=1)
    (entry,) = next(iter(dify.workflows.logs(limit=1).pages())).items

    assert entry.run is not None
    assert entry.run.version == "2024-08-01 12:17:09.771832"
    assert entry.run.finished_at == datetime(2024, 9, 12, 11, 14, 4, tzinfo=UTC)
    assert entry.created_by_account is None
    assert entry.created_by_end_user is not None
    assert entry.created_by_end_user.session_id == "abc-123"


def test_the_shown_info_is_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("getAppInfo", status=200, json=shown("info"))
    info = dify.info(user="abc-123")

    assert (info.name, info.tags) == ("My App", ["tag1", "tag2"])


def test_the_shown_parameters_are_read(penstock_mock: Mock, dify: Dify) -> None:
    penstock_mock.stub("getAppParameters", status=200, json=shown("parameters"))
    parameters = dify.parameters(user="abc-123")
    (query,) = parameters.user_input_form

    assert (query.control, query.variable, query.required) == ("paragraph", "query", True)
    assert parameters.file_upload is not None
    assert parameters.file_upload.image is not None
    assert parameters.file_upload.image.number_limits == 3
    assert parameters.system_parameters is not None
    assert parameters.system_parameters.video_file_size_limit == 100


UPLOAD_ID = "4a9d2c71-8e05-4b36-9f1d-c27e60b5a834"


def test_a_file_variable_is_written_as_the_page_writes_it() -> None:
    example = (EXAMPLES / "file_variable.json").read_text()
    example = example.replace("{upload_file_id}", UPLOAD_ID).replace("{document_type}", "document")
    (variable,) = json.loads(example)["inputs"].values()

    assert File.from_upload(UPLOAD_ID, "document").as_input() == variable
    upload = UploadedFile(id=UPLOAD_ID, name="a.txt", extension="txt", mime_type="text/plain")
    assert upload.as_input() == variable


ERRORS: dict[str, tuple[str, int, str, type[PenstockError]]] = {
    "invalid_param": ("runWorkflow", 400, "invalid_param", BadRequestError),
    "app_unavailable": ("runWorkflow", 400, "app_unavailable", BadRequestError),
    "provider_not_initialize": ("runWorkflow", 400, "provider_not_initialize", BadRequestError),
    "provider_quota_exceeded": ("runWorkflow", 400, "provider_quota_exceeded", BadRequestError),
    "model_currently_not_support": (
        "runWorkflow",
        400,
        "model_currently_not_support",
        BadRequestError,
    ),
    "workflow_request_error": ("runWorkflow", 400, "workflow_request_error", BadRequestError),
    "500": ("runWorkflow", 500, "internal_server_error", ServerError),
    "no_file_uploaded": ("uploadFile", 400, "no_file_uploaded", BadRequestError),
    "too_many_files": ("uploadFile", 400, "too_many_files", BadRequestError),
    "unsupported_preview": ("uploadFile", 400, "unsupported_preview", BadRequestError),
    "unsupported_estimate": ("uploadFile", 400, "unsupported_estimate", BadRequestError),
    "file_too_large": ("uploadFile", 413, "file_too_large", PayloadTooLargeError),
    "unsupported_file_type": ("uploadFile", 415, "unsupported_file_type", APIStatusError),
    "s3_connection_failed": ("uploadFile", 503, "s3_connection_failed", ServerError),
    "s3_permission_denied": ("uploadFile", 503, "s3_permission_denied", ServerError),
    "s3_file_too_large": ("uploadFile", 503, "s3_file_too_large", ServerError),
}


@pytest.mark.table("name", ERRORS)
def test_a_documented_error_is_an_exception_with_its_code(
    penstock_mock: Mock, dify: Dify, name: str
) -> None:
    operation, status, code, kind = ERRORS[name]
    body = {"code": code, "message": f"{code} happened", "status": status}
    penstock_mock.stub(operation, status=status, json=body)
    once = dify.with_options(retry=None)
    calls: dict[str, Callable[[], object]] = {
        "uploadFile": lambda: once.files.upload(b"x", "abc-123", name="a.txt"),
        "runWorkflow": lambda: once.workflows.run({}, "abc-123"),
    }
    with pytest.raises(kind) as raised:
        calls[operation]()

    assert (raised.value.code, raised.value.status) == (code, status)
    assert f"{code} happened" in str(raised.value)
