"""What one call costs through a mock transport, beside bare httpx doing the same POST and JSON.

Both sides use the same `httpx.MockTransport` handler. Batches of each are interleaved and the
median of the per-batch ratios is judged, so that a slow moment hits both alike.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import httpx

from penstock.sim import Sim

BUDGET = 1.12  # over bare httpx: what retry, bounds, deadline, redaction and typing may cost
BATCH = 200
ROUNDS = 25
BODY = json.dumps(
    {
        "success": True,
        "output": {"content": "Paris", "model": "gpt-4o", "tokens": {"prompt": 18, "total": 19}},
        "metadata": {
            "duration": 812,
            "startTime": "2025-10-30T18:40:00.000Z",
            "endTime": "2025-10-30T18:40:00.812Z",
        },
    }
).encode()
INPUT = {"message": "What is the capital of France?", "temperature": 0.2}


def answer(_request: httpx.Request) -> httpx.Response:
    """Answer as the service does, without a socket."""
    return httpx.Response(200, headers={"content-type": "application/json"}, content=BODY)


def microseconds(call: Callable[[], object]) -> float:
    """CPU microseconds of one call, averaged over a batch."""
    started = time.process_time()
    for _ in range(BATCH):
        call()
    return (time.process_time() - started) / BATCH * 1e6


def main() -> int:
    """Print both figures and their ratio; return 1 when the budget is missed."""
    transport = httpx.MockTransport(answer)
    url = "https://www.sim.ai/api/workflows/wf/execute"
    headers = {"X-API-Key": "sk-sim-benchmark"}
    with (
        httpx.Client(transport=transport) as bare,
        Sim("sk-sim-benchmark", transport=transport) as sim,
    ):

        def plain() -> object:
            return bare.post(url, json=INPUT, headers=headers).json()

        def ours() -> object:
            return sim.execute_workflow("wf", INPUT)

        plain(), ours()  # warm both: imports, first use
        pairs = [(microseconds(plain), microseconds(ours)) for _ in range(ROUNDS)]
    ratio = statistics.median(b / a for a, b in pairs)
    base, own = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"call: bare httpx {base:.0f} µs, Sim.execute_workflow {own:.0f} µs", end="; ")
    print(f"ratio {ratio:.2f} (budget {BUDGET})")
    return ratio > BUDGET


if __name__ == "__main__":
    sys.exit(main())
