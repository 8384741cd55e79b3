"""Outputs in a type of the caller's, from both fronts of the mock, of every generation."""

from __future__ import annotations

import asyncio
from typing import Any, NotRequired, TypedDict

import attrs
import pytest
from fronts import at

from penstock import ResponseError
from penstock.dify import AsyncDify, Dify
from penstock.sim import AsyncSim, Sim
from penstock_mock.services import dify as dify_does
from penstock_mock.services import sim as sim_does


class Row(TypedDict):
    name: str
    price: NotRequired[float]


@attrs.frozen
class Report:
    rows: list[Row]
    title: str = "none"


GOOD = {"rows": [{"name": "tea", "price": 2}, {"name": "milk"}], "more": {"a": 1}}
BAD = {"rows": [{"name": "tea"}, {"name": "milk", "price": "2"}]}
REPORT = Report(rows=[{"name": "tea", "price": 2.0}, {"name": "milk"}])
PLACE = r"^outputs?\.rows\[1\]\.price is a string where float was expected"


@pytest.mark.table("dialect", ["2025-10", "2026-08"])
@pytest.mark.table("place", ["in-process", "port"])
def test_sims_runs_end_with_a_report_or_an_error(place: str, dialect: str) -> None:
    """At once, as a stream, queued, and blocking or async."""
    for front in at(place, "sim", dialect=dialect):
        assert front.mock is not None
        front.mock.sim.workflow("good", sim_does.succeed(GOOD))
        front.mock.sim.workflow("bad", sim_does.succeed(BAD))
        settings = {"api_key": front.key, **front.settings}
        with Sim(**settings) as sim:
            for call in (sim.execute_workflow, sim.execute_with_retry, sim.run_and_wait):
                assert call("good", output_type=Report).output == REPORT
                with pytest.raises(ResponseError, match=PLACE):
                    call("bad", output_type=Report)
            with sim.stream_workflow("good", output_type=Report) as stream:
                assert stream.collect().output == REPORT
            job = sim.execute_workflow("good", async_execution=True)
            assert sim.wait_for_job(job, output_type=Report).workflow_output == REPORT

        async def asynchronous(settings: dict[str, Any] = settings) -> None:
            async with AsyncSim(**settings) as sim:
                for stream in (False, True):
                    found = await sim.execute_workflow("good", stream=stream, output_type=Report)
                    assert found.output == REPORT
                    with pytest.raises(ResponseError, match=PLACE):
                        await sim.execute_workflow("bad", stream=stream, output_type=Report)

        asyncio.run(asynchronous())


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
@pytest.mark.table("place", ["in-process", "port"])
def test_difys_runs_end_with_a_report_or_an_error(place: str, dialect: str) -> None:
    """Streamed, blocking, and looked up, where older servers send them as text."""
    for front in at(place, "dify", dialect=dialect):
        assert front.mock is not None
        front.mock.dify.workflow(*[dify_does.succeed(GOOD)] * 4, dify_does.succeed(BAD))
        settings = {"api_key": front.key, **front.settings}
        with Dify(**settings) as dify:
            run = dify.workflows.run({}, "abc", output_type=Report)
            assert (run.outputs, run.sent_outputs) == (REPORT, GOOD)
            assert dify.workflows.get_run(str(run.id), output_type=Report).outputs == REPORT
            assert dify.workflows.wait(run, output_type=Report).outputs == REPORT
            blocking = dify.workflows.run({}, "abc", response_mode="blocking", output_type=Report)
            assert blocking.outputs == REPORT
            with dify.workflows.stream({}, "abc", output_type=Report) as stream:
                assert stream.collect().outputs == REPORT

        async def asynchronous(settings: dict[str, Any] = settings) -> None:
            async with AsyncDify(**settings) as dify:
                run = await dify.workflows.run({}, "abc", output_type=Report)
                assert run.outputs == REPORT
                with pytest.raises(ResponseError, match=PLACE) as caught:
                    await dify.workflows.run({}, "abc", output_type=Report)
                assert caught.value.run_id

        asyncio.run(asynchronous())
