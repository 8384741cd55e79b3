"""What `import penstock.sim` costs, beside importing httpx and attrs alone.

Each import runs in a fresh interpreter with warm byte code; the two are interleaved and the
quickest of each is compared, since noise only ever adds.
"""

from __future__ import annotations

import os
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
    """Print both figures and their ratio; return 1 when the budget is missed."""
    cpu_ms(BASE), cpu_ms(OURS)  # writes the byte code
    pairs = [(cpu_ms(BASE), cpu_ms(OURS)) for _ in range(ROUNDS)]
    base, ours = (min(column) for column in zip(*pairs, strict=True))
    ratio = ours / base
    print(f"import: httpx+attrs {base:.1f} ms CPU, penstock.sim {ours:.1f} ms CPU", end="; ")
    print(f"ratio {ratio:.2f} (budget {BUDGET})")
    return ratio > BUDGET


if __name__ == "__main__":
    sys.exit(main())
