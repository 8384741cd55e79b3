# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_async/_caller.py

"""What makes a client's calls: its settings, its connections, and what it knows of its servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import attrs

from penstock._message import run_id_in
from penstock._redact import scrubber
from penstock._state import State
from penstock._sync._call import Call
from penstock.errors import PenstockError

if TYPE_CHECKING:
    from penstock._http import Pool
    from penstock._message import Answer, Request
    from penstock._options import Options
    from penstock._service import Service
    from penstock._sync._http import Body
    from penstock.retry import RetryPolicy

_Read = TypeVar("_Read")


@attrs.frozen(kw_only=True, eq=False)
class Budget:
    """How long a call may take, in seconds, and how often it is tried."""

    total: float | None
    """For everything together."""
    attempt: float | None = None
    """For each attempt."""
    idle: float | None = None
    """Between two pieces of an answer."""
    retry: RetryPolicy


class Caller:
    """Makes the calls of one client: what that client is, seen from below."""

    __slots__ = ("options", "pool", "service", "state")

    def __init__(self, pool: Pool, options: Options, service: Service, state: State) -> None:
        self.pool = pool
        self.options = options
        self.service = service
        self.state = state

    def changed(self, **changes: Any) -> Self:
        """Return a caller with other settings, over the same connections."""
        options, old = self.options.evolve(**changes), self.state
        # Another key has other budgets.
        same = options.api_key == self.options.api_key
        state = old if same else State(old.clock, old.random)
        return type(self)(self.pool, options, self.service, state)

    def elsewhere(self, base_url: str, *, trusted: bool) -> Self:
        """Return a caller of another server, over the same pool; see `Options.elsewhere`."""
        options = self.options.elsewhere(base_url, trusted=trusted)
        return type(self)(self.pool, options, self.service, self.state)

    @property
    def hide(self) -> Callable[[str], str]:
        """Puts stars where a text holds the key, or what else is nobody's business."""
        return scrubber(self.options.secrets)

    def hiding(self, request: Request) -> Callable[[str], str]:
        """Return the same for what belongs to a request, which may hold a secret of its own."""
        return scrubber((*self.options.secrets, *request.private))

    def call(self, request: Request, budget: Budget) -> Answer:
        """Return the answer, whole. Raises PenstockError's subclasses, and nothing else."""
        return cast("Answer", Call(self, request, budget).run())

    def ask(self, request: Request, budget: Budget, read: Callable[[Answer], _Read]) -> _Read:
        """Return what `read` makes of the answer.

        An answer that can't be read is told with all that is known of the call: the run it
        belongs to has begun, and must not be lost.
        """
        call = Call(self, request, budget)
        answer = cast("Answer", call.run())
        try:
            return read(answer)
        except PenstockError as error:
            error.run_id = error.run_id or run_id_in(answer.headers)
            raise call.described(error) from error.__cause__

    def open(self, request: Request, budget: Budget) -> Body | Answer:
        """Return a stream's body once its head is here, or the answer if it is no stream."""
        return Call(self, request, budget, streamed=True).run()
