"""The limits of one call of SandboxFusion, in the words of all services and in the documented."""

from __future__ import annotations

from typing import Any, Final, cast

import penstock  # for annotations: its names load on first use
from penstock._core.call_options import CallOptions
from penstock._core.numbers import check_count
from penstock.errors import UsageError


class Limits(CallOptions, total=False):
    """The limits of one call; what is left out is the client's. Times are in seconds."""

    timeout: float | None
    """For the whole call, attempts and waits included; None is no limit."""
    attempt_timeout: float | None
    """For each attempt: what is asked for may take as long and 10 s more, unless given."""
    retry: penstock.RetryPolicy | int | None
    """A policy, a number of retries, or None for none."""
    deadline: float | None
    """Another word for `timeout`."""
    client_timeout: float | None
    """The documented word for `attempt_timeout`."""
    max_attempts: int
    """The documented way to say `retry`: a number of attempts, the first included."""


def in_house_words(limits: Limits) -> Limits:
    """Return limits without the documented words. Raises UsageError for one given in both."""
    found: dict[str, Any] = dict(limits)
    for word, documented in _WORDS.items():
        if documented in found:
            value = found.pop(documented)
            if value is None and documented == "client_timeout":
                continue  # the documented default
            if word in found:
                message = f"{word} and {documented} are the same thing; give one of them"
                raise UsageError(message)
            found[word] = _retries(value) if word == "retry" else value
    return cast("Limits", found)


_WORDS: Final = {
    "timeout": "deadline",
    "attempt_timeout": "client_timeout",
    "retry": "max_attempts",
}


def _retries(max_attempts: object) -> int:
    if (attempts := check_count("max_attempts", max_attempts)) < 1:
        raise UsageError("max_attempts must be 1 or more: it counts the first attempt, too")
    return attempts - 1
