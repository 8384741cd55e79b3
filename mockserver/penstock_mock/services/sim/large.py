"""Values that are too large to be inlined in an output: today's servers put a reference there."""

from __future__ import annotations

from typing import Any

from .words import dumps, named_uuid

# How much of a text a reference shows.
PREVIEW = 1000


def referred(value: Any, limit: int, place: str, run_id: str) -> Any:
    """The output with a reference in place of each value of more than `limit` bytes of JSON.

    The innermost is replaced, so that what is around it stays; the output itself, never.
    """
    if len(dumps(value)) <= limit:
        return value
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
