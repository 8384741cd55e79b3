"""How the server spells values: times, codes, ids, JSON. Pure."""

from __future__ import annotations

import json
import random
import re
import string
import uuid
from datetime import UTC, datetime
from typing import Any

from ..spelling import dumps as dumps
from ..spelling import uuid4 as uuid4

_LOWER_ALNUM = string.digits + string.ascii_lowercase

# Trigger.dev run ids: "run_" and a cuid, which is a "c" and 24 lower-case letters and digits.
_JOB_ID_LENGTH = 24

# Blocks and workflows have no id of their own until somebody names one; the same name always gets
# the same UUID, so a transcript can be compared between runs.
_NAMES = uuid.UUID("7b7735b9-19e5-4bd6-818b-46aae2596e9f")


# No recorded answer holds these texts: of a run that was cancelled while somebody waited for it,
# and of a failure without a message of its own. Clients must not rely on them.
CANCELLED = "Workflow execution was cancelled"
FAILED = "Execution failed"


def iso(epoch: float) -> str:
    """`epoch` (seconds) as the server's ISO-8601: UTC, milliseconds, a Z."""
    return (
        datetime.fromtimestamp(round(epoch, 3), UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    )


def js_date(epoch: float) -> str:
    """`epoch` as JavaScript's `String(new Date(…))` in UTC: what one 429 message contains."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")


def code_of(message: str) -> str:
    """The code dialect A derives from a message: upper case, white space to `_`, the rest kept."""
    return re.sub(r"\s+", "_", message.upper())


def number(value: float) -> float:
    """A number as JavaScript would write it: 20, never 20.0."""
    return int(value) if value == int(value) else value


def pretty(value: Any) -> str:
    """`JSON.stringify(value, null, 2)`: how a block that is no agent streams its output."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def job_id(source: random.Random) -> str:
    """An async task id such as Trigger.dev mints: `run_c…`."""
    return "run_c" + "".join(source.choices(_LOWER_ALNUM, k=_JOB_ID_LENGTH))


def request_id(source: random.Random) -> str:
    """What today's server puts into `x-request-id`: eight hexadecimal digits."""
    return f"{source.getrandbits(32):08x}"


def named_uuid(*parts: str) -> str:
    """The UUID a name always has."""
    return str(uuid.uuid5(_NAMES, "\x00".join(parts)))


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID in its canonical spelling."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
