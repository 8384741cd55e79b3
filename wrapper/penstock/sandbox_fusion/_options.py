"""Options of SandboxFusion's calls, by Penstock's names and by the documented ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from penstock._core.call_options import CallOptions
from penstock._core.checks import check_count, check_timeout
from penstock.errors import UsageError


class FunctionLimits(CallOptions, total=False):
    """The options of one call of a module function, beside its documented arguments."""

    deadline: float | None
    """Another name of `timeout`."""


class Limits(FunctionLimits, total=False):
    """The options of one call, by default the client's."""

    client_timeout: float | None
    """The documented name of `attempt_timeout`."""
    max_attempts: int
    """The documented form of `retry`: a number of attempts, the first included."""


def without_documented_names(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options by Penstock's names. Raises UsageError for one given by both."""
    found = dict(options)
    for name, documented in _DOCUMENTED_NAMES.items():
        if documented not in found:
            continue
        value = found.pop(documented)
        if value is None and documented == "client_timeout":
            continue  # the documented default
        if name in found:
            raise UsageError(f"{name} and {documented} are the same; give one of them")
        if documented != "max_attempts":
            found[name] = check_timeout(documented, value)
            continue
        attempts = check_count(documented, value)
        if attempts < 1:
            raise UsageError("max_attempts must be 1 or more: it counts the first attempt, too")
        found[name] = attempts - 1
    return found


_DOCUMENTED_NAMES: Final = {
    "timeout": "deadline",
    "attempt_timeout": "client_timeout",
    "retry": "max_attempts",
}
