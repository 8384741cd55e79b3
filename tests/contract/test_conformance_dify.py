"""Promises of Dify, asked of the mock of either generation and, where one is named, of a real
server. No test needs a language model.

A real server needs PENSTOCK_LIVE_DIFY (its address, with the /v1), an app's key in
PENSTOCK_LIVE_DIFY_KEY, and in PENSTOCK_LIVE_DIFY_INPUTS what the app's published workflow takes, as
a JSON object. The workflow should end within two minutes; one of a start, a template and an end
node will do.

Some promises need an app of their own, which takes the same inputs. A test without its app is
skipped. Their keys:

- PENSTOCK_LIVE_DIFY_SLOW_KEY: a run takes some seconds, such as by a request to a slow address;
- PENSTOCK_LIVE_DIFY_FORM_KEY: a run pauses for a form of paragraphs and selects;
- PENSTOCK_LIVE_DIFY_FILE_KEY: one variable is of the type file, and takes a .txt document;
- PENSTOCK_LIVE_DIFY_LIMITED_KEY: `max_active_requests` is 1.

The tests run once more against a mock on a port that is named as a real server is, so that this
module stays right where no real server is at hand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import httpx
import pytest
from attrs import evolve
from fronts import PLACES, Front, at

from penstock.dify import Dify, WorkflowFinishedEvent, WorkflowRun, WorkflowStartedEvent
from penstock.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConcurrencyLimitError,
    NotFoundError,
)
from penstock_mock.mock import Mock
from penstock_mock.services.dify import make_form, pause, succeed

FORM: list[dict[str, Any]] = [
    {"paragraph": {"variable": "topic", "label": "Topic", "required": True}}
]
FILE = {"file": {"variable": "note", "label": "Note", "allowed_file_types": ["document"]}}
COLOUR = {
    "type": "select",
    "output_variable_name": "colour",
    "option_source": {"type": "constant", "selector": [], "value": ["red", "green"]},
}
APPS = ("slow", "form", "file", "limited")
USER = f"penstock-{uuid4()}"
NOBODY = "00000000-0000-4000-8000-000000000000"


def play(mock: Mock) -> None:
    """Have the apps of this module on a mock, without a wait but the slow one's."""
    dify = mock.dify
    dify.workflow(succeed().paced(0))
    dify.app("slow-key", user_input_form=FORM)
    dify.workflow(succeed().lasting(1), key="slow-key")
    dify.app("form-key", user_input_form=FORM)
    dify.workflow(pause(make_form(inputs=["comment", COLOUR])).paced(0.05), key="form-key")
    dify.app("file-key", user_input_form=[*FORM, FILE])
    dify.workflow(succeed().paced(0), key="file-key")
    dify.app("limited-key", user_input_form=FORM, max_active_requests=1)
    dify.workflow(succeed().paced(0), key="limited-key")


PLACES_OF = [
    *PLACES,
    *(f"{place}, of 2026-08" for place in ("in-process", "port")),
    *(f"named, of {dialect}" for dialect in ("2024-12", "2026-08")),
]


@pytest.fixture(params=PLACES_OF)
def front(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    place, _, dialect = request.param.partition(", of ")
    named = place == "named"
    options = {"dialect": dialect or "2024-12", "user_input_form": FORM}
    with ExitStack() as stack:
        front = stack.enter_context(_at("port" if named else place, **options))
        if front.mock is not None:
            play(front.mock)
        if named:
            monkeypatch.setenv("PENSTOCK_LIVE_DIFY", front.settings["base_url"])
            for app in APPS:
                monkeypatch.setenv(f"PENSTOCK_LIVE_DIFY_{app.upper()}_KEY", f"{app}-key")
            front = stack.enter_context(_at("live"))
        yield front


_at = contextmanager(lambda place, **options: at(place, "dify", **options))


def inputs() -> Mapping[str, Any]:
    """The inputs of a run."""
    given: Mapping[str, Any] = json.loads(
        os.environ.get("PENSTOCK_LIVE_DIFY_INPUTS", "").strip() or '{"topic": "tea"}'
    )
    return given


@contextmanager
def app(front: Front, name: str) -> Iterator[Dify]:
    """A client of one of the apps with a key of their own; without one, the test is skipped."""
    variable = f"PENSTOCK_LIVE_DIFY_{name.upper()}_KEY"
    key = os.environ.get(variable) if front.live else f"{name}-key"
    if not key:
        pytest.skip(f"{variable} names no app: this module says which one it takes")
    with Dify(key, **front.settings) as client:
        yield client


def version(front: Front) -> tuple[int, ...]:
    """The server under test."""
    transport = front.settings.get("transport")
    with httpx.Client(transport=transport, timeout=30) as client:
        headers = {"Authorization": f"Bearer {front.key}"}
        answer = client.get(f"{front.settings['base_url']}/info", headers=headers)
    return tuple(int(part) for part in answer.headers["x-version"].split(".")[:2])


def since(front: Front, *first: int) -> None:
    """Skip the test on a server that is older than this."""
    if version(front) < first:
        pytest.skip(f"servers since {'.'.join(map(str, first))} do this; this one is older")


@pytest.fixture
def dify(front: Front) -> Iterator[Dify]:
    with Dify(front.key, **front.settings) as client:
        yield client


def test_the_app_says_what_it_is(dify: Dify) -> None:
    info = dify.info()

    assert info.name
    assert info.mode in (None, "workflow", "advanced-chat")


def test_the_app_says_what_a_run_takes(dify: Dify) -> None:
    parameters = dify.parameters()
    known = {field.variable for field in parameters.user_input_form}

    assert set(inputs()) <= known
    assert parameters.system_parameters is not None
    assert parameters.system_parameters.file_size_limit


@pytest.mark.parametrize("mode", ["streaming", "blocking"])
def test_a_workflow_runs(dify: Dify, mode: str) -> None:
    run = dify.workflows.run(inputs(), USER, response_mode=mode, timeout=120)  # type: ignore[arg-type]

    assert run.succeeded, run.error
    assert run.id
    assert run.created_at is not None
    assert run.total_steps


def test_a_stream_begins_with_its_run_and_ends_with_its_outcome(dify: Dify) -> None:
    with dify.workflows.stream(inputs(), USER, timeout=120) as events:
        first, *_, last = events
        run = events.collect()

    assert isinstance(first, WorkflowStartedEvent)
    assert isinstance(last, WorkflowFinishedEvent)
    assert first.run_id == last.run_id == run.id
    assert run.succeeded


def test_a_run_is_told_afterwards_as_it_was_told_then(dify: Dify) -> None:
    run = dify.workflows.run(inputs(), USER, timeout=120)
    again = dify.workflows.get_run(run.id)

    assert (again.id, again.status, again.outputs) == (run.id, run.status, run.outputs)
    assert again.total_steps == run.total_steps
    assert again.inputs is not None
    assert inputs().items() <= again.inputs.items()
    assert again.created_at is not None
    assert run.created_at is not None
    assert abs((again.created_at - run.created_at).total_seconds()) <= 2


def test_a_run_is_in_the_logs(dify: Dify) -> None:
    run = dify.workflows.run(inputs(), USER, timeout=120)
    found = {entry.run.id for entry in islice(dify.workflows.logs(limit=20), 20) if entry.run}

    assert run.id in found


def test_an_upload_arrives_whole(dify: Dify) -> None:
    upload = dify.files.upload(b"hello", USER, name="penstock.txt")

    assert (upload.name, upload.size, upload.extension) == ("penstock.txt", 5, "txt")
    assert upload.mime_type == "text/plain"
    assert upload.type == "document"


@pytest.mark.parametrize("mode", ["streaming", "blocking"])
def test_a_missing_input_is_the_callers_fault_in_either_mode(dify: Dify, mode: str) -> None:
    required = [field.variable for field in dify.parameters().user_input_form if field.required]
    if not required:
        pytest.skip("this app requires no input; name one that does in PENSTOCK_LIVE_DIFY_KEY")
    with pytest.raises(BadRequestError, match=f"{required[0]} is required") as raised:
        dify.workflows.run({}, USER, response_mode=mode, timeout=60)  # type: ignore[arg-type]

    assert raised.value.code == "invalid_param"


def test_a_run_that_never_was_is_not_found(dify: Dify) -> None:
    with pytest.raises(NotFoundError):
        dify.workflows.get_run(NOBODY)


def test_stopping_what_never_was_is_a_success(dify: Dify) -> None:
    assert dify.workflows.stop(NOBODY, USER).result == "success"


def test_a_wrong_key_is_refused(front: Front) -> None:
    with (
        Dify("invalid-key", **front.settings) as dify,
        pytest.raises(AuthenticationError) as raised,
    ):
        dify.info()

    assert raised.value.code == "unauthorized"


# -- stopping and losing a run ------------------------------------------------------------------


def test_a_run_that_is_stopped_ends_early_and_is_stopped(front: Front) -> None:
    with app(front, "slow") as dify:
        with dify.workflows.stream(inputs(), USER, timeout=120) as events:
            started = next(event for event in events if isinstance(event, WorkflowStartedEvent))
            assert started.task_id
            assert dify.workflows.stop(started.task_id, USER).result == "success"
            last = [*events][-1]
        assert isinstance(last, WorkflowFinishedEvent)
        run = dify.workflows.wait(started.run_id or "", timeout=60)
        stopped = {entry.run.id for entry in dify.workflows.logs(status="stopped") if entry.run}

    assert run.status == "stopped"
    assert run.id in stopped


def test_a_stream_that_is_cut_does_not_end_its_run(front: Front) -> None:
    since(front, 1, 14)
    with app(front, "slow") as dify:
        with dify.workflows.stream(inputs(), USER, timeout=120) as events:
            first = next(iter(events))
        assert first.run_id
        run = dify.workflows.wait(first.run_id, timeout=120)

    assert run.succeeded, run.error


def test_a_run_can_be_followed_to_its_end_by_its_id(front: Front) -> None:
    since(front, 1, 14)
    with app(front, "slow") as dify:
        with dify.workflows.stream(inputs(), USER, timeout=120) as events:
            first = next(iter(events))
        assert first.run_id
        with dify.workflows.events(first.run_id, USER, timeout=120) as rest:
            told = [*rest]
            run = rest.collect()

    assert isinstance(told[0], WorkflowStartedEvent)
    assert isinstance(told[-1], WorkflowFinishedEvent)
    assert {event.run_id for event in told} == {run.id} == {first.run_id}
    assert run.succeeded


def test_the_events_of_a_run_that_is_over_are_its_outcome(front: Front, dify: Dify) -> None:
    since(front, 1, 14)
    run = dify.workflows.run(inputs(), USER, timeout=120)
    with dify.workflows.events(run.id, USER) as events:
        (only,) = events

    assert isinstance(only, WorkflowFinishedEvent)
    assert (only.run_id, events.collect().status) == (run.id, run.status)


@pytest.mark.parametrize("user", ["own", "another"])
def test_events_are_those_of_ones_own_runs(front: Front, dify: Dify, user: str) -> None:
    since(front, 1, 14)
    run_id = NOBODY if user == "own" else dify.workflows.run(inputs(), USER, timeout=120).id
    with pytest.raises(NotFoundError):
        dify.workflows.events(run_id, USER if user == "own" else f"{USER}-2").collect()


# -- forms --------------------------------------------------------------------------------------


def paused(dify: Dify) -> tuple[WorkflowRun, str, str, dict[str, str]]:
    """A run that waits for its form: with its token, an action and inputs that fit."""
    run = dify.workflows.run(inputs(), USER, timeout=120)
    assert run.is_paused
    token = run.reasons[0].form_token
    assert token
    form = dify.forms.get(token)
    given = {
        each.output_variable_name: each.option_source.value[0] if each.type == "select" else "fine"
        for each in form.inputs
    }
    return run, token, form.user_actions[0].id, given


@pytest.mark.parametrize("mode", ["streaming", "blocking"])
def test_a_form_that_is_answered_lets_its_run_go_on(front: Front, mode: str) -> None:
    since(front, 1, 14)
    with app(front, "form") as dify:
        run = dify.workflows.run(inputs(), USER, response_mode=mode, timeout=120)  # type: ignore[arg-type]
        again, _, action, given = paused(dify)
        ended = dify.workflows.resume(again, action, given, user=USER, timeout=120)

    assert run.is_paused
    assert ended.id == again.id
    assert ended.succeeded, ended.error


@pytest.mark.parametrize("by", ["wait", "events"])
def test_a_run_is_followed_to_its_end_after_its_form_was_answered(front: Front, by: str) -> None:
    since(front, 1, 14)
    with app(front, "form") as dify:
        run, token, action, given = paused(dify)
        dify.forms.submit(token, action, given, user=USER)
        if by == "wait":
            ended = dify.workflows.wait(run.id, timeout=120)
        else:
            ended = dify.workflows.events(run.id, USER, timeout=120).collect()

    assert (ended.id, ended.status) == (run.id, "succeeded")


def test_a_form_is_answered_once(front: Front) -> None:
    since(front, 1, 14)
    with app(front, "form") as dify:
        _, token, action, given = paused(dify)
        dify.forms.submit(token, action, given, user=USER)
        with pytest.raises(APIStatusError) as raised:
            dify.forms.submit(token, action, given, user=USER)

    assert (raised.value.status, raised.value.code) == (412, "human_input_form_submitted")


def test_an_answer_that_does_not_fit_leaves_the_form_open(front: Front) -> None:
    since(front, 1, 14)
    with app(front, "form") as dify:
        run, token, action, given = paused(dify)
        wrong = [("nope", given), (action, {})]
        selects = [each for each in dify.forms.get(token).inputs if each.type == "select"]
        wrong += [(action, {**given, each.output_variable_name: "nope"}) for each in selects]
        for chosen, filled in wrong:
            with pytest.raises(BadRequestError) as raised:
                dify.forms.submit(token, chosen, filled, user=USER)
            assert raised.value.code == "invalid_form_data"
        assert dify.workflows.get_run(run.id).status == "paused"
        dify.forms.submit(token, action, given, user=USER)


def test_a_form_there_is_not(front: Front, dify: Dify) -> None:
    since(front, 1, 14)
    with pytest.raises(NotFoundError):
        dify.forms.get("nope")


# -- versions -----------------------------------------------------------------------------------


def test_a_version_can_be_run_by_its_id(front: Front, dify: Dify) -> None:
    since(front, 1, 8)
    current = dify.workflows.run(inputs(), USER, timeout=120).workflow_id
    for spelt in (current, str(current).upper()):
        run = dify.workflows.run(inputs(), USER, version_id=spelt, timeout=120)
        assert (run.workflow_id, run.status) == (current, "succeeded")


def test_a_version_there_is_not(front: Front, dify: Dify) -> None:
    since(front, 1, 8)
    with pytest.raises(NotFoundError):
        dify.workflows.run(inputs(), USER, version_id=NOBODY, timeout=120)


# -- logs ---------------------------------------------------------------------------------------


def test_the_logs_of_one_user(dify: Dify) -> None:
    user = f"penstock-{uuid4()}"
    first = dify.workflows.run(inputs(), user, timeout=120)
    runs = {first.id, dify.workflows.run(inputs(), user, timeout=120).id}
    dify.workflows.run(inputs(), USER, timeout=120)
    assert first.created_at is not None
    recent = first.created_at - timedelta(minutes=1)  # or an older server is read to its first run
    found = [*dify.workflows.logs(user=user, limit=1, created_after=recent)]

    assert {entry.run.id for entry in found if entry.run} == runs
    assert {
        entry.created_by_end_user.session_id for entry in found if entry.created_by_end_user
    } == {user}
    assert [*dify.workflows.logs(user=f"{user}-2", created_after=recent)] == []


def test_the_logs_of_some_time(dify: Dify) -> None:
    run = dify.workflows.run(inputs(), USER, timeout=120)
    assert run.created_at is not None
    before, after = run.created_at - timedelta(minutes=1), run.created_at + timedelta(minutes=1)
    logs = dify.workflows.logs
    around = islice(logs(created_after=before, created_before=after, user=USER), 100)

    assert run.id in {entry.run.id for entry in around if entry.run}
    assert run.id not in {entry.run.id for entry in logs(created_after=after) if entry.run}
    earlier = logs(created_after=before, created_before=before)
    assert run.id not in {entry.run.id for entry in earlier if entry.run}


def test_the_logs_of_one_outcome_and_of_a_word(dify: Dify) -> None:
    user = f"penstock-{uuid4()}"
    run = dify.workflows.run(inputs(), user, timeout=120)
    logs = dify.workflows.logs
    assert {entry.run.status for entry in islice(logs(status="succeeded"), 20) if entry.run} == {
        "succeeded"
    }
    assert run.id in {entry.run.id for entry in logs(keyword=user[:30]) if entry.run}
    failed = {entry.run.status for entry in islice(logs(status="failed"), 20) if entry.run}
    assert failed <= {"failed"}


# -- files and users ----------------------------------------------------------------------------


def file_variable(dify: Dify) -> str:
    form = dify.parameters().user_input_form
    return next(field.variable for field in form if field.control == "file")


def test_a_run_takes_a_file_that_was_uploaded(front: Front) -> None:
    with app(front, "file") as dify:
        upload = dify.files.upload(b"hello", USER, name="note.txt")
        given = {**inputs(), file_variable(dify): upload}
        run = dify.workflows.run(given, USER, timeout=120)

    assert run.succeeded, run.error


def test_a_run_takes_no_file_of_another_users_nor_one_that_never_was(front: Front) -> None:
    since(front, 1, 14)
    with app(front, "file") as dify:
        name = file_variable(dify)
        upload = dify.files.upload(b"hello", f"{USER}-2", name="note.txt")
        for file in (upload, evolve(upload, id=NOBODY)):
            with pytest.raises(BadRequestError, match="Invalid upload file"):
                dify.workflows.run({**inputs(), name: file}, USER, timeout=120)


def test_who_uploaded_a_file_can_be_asked_for(front: Front, dify: Dify) -> None:
    since(front, 1, 13)
    upload = dify.files.upload(b"hello", USER, name="penstock.txt")
    assert upload.created_by
    end_user = dify.end_users.get(upload.created_by)

    assert (end_user.id, end_user.session_id) == (upload.created_by, USER)
    with pytest.raises(NotFoundError):
        dify.end_users.get(NOBODY)


# -- concurrency --------------------------------------------------------------------------------


def test_an_app_of_one_run_at_once_runs_blocking_and_never_streaming(front: Front) -> None:
    since(front, 1, 14)
    with app(front, "limited") as dify:
        for _ in range(2):
            with pytest.raises(ConcurrencyLimitError, match="Too many requests"):
                dify.workflows.stream(inputs(), USER, retry=0).collect()
            run = dify.workflows.run(inputs(), USER, response_mode="blocking", timeout=120)
            assert run.succeeded, run.error
