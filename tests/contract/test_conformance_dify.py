"""What Dify promises, asked of the mock of either generation and, where one is named, of a real
server.

A real server needs PENSTOCK_LIVE_DIFY (its address, with the /v1), an app's key in
PENSTOCK_LIVE_DIFY_KEY, and in PENSTOCK_LIVE_DIFY_INPUTS what the app's published workflow takes, as
a JSON object. The workflow should end within two minutes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice
from uuid import uuid4

import pytest
from fronts import PLACES, Front, at

from penstock.dify import Dify, WorkflowFinishedEvent, WorkflowStartedEvent
from penstock.errors import AuthenticationError, BadRequestError, NotFoundError
from penstock_mock.services.dify import succeed

FORM = [{"paragraph": {"variable": "topic", "label": "Topic", "required": True}}]
INPUTS = json.loads(os.environ.get("PENSTOCK_LIVE_DIFY_INPUTS", "").strip() or '{"topic": "tea"}')
USER = f"penstock-{uuid4()}"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(params=[*PLACES, "in-process, of today"])
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    place, _, today = request.param.partition(", of ")
    for front in at(place, "dify", dialect=today or "documented", user_input_form=FORM):
        if front.mock is not None:  # on a port, what a model would take is really waited for
            front.mock.dify.workflow(succeed().paced(0))
        yield front


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

    assert set(INPUTS) <= known
    assert parameters.system_parameters is not None
    assert parameters.system_parameters.file_size_limit


@pytest.mark.parametrize("mode", ["streaming", "blocking"])
def test_a_workflow_runs(dify: Dify, mode: str) -> None:
    run = dify.workflows.run(INPUTS, USER, response_mode=mode, timeout=120)  # type: ignore[arg-type]

    assert run.succeeded, run.error
    assert run.id
    assert run.created_at is not None
    assert run.total_steps


def test_a_stream_begins_with_its_run_and_ends_with_its_outcome(dify: Dify) -> None:
    with dify.workflows.stream(INPUTS, USER, timeout=120) as events:
        first, *_, last = events
        run = events.collect()

    assert isinstance(first, WorkflowStartedEvent)
    assert isinstance(last, WorkflowFinishedEvent)
    assert first.run_id == last.run_id == run.id
    assert run.succeeded


def test_a_run_is_told_afterwards_as_it_was_told_then(dify: Dify) -> None:
    run = dify.workflows.run(INPUTS, USER, timeout=120)
    again = dify.workflows.get_run(run.id)

    assert (again.id, again.status, again.outputs) == (run.id, run.status, run.outputs)
    assert again.total_steps == run.total_steps
    assert again.inputs is not None
    assert INPUTS.items() <= again.inputs.items()
    assert again.created_at is not None
    assert run.created_at is not None
    assert abs((again.created_at - run.created_at).total_seconds()) <= 2


def test_a_run_is_in_the_logs(dify: Dify) -> None:
    run = dify.workflows.run(INPUTS, USER, timeout=120)
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
