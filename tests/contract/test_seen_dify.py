"""Answers that real Dify servers were seen to give: asked of the mock by a plain HTTP client, held
to the document, and, where the wrapper sends such a request at all, raised by it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from attrs import field, frozen
from fronts import Front, at

from penstock.dify import Dify
from penstock.errors import (
    APIError,
    APIStatusError,
    BadRequestError,
    ConcurrencyLimitError,
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    ServerError,
)
from penstock_mock.engine.conformance import check_answer
from penstock_mock.services.dify import (
    make_form,
    partly,
    pause,
    refuse,
    succeed,
    unpublished,
)

NOBODY = "00000000-0000-4000-8000-000000000000"
FORM = [
    {"paragraph": {"variable": "topic", "required": True}},
    {"number": {"variable": "count"}},
    {"checkbox": {"variable": "short"}},
    {"file": {"variable": "note", "allowed_file_types": [], "allowed_file_extensions": [".log"]}},
]
TEA = {"topic": "tea"}
COLOUR = {
    "type": "select",
    "output_variable_name": "colour",
    "option_source": {"type": "constant", "selector": [], "value": ["red", "green"]},
}
TOKEN = "tok-seen"
NEW, OLD = "2026-08", "2024-12"
Call = Callable[[Dify], object]


@frozen(kw_only=True)
class Seen:
    """A request, and how the server of a generation answered it."""

    dialect: str
    method: str = "POST"
    path: str = "/workflows/run"
    body: Any = None
    files: Any = None
    status: int = 400
    code: str | None = "invalid_param"
    says: str = ""
    """The beginning of the message; "" too for an answer that is no error."""
    keys: frozenset[str] | None = None
    """Of the body; None: those of an error."""
    behaves: Any = field(factory=succeed)
    options: dict[str, Any] = field(factory=dict)
    call: Call | None = None
    """The same by the wrapper; None where it refuses to send that."""
    error: type[APIError] = BadRequestError


def run(given: Any = TEA, **more: Any) -> dict[str, Any]:
    return {"inputs": given, "user": "u", **more}


def runs(given: Any = TEA, **more: Any) -> Call:
    return lambda dify: dify.workflows.run(given, "u", response_mode="blocking", retry=0, **more)


def local(upload_id: str, **more: Any) -> dict[str, Any]:
    return {"transfer_method": "local_file", "upload_file_id": upload_id, **more}


BARE = frozenset({"code", "message"})
ARGUMENT = frozenset({"code", "message", "params"})
DISABLED = "The app's API service has been disabled."
PYDANTIC = "1 validation error for WorkflowRunPayload\n"
SUBMIT = "1 validation error for HumanInputFormSubmitPayload\n"
LOGS = "1 validation error for WorkflowLogQuery\n"
ASKING = {"behaves": pause(make_form(inputs=["comment", COLOUR], token=TOKEN)).paced(0)}
FORM_PATH = {"path": f"/form/human_input/{TOKEN}", "dialect": NEW, **ASKING}
GOOD = {"inputs": {"comment": "", "colour": "red"}, "action": "ok", "user": "u"}


def answers(**given: Any) -> dict[str, Any]:
    """A body for the form, and the same by the wrapper."""
    body = {**GOOD, **given}
    fits = isinstance(body["inputs"], dict) and isinstance(body["action"], str)
    submit: Call = lambda dify: dify.forms.submit(  # noqa: E731
        TOKEN, body["action"], body["inputs"], user="u"
    )
    return {"body": body, "call": submit if fits else None}


ROWS = {
    # -- run details and events
    "an unknown run": Seen(
        dialect=NEW,
        method="GET",
        path=f"/workflows/run/{NOBODY}",
        status=404,
        code="not_found",
        says="Workflow run not found.",
        call=lambda dify: dify.workflows.get_run(NOBODY),
        error=NotFoundError,
    ),
    "a malformed run id": Seen(
        dialect=NEW,
        method="GET",
        path="/workflows/run/nope",
        status=500,
        code="unknown",
        says="Internal Server Error",
    ),
    "a malformed run id, then": Seen(
        dialect=OLD,
        method="GET",
        path="/workflows/run/nope",
        status=500,
        code="unknown",
        says="Internal Server Error",
        keys=BARE,
    ),
    "events of a malformed run id": Seen(
        dialect=NEW,
        method="GET",
        path="/workflow/nope/events?user=u",
        status=500,
        code="unknown",
        says="Internal Server Error",
    ),
    "events of an unknown run": Seen(
        dialect=NEW,
        method="GET",
        path=f"/workflow/{NOBODY}/events?user=u",
        status=404,
        code="not_found",
        says="Workflow run not found",
        call=lambda dify: dify.workflows.events(NOBODY, "u").collect(),
        error=NotFoundError,
    ),
    # -- the body of a run
    "a body that is no object": Seen(
        dialect=NEW, body=[], status=500, code="unknown", says="Internal Server Error"
    ),
    "a user of 256 characters": Seen(
        dialect=NEW,
        body={"inputs": TEA, "user": "u" * 256},
        status=500,
        code="unknown",
        says="Internal Server Error",
    ),
    "no user": Seen(dialect=NEW, body={"inputs": TEA}, says="Arg user must be provided."),
    "no inputs": Seen(dialect=NEW, body={"user": "u"}, says=f"{PYDANTIC}inputs\n  Field required"),
    "no inputs, then": Seen(
        dialect=OLD,
        body={"user": "u"},
        says="Missing required parameter in the JSON body",
        keys=ARGUMENT,
    ),
    "inputs of null, then": Seen(
        dialect=OLD, body=run(None), says="Must not be null!", keys=ARGUMENT
    ),
    "inputs of text, then": Seen(
        dialect=OLD,
        body=run("x"),
        says="dictionary update sequence element #0 has length 1; 2 is required",
        keys=ARGUMENT,
    ),
    "a response mode of null, then": Seen(
        dialect=OLD,
        body=run(response_mode=None),
        says="None is not a valid choice",
        keys=ARGUMENT,
    ),
    "an unknown response mode": Seen(
        dialect=NEW, body=run(response_mode="sync"), says=f"{PYDANTIC}response_mode\n"
    ),
    "an unknown response mode, then": Seen(
        dialect=OLD,
        body=run(response_mode="sync"),
        says="sync is not a valid choice",
        keys=ARGUMENT,
    ),
    "an input that is missing": Seen(
        dialect=NEW, body=run({}), says="topic is required in input form", call=runs({})
    ),
    "a number for a text": Seen(
        dialect=NEW,
        body=run({"topic": 5}),
        says="(type 'paragraph') topic in input form must be a string",
        call=runs({"topic": 5}),
    ),
    "a list for a number": Seen(
        dialect=NEW,
        body=run({**TEA, "count": [1]}),
        status=500,
        code="internal_server_error",
        call=runs({**TEA, "count": [1]}),
        error=ServerError,
    ),
    "a trace session of blanks": Seen(
        dialect=NEW,
        body=run(trace_session_id=" "),
        code="bad_request",
        says="trace_session_id must be 1 to 200 characters after trimming.",
    ),
    # -- files
    "files of other shapes": Seen(dialect=NEW, body=run(files={}), says=f"{PYDANTIC}files\n"),
    "files that are texts, then": Seen(
        dialect=OLD, body=run(files=["a"]), status=500, code="internal_server_error"
    ),
    "a file without a method, then": Seen(
        dialect=OLD,
        body=run(files=[{"type": "image"}]),
        says="No matching enum found for value 'None'",
        call=runs(files=[{"type": "image"}]),
    ),
    "a file nobody uploaded": Seen(
        dialect=NEW,
        body=run(files=[local(NOBODY, type="document")]),
        says="Invalid upload file",
        call=runs(files=[local(NOBODY, type="document")]),
    ),
    "a malformed upload id": Seen(
        dialect=NEW,
        body=run(files=[local("nope", type="document")]),
        says="Invalid upload file id format",
        call=runs(files=[local("nope", type="document")]),
    ),
    "a malformed upload id, then": Seen(
        dialect=OLD,
        body=run(files=[local("nope", type="document")]),
        status=500,
        code="internal_server_error",
        call=runs(files=[local("nope", type="document")]),
        error=ServerError,
    ),
    "an address that is none": Seen(
        dialect=NEW,
        body=run(files=[{"type": "document", "transfer_method": "remote_url", "url": "nope"}]),
        says="Reached maximum retries (3) for URL nope",
        call=runs(files=[{"type": "document", "transfer_method": "remote_url", "url": "nope"}]),
    ),
    "an upload without a file": Seen(
        dialect=NEW,
        path="/files/upload",
        files={"other": (None, "x")},
        code="no_file_uploaded",
        says="Please upload your file.",
    ),
    "an upload without a file, then": Seen(
        dialect=OLD,
        path="/files/upload",
        files={"other": (None, "x")},
        code="bad_request_key_error",
        says="The browser (or proxy) sent a request that this server could not understand.",
    ),
    "an upload with a path for a name": Seen(
        dialect=NEW,
        path="/files/upload",
        files={"file": ("a/b.txt", b"x", "text/plain")},
        says="Filename contains invalid characters",
    ),
    "an upload over the limit": Seen(
        dialect=NEW,
        path="/files/upload",
        files={"file": ("a.txt", b"hello", "text/plain")},
        status=413,
        code="file_too_large",
        options={"upload_limits": {"other": 0}},
        call=lambda dify: dify.files.upload(("a.txt", b"hello"), "u"),
        error=PayloadTooLargeError,
    ),
    "an upload over the limit, then": Seen(
        dialect=OLD,
        path="/files/upload",
        files={"file": ("a.txt", b"hello", "text/plain")},
        status=413,
        code="file_too_large",
        says="File size exceeded. {message}",
        options={"upload_limits": {"other": 0}},
        call=lambda dify: dify.files.upload(("a.txt", b"hello"), "u"),
        error=PayloadTooLargeError,
    ),
    # -- apps
    "parameters of an unpublished app": Seen(
        dialect=NEW,
        method="GET",
        path="/parameters",
        code="app_unavailable",
        behaves=unpublished(),
        call=lambda dify: dify.parameters(),
    ),
    "a run of an unpublished app": Seen(
        dialect=OLD,
        body=run(),
        says="Workflow not published",
        behaves=unpublished(),
        call=runs(),
    ),
    "info of an app whose API is off": Seen(
        dialect=OLD,
        method="GET",
        path="/info",
        status=403,
        code="forbidden",
        says=DISABLED,
        behaves=refuse("api_disabled"),
        call=lambda dify: dify.info(),
        error=PermissionDeniedError,
    ),
    "a stream of an app of one run at once": Seen(
        dialect=NEW,
        body=run(response_mode="streaming"),
        says="Too many requests. Please try again later.",
        options={"concurrency": 1},
        call=lambda dify: dify.workflows.stream(TEA, "u", retry=0).collect(),
        error=ConcurrencyLimitError,
    ),
    # -- versions and logs
    "a malformed version": Seen(
        dialect=NEW,
        path="/workflows/nope/run",
        body=run(),
        code="bad_request",
        says="Invalid workflow_id format: 'nope'. ",
    ),
    "an unknown version": Seen(
        dialect=NEW,
        path=f"/workflows/{NOBODY}/run",
        body=run(),
        status=404,
        code="not_found",
        says="Workflow not found with id: ",
        call=runs(version_id=NOBODY),
        error=NotFoundError,
    ),
    "a page of 101 runs": Seen(
        dialect=NEW, method="GET", path="/workflows/logs?limit=101", says=f"{LOGS}limit\n"
    ),
    "a page of 101 runs, then": Seen(
        dialect=OLD,
        method="GET",
        path="/workflows/logs?limit=101",
        says="Invalid argument: 101. argument must be within the range 1 - 100",
        keys=ARGUMENT,
    ),
    "a page of x runs, then": Seen(
        dialect=OLD,
        method="GET",
        path="/workflows/logs?limit=x",
        says="x is not a valid integer",
        keys=ARGUMENT,
    ),
    "a date of three letters": Seen(
        dialect=NEW,
        method="GET",
        path="/workflows/logs?created_at__after=zzz",
        says="ISO string too short",
    ),
    "a date of seconds": Seen(
        dialect=NEW,
        method="GET",
        path="/workflows/logs?created_at__before=1767225600",
        says="ISO time too short",
    ),
    "runs of an account there is not": Seen(
        dialect=NEW,
        method="GET",
        path="/workflows/logs?created_by_account=a@example.com",
        says="Account not found: ",
        call=lambda dify: [*dify.workflows.logs(account="a@example.com")],
    ),
    # -- forms and end users
    "a form there is not": Seen(
        dialect=NEW,
        method="GET",
        path="/form/human_input/nope",
        status=404,
        code="not_found",
        says="Form not found. You have requested ",
        call=lambda dify: dify.forms.get("nope"),
        error=NotFoundError,
    ),
    "an option there is not": Seen(
        **FORM_PATH,
        **answers(inputs={"comment": "", "colour": "blue"}),
        code="invalid_form_data",
        says="Invalid value for select input 'colour': blue",
    ),
    "a number for an option": Seen(
        **FORM_PATH,
        **answers(inputs={"comment": "", "colour": 1}),
        code="invalid_form_data",
        says="Invalid value for select input 'colour': expected string",
    ),
    "no fields": Seen(
        **FORM_PATH,
        **answers(inputs={}),
        code="invalid_form_data",
        says="Missing required inputs: comment, colour",
    ),
    "an action there is not": Seen(
        **FORM_PATH, **answers(action="zzz"), code="invalid_form_data", says="Invalid action: zzz"
    ),
    "no action": Seen(
        **FORM_PATH,
        body={name: GOOD[name] for name in ("inputs", "user")},
        says=f"{SUBMIT}action\n  Field required",
    ),
    "an action of 1": Seen(**FORM_PATH, **answers(action=1), says=f"{SUBMIT}action\n"),
    "fields of null": Seen(**FORM_PATH, **answers(inputs=None), says=f"{SUBMIT}inputs\n"),
    "fields of a list": Seen(**FORM_PATH, **answers(inputs=[]), says=f"{SUBMIT}inputs\n"),
    "an end user there is not": Seen(
        dialect=NEW,
        method="GET",
        path=f"/end-users/{NOBODY}",
        status=404,
        code="end_user_not_found",
        call=lambda dify: dify.end_users.get(NOBODY),
        error=NotFoundError,
    ),
}
PLACES = ["in-process", "port"]


@pytest.fixture(params=PLACES)
def make(request: pytest.FixtureRequest) -> Iterator[Callable[..., Front]]:
    with ExitStack() as stack:

        def made(**options: Any) -> Front:
            places = at(request.param, "dify", user_input_form=FORM, **options)
            front = next(places)
            stack.callback(lambda: [*places])
            return front

        yield made


def plain(front: Front, method: str, path: str, **sent: Any) -> httpx.Response:
    """Ask as any HTTP client would, and hold the answer to the document."""
    transport, url = front.settings.get("transport"), front.settings["base_url"]
    with httpx.Client(transport=transport, timeout=5) as client:
        headers = {"Authorization": f"Bearer {front.key}"}
        answer = client.request(method, url + path, headers=headers, **sent)
    assert front.mock is not None
    exchange = front.mock.journal.calls()[-1]
    assert exchange.operation is not None
    assert check_answer(exchange.operation, exchange.timeline) == ()
    return answer


def served(make: Callable[..., Front], seen: Seen) -> Front:
    """The server that gave the answer; a form is waited for, if it is about one."""
    front = make(dialect=seen.dialect, **seen.options)
    assert front.mock is not None
    front.mock.dify.workflow(seen.behaves)
    if "/form/" in seen.path:
        plain(front, "POST", "/workflows/run", json=run())
    return front


@pytest.mark.table("name", ROWS)
def test_an_answer_that_was_seen_is_given(make: Callable[..., Front], name: str) -> None:
    seen = ROWS[name]
    sent = {"files": seen.files} if seen.files else {} if seen.body is None else {"json": seen.body}
    answer = plain(served(make, seen), seen.method, seen.path, **sent)
    body = answer.json()

    assert (answer.status_code, body["code"]) == (seen.status, seen.code), body
    assert body["message"].startswith(seen.says)
    assert set(body) == (seen.keys or {"code", "message", "status"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-env"] == "PRODUCTION"
    assert answer.headers["x-version"]


@pytest.mark.table("name", [name for name, seen in ROWS.items() if seen.call])
def test_an_answer_that_was_seen_is_raised(make: Callable[..., Front], name: str) -> None:
    seen = ROWS[name]
    front = served(make, seen)
    assert seen.call is not None
    with Dify(front.key, **front.settings, retry=None) as dify, pytest.raises(seen.error) as raised:
        seen.call(dify)

    error = raised.value
    assert isinstance(error, APIStatusError)
    assert error.status == seen.status
    assert error.raw_code == seen.code
    if seen.says and "{" not in seen.says:
        assert error.message.startswith(seen.says.strip())
    else:
        assert error.message
        assert "{" not in error.message


# -- what is no error ---------------------------------------------------------------------------

INFO = {NEW: {"name", "description", "tags", "mode", "author_name"}}
INFO[OLD] = INFO[NEW] - {"mode", "author_name"}
UPLOAD = {OLD: {"id", "name", "size", "extension", "mime_type", "created_by", "created_at"}}
UPLOAD[NEW] = UPLOAD[OLD] | {
    *("reference", "preview_url", "source_url", "original_url", "user_id", "tenant_id"),
    *("conversation_id", "file_key"),
}
LOG = {
    *("id", "workflow_run", "created_from", "created_by_role", "created_by_account"),
    *("created_by_end_user", "created_at"),
}
LOGGED = {
    *("id", "version", "status", "error", "elapsed_time", "total_tokens", "total_steps"),
    *("created_at", "finished_at", "exceptions_count"),
}
GENERATIONS = pytest.mark.parametrize("dialect", [NEW, OLD])


@pytest.mark.table(
    ("dialect", "body"),
    [
        (NEW, run({**TEA, "short": "maybe"})),
        (NEW, run({**TEA, "short": [1]})),
        (NEW, run({**TEA, "count": True})),
        (OLD, run({**TEA, "short": "maybe", "count": True})),
        (OLD, run({**TEA, "count": [1]})),
        (NEW, run(files=[{"type": "image"}])),
        (OLD, run(files={})),
        (NEW, run(response_mode=None)),
        (NEW, run({**TEA, "unknown": 1}, unknown=1)),
        (OLD, run(trace_session_id=5)),
        (NEW, run(user=5)),
    ],
)
def test_a_run_that_was_accepted_is(make: Callable[..., Front], dialect: str, body: Any) -> None:
    answer = plain(make(dialect=dialect), "POST", "/workflows/run", json=body)
    media = "application/json; charset=utf-8" if dialect == NEW else "application/json"

    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.json()["data"]["status"] == "succeeded"


@GENERATIONS
@pytest.mark.table("mode", ["blocking", "streaming"])
def test_an_input_that_is_missing_was_refused(
    make: Callable[..., Front], dialect: str, mode: str
) -> None:
    front = make(dialect=dialect, idle=0.1)
    answer = plain(front, "POST", "/workflows/run", json=run({}, response_mode=mode))
    told = "topic is required in input form"
    if (dialect, mode) == (NEW, "streaming"):
        event = {"event": "error", "message": told, "status": 500}
        assert answer.status_code == 200
        assert json.loads(answer.text.split("data: ")[1]) == event
    else:
        assert (answer.status_code, answer.json()["message"]) == (400, told)
    with (
        Dify(front.key, **front.settings, retry=None) as dify,
        pytest.raises(BadRequestError, match=told) as raised,
    ):
        dify.workflows.run({}, "u", response_mode=mode)  # type: ignore[arg-type]
    assert (raised.value.status, raised.value.code) == (400, "invalid_param")


@GENERATIONS
def test_the_app_was_told_of_in_these_words(make: Callable[..., Front], dialect: str) -> None:
    front = make(dialect=dialect)
    assert set(plain(front, "GET", "/info").json()) == INFO[dialect]
    parameters = plain(front, "GET", "/parameters").json()
    assert len(parameters) == 12
    assert parameters["opening_statement"] == ""
    assert "workflow_file_upload_limit" in parameters["system_parameters"]
    site = plain(front, "GET", "/site").json()
    assert (site["description"], site["custom_disclaimer"]) == (None, "")


@GENERATIONS
@pytest.mark.table(("name", "then", "now"), [("README", "readme", ""), ("a.TXT", "txt", "txt")])
def test_an_upload_was_told_of_in_these_words(
    make: Callable[..., Front], dialect: str, name: str, then: str, now: str
) -> None:
    front, extension = make(dialect=dialect), now if dialect == NEW else then
    sent = {"file": (name, b"x", "text/plain")}
    body = plain(front, "POST", "/files/upload", files=sent, data={"user": "u"}).json()
    assert (set(body), body["extension"]) == (UPLOAD[dialect], extension)
    with Dify(front.key, **front.settings) as dify:
        upload = dify.files.upload((name, b"x", "text/plain"), "u")
    assert upload.extension == extension


@GENERATIONS
def test_a_run_in_the_logs_was_told_of_in_these_words(
    make: Callable[..., Front], dialect: str
) -> None:
    front = make(dialect=dialect)
    plain(front, "POST", "/workflows/run", json=run())
    (entry,) = plain(front, "GET", "/workflows/logs").json()["data"]
    newer = dialect == NEW

    assert set(entry) == LOG | ({"details"} if newer else set())
    assert set(entry["workflow_run"]) == LOGGED | ({"triggered_from"} if newer else set())
    assert entry["created_by_end_user"]["type"] == ("service-api" if newer else "service_api")


@pytest.mark.table(
    "query",
    [
        "created_by_end_user_session_id=nobody",
        "created_at__after=zzz",
        "created_at__before=2001-01-01T00:00:00Z",
        "created_by_account=a@example.com",
    ],
)
def test_the_documented_server_ignored_the_newer_filters(
    make: Callable[..., Front], query: str
) -> None:
    front = make(dialect=OLD)
    plain(front, "POST", "/workflows/run", json=run())
    assert plain(front, "GET", f"/workflows/logs?{query}").json()["total"] == 1
    with Dify(front.key, **front.settings) as dify:
        logs = dify.workflows.logs
        assert [*logs(user="nobody")] == []
        assert [*logs(created_before="2001-01-01T00:00:00Z")] == []
        assert [*logs(created_after="2999-01-01T00:00:00Z")] == []
        assert [*logs(account="a@example.com")] == []
        assert len([*logs(user="u", created_after="2001-01-01T00:00:00Z")]) == 1


def test_an_unknown_run_was_nothing_but_nulls_and_zeros(make: Callable[..., Front]) -> None:
    front = make(dialect=OLD)
    answer = plain(front, "GET", f"/workflows/run/{NOBODY}")
    assert answer.status_code == 200
    assert {name: value for name, value in answer.json().items() if value is not None} == {
        "total_steps": 0,
        "total_tokens": 0,
    }
    with Dify(front.key, **front.settings) as dify, pytest.raises(NotFoundError):
        dify.workflows.get_run(NOBODY)


@GENERATIONS
def test_runs_were_found_in_capitals(make: Callable[..., Front], dialect: str) -> None:
    front = make(dialect=dialect)
    made = plain(front, "POST", "/workflows/run", json=run()).json()["workflow_run_id"]
    assert plain(front, "GET", f"/workflows/run/{made.upper()}").json()["id"] == made
    with Dify(front.key, **front.settings) as dify:
        assert dify.workflows.get_run(made.upper()).id == made


@GENERATIONS
def test_a_file_of_another_user_was_taken_only_then(
    make: Callable[..., Front], dialect: str
) -> None:
    front = make(dialect=dialect)
    with Dify(front.key, **front.settings) as dify:
        upload = dify.files.upload(("a.txt", b"x"), "somebody")
    sent = run(files=[local(upload.id, type="document")])
    answer = plain(front, "POST", "/workflows/run", json=sent)
    if dialect == OLD:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["message"]) == (400, "Invalid upload file")


@GENERATIONS
def test_a_file_without_a_type_was_held_to_the_listed_extensions(
    make: Callable[..., Front], dialect: str
) -> None:
    front = make(dialect=dialect)
    with Dify(front.key, **front.settings) as dify:
        upload = dify.files.upload(("note.txt", b"x"), "u")
    answer = plain(front, "POST", "/workflows/run", json=run({**TEA, "note": local(upload.id)}))
    assert answer.status_code == 400
    assert answer.json()["message"] == "File validation failed for file: note.txt"


@GENERATIONS
def test_an_end_users_id_that_is_none_was_a_page(make: Callable[..., Front], dialect: str) -> None:
    answer = plain(make(dialect=dialect), "GET", "/end-users/nope")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


@GENERATIONS
def test_a_partly_succeeded_run_had_no_error(make: Callable[..., Front], dialect: str) -> None:
    front = make(dialect=dialect)
    assert front.mock is not None
    front.mock.dify.workflow(partly(error="boom"))
    data = plain(front, "POST", "/workflows/run", json=run()).json()["data"]
    assert (data["status"], data["error"]) == ("partial-succeeded", None)
