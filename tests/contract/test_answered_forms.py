"""Runs whose forms were answered stay paused until a worker takes them up: no pause is new then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fronts import Front, at

from penstock.dify import Dify, HumanInputRequiredEvent, WorkflowFinishedEvent, WorkflowRun
from penstock.errors import APIStatusError, BadRequestError, NotFoundError
from penstock_mock import Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.services.dify import make_form, pause, succeed

GIVEN = {"comment": "fine"}


@pytest.fixture(params=["in-process", "port"])
def front(request: pytest.FixtureRequest, penstock_port: Server) -> Iterator[Front]:
    if request.param == "in-process":
        yield from at("in-process", "dify", dialect="2026-08")
        return
    options = {"dify": {"dialect": "2026-08"}}
    with penstock_port.tenant(strict=False, clock=VirtualClock(), options=options) as tenant:
        settings = {"base_url": tenant.url_for("dify"), "clock": tenant.clock}
        yield Front(settings=settings, key="key", mock=tenant)


@pytest.fixture
def dify(front: Front) -> Iterator[Dify]:
    with Dify(front.key, **front.settings) as client:
        yield client


def asks(front: Front, times: int = 1, taken_up: float = 2.0) -> None:
    """Have a workflow that asks so many times for a comment, and then succeeds."""
    assert front.mock is not None
    behaviour = succeed().paced(0)
    for _ in range(times):
        behaviour = pause(make_form(inputs=["comment"]), then=behaviour).paced(0)
    front.mock.dify.workflow(behaviour)
    front.mock.session.options["dify"]["taken_up"] = taken_up


def paused(dify: Dify) -> tuple[WorkflowRun, str]:
    run = dify.workflows.run({}, "u")
    assert run.is_paused
    return run, token_of(run)


def token_of(run: WorkflowRun) -> str:
    token = run.reasons[0].form_token
    assert token
    return token


@pytest.mark.table("handed_in", ["the run", "its id", "its id, to a view"])
def test_a_wait_goes_on_over_the_pause_that_was_answered(
    front: Front, dify: Dify, handed_in: str
) -> None:
    asks(front)
    run, token = paused(dify)
    client = dify.with_options(timeout=30) if "view" in handed_in else dify
    client.forms.submit(token, "ok", GIVEN, user="u")
    seen: list[str] = []
    ended = client.workflows.wait(
        run if handed_in == "the run" else run.id, on_update=lambda run: seen.append(run.status)
    )

    assert (ended.status, ended.outputs) == ("succeeded", GIVEN)
    assert seen[0] == "paused"


def test_a_wait_for_a_paused_run_goes_on_whoever_answered_its_form(
    front: Front, dify: Dify
) -> None:
    asks(front)
    run, token = paused(dify)
    with Dify(front.key, **front.settings) as another:
        another.forms.submit(token, "ok", GIVEN, user="somebody")

    assert dify.workflows.wait(run).succeeded


@pytest.mark.table("by_id", [True, False])
def test_a_wait_ends_at_the_next_pause(front: Front, dify: Dify, by_id: bool) -> None:
    asks(front, times=2, taken_up=0.5)
    run, token = paused(dify)
    dify.forms.submit(token, "ok", GIVEN, user="u")
    again = dify.workflows.wait(run.id if by_id else run)
    assert again.is_paused
    with dify.workflows.events(run.id, "u") as events:
        (form,) = [event for event in events if isinstance(event, HumanInputRequiredEvent)]
    assert form.form_token != token
    dify.forms.submit(form.form_token or "", "ok", GIVEN, user="u")

    assert dify.workflows.wait(again).succeeded


@pytest.mark.table("refused", [False, True])
def test_a_pause_that_nobody_answers_ends_a_wait(front: Front, dify: Dify, refused: bool) -> None:
    asks(front)
    run, token = paused(dify)
    if refused:
        with pytest.raises(BadRequestError):
            dify.forms.submit(token, "nope", GIVEN, user="u")
    clock = front.settings["clock"]
    begun = clock.monotonic()

    assert dify.workflows.wait(run.id).is_paused
    assert clock.monotonic() - begun < 1
    assert dify.workflows.wait(run).is_paused
    assert clock.monotonic() - begun < 30


def test_events_go_on_over_the_pause_that_was_answered(front: Front, dify: Dify) -> None:
    asks(front)
    run, token = paused(dify)
    dify.forms.submit(token, "ok", GIVEN, user="u")
    with dify.workflows.events(run.id, "u") as events:
        told = [*events]

    assert isinstance(told[-1], WorkflowFinishedEvent)
    assert not [event for event in told if isinstance(event, HumanInputRequiredEvent)]
    assert events.collect().succeeded


def test_events_end_at_the_next_pause(front: Front, dify: Dify) -> None:
    asks(front, times=2)
    run, token = paused(dify)
    dify.forms.submit(token, "ok", GIVEN, user="u")
    again = dify.workflows.events(run.id, "u").collect()

    assert again.is_paused
    assert token_of(again) != token


def test_events_of_another_users_run_are_not_found_after_a_form_was_answered(
    front: Front, dify: Dify
) -> None:
    asks(front)
    run, token = paused(dify)
    dify.forms.submit(token, "ok", GIVEN, user="u")
    with pytest.raises(NotFoundError):
        dify.workflows.events(run.id, "another").collect()


def test_a_form_that_was_answered_elsewhere_is_no_longer_waited_for(
    front: Front, dify: Dify
) -> None:
    asks(front)
    run, token = paused(dify)
    with Dify(front.key, **front.settings) as another:
        another.forms.submit(token, "ok", GIVEN, user="u")
    with pytest.raises(APIStatusError) as raised:
        dify.forms.submit(token, "ok", GIVEN, user="u")

    assert raised.value.code == "human_input_form_submitted"
    assert dify.workflows.wait(run.id).succeeded


def test_a_wait_for_a_run_that_was_never_paused_ends_at_its_first_pause(
    front: Front, dify: Dify
) -> None:
    asks(front)
    run, token = paused(dify)
    dify.forms.submit(token, "ok", GIVEN, user="u")
    assert dify.workflows.wait(run).succeeded
    front.settings["clock"].sleep(10)
    another, _ = paused(dify)

    assert dify.workflows.wait(another.id).is_paused


def test_a_run_that_is_resumed_is_taken_up_late(front: Front, dify: Dify) -> None:
    asks(front, times=2)
    run, _ = paused(dify)
    again = dify.workflows.resume(run, "ok", GIVEN, user="u")
    assert again.is_paused
    assert token_of(again) != token_of(run)
    assert dify.workflows.resume(again, "ok", GIVEN, user="u").succeeded
