"""The cost of importing each client, beside httpx and attrs alone, and of a command's start.

Each client is imported in fresh interpreters with warm byte code, after httpx and attrs and timed
apart from them. `penstock --help` is a whole process, the interpreter's own start included.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from harness import Row, compared, judged, main, rounds

NAMES = (
    "Importing penstock.sim",
    "Importing penstock.dify",
    "Importing penstock.oomol",
    "Importing penstock.sandbox_fusion",
    "penstock --help, from start to end",
)

OURS = {
    "sim": "from penstock.sim import Sim",
    "dify": "from penstock.dify import Dify",
    "oomol": "from penstock.oomol import Oomol",
    "sandbox_fusion": "from penstock.sandbox_fusion import RunCodeRequest, run_code",
}
TIMED = """
from time import process_time
began = process_time()
import httpx, attrs
between = process_time()
{statement}
print(between - began, process_time() - between)
"""


def cpu_seconds(statement: str) -> tuple[float, float]:
    """CPU seconds that a fresh interpreter spends on httpx and attrs, and then on the statement."""
    # Byte code is cached, as it is for everyone who imports a package a second time.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(statement=statement)],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    base, own = map(float, done.stdout.split())
    return base, own


def help_seconds() -> float:
    """CPU seconds of `penstock --help`."""
    before = os.times()
    command = [sys.executable, "-m", "penstock", "--help"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=60)
    after = os.times()
    user, system = (after[n] - before[n] for n in (2, 3))
    return user + system


def rows() -> Iterator[Row]:
    """Each client, and the command."""
    for service, statement in OURS.items():
        pairs = [cpu_seconds(statement) for _ in range(rounds(9) + 1)][1:]  # the first compiles
        costs = {
            "ours": [base + own for base, own in pairs],
            "httpx and attrs": [base for base, _ in pairs],
        }
        yield judged(
            "client",
            f"Importing penstock.{service}",
            costs,
            limit="httpx and attrs",
            unit="ms",
            goal="1.25 ×",  # the base that everyone pays is httpx; the rest stays small beside it
            why=(
                "attrs makes the classes of requests and results while they are imported; it "
                "would take classes that are made on first use"
            ),
            budget="1.35 ×",
            quoted=True,
        )
    yield compared(
        "client",
        "penstock --help, from start to end",
        help_seconds,
        {},
        rounds(9),
        unit="s",
        budget="0.2 s",  # feels instant; the interpreter and click need most of it
        quoted=True,
    )


if __name__ == "__main__":
    main(rows(), NAMES)
