"""Dify's defaults and limits: addresses, time-outs in seconds and sizes, each with its reason."""

from __future__ import annotations

from typing import Final

BASE_URL: Final = "https://api.dify.ai/v1"

# The server's own limit of a run (20 minutes, its APP_MAX_EXECUTION_TIME), and a minute for the
# time before and after it. Without a limit, a wait for a stuck run would never end.
LONGEST_RUN: Final = 1260.0

# The server sends a ping after each 10 s of silence: with four missing, the connection is dead.
IDLE_TIMEOUT: Final = 40.0

# A server notices a lost connection when it writes, and it writes a ping every 10 s. A run that
# ends before that is recorded even by servers that otherwise lose it.
CUT_NOTICED: Final = 15.0

# The longest time seen between the submission of a form and the run's change from `paused`.
FORM_TAKEN_UP: Final = 10.0

# Servers before 1.13 send the rest of the speech after the run has ended, with up to 5 s between
# two pieces; later ones close the connection at once.
SPEECH_TIMEOUT: Final = 6.0

# The text kept for a caller that reads the events, and so has it already: more than any model
# writes, and little memory. `collect()` keeps all of it.
MAX_TEXT: Final = 16 << 20  # characters
