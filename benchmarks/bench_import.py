"""What `import penstock.sim` costs, beside importing httpx and attrs alone.

Each import runs in a fresh interpreter with warm byte code; the two are interleaved and the
quickest of each is compared, since noise only ever adds.
"""

from __future__ import annotations

import subprocess
import sys

BUDGET = (
    1.3  # the base everyone pays is httpx itself; the rest of a client must stay small beside it
)
ROUNDS = 15
BASE = "import httpx, attrs"
OURS = "import penstock.sim; penstock.sim.Sim"


def cpu_ms(statement: str) -> float:
    """CPU milliseconds that a fresh interpreter spends on the statement."""
    code = (
        "import time; t = time.process_time()\n"
        f"{statement}\n"
        "print((time.process_time() - t) * 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return float(done.stdout)


def main() -> int:
    """Print both figures and their ratio; return 1 when the budget is missed."""
    pairs = [(cpu_ms(BASE), cpu_ms(OURS)) for _ in range(ROUNDS)]
    base, ours = (min(column) for column in zip(*pairs, strict=True))
    ratio = ours / base
    print(f"import: httpx+attrs {base:.1f} ms CPU, penstock.sim {ours:.1f} ms CPU", end="; ")
    print(f"ratio {ratio:.2f} (budget {BUDGET})")
    return ratio > BUDGET


if __name__ == "__main__":
    sys.exit(main())
