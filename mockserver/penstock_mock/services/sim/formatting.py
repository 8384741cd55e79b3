"""Sim's formats of values: times, codes, ids, JSON, references to large values. Pure."""

from __future__ import annotations

import json
import random
import re
import string
import uuid
from datetime import UTC, datetime
from typing import Any

from ...document.headers import iso as iso
from ..javascript import dumps as dumps
from ..javascript import uuid4 as uuid4

_LOWER_ALNUM = string.digits + string.ascii_lowercase

# Trigger.dev run ids: "run_" and a cuid, which is a "c" and 24 lower-case letters and digits.
_JOB_ID_LENGTH = 24

# Blocks and workflows have no id of their own unless one is given; the same name always gets
# the same UUID, so a transcript can be compared between runs.
_NAMES = uuid.UUID("7b7735b9-19e5-4bd6-818b-46aae2596e9f")


# No recorded answer holds these texts: of a run that was cancelled while a client waited for it,
# and of a failure without a message of its own. Clients must not rely on them.
CANCELLED = "Workflow execution was cancelled"
FAILED = "Execution failed"


def js_date(epoch: float) -> str:
    """`epoch` as JavaScript's `String(new Date(…))` in UTC: what one 429 message contains."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")


def code_of(message: str) -> str:
    """The code that 2025-10 derives from a message: upper case, `_` for white space."""
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


def named_uuid(*parts: str) -> str:
    return str(uuid.uuid5(_NAMES, "\x00".join(parts)))


def is_uuid(text: str) -> bool:
    """Return whether `text` is a UUID in its canonical form."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


# Characters of a text that a reference shows.
PREVIEW = 1000


def referred(value: Any, limit: int, place: str, run_id: str) -> Any:
    """The output with a reference in place of each value of more than `limit` bytes of JSON.

    The innermost is replaced, so that what is around it stays; the output itself, never.
    """
    if isinstance(value, dict):
        return {name: _part(part, limit, place, run_id) for name, part in value.items()}
    return _part(value, limit, place, run_id)


def _part(value: Any, limit: int, place: str, run_id: str) -> Any:
    size = len(dumps(value))
    if size <= limit:
        return value
    if isinstance(value, dict):
        inner: Any = {name: _part(part, limit, place, run_id) for name, part in value.items()}
    elif isinstance(value, list):
        inner = [_part(part, limit, place, run_id) for part in value]
    else:
        return _reference(value, "string", size, place, run_id)
    if len(dumps(inner)) <= limit:
        return inner
    return _reference(value, "object" if isinstance(value, dict) else "array", size, place, run_id)


def _reference(value: Any, kind: str, size: int, place: str, run_id: str) -> dict[str, Any]:
    name = "lv_" + named_uuid(run_id, str(size), kind).replace("-", "")[:12]
    preview = value[:PREVIEW] if isinstance(value, str) else {"length": len(value)}
    return {
        "__simLargeValueRef": True,
        "version": 1,
        "id": name,
        "kind": kind,
        "size": size,
        "key": f"execution/{place}/{run_id}/large-value-{name}.json",
        "executionId": run_id,
        "preview": preview,
    }
