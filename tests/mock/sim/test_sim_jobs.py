"""Jobs move by the clock or by being looked at, whichever comes first."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock import Mock
from penstock_mock.services.behaviours import Progress
from penstock_mock.services.sim.behaviours import JobPlan, fail, job, stuck

NOW = 1_700_000_000.0


def seen(progress: Progress, *moments: float) -> list[str | None]:
    states = []
    for moment in moments:
        progress = progress.at(NOW + moment, polled=True)
        states.append(progress.state)
    return states


def test_by_the_clock_a_job_takes_a_second_and_a_half():
    states = [
        Progress.begun(JobPlan(), NOW).at(NOW + t, polled=True).state for t in (0, 0.5, 1.49, 1.5)
    ]
    assert states == ["queued", "processing", "processing", None]


def test_on_a_clock_that_stands_still_each_look_shows_the_next_state():
    assert seen(Progress.begun(JobPlan(), NOW), 0, 0, 0, 0) == ["queued", "processing", None, None]


def test_polls_a_state_can_be_raised():
    plan = job(polls=2)
    states = seen(Progress.begun(plan, NOW), 0, 0, 0, 0, 0)
    assert states == ["queued", "queued", "processing", "processing", None]


def test_without_polls_only_the_clock_moves_a_job():
    plan = job(polls=None)
    assert seen(Progress.begun(plan, NOW), *([0.0] * 9), 1.5) == [*(["queued"] * 9), None]


@pytest.mark.table(
    "plan",
    [
        job("queued", ("processing", 30.0)),
        job("queued", "processing", seconds=30.0),
        job(seconds=30.0),
    ],
)
def test_whoever_says_seconds_means_them(plan):
    assert seen(Progress.begun(plan, NOW), *([0.0] * 9)) == ["queued"] * 9


def test_seconds_and_polls_can_both_be_said():
    plan = job("queued", ("processing", 30.0), polls=1)
    assert seen(Progress.begun(plan, NOW), 0, 0, 0) == ["queued", "processing", None]


def test_the_clock_names_the_moments_it_moved_at():
    progress = Progress.begun(JobPlan(), NOW).at(NOW + 100)
    assert (progress.started_at, progress.ended_at) == (NOW + 0.5, NOW + 1.5)


def test_looks_name_the_moment_they_were_made():
    progress = (
        Progress.begun(JobPlan(), NOW)
        .at(NOW, polled=True)
        .at(NOW + 0.1, polled=True)
        .at(NOW + 0.2, polled=True)
    )
    assert (progress.started_at, progress.ended_at) == (NOW + 0.1, NOW + 0.2)


def test_a_queued_job_has_no_start():
    assert Progress.begun(JobPlan(), NOW).started_at is None


def test_a_stuck_job_stays():
    assert set(seen(Progress.begun(stuck(), NOW), *([1e6] * 30))) == {"unknown"}


def test_a_job_that_never_ends_still_gets_to_its_last_state():
    plan = job("queued", "processing", end=None)
    assert seen(Progress.begun(plan, NOW), 0, 0, 0, 1e6)[-1] == "processing"


def test_states_can_be_any_the_server_ever_sent():
    plan = job("waiting", "admitting", ("running", 5.0), end="failed")
    progress = Progress.begun(plan, NOW)
    assert [progress.at(NOW + t).state for t in (0, 1, 2, 6.9, 7)] == [
        "waiting",
        "admitting",
        "running",
        "running",
        None,
    ]
    assert progress.at(NOW + 7).started_at == NOW + 2


def test_a_job_can_be_stopped_anywhere():
    progress = Progress.begun(JobPlan(), NOW).stopped(NOW + 0.2)
    assert progress.ended
    assert progress.ended_at == NOW + 0.2
    assert progress.stopped(NOW + 9) == progress


@given(st.lists(st.floats(0, 3), min_size=1, max_size=30), st.integers(1, 4))
def test_a_job_never_goes_back(waits, polls):
    progress, moment, last = Progress.begun(job(polls=polls), NOW), NOW, 0
    for wait in waits:
        moment += wait
        progress = progress.at(moment, polled=True)
        assert progress.index >= last
        assert list(progress.entered) == sorted(progress.entered)
        assert progress.entered[-1] <= moment
        last = progress.index


@pytest.mark.table("wrong", [-1.0, float("nan")])
def test_nonsense_is_refused_where_it_is_written(wrong):
    with pytest.raises(ValueError, match="give 0 to"):
        job(("queued", wrong))
    with pytest.raises(ValueError, match="1 or more"):
        job(polls=0)


def test_a_job_is_shown_as_the_dialect_that_is_asked_has_it():
    """Of a run that failed, 2025-10 has a completed job; 2026-08 a failed one."""
    with httpx.Client(transport=(mock := Mock()).transport, headers={"X-API-Key": "k"}) as client:
        mock.sim.workflow("wf", fail("no"))
        url = "https://www.sim.ai/api"
        queued = client.post(f"{url}/workflows/wf/execute", headers={"X-Execution-Mode": "async"})
        job_url = f"{url}/jobs/{queued.json()['taskId']}"
        mock.clock.advance(3)
        assert client.get(job_url).json()["status"] == "completed"
        mock.session.options["sim"] = {"dialect": "2026-08"}
        later = client.get(job_url).json()
    assert (later["status"], later["output"]) == ("failed", None)
