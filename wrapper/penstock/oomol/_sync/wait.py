# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/wait.py

"""Waiting for what Oomol Connect does: tasks and installations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from penstock._core._sync.poll import Poll
from penstock.errors import PenstockError
from penstock.oomol._types import InstallTask, Task

if TYPE_CHECKING:
    from penstock.oomol._polling import PollingOptions
    from penstock.oomol._sync.client import Oomol

_State = TypeVar("_State", Task, InstallTask)


def wait(
    client: Oomol,
    task_id: str,
    options: PollingOptions,
    *,
    what: str,
    again: str,
    fetch: Callable[[float | None], _State],
    on_update: Callable[[_State], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> _State:
    """Ask until it has ended; `on_update` is told each state, else the caller's callback is.

    `again` is the method that goes on waiting, for the message when time is up. A state that
    nobody knows is waited through. Every error tells the task's id as `run_id`.
    """
    poll: Poll[_State] = Poll(
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
        return poll.run()
    except PenstockError as error:
        raise described(error, client, task_id) from error.__cause__


def described(error: PenstockError, client: Oomol, task_id: str) -> PenstockError:
    """Return an error of a wait with what it was about, and without the token."""
    caller = client._caller
    run_id = error.run_id or task_id
    return error.annotate(hide=caller.hide, service=caller.options.profile.name, run_id=run_id)
