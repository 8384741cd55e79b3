"""Options of Sim's calls that several methods share, beside those of every call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import penstock.sim  # for annotations: its names load on first use
from penstock._core.call_options import CallOptions, RetryOptions


class ListOptions(CallOptions, total=False):
    """Filters of a list of runs, and the size and order of its pages."""

    status: str | None
    trigger: str | None
    start_date: str | datetime | None
    end_date: str | datetime | None
    limit: int | None
    """The size of a page, from 1 to 100."""
    cursor: str | None
    """The `next_cursor` of a page to continue after, with the same filters."""
    order: str | None
    """asc or desc."""


class WaitOptions(RetryOptions, total=False):
    """Options of a wait for the end of a run."""

    poll: penstock.Schedule | float | None
    """A schedule, or an interval in seconds; by default it grows from 0.5 to 10 s."""
    wait_timeout: float | None
    """For the whole wait, in seconds."""
    on_update: Callable[[penstock.sim.JobStatus], object] | None
    """Called with each state; a function, or in async code a coroutine function."""
    cancel_on_timeout: bool
    """Cancel the run when the time is up, which servers of 2025-10 don't support."""
