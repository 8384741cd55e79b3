"""What importing each client costs, beside importing httpx and attrs alone.

Each import runs in a fresh interpreter with warm byte code; they are interleaved and the quickest
of each is compared, since noise only ever adds.
"""

from __future__ import annotations

import os
import subprocess
import sys

# The base everyone pays is httpx itself; the rest of a client must stay small beside it.
BUDGET = 1.3
ROUNDS = 15
BASE = "import httpx, attrs"
OURS = {
    "sim": "import penstock.sim; penstock.sim.Sim",
    "dify": "import penstock.dify; penstock.dify.Dify",
    "oomol": "import penstock.oomol; penstock.oomol.Oomol",
    "sandbox_fusion": "import penstock.sandbox_fusion; penstock.sandbox_fusion.run_code",
}


def cpu_ms(statement: str) -> float:
    """CPU milliseconds that a fresh interpreter spends on the statement."""
    code = (
        "import time; t = time.process_time()\n"
        f"{statement}\n"
        "print((time.process_time() - t) * 1000)"
    )
    # Byte code is cached, as it is for everyone who imports a package a second time.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout)


def main() -> int:
    """Print each figure and its ratio; return 1 when the budget is missed."""
    statements = [BASE, *OURS.values()]
    for statement in statements:  # writes the byte code
        cpu_ms(statement)
    rounds = [[cpu_ms(statement) for statement in statements] for _ in range(ROUNDS)]
    base, *ours = (min(column) for column in zip(*rounds, strict=True))
    print(f"import: httpx+attrs {base:.1f} ms CPU")
    for name, cost in zip(OURS, ours, strict=True):
        ratio = f"ratio {cost / base:.2f} (budget {BUDGET})"
        print(f"import: penstock.{name} {cost:.1f} ms CPU; {ratio}")
    return max(ours) / base > BUDGET


if __name__ == "__main__":
    sys.exit(main())
