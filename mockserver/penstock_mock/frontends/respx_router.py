"""A respx router over the transport: one named route per operation.

    with mock.router as router:
        httpx.post("https://www.sim.ai/api/workflows/wf/execute", headers={"X-API-Key": "k"})
        assert router["executeWorkflow"].called

A route is a respx route like any other: override it with `mock`, `respond` or a side effect. What
is sent to a service but means none of its operations goes to the route "unexpected"; other hosts
are left to other routers. A request that none takes is an unexpected call, and respx raises its own
complaint. Of nested routers the inner one answers.
"""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

import httpx
from attrs import frozen

try:
    import respx
    from respx.models import AllMockedAssertionError, ResolvedRoute
    from respx.patterns import Match, Pattern
except ImportError as missing:
    raise ImportError(
        "the router needs respx, which comes with the extra: pip install 'penstock[mock]'"
    ) from missing

from ..document.request import Request
from .httpx_transport import MockTransport

UNEXPECTED = "unexpected"


@frozen
class _Turn:
    """The request being resolved: its operation, and whether the answer is awaited."""

    operation: str | None
    awaited: bool
    routed: Request | None = None


_turn: ContextVar[_Turn] = ContextVar("penstock_mock_turn")
_NOBODYS = _Turn(None, awaited=False)


class Router(respx.MockRouter):
    """As a context manager it patches httpx, for blocking and async clients.

    Unlike respx's own, it doesn't mind routes that were never called, unless asked to.
    """

    def __init__(
        self, transport: MockTransport, *, assert_all_called: bool = False, **settings: Any
    ) -> None:
        """transport: what answers. settings: as for respx.MockRouter, e.g. using="httpx"."""
        super().__init__(assert_all_called=assert_all_called, **settings)
        self._transport = transport
        self._outer: list[list[respx.Router]] = []
        """For each time it was started, the routers that were before."""
        names = (*transport.operations, UNEXPECTED)
        self._names = frozenset(names)
        for operation_id in names:
            self.route(_Means(operation_id), name=operation_id).mock(side_effect=self._answer)

    def __call__(self, func: Any = None, **settings: Any) -> Any:
        """Decorate a function; or give a router with other settings, as respx does."""
        if func is not None:
            return super().__call__(func)
        return Router(self._transport, **settings)

    def start(self) -> None:
        """Begin to answer, before the routers that were started earlier."""
        super().start()
        if self.Mocker is not None:
            outer = self.Mocker.routers[:-1]
            self._outer.append(outer)
            self.Mocker.routers[:] = [self, *outer]

    def stop(self, clear: bool = True, reset: bool = True, quiet: bool = False) -> None:
        """End what `start` began; see respx."""
        if self._outer:
            self._outer.pop()
        super().stop(clear, reset, quiet)

    def resolve(self, request: httpx.Request) -> ResolvedRoute:
        """Find the route of a blocking client's request, and its answer."""
        for inner in self._inner():
            with suppress(AllMockedAssertionError):
                return inner.resolve(request)
        turn = self._turn(request, awaited=False)
        token = _turn.set(turn)
        try:
            return super().resolve(request)
        except AllMockedAssertionError as error:
            if self._is_outermost:
                self._transport.handle_request(request, turn.routed)
            raise _explained(error, turn) from None
        finally:
            _turn.reset(token)

    async def aresolve(self, request: httpx.Request) -> ResolvedRoute:
        """Find the route of an async client's request, and its answer."""
        for inner in self._inner():
            with suppress(AllMockedAssertionError):
                return await inner.aresolve(request)
        turn = self._turn(request, awaited=True)
        token = _turn.set(turn)
        try:
            return await super().aresolve(request)
        except AllMockedAssertionError as error:
            if self._is_outermost:
                await self._transport.handle_async_request(request, turn.routed)
            raise _explained(error, turn) from None
        finally:
            _turn.reset(token)

    @property
    def _is_outermost(self) -> bool:
        """No other router takes what this one doesn't. Then it is for the journal, since the code
        under test may swallow respx's complaint.
        """
        return bool(self._outer) and not self._outer[-1]

    def _inner(self) -> list[respx.Router]:
        """The routers that were started since this one, the innermost first."""
        if self.Mocker is None or not self._outer:
            return []
        outer = self._outer[-1]
        later = [r for r in self.Mocker.routers if r is not self and r not in outer]
        # Those of respx's own kind are appended; those of this kind put themselves in front.
        return sorted(later, key=lambda router: not isinstance(router, Router))

    def _turn(self, request: httpx.Request, *, awaited: bool) -> _Turn:
        routed = self._transport.route(request)
        operation = self._transport.operation_of(routed)
        added = [route for route in self.routes if route.name not in self._names]
        if any(route.pattern is None or route.pattern.match(request) for route in added):
            operation = None  # a route that the test added itself
        return _Turn(UNEXPECTED if operation == "" else operation, awaited, routed)

    def _answer(self, request: httpx.Request) -> httpx.Response | Awaitable[httpx.Response]:
        turn = _turn.get()
        if not turn.awaited:
            return self._transport.handle_request(request, turn.routed)
        return self._transport.handle_async_request(request, turn.routed)


class _Means(Pattern):
    """Matches the requests that the contract routes to an operation.

    So the order of routes is the contract's business: a literal path beats a template.
    """

    def match(self, request: httpx.Request) -> Match:
        return Match(_turn.get(_NOBODYS).operation == self.value)


def _explained(error: AllMockedAssertionError, turn: _Turn) -> AllMockedAssertionError:
    route = turn.routed.route if turn.routed else None
    elsewhere = getattr(route, "elsewhere", "")
    return AllMockedAssertionError(f"{error}\n{elsewhere}") if elsewhere else error
