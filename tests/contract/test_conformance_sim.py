"""Promises of Sim, asked of the mock and, where one is named, of a real server.

A real server needs PENSTOCK_LIVE_SIM, a personal key in PENSTOCK_LIVE_SIM_KEY, and in
PENSTOCK_LIVE_SIM_WORKFLOW a deployed workflow that takes any input.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from fronts import PLACES, Front, at

from penstock.errors import AuthenticationError, NotFoundError
from penstock.sim import Sim

WORKFLOW = os.environ.get("PENSTOCK_LIVE_SIM_WORKFLOW", "").strip() or "wf-1"


@pytest.fixture(params=PLACES)
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    yield from at(request.param, "sim")


@pytest.fixture
def sim(front: Front) -> Iterator[Sim]:
    with Sim(front.key, **front.settings) as client:
        yield client


def test_a_deployed_workflow_says_so(sim: Sim) -> None:
    assert sim.validate_workflow(WORKFLOW)


def test_a_workflow_runs(sim: Sim) -> None:
    assert sim.execute_workflow(WORKFLOW, {"message": "hi"}).success


def test_a_job_is_followed_to_its_end(sim: Sim) -> None:
    assert sim.run_and_wait(WORKFLOW, {"message": "hi"}, timeout=120).success


def test_a_stream_ends_with_its_result(sim: Sim) -> None:
    with sim.stream_workflow(WORKFLOW, {"message": "hi"}) as events:
        assert events.collect().success


def test_a_job_that_never_was_is_not_found(sim: Sim) -> None:
    with pytest.raises(NotFoundError):
        sim.get_job_status("00000000-0000-4000-8000-000000000000")


def test_a_wrong_key_is_refused(front: Front) -> None:
    with Sim("invalid-key", **front.settings) as sim, pytest.raises(AuthenticationError):
        sim.get_usage_limits()


def test_the_account_tells_its_limits(sim: Sim) -> None:
    assert sim.get_usage_limits().rate_limit["sync"]["limit"] > 0
