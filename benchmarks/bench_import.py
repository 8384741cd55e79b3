"""The cost of importing each client, beside httpx and attrs alone, and of a command's start.

Each client is imported in fresh interpreters with warm byte code, after httpx and attrs and timed
apart from them: so both times are of the same moment, and the median of their ratios is judged.
`penstock --help` is a whole process, the interpreter's own start included.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

# The base everyone pays is httpx itself; the rest of a client must stay small beside it.
BUDGET = 1.25
ROUNDS = 9
# A tenth of a second is what people take for instantly; the interpreter and click need most of it.
HELP_SECONDS = 0.2
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


def main() -> int:
    """Print each figure and its ratio; return 1 when the budget is missed."""
    for statement in OURS.values():  # writes the byte code
        cpu_seconds(statement)
    rounds = [[cpu_seconds(statement) for statement in OURS.values()] for _ in range(ROUNDS)]
    missed = False
    for name, pairs in zip(OURS, zip(*rounds, strict=True), strict=True):
        base, own = (min(column) * 1000 for column in zip(*pairs, strict=True))
        ratio = statistics.median((base + own) / base for base, own in pairs)
        missed |= ratio > BUDGET
        print(f"import: penstock.{name} {own:.1f} ms CPU over httpx+attrs, {base:.1f} ms", end="; ")
        print(f"ratio {ratio:.2f} (budget {BUDGET})")
    help_took = min(help_seconds() for _ in range(ROUNDS))
    print(f"start: penstock --help {help_took:.2f} s CPU (budget {HELP_SECONDS})")
    return missed or help_took > HELP_SECONDS


if __name__ == "__main__":
    sys.exit(main())
