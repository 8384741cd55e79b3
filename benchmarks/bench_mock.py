"""The cost of one POST to the mock, in process: Python frames, the files they are in, CPU time.

Frames and files are those of `penstock_mock` only, from the transport down, in each dialect of Sim.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import httpx

import penstock_mock

FRAMES = 200
FILES = 32
CALLS = 500
ROOT = str(Path(penstock_mock.__file__).parent)
URL = "https://www.sim.ai/api/workflows/wf/execute"


def measure(dialect: str) -> tuple[int, int, float]:
    """Return the frames and files of one call, and its CPU time in microseconds."""
    frames: list[str] = []

    def profile(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(ROOT):
            frames.append(frame.f_code.co_filename)

    clock = penstock_mock.VirtualClock()
    mock = penstock_mock.Mock(dialect=dialect, clock=clock)
    with httpx.Client(transport=mock.transport, headers={"X-API-Key": "k"}) as client:

        def call() -> None:
            client.post(URL, json={"message": "Hello"}).raise_for_status()

        call()  # compiles the validators
        sys.setprofile(profile)
        call()
        sys.setprofile(None)
        started = time.process_time()
        for _ in range(CALLS):
            clock.advance(60)  # or the rate limit would answer
            call()
        spent = (time.process_time() - started) / CALLS * 1e6
    return len(frames), len(set(frames)), spent


def main() -> int:
    """Print the figures; return 1 when a budget is missed."""
    missed = False
    for dialect in ("2025-10", "2026-08"):
        frames, files, spent = measure(dialect)
        missed |= frames > FRAMES or files > FILES
        print(f"{dialect:<8} {frames} frames in {files} files, {spent:.0f} µs with httpx's own")
    print(f"budget   {FRAMES} frames in {FILES} files")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
