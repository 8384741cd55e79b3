"""Sim from end to end: a workflow runs, streams, becomes a job, is rate-limited and recovers.

Starts a mock server of its own on a free port and stops it at the end; nothing leaves the machine.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from penstock.errors import RateLimitError
from penstock.retry import RetryEvent, RetryPolicy
from penstock.sim import ChunkEvent, JobStatus, Sim

WORKFLOW = "3f0c7f9e-0d6a-4a55-9a0e-6f2f3b1d7c11"


@contextmanager
def mock_server(*options: str) -> Iterator[str]:
    """Run `penstock-mock serve` on a free port and yield the base URL of its Sim."""
    command = Path(sys.executable).with_name("penstock-mock")
    server = subprocess.Popen(
        [command, "serve", "--port", "0", *options], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        yield next(m[0] for line in server.stdout if (m := re.search(r"http://\S+/sim\b", line)))
    finally:
        server.terminate()
        server.wait(timeout=10)


def title(text: str) -> None:
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}")


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


def main() -> int:
    with mock_server("--option", "sim.rate_window=8") as url, Sim("demo-key", base_url=url) as sim:
        print("Mock server:", url)
        for step in (run, stream, job, limits):
            step(sim)
    print("\nDone: the server is stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
