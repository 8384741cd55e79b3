"""One call through a mock transport, beside bare httpx with the same POST and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
from harness import Row, compared, cpu, main, rounds

from penstock.sim import Sim

NAMES = ("A call through a mock transport",)

BATCH = 200
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


def rows() -> Iterator[Row]:
    """The cost of retry, bounds, deadline, redaction and typing."""
    transport = httpx.MockTransport(answer)
    url = "https://www.sim.ai/api/workflows/wf/execute"
    headers = {"X-API-Key": "sk-sim-benchmark"}
    with (
        httpx.Client(transport=transport) as bare,
        Sim("sk-sim-benchmark", transport=transport) as sim,
    ):
        yield compared(
            "client",
            "A call through a mock transport",
            cpu(lambda: sim.execute_workflow("wf", INPUT), BATCH),
            {"bare httpx": cpu(lambda: bare.post(url, json=INPUT, headers=headers).json(), BATCH)},
            rounds(25),
            limit="bare httpx",
            goal="1.12 ×",
            budget="1.12 ×",
            quoted=True,
        )


if __name__ == "__main__":
    main(rows(), NAMES)
