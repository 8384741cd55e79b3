"""Options of calls."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Literal, TypeAlias, TypedDict

import attrs

import penstock  # for annotations: its names load on first use


class Unset(Enum):
    """The type of `UNSET`: an argument that wasn't given, where None has a meaning of its own."""

    UNSET = "not given"


UNSET: Final = Unset.UNSET


class ExtraOptions(TypedDict, total=False):
    """Options of every call, for parts of the service's API that have no argument here.

    A view of a client (`with_options`) adds to what there is; None takes all of it away.
    """

    extra_headers: Mapping[str, str] | None
    """Sent with each request of the call; they go before the client's own of the same name."""
    extra_query: Mapping[str, Any] | None
    """Parameters of the query; a list gives several, None is left out."""
    extra_body: Mapping[str, Any] | None
    """Fields of the request's JSON object; they go before those of the same name. Given to a call
    whose body is something else, or that has none, they raise UsageError; given to a client or a
    view, they are added to the calls with such a body. Further requests of the same call, such as
    polls, are made without."""


class RetryOptions(ExtraOptions, total=False):
    """Options of calls with time limits of their own, such as streams and waits."""

    retry: penstock.RetryPolicy | int | None
    """A policy, a number of retries, or None for none."""


class CallOptions(RetryOptions, total=False):
    """Options of all other calls. Times are in seconds; by default they are the client's."""

    timeout: float | None
    """For the whole call, attempts and delays included; None is without limit."""
    attempt_timeout: float | None
    """For each attempt; None leaves it to `timeout`."""


@attrs.frozen(kw_only=True, eq=False)
class CallLimits:
    """The limits of a call: its times in seconds, and its retries."""

    total: float | None
    """For everything together."""
    attempt: float | None = None
    """For each attempt."""
    idle: float | None = None
    """Between two pieces of a response."""
    retry: penstock.RetryPolicy
    follows: bool = False
    """True if the request follows another one of the same call of a client's, such as a poll."""


Library: TypeAlias = Literal["pandas", "polars"]
"""A library of data frames, for `to_dataframe`."""
