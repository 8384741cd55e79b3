"""Oomol's defaults: addresses, waits and polling, each with its reason."""

from __future__ import annotations

from typing import Final

# The documented default, a path: it stands for the same path of SERVER_URL's host.
BASE_URL: Final = "/api"
SERVER_URL: Final = "http://localhost:3000/api"
# Applets are stored at an origin of their own.
APPLETS_URL: Final = "https://chat-data.oomol.com"

# Milliseconds, as documented.
INTERVAL_MS: Final = 2000
MAX_INTERVAL_MS: Final = 10_000
BACKOFF_FACTOR: Final = 1.5
# Undocumented: without a limit, a wait for a lost task would never end. As long as the longest
# documented run of the other services, sim.ai's queued one (90 minutes).
TIMEOUT_MS: Final = 5_400_000

# As the engine's own client waits for log entries that arrive after the final state: three polls
# without a new entry, 300 ms apart.
LOG_ROUNDS: Final = 3
LOG_INTERVAL_MS: Final = 300
# A log that keeps growing after the task's end is polled at most this often.
MAX_LOG_ROUNDS: Final = 10
