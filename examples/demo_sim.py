"""Sim from end to end: a workflow runs, streams, becomes a job, is rate-limited and recovers."""

from __future__ import annotations

from penstock.errors import RateLimitError
from penstock.retry import RetryEvent, RetryPolicy
from penstock.sim import ChunkEvent, JobStatus, Sim
from showing import title

WORKFLOW = "3f0c7f9e-0d6a-4a55-9a0e-6f2f3b1d7c11"


def run(sim: Sim) -> None:
    title("1. Run a workflow and wait for its answer")
    result = sim.execute_workflow(WORKFLOW, {"message": "Hello from Penstock"})
    print("   success:", result.success, "| output:", result.output)


def stream(sim: Sim) -> None:
    title("2. Watch it stream")
    words = {"message": "One, two, three, four, five"}
    with sim.stream_workflow(WORKFLOW, words, selected_outputs=["agent1.content"]) as events:
        for event in events:
            if isinstance(event, ChunkEvent):
                print("  ", repr(event.chunk), flush=True)
        print("   success:", events.collect().success)


def job(sim: Sim) -> None:
    title("3. Queue it as a job, and wait")

    def tell(status: JobStatus) -> None:
        print("  ", status["status"])

    done = sim.run_and_wait(WORKFLOW, {"message": "a large data set"}, on_update=tell)
    print("   success:", done.success, "| output:", done.output)


def limits(sim: Sim) -> None:
    title("4. Run into the rate limit, and recover")

    def tell(event: RetryEvent) -> None:
        number, wait = event.attempt.number, event.delay
        print(f"   attempt {number} was refused: waiting {wait:.1f} s, as {event.detail}")

    calls = 0
    try:
        while True:
            sim.with_options(retry=RetryPolicy.none()).execute_workflow(WORKFLOW, {"n": calls})
            calls += 1
    except RateLimitError as error:
        print(f"   {calls} calls went through, then: {error}")
    patient = RetryPolicy(max_retries=6, initial_delay=1.0, on_retry=tell)
    result = sim.with_options(retry=patient).execute_workflow(
        WORKFLOW, {"message": "recovered"}, timeout=60
    )
    print("   success:", result.success, "after", result.attempts, "attempts")


def main(url: str) -> None:
    with Sim("demo-key", base_url=url) as sim:
        for step in (run, stream, job, limits):
            step(sim)
