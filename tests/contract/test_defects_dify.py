"""Defects of the official SDKs for Dify, and of those in their place, do not happen here.

Each test is named for what happens instead; its sentence is about theirs in the same place:
"PyPI's" is dify-client 0.1.10, "the repository's" dify-python-sdk 0.1.12, "the rewrite" its open
successor, "dify-oapi2" 1.1.2 and "Node's" dify-client 3.1.0.

Not shown here, because there is nothing to do better in: the feedback without a rating, which only
chat apps have; that their tests are mocks only (`test_conformance_dify.py` is what runs against a
server), that the rewrite is written by hand and has no mock (this whole folder plays one); and the
loose types of TypeScript.
"""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from importlib import metadata
from importlib.resources import files
from typing import Any, get_args

import pytest
from hands import in_async, sent

import penstock
import penstock.dify
from penstock.dify import (
    AsyncDify,
    Dify,
    File,
    NodeFinishedEvent,
    StreamEvent,
    TextChunkEvent,
    UnknownEvent,
    WorkflowFinishedEvent,
    WorkflowRun,
)
from penstock.errors import (
    AuthenticationError,
    BadRequestError,
    ConcurrencyLimitError,
    ExecutionError,
    NotFoundError,
    PenstockError,
    QuotaExceededError,
    RequestTimeoutError,
    ServerError,
    StreamIdleError,
    StreamInterruptedError,
    TransportError,
)
from penstock_mock.document.contract import Contract
from penstock_mock.mock import Mock
from penstock_mock.services.dify import (
    breaks,
    concurrency,
    fail,
    gateway_timeout,
    make_form,
    node,
    partly,
    pause,
    quota,
    raw,
    say,
    succeed,
    wait,
)

NEWER = pytest.mark.penstock(options={"dify": {"dialect": "2026-08"}})
OLD = pytest.mark.penstock(options={"dify": {"newer_paths": False}})
USER = "abc-123"
NOBODY = "00000000-0000-4000-8000-000000000000"
SPOKEN = succeed({"text": "One, two"}).of(node("LLM", say("One"), wait(60), say(", two")))


def client(mock: Mock, **settings: Any) -> Dify:
    settings = {"transport": mock.transport, "clock": mock.clock, **settings}
    return Dify("app-1", **settings)


@pytest.fixture
def dify(penstock_mock: Mock) -> Iterator[Dify]:
    with client(penstock_mock) as made:
        yield made


@pytest.fixture
def once(dify: Dify) -> Dify:
    """A client that tries once."""
    return dify.with_options(retry=None)


def all_of(stream: Any) -> list[Any]:
    with stream as events:
        return [*events]


# -- streams ---------------------------------------------------------------------------------------


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_a_stream_is_live_event_by_event(dialect: str) -> None:
    """The repository's takes `stream=`, drops it, and returns after the whole run."""
    mock = Mock(options={"dify": {"dialect": dialect}})
    mock.dify.workflow(SPOKEN)
    seen: list[tuple[str, float]] = []
    with client(mock) as dify, dify.workflows.stream({}, USER) as events:
        for event in events:
            if isinstance(event, TextChunkEvent):
                seen.append((event.text, mock.clock.monotonic()))

    assert [text for text, _ in seen] == ["One", ", two"]
    assert seen[0][1] < 2
    assert seen[1][1] > 60


def test_a_run_is_streamed_underneath_and_returned_in_one_call(
    penstock_mock: Mock, dify: Dify
) -> None:
    """PyPI's and the repository's wait for one answer, which gateways cut after 60 to 100 s."""
    penstock_mock.dify.workflow(gateway_timeout(60))
    run = dify.workflows.run({"topic": "tea"}, USER)

    assert run.succeeded
    assert run.outputs == {"topic": "tea"}
    assert run.elapsed_time == 120
    assert sent(penstock_mock)["response_mode"] == "streaming"
    assert len(penstock_mock.journal) == 1


def test_each_kind_of_event_has_a_class_of_its_own() -> None:
    """The rewrite has one class with a dict for all; dify-oapi2 knows seven kinds."""
    schemas = Contract.default().document.root["components"]["schemas"]
    names = [each["$ref"].rpartition("/")[2] for each in schemas["DifyStreamEvent"]["anyOf"]]
    known = {schemas[name]["properties"]["event"].get("const") for name in names} - {"ping", None}
    ours = {cls.kind for cls in get_args(StreamEvent) if cls is not UnknownEvent}

    assert ours == known
    assert len(ours) == 24


STREAMS = [
    example.name
    for media in Contract.default().operations["runWorkflow"].responses["200"].content.values()
    for example in media.examples
    if media.type == "text/event-stream" and example.name != "stream-unknown-events"
]


@pytest.mark.table("example", STREAMS)
def test_no_event_of_a_documented_stream_is_unknown(
    penstock_mock: Mock, dify: Dify, example: str
) -> None:
    """dify-oapi2 has models for a third of them."""
    penstock_mock.stub("runWorkflow", media="text/event-stream", example=example)
    seen: list[Any] = []
    with suppress(PenstockError), dify.workflows.stream({}, USER) as events:
        for event in events:
            seen.append(event)

    assert not [event for event in seen if isinstance(event, UnknownEvent)]
    assert seen or example == "stream-silent-2026-08"


@NEWER
def test_an_event_nobody_knows_yet_is_handed_on(penstock_mock: Mock, dify: Dify) -> None:
    """Node's ends with an undefined kind; dify-oapi2's models refuse it."""
    unknown = {"event": "workflow_dreamt", "task_id": "t", "data": {"of": "sheep"}}
    frame = b'data: {"event": "workflow_dreamt", "task_id": "t", "data": {"of": "sheep"}}\n\n'
    penstock_mock.dify.workflow(succeed({}).of(raw(frame)))
    events = all_of(dify.workflows.stream({}, USER))

    (found,) = [event for event in events if isinstance(event, UnknownEvent)]
    assert found.raw == unknown
    assert (found.kind, found.task_id, found.run_id) == ("workflow_dreamt", "t", None)
    assert isinstance(events[-1], WorkflowFinishedEvent)


PINGS = [
    b"event: ping\n\n",
    b'data: {"event":"ping"}\n\n',
    b": a comment\n\n",
    b"event: ping\r\n\r\n",
]


@pytest.mark.table("ping", PINGS)
def test_no_spelling_of_a_ping_is_an_event(penstock_mock: Mock, dify: Dify, ping: bytes) -> None:
    """Node's hands out `{"event": "ping", "data": null}`; who splits at "data:" breaks on it."""
    plain, pinged = (
        succeed({}).of(say("One"), *between, say("Two")) for between in ((), (raw(ping),))
    )
    penstock_mock.dify.workflow(plain, pinged)
    kinds = [[type(event) for event in all_of(dify.workflows.stream({}, USER))] for _ in range(2)]

    assert kinds[0] == kinds[1]


@pytest.mark.table("size", [1, 2, 3, 7, 64])
def test_a_frame_may_be_cut_anywhere(penstock_mock: Mock, dify: Dify, size: int) -> None:
    """dify-oapi2 yields the raw bytes; a character that is cut in two is the caller's to mend."""
    words = "お茶 🍵 — naïve\u2028line\r\n"
    behaviour = succeed({"text": words}).of(node("LLM", say(words)))
    penstock_mock.dify.workflow(behaviour.streaming(split=size))
    run = dify.workflows.run({}, USER)

    assert run.text == words
    assert run.outputs == {"text": words}


def test_the_text_of_a_run_is_one_attribute(penstock_mock: Mock, dify: Dify) -> None:
    """Node's `toText()` looks where only chats have text, and returns ""."""
    penstock_mock.dify.workflow(SPOKEN)

    assert dify.workflows.run({}, USER).text == "One, two"


@NEWER
@pytest.mark.table("ending", ["truncated", "reset", "stall", "hang"])
def test_a_stream_without_its_last_event_is_read_on(
    penstock_mock: Mock, dify: Dify, ending: str
) -> None:
    """The rewrite calls such a run unknown, and leaves it to the caller to ask anew."""
    steps = node("A", say("One")), wait(30), node("B", say("Two")), node("C", type="end")
    penstock_mock.dify.workflow(succeed({"a": 1}).of(*steps).streaming(ending=ending, after=4))
    events = all_of(dify.workflows.stream({}, USER))

    assert isinstance(events[-1], WorkflowFinishedEvent)
    assert events[-1].outputs == {"a": 1}
    ended = [event.title for event in events if isinstance(event, NodeFinishedEvent)]
    assert [*dict.fromkeys(ended)] == ended  # nothing twice
    assert len(penstock_mock.dify.runs) == 1


@NEWER
def test_what_happened_while_the_stream_was_broken_is_not_missing(
    penstock_mock: Mock, dify: Dify
) -> None:
    """The rewrite asks without a snapshot, and the server has forgotten what was never read."""
    steps = [step for name in "ABCDE" for step in (node(name, type="code"), wait(10))]
    penstock_mock.dify.workflow(succeed({}).of(*steps).streaming(ending="stall", after=3))
    events = all_of(dify.workflows.stream({}, USER, idle_timeout=25))
    (asked,) = penstock_mock.journal.calls("streamWorkflowEvents")
    ended = [event.title for event in events if isinstance(event, NodeFinishedEvent)]

    assert dict(asked.request.query) == {"include_state_snapshot": "true", "user": USER}
    assert ended == [*"ABCDE"]  # A before the silence, B and C in it, D and E after it
    assert isinstance(events[-1], WorkflowFinishedEvent)


@pytest.mark.penstock(options={"dify": {"newer_paths": False, "version": "1.13.3"}})
def test_a_server_without_an_events_endpoint_is_asked_about_the_run(
    penstock_mock: Mock, dify: Dify
) -> None:
    """None of theirs knows what to do on servers before 1.14."""
    behaviour = succeed({"a": 1}).lasting(30)
    penstock_mock.dify.workflow(behaviour.streaming(ending="reset", after=2))
    run = dify.workflows.run({}, USER)

    assert run.succeeded
    assert run.outputs == {"a": 1}
    assert penstock_mock.journal.calls("getWorkflowRun")
    assert len(penstock_mock.dify.runs) == 1


@OLD
def test_a_run_that_a_server_lost_with_its_stream_is_given_up(
    penstock_mock: Mock, dify: Dify
) -> None:
    """It answers `running` for ever on servers before 1.13, however long it is polled."""
    penstock_mock.dify.workflow(succeed({"a": 1}).streaming(ending="reset", after=2))
    with pytest.raises(StreamInterruptedError, match=r"before Dify 1\.13") as raised:
        dify.workflows.run({}, USER)

    assert penstock_mock.clock.monotonic() < 60
    assert dify.workflows.get_run(raised.value.run_id or "").status == "running"
    assert len(penstock_mock.dify.runs) == 1


@pytest.mark.table("mode", ["2024-12", "2026-08"])
def test_one_users_runs_are_no_other_users(mode: str) -> None:
    """Servers before 1.5 ignore the filter, and list everybody's."""
    mock = Mock(options={"dify": {"dialect": mode}})
    with client(mock) as dify:
        runs = [dify.workflows.run({}, user) for user in (USER, "somebody", USER)]
        mine = [line.run.id for line in dify.workflows.logs(user=USER, limit=1) if line.run]

    assert mine == [runs[2].id, runs[0].id]


@NEWER
def test_a_run_is_stopped_by_an_event_that_knows_its_task(penstock_mock: Mock, dify: Dify) -> None:
    """All take a snapshot's `task_id` for one. It is the run's id: "success", and it runs on."""
    penstock_mock.dify.workflow(SPOKEN)
    with dify.workflows.stream({}, USER) as events:
        run_id = next(events).run_id or ""
    with dify.workflows.events(run_id, USER) as events:
        first, task = next(events), None
        assert first.task_id is None
        assert dify.workflows.stop(first.raw["task_id"], USER).result == "success"
        assert dify.workflows.get_run(run_id).status == "running"
        task = next(event.task_id for event in events if event.task_id)
        dify.workflows.stop(task, USER)
        run = events.collect()

    assert (run.status, run.task_id) == ("stopped", task)


@pytest.mark.penstock(options={"dify": {"dialect": "2026-08", "concurrency": 1}})
def test_an_app_that_admits_one_run_says_how_to_be_run(penstock_mock: Mock, dify: Dify) -> None:
    """The start of a stream counts twice: none of theirs ever gets through."""
    penstock_mock.dify.workflow(concurrency(), concurrency(), succeed({"a": 1}))
    with pytest.raises(ConcurrencyLimitError, match="response_mode='blocking'"):
        dify.workflows.run({}, USER, retry=None)
    with pytest.raises(ConcurrencyLimitError) as raised:
        dify.workflows.run({}, USER, response_mode="blocking", retry=None)
    run = dify.workflows.run({}, USER, response_mode="blocking")

    assert "response_mode" not in str(raised.value)
    assert run.outputs == {"a": 1}


def test_silence_is_noticed_before_anything_is_known(penstock_mock: Mock, dify: Dify) -> None:
    """The rewrite has no watchdog; theirs wait as long as the connection stays open."""
    penstock_mock.faults.add("stall", on="runWorkflow")
    with pytest.raises((RequestTimeoutError, StreamIdleError)) as raised:
        all_of(dify.workflows.stream({}, USER))

    assert penstock_mock.clock.monotonic() == pytest.approx(40, abs=1)
    assert "workflows.logs" in str(raised.value)


@NEWER
def test_the_connection_is_closed_after_an_error_event(penstock_mock: Mock, dify: Dify) -> None:
    """All of theirs go on listening to 300 s of pings."""
    penstock_mock.dify.workflow(breaks("[openai] Rate limit reached"))
    with pytest.raises(BadRequestError, match="Rate limit reached") as raised:
        dify.workflows.run({}, USER)

    assert raised.value.code == "completion_request_error"
    assert penstock_mock.clock.monotonic() < 5


def test_a_refusal_of_a_stream_keeps_code_and_message(penstock_mock: Mock, once: Dify) -> None:
    """Node's loses both, for the body is a stream; dify-oapi2 makes bytes of it: "[ERROR] …"."""
    body = {"code": "provider_quota_exceeded", "message": "no more of it", "status": 400}
    penstock_mock.stub("runWorkflow", status=400, json=body)
    with pytest.raises(BadRequestError, match="no more of it") as raised:
        all_of(once.workflows.stream({}, USER))

    assert raised.value.code == "provider_quota_exceeded"
    assert raised.value.body == body


# -- retries and time ------------------------------------------------------------------------------


LOST: dict[str, dict[str, Any]] = {
    "reset": {"kind": "reset"},
    "stall": {"kind": "stall"},
    "502": {"kind": "html_502"},
    "503": {"kind": "status", "status": 503},
    "504": {"kind": "status", "status": 504},
    "524": {"kind": "status", "status": 524},
    "500": {"kind": "status", "status": 500},
}


@pytest.mark.table("mode", ["streaming", "blocking"])
@pytest.mark.table("fault", LOST)
def test_a_run_that_may_have_begun_is_never_begun_again(
    penstock_mock: Mock, dify: Dify, mode: Any, fault: str
) -> None:
    """The repository's sends a blocking run four times when the server is slow; Node's repeats a
    POST after any timeout, network error or 429, dify-oapi2 after any request error.
    """
    penstock_mock.faults.add(on="runWorkflow", processed=True, **LOST[fault])
    with pytest.raises(PenstockError):
        dify.workflows.run({}, USER, response_mode=mode, retry=5)

    assert len(penstock_mock.journal) == 1
    assert len(penstock_mock.dify.runs) == 1


@pytest.mark.table("fault", sorted(set(LOST) - {"500"}))
def test_a_run_whose_outcome_is_unknown_says_where_to_look(
    penstock_mock: Mock, dify: Dify, fault: str
) -> None:
    """Theirs raise "timed out", and the run goes on without its id being known."""
    penstock_mock.faults.add(on="runWorkflow", processed=True, **LOST[fault])
    with pytest.raises((TransportError, ServerError), match=r"workflows\.logs\(user=") as raised:
        dify.workflows.run({}, USER, response_mode="blocking")
    (entry,) = dify.workflows.logs(user=USER)

    assert raised.value.attempts == 1
    assert entry.run is not None
    assert entry.run.id in penstock_mock.dify.runs


def test_a_blocking_run_is_waited_for_as_long_as_a_run_may_take(
    penstock_mock: Mock, dify: Dify
) -> None:
    """The repository's gives up after 60 s, and then runs the workflow anew."""
    penstock_mock.dify.workflow(succeed({"a": 1}).lasting(1200))
    run = dify.workflows.run({}, USER, response_mode="blocking")

    assert run.succeeded
    assert len(penstock_mock.dify.runs) == 1


CALLS: dict[str, Callable[[Dify], object]] = {
    "getWorkflowRun": lambda dify: dify.workflows.get_run(NOBODY),
    "listWorkflowLogs": lambda dify: [*dify.workflows.logs()],
    "getAppInfo": lambda dify: dify.info(),
    "getAppParameters": lambda dify: dify.parameters(),
    "getAppMeta": lambda dify: dify.meta(),
    "getAppSite": lambda dify: dify.site(),
    "getEndUser": lambda dify: dify.end_users.get(NOBODY),
    "getHumanInputForm": lambda dify: dify.forms.get("token"),
    "stopWorkflowTask": lambda dify: dify.workflows.stop("task", USER),
    "uploadFile": lambda dify: dify.files.upload(b"x", USER, name="a.txt"),
    "submitHumanInputForm": lambda dify: dify.forms.submit("token", "ok", user=USER),
    "runWorkflow": lambda dify: dify.workflows.run({}, USER),
}


@pytest.mark.table("operation", CALLS)
def test_no_call_waits_for_ever(penstock_mock: Mock, dify: Dify, operation: str) -> None:
    """PyPI's sends everything without a timeout and hangs."""
    penstock_mock.faults.add("stall", on=operation)
    with pytest.raises(RequestTimeoutError) as raised:
        CALLS[operation](dify)

    assert raised.value.code == "TIMEOUT"
    assert penstock_mock.clock.monotonic() < 400


@pytest.mark.table("operation", sorted(set(CALLS) - {"getEndUser", "getHumanInputForm"}))
def test_what_may_be_asked_twice_survives_passing_failures(
    penstock_mock: Mock, dify: Dify, operation: str
) -> None:
    """PyPI's repeats nothing, the repository's async client neither."""
    penstock_mock.faults.add("html_502", on=operation, count=2)
    asked = operation.startswith(("get", "list")) or operation == "stopWorkflowTask"
    if operation == "getWorkflowRun":
        penstock_mock.stub(operation, example="succeeded")
    if asked:
        CALLS[operation](dify)
        assert len(penstock_mock.journal) == 3
    else:
        with pytest.raises(ServerError):
            CALLS[operation](dify)
        assert len(penstock_mock.journal) == 1


@pytest.mark.table("status", [400, 429])
def test_too_many_runs_at_once_are_waited_for(status: int) -> None:
    """Theirs take the 400 that servers send so for a wrong parameter, and give up."""
    mock = Mock(options={"dify": {"concurrency_status": status}})
    mock.dify.workflow(concurrency(), concurrency(), succeed({"a": 1}))
    with client(mock) as dify:
        assert dify.workflows.run({}, USER).outputs == {"a": 1}
        mock.dify.workflow(concurrency())
        with pytest.raises(ConcurrencyLimitError) as raised:
            dify.workflows.run({}, USER, retry=0)

    assert (raised.value.code, raised.value.status) == ("too_many_requests", status)
    assert mock.clock.monotonic() > 1


def test_a_used_up_plan_is_told_at_once_and_is_no_rate_limit(
    penstock_mock: Mock, dify: Dify
) -> None:
    """The rewrite and Node's wait for it, again and again, and then say that it is a rate limit."""
    penstock_mock.dify.workflow(quota())
    with pytest.raises(QuotaExceededError) as raised:
        dify.workflows.run({}, USER, retry=10)

    assert not isinstance(raised.value, ConcurrencyLimitError)
    assert raised.value.code == "rate_limit_error"
    assert len(penstock_mock.journal) == 1
    assert penstock_mock.clock.monotonic() < 1


@pytest.mark.table(("spelt", "seconds"), [("7", 7.0), ("Thu, 01 Jan 2026 00:00:09 GMT", 9.0)])
def test_a_wait_is_seconds_however_it_was_spelt(
    penstock_mock: Mock, once: Dify, spelt: str, seconds: float
) -> None:
    """The repository's keeps the header's text; a date stays a date."""
    body = {"code": "too_many_requests", "message": "Too many requests.", "status": 429}
    penstock_mock.stub("runWorkflow", status=429, json=body, headers={"Retry-After": spelt})
    with pytest.raises(ConcurrencyLimitError) as raised:
        once.workflows.run({}, USER)

    assert raised.value.retry_after == pytest.approx(seconds, abs=1)


# -- errors ----------------------------------------------------------------------------------------


def test_a_refusal_is_an_exception_with_code_status_and_body(
    penstock_mock: Mock, once: Dify
) -> None:
    """PyPI's returns the response; the repository's drops the code, its async client everything."""
    body = {"code": "app_unavailable", "message": "App unavailable", "status": 400}
    penstock_mock.stub("getAppParameters", status=400, json=body, headers={"X-Trace-Id": "t-7"})
    with pytest.raises(BadRequestError, match="App unavailable") as raised:
        once.parameters()
    error = raised.value

    assert (error.code, error.status, error.body) == ("app_unavailable", 400, body)
    assert (error.service, error.method, error.path) == ("dify", "GET", "/parameters")
    assert error.request_id == "t-7"
    assert error.headers["x-version"]


def test_the_async_client_raises_and_repeats_like_the_other(penstock_mock: Mock) -> None:
    """The repository's async client returns a 401 as an answer, and never repeats anything."""

    async def calls() -> WorkflowRun:
        settings: Any = {"transport": penstock_mock.transport, "clock": penstock_mock.clock}
        async with AsyncDify("bad-key", **settings) as refused:
            with pytest.raises(AuthenticationError) as raised:
                await refused.info()
            assert raised.value.code == "unauthorized"
        penstock_mock.faults.add("html_502", on="getAppInfo", count=2)
        async with AsyncDify("app-1", **settings) as dify:
            assert (await dify.info()).attempts == 3
            return await dify.workflows.run({"a": 1}, USER)

    assert asyncio.run(calls()).outputs == {"a": 1}


ERROR_BODIES = [[], ["x"], "text", 7, None, {}, {"code": 7}, {"message": None}, {"message": []}]


@pytest.mark.table("body", ERROR_BODIES, ids=repr)
def test_an_error_may_have_any_body(penstock_mock: Mock, once: Dify, body: Any) -> None:
    """The repository's and Node's read fields of whatever it is."""
    penstock_mock.stub("runWorkflow", status=400, json=body, off_contract=True)
    with pytest.raises(BadRequestError) as raised:
        once.workflows.run({}, USER)

    assert raised.value.status == 400
    assert raised.value.message
    assert raised.value.body == body


def test_a_failed_run_is_a_result_and_an_exception_on_demand(
    penstock_mock: Mock, dify: Dify
) -> None:
    """Theirs leave it to the caller to look for a word in a dict."""
    penstock_mock.dify.workflow(fail("Node 'LLM' failed: boom", outputs={"partial": 1}))
    run = dify.workflows.run({}, USER)

    assert not run.succeeded
    assert (run.status, run.error) == ("failed", "Node 'LLM' failed: boom")
    with pytest.raises(ExecutionError, match="boom") as raised:
        run.raise_for_failure()
    assert raised.value.output == {"partial": 1}
    assert raised.value.run_id == run.id


def test_what_the_workflow_itself_handled_is_no_failure(penstock_mock: Mock, dify: Dify) -> None:
    """A comparison with "succeeded", which theirs require, takes it for a failure."""
    penstock_mock.dify.workflow(partly({"a": 1}))
    run = dify.workflows.run({}, USER)

    assert run.status == "partial-succeeded"
    assert run.raise_for_failure().outputs == {"a": 1}


# -- both generations of the server ----------------------------------------------------------------


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_a_run_is_the_same_value_whichever_server_tells_it(dialect: str) -> None:
    """The rewrite's `dict(data["inputs"])` fails on text; none of theirs reads RFC 822 dates."""
    mock = Mock(options={"dify": {"dialect": dialect}})
    mock.dify.workflow(succeed({"n": 1}).of(node("LLM", say("Hi"), tokens=512, price="0.0006835")))
    with client(mock) as dify:
        run = dify.workflows.run({"topic": "tea"}, USER)
        again = dify.workflows.get_run(run.id)
        events = all_of(dify.workflows.stream({"topic": "tea"}, USER))

    for told in (run, again):
        assert told.outputs == {"n": 1}
        assert told.inputs is not None
        assert told.inputs["topic"] == "tea"
        assert told.created_at == datetime(2026, 1, 1, tzinfo=UTC)
        assert isinstance(told.finished_at, datetime)
        assert (told.total_tokens, told.is_finished) == (512, True)
    (metadata_,) = [e.execution_metadata for e in events if isinstance(e, NodeFinishedEvent)]
    assert metadata_ is not None
    assert metadata_.total_price == Decimal("0.0006835")


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_a_run_there_is_not_is_not_found_on_every_server(dialect: str) -> None:
    """Theirs return an object full of nulls from an older server."""
    mock = Mock(options={"dify": {"dialect": dialect}})
    with client(mock) as dify, pytest.raises(NotFoundError) as raised:
        dify.workflows.get_run(NOBODY)

    assert raised.value.code == "not_found"


@pytest.mark.table("mode", ["streaming", "blocking"])
@pytest.mark.table("bad_inputs", ["http", "event"])
def test_wrong_inputs_are_one_error_however_the_server_says_it(bad_inputs: str, mode: Any) -> None:
    """Theirs raise it from one server, and from another hand on an event of status 500."""
    form = [{"paragraph": {"variable": "topic", "required": True}}]
    options = {"dialect": "2026-08", "bad_inputs": bad_inputs, "user_input_form": form}
    mock = Mock(options={"dify": options})
    with client(mock) as dify, pytest.raises(BadRequestError, match="topic is required") as raised:
        dify.workflows.run({}, USER, response_mode=mode)

    assert raised.value.code == "invalid_param"
    assert len(mock.journal) == 1


# -- requests --------------------------------------------------------------------------------------


def test_the_server_may_be_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyPI's names Dify Cloud in its source, and no argument changes that."""
    own = {"dify": ["https://dify.example/v1", "http://127.0.0.1:5001/v1"]}
    mock = Mock(strict=False)
    monkeypatch.setenv("DIFY_BASE_URL", "https://dify.example/v1/")
    monkeypatch.setenv("DIFY_API_KEY", "app-of-the-environment")
    asked: list[tuple[str, str]] = []

    class Listening(type(mock.transport)):  # type: ignore[misc]
        def handle_request(self, request: Any) -> Any:
            asked.append((str(request.url), request.headers["authorization"]))
            return super().handle_request(request)

    servers: list[dict[str, Any]] = [
        {},
        {"base_url": "http://127.0.0.1:5001/v1"},
        {"base_url": "https://api.dify.ai"},
    ]
    for given in servers:
        transport = Listening(mock.engine, mock.session, own)
        with Dify(transport=transport, clock=mock.clock, **given) as dify:
            dify.info()

    key = "Bearer app-of-the-environment"
    assert asked == [
        ("https://dify.example/v1/info", key),
        ("http://127.0.0.1:5001/v1/info", key),
        ("https://api.dify.ai/v1/info", key),
    ]


def test_what_is_not_given_is_not_sent(penstock_mock: Mock, dify: Dify) -> None:
    """PyPI's sends `"files": null`; servers refuse an empty `limit=`."""
    dify.workflows.run({}, USER)
    assert sent(penstock_mock) == {"inputs": {}, "response_mode": "streaming", "user": USER}
    [*dify.workflows.logs()]
    assert penstock_mock.journal.last.request.query == ()


def test_files_go_beside_the_inputs_and_among_them(penstock_mock: Mock, dify: Dify) -> None:
    """The repository's run takes no files at all."""
    upload = dify.files.upload(b"hello", USER, name="a.txt")
    url = File.from_url("https://files.example.com/cat.png")
    dify.workflows.run({"letter": upload, "pictures": [url, url]}, USER, files=[upload, url])
    body = sent(penstock_mock)

    local = {"type": "document", "transfer_method": "local_file", "upload_file_id": upload.id}
    remote = {
        "type": "image",
        "transfer_method": "remote_url",
        "url": "https://files.example.com/cat.png",
    }
    assert body["inputs"] == {"letter": local, "pictures": [remote, remote]}
    assert body["files"] == [local, remote]


TEXTS = ["x" * 10_001, "", "   ", "\n"]


@pytest.mark.table("text", TEXTS, ids=["long", "empty", "blank", "newline"])
def test_a_text_the_server_takes_is_sent(dify: Dify, text: str) -> None:
    """The repository's refuses texts of more than 10,000 characters, and blank ones; Node's too."""
    assert dify.workflows.run({"text": text}, USER).outputs == {"text": text}


@pytest.mark.table("value", [[*range(1001)], dict.fromkeys(map(str, range(101)), 1)])
def test_a_large_value_the_server_takes_is_sent(dify: Dify, value: Any) -> None:
    """The repository's refuses lists of more than 1,000 items and dicts of more than 100 keys."""
    assert dify.workflows.run({"value": value}, USER).outputs == {"value": value}


def test_a_request_says_who_sent_it(penstock_mock: Mock, dify: Dify) -> None:
    """The repository's defines a User-Agent and never sends it."""
    dify.info()
    agent = penstock_mock.journal.last.request.header("user-agent") or ""

    assert agent.startswith(f"penstock/{penstock.__version__}")


def test_every_operation_of_a_workflow_app_has_its_method(penstock_mock: Mock, dify: Dify) -> None:
    """PyPI's and the repository's lack most; the latter has dozens that no server knows."""
    penstock_mock.dify.workflow(pause(make_form(actions=["ok"])))
    penstock_mock.dify.workflow(succeed({}), version="0d9b8f2a-6e1c-4b7a-9c35-7f4e2a1b6d88")
    upload = dify.files.upload(b"x", USER, name="a.txt")
    paused = dify.workflows.run({}, USER)
    dify.workflows.run({}, USER, version_id="0d9b8f2a-6e1c-4b7a-9c35-7f4e2a1b6d88")
    dify.forms.get(paused.reasons[0].form_token or "")
    dify.forms.submit(paused.reasons[0].form_token or "", "ok", {"comment": "fine"}, user=USER)
    assert dify.workflows.events(paused.id, USER).collect().succeeded
    assert dify.workflows.wait(paused).succeeded
    assert dify.workflows.stop(paused.task_id or "", USER).result == "success"
    assert dify.workflows.get_run(paused.id).succeeded
    assert len([*dify.workflows.logs(limit=1)]) == 2
    assert dify.end_users.get(upload.created_by or "").session_id == USER
    assert dify.info().name
    assert dify.parameters().system_parameters
    assert dify.meta().tool_icons == {}
    assert dify.site().title

    asked = {call.operation_id for call in penstock_mock.journal}
    assert asked == {operation.id for operation in Contract.default().of("dify")}
    assert not penstock_mock.journal.breaches


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
@pytest.mark.table("mode", ["streaming", "blocking"])
def test_a_paused_run_is_answered_and_followed_in_one_call(dialect: str, mode: Any) -> None:
    """None of theirs has forms, or the endpoint by which a run is followed."""
    mock = Mock(options={"dify": {"dialect": dialect}})
    form = make_form(actions=["ok"])
    mock.dify.workflow(pause(form, pause(form, succeed({"a": 1}))))
    with client(mock) as dify:
        first = dify.workflows.run({}, USER, response_mode=mode)
        second = dify.workflows.resume(first, "ok", {"comment": "fine"}, user=USER)
        ended = dify.workflows.resume(second, "ok", {"comment": "fine"}, user=USER)

    assert first.is_paused
    assert second.is_paused
    assert first.reasons[0].form_id != second.reasons[0].form_id
    assert ended.outputs == {"a": 1}
    assert mock.clock.monotonic() < 5


@pytest.mark.table("outcome", ["stopped", "failed"])
def test_a_stop_is_a_request_and_the_run_tells_what_came_of_it(outcome: str) -> None:
    """PyPI's has none; the others take "success" for the end of the run, and a run that was
    stopped for one that failed, which the server's stream reports.
    """
    mock = Mock(options={"dify": {"stop_outcome": outcome}})
    mock.dify.workflow(succeed({}).lasting(600))
    with client(mock) as dify, dify.workflows.stream({}, USER) as events:
        task = next(events).task_id
        assert dify.workflows.stop(task or "", USER).result == "success"
        run = events.collect()

        again = dify.workflows.get_run(run.id)
        logged = [line.run.status for line in dify.workflows.logs() if line.run]

    assert run.is_finished
    assert {run.status, again.status, *logged} == {"stopped"}
    assert run.error == again.error
    assert mock.clock.monotonic() < 30


@NEWER
def test_logs_are_filtered_by_a_members_address(penstock_mock: Mock, dify: Dify) -> None:
    """Node's documents an account's id there, which no server finds."""
    penstock_mock.stub("listWorkflowLogs", example="empty")
    [*dify.workflows.logs(account="ann@example.com")]
    query = dict(penstock_mock.journal.last.request.query)

    assert query == {"created_by_account": "ann@example.com"}
    assert "email" in (inspect.getdoc(dify.workflows.logs) or "")


def test_logs_are_read_to_their_end_page_by_page(penstock_mock: Mock, dify: Dify) -> None:
    """Theirs return one page as a dict; a run that comes meanwhile shows an entry twice."""
    for number in range(5):
        dify.workflows.run({"n": number}, USER)
    seen = []
    for entry in dify.workflows.logs(limit=2):
        seen.append(entry.id)
        if len(seen) == 2:
            dify.workflows.run({"n": 5}, USER)  # now the second page begins with what was last

    assert len(seen) == len(set(seen)) == 5
    assert [
        dict(c.request.query).get("page") for c in penstock_mock.journal.calls("listWorkflowLogs")
    ][1:] == ["2", "3"]


# -- files -----------------------------------------------------------------------------------------


@NEWER
def test_an_upload_arrives_with_the_type_that_runs_will_ask_for(
    penstock_mock: Mock, dify: Dify
) -> None:
    """PyPI's sends what it is given; without a type servers refuse it, with a wrong one the run."""
    upload = dify.files.upload(b"%PDF", USER, name="/home/ann/report.pdf")

    assert (upload.name, upload.mime_type, upload.type) == (
        "report.pdf",
        "application/pdf",
        "document",
    )
    run = dify.workflows.run({"letter": upload}, USER)
    assert run.outputs["letter"]["type"] == "document"


def test_the_bytes_of_a_file_can_not_say_whose_it_is(penstock_mock: Mock, dify: Dify) -> None:
    """A form written by hand, with one boundary for all, lets a file end its own part."""
    dify.files.upload(b"x", USER, name="a.txt")
    boundary = penstock_mock.journal.last.request.header("content-type")
    boundary = (boundary or "").partition("boundary=")[2]
    evil = f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="user"\r\n\r\nroot'.encode()
    upload = dify.files.upload(evil, USER, name='a";name="user.txt')

    again = penstock_mock.journal.last.request.header("content-type") or ""
    assert boundary not in again
    assert upload.size == len(evil)
    assert {user.name for user in penstock_mock.dify.end_users.values()} == {USER}


# -- the package -----------------------------------------------------------------------------------


def test_async_code_has_a_client_whose_calls_overlap(penstock_mock: Mock) -> None:
    """PyPI's blocks; a hundred runs of a second take a hundred seconds."""
    penstock_mock.dify.workflow(succeed({"a": 1}).lasting(1.0))

    async def hundred(dify: AsyncDify) -> list[WorkflowRun]:
        return await asyncio.gather(*(dify.workflows.run({}, USER) for _ in range(100)))

    transport, clock = penstock_mock.transport, penstock_mock.clock
    results = in_async(AsyncDify("app-1", transport=transport, clock=clock), hundred)

    assert all(run.succeeded for run in results)
    assert penstock_mock.clock.monotonic() == pytest.approx(1.0, abs=0.1)


def test_threads_share_a_client_and_each_gets_its_own_answer(dify: Dify) -> None:
    """PyPI's has no session to share."""
    with ThreadPoolExecutor(8) as threads:
        runs = [*threads.map(lambda number: dify.workflows.run({"n": number}, USER), range(40))]

    assert [run.outputs["n"] for run in runs] == [*range(40)]
    assert len({run.id for run in runs}) == 40


def test_the_environment_stays_as_it_is(monkeypatch: pytest.MonkeyPatch, dify: Dify) -> None:
    """dify-oapi2 writes into NO_PROXY, for every other client in the process."""
    monkeypatch.setenv("NO_PROXY", "mine.example")
    before = dict(os.environ)
    dify.info()
    dify.workflows.run({}, USER)

    assert dict(os.environ) == before


@pytest.mark.table("package", ["penstock", "penstock_api", "penstock_mock"])
def test_the_types_are_there_for_type_checkers(package: str) -> None:
    """PyPI's and the repository's ship no py.typed."""
    assert (files(package) / "py.typed").is_file()


def test_answers_are_values_and_what_they_do_not_name_is_kept(
    penstock_mock: Mock, dify: Dify
) -> None:
    """PyPI's returns responses; the repository's models are used nowhere and fit no answer."""
    body = {"name": "My App", "description": None, "tags": ["a"], "mode": "dream", "new": {"x": 1}}
    penstock_mock.stub("getAppInfo", status=200, json=body)
    info = dify.info()

    assert (info.name, info.description, info.tags, info.mode) == ("My App", None, ["a"], "dream")
    assert info.raw == body


def test_the_version_is_the_distributions() -> None:
    """The repository's calls itself 0.1.12, which PyPI has never seen."""
    assert penstock.__version__ == metadata.version("penstock")


def test_every_public_name_is_there() -> None:
    """The repository has six classes of methods on routes that there are not."""
    for name in penstock.dify.__all__:
        assert getattr(penstock.dify, name) is not None
