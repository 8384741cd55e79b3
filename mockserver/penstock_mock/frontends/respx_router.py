"""A respx router over the transport: one named route per operation.

    with mock.router as router:
        httpx.post("https://www.sim.ai/api/workflows/wf/execute", headers={"X-API-Key": "k"})
        assert router["executeWorkflow"].called

A route is a respx route like any other: override it with `mock`, `respond` or a side effect. What
is sent to a service but means none of its operations goes to the route "unexpected"; other hosts
are left to other routers, and a mock of this process that listens on a port, such as
`penstock_server`, is reached. A request that none takes is an unexpected call, and respx raises its
own complaint. Of nested routers the inner one answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx

from ..document.values import frozen

try:
    import respx
    from respx.models import AllMockedAssertionError, ResolvedRoute
    from respx.patterns import Match, Pattern
except ImportError as missing:
    raise ImportError(
        "the router needs respx, which comes with the extra: pip install 'penstock[mock]'"
    ) from missing

from ..document.request import Request
from ..engine.engine import listens
from .httpx_transport import MockTransport

UNEXPECTED = "unexpected"
_SERVER = "a mock on a port"
# The key in a request's extensions of the router that asked all.
_ASKED = "penstock_mock.router"


@frozen
class _Turn:
    """The request being resolved: its operation, and whether the answer is awaited."""

    operation: str | None
    awaited: bool
    routed: Request | None = None


_turn: ContextVar[_Turn] = ContextVar("penstock_mock_turn")
_NO_TURN = _Turn(None, awaited=False)


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
        self._names = frozenset([*names, _SERVER])
        for operation_id in names:
            self.route(_Means(operation_id), name=operation_id).mock(side_effect=self._answer)
        self.route(_Means(_SERVER), name=_SERVER).pass_through()

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
        routers = self._in_turn(request)
        for router in routers:
            try:
                if not isinstance(router, Router):
                    return router.resolve(request)
                with router._taking(request, awaited=False):
                    return super(Router, router).resolve(request)
            except AllMockedAssertionError:
                continue
        transport, routed, refusal = _refused(request, routers)
        transport.handle_request(request, routed)
        raise refusal

    async def aresolve(self, request: httpx.Request) -> ResolvedRoute:
        """Find the route of an async client's request, and its answer."""
        routers = self._in_turn(request)
        for router in routers:
            try:
                if not isinstance(router, Router):
                    return await router.aresolve(request)
                with router._taking(request, awaited=True):
                    return await super(Router, router).aresolve(request)
            except AllMockedAssertionError:
                continue
        transport, routed, refusal = _refused(request, routers)
        await transport.handle_async_request(request, routed)
        raise refusal

    @contextmanager
    def _taking(self, request: httpx.Request, *, awaited: bool) -> Iterator[None]:
        token = _turn.set(self._turn(request, awaited=awaited))
        try:
            yield
        finally:
            _turn.reset(token)

    def _in_turn(self, request: httpx.Request) -> list[respx.Router]:
        """All routers, the innermost first.

        respx asks them in the order they were started, those of this kind in front. So the first
        of these asks all the others: when none takes the request, it is for the journal, since the
        code under test may swallow respx's complaint.
        """
        routers = list(self.Mocker.routers) if self.Mocker and self._outer else [self]
        if request.extensions.get(_ASKED) in routers[: routers.index(self)]:
            raise _refused(request, [self])[2]
        request.extensions[_ASKED] = self
        order: dict[respx.Router, None] = {}
        for router in routers:
            if isinstance(router, Router):
                outer = router._outer[-1] if router._outer else []
                inner = [r for r in routers if not isinstance(r, Router) and r not in outer]
                order |= dict.fromkeys([*inner, router])
        return [*(order | dict.fromkeys(routers))]

    def _turn(self, request: httpx.Request, *, awaited: bool) -> _Turn:
        routed = self._transport.route(request)
        operation = self._transport.operation_of(routed)
        added = [route for route in self.routes if route.name not in self._names]
        if any(route.pattern is None or route.pattern.match(request) for route in added):
            operation = None  # a route that the test added itself
        elif listens(request.url.host, request.url.port):
            operation = _SERVER
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
        return Match(_turn.get(_NO_TURN).operation == self.value)


def _refused(
    request: httpx.Request, routers: Iterable[respx.Router]
) -> tuple[MockTransport, Request, AllMockedAssertionError]:
    """The transport whose journal keeps a request that no router takes, that of the outermost; the
    request, routed; and respx's complaint, with the reason.
    """
    transport = [router._transport for router in routers if isinstance(router, Router)][-1]
    routed = transport.route(request)
    elsewhere = getattr(routed.route, "elsewhere", "")
    why = f"RESPX: {request!r} not mocked!"
    return transport, routed, AllMockedAssertionError(f"{why}\n{elsewhere}" if elsewhere else why)
