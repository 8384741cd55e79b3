"""What `submit_safe` returns where `submit` would raise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from penstock.errors import PenstockError
from penstock.sandbox_fusion._results import EvalResult
from penstock.sandbox_fusion._verdict import of_error


def rejected(request: object, error: Exception) -> EvalResult:
    """Return a result that says that, and why, nothing was judged."""
    attempts = error.attempts if isinstance(error, PenstockError) else 0
    return EvalResult(
        id=_id(request),
        accepted=False,
        extracted_code="",
        tests=[],
        extra={"sdk_error": told(error)},
        exception=error,
        attempts=attempts,
        headers=getattr(error, "headers", None) or {},
    )


def _id(request: object) -> int | str:
    found = request.get("id") if isinstance(request, Mapping) else getattr(request, "id", None)
    return found if isinstance(found, int | str) else ""


def told(error: Exception) -> dict[str, Any]:
    """Return an error as JSON."""
    return {
        "type": type(error).__name__,
        "message": str(error),
        "status": getattr(error, "status", None),
        "attempts": getattr(error, "attempts", 0),
        "verdict": of_error(error).value,
    }
