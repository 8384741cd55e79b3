"""All four services from end to end, against a mock server that is started for it.

    python examples/demo.py [sim] [dify] [oomol] [sandbox_fusion]

The server takes a free port of this machine and is stopped at the end; nothing leaves the machine.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import demo_dify
import demo_oomol
import demo_sandbox_fusion
import demo_sim

DEMOS: Mapping[str, Callable[[str], None]] = {
    "sim": demo_sim.main,
    "dify": demo_dify.main,
    "oomol": demo_oomol.main,
    "sandbox_fusion": demo_sandbox_fusion.main,
}
# A minute of the server's would be a minute of the reader's.
OPTIONS = ("--option", "sim.rate_window=8")


@contextmanager
def mock_server() -> Iterator[dict[str, str]]:
    """Run `penstock-mock serve` on a free port and yield the base URL of each service."""
    command = Path(sys.executable).with_name("penstock-mock")
    server = subprocess.Popen(
        [command, "serve", "--port", "0", *OPTIONS], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        yield dict(_addresses(server.stdout))
    finally:
        server.terminate()
        server.wait(timeout=10)


def _addresses(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield each service that the server prints, and its address."""
    for line in lines:
        found = re.match(r"(\w+)\s+(http://\S+)", line)
        if found is None:
            return
        yield found[1], found[2]


def main(services: list[str]) -> int:
    with mock_server() as urls:
        for name in services or DEMOS:
            print(f"\n=== {name}: {urls[name]}")
            DEMOS[name](urls[name])
    print("\nDone: the server is stopped.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped, and the server with it.")
