"""Waiting for what Oomol Connect does: tasks and installations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from penstock._core._async.poll import AsyncPoll
from penstock.errors import PenstockError
from penstock.oomol._types import InstallTask, Task

if TYPE_CHECKING:
    from penstock.oomol._async.client import AsyncOomol
    from penstock.oomol._polling import PollingOptions

_State = TypeVar("_State", Task, InstallTask)


async def wait(
    client: AsyncOomol,
    task_id: str,
    options: PollingOptions,
    *,
    what: str,
    again: str,
    fetch: Callable[[float | None], Awaitable[_State]],
    on_update: Callable[[_State], object] | None = None,
    stop: Callable[[], Awaitable[bool]] | None = None,
) -> _State:
    """Ask until it has ended; `on_update` is told each state, else the caller's callback is.

    `again` is the method that goes on waiting, for the message when time is up. A state that
    nobody knows is waited through. Every error tells the task's id as `run_id`.
    """
    poll: AsyncPoll[_State] = AsyncPoll(
        fetch=fetch,
        finished=lambda task: task.is_finished,
        clock=client._caller.state.clock,
        schedule=options,
        timeout=options.timeout,
        job_id=task_id,
        on_update=on_update or options.on_progress,
        cancel=stop if options.stop_on_timeout else None,
        abandon=stop if options.stop_on_cancel else None,
        what=what,
        remedy=f"wait on with {again}({task_id!r}), or raise timeout_ms",
        describe=lambda task: f"it was {task.status!r} when last seen",
    )
    try:
        return await poll.run()
    except PenstockError as error:
        raise described(error, client, task_id) from error.__cause__


def described(error: PenstockError, client: AsyncOomol, task_id: str) -> PenstockError:
    """Return an error of a wait with what it was about, and without the token."""
    caller = client._caller
    run_id = error.run_id or task_id
    return error.annotate(hide=caller.hide, service=caller.options.profile.name, run_id=run_id)
