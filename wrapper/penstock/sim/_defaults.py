"""Defaults and limits of Sim."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Api: TypeAlias = Literal["v1", "v2"]
"""The versions of Sim's API."""

BASE_URL: Final = "https://www.sim.ai"

# The documented host only redirects, and redirects aren't followed.
ALIASES: Final = {"https://sim.ai": BASE_URL, "http://sim.ai": BASE_URL}

# Seconds for one call, as documented.
TIMEOUT: Final = 30.0

# Seconds to wait for a queued run: as long as sim.ai lets one take. A run that got lost would
# otherwise be waited for without end.
LONGEST_RUN: Final = 5400.0

# The most seconds a queued run can be given, by the server's own check: a week.
MAX_EXECUTION_TIMEOUT_SECONDS: Final = 604_800

# Bytes of one file, before base64: the server's own limit.
MAX_FILE_BYTES: Final = 20 * 1024 * 1024

# Characters of streamed text that are kept while events are read, whose reader has them
# already: more than any agent writes. `collect()` keeps all of it.
MAX_STREAMED_TEXT: Final = 16 << 20
