"""Helpers of the tests of bad input: clients of either kind used alike, and the mock they call.

A test module names the service it is about in a fixture `service`; the fixtures that make clients
and mocks of it are in conftest.py. The tests of defects use the small things out of here.
"""

from __future__ import annotations

import asyncio
import inspect
import socket
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from operator import attrgetter
from typing import Any, TypeAlias

from attrs import field, frozen

from penstock._core._async.pages import AsyncPager
from penstock._core._async.stream import AsyncEventStream
from penstock._core._sync.pages import Pager
from penstock._core._sync.stream import EventStream
from penstock_mock.mock import Mock


class Hand:
    """A client of either kind, used alike: whatever a call hands back is read to its end."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._blocking = hasattr(client, "close")
        self._runner = asyncio.Runner()

    def __call__(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """Call what one writes as `client.<method>(...)`."""
        return self.read(partial(attrgetter(method)(self.client), *args, **kwargs))

    def read(self, call: Callable[[], Any]) -> Any:
        return _read(call()) if self._blocking else self._runner.run(_aread(call))

    def items(self, opened: Any) -> list[Any]:
        """Everything that a stream or a pager hands out one by one."""
        if not self._blocking:
            return self._runner.run(_aitems(opened))
        with opened if isinstance(opened, EventStream) else nullcontext():
            return [*opened]

    def close(self) -> None:
        if self._blocking:
            self.client.close()
        else:
            self._runner.run(self.client.aclose())
        self._runner.close()


def _read(got: Any) -> Any:
    if isinstance(got, EventStream):
        return got.collect()
    return [*got] if isinstance(got, Pager) else got


async def _aread(call: Callable[[], Any]) -> Any:
    got = call()
    if isinstance(got, AsyncEventStream):
        return await got.collect()
    if isinstance(got, AsyncPager):
        return await _all(got)
    return await got if inspect.isawaitable(got) else got


async def _aitems(opened: Any) -> list[Any]:
    async with opened if isinstance(opened, AsyncEventStream) else nullcontext():
        return await _all(opened)


async def _all(items: AsyncIterable[Any]) -> list[Any]:
    return [item async for item in items]


@frozen(kw_only=True)
class Service:
    """The settings in which one service's tests differ from the next's."""

    tag: str
    clients: Mapping[str, Callable[..., Any]]
    """The class of the client, by kind: blocking, async."""
    environment: tuple[str, ...]
    """The variables that a client looks at."""
    arguments: tuple[Any, ...] = ()
    """The arguments of a client unless a test gives its own."""
    settings: dict[str, Any] = field(factory=dict)
    """The settings of every client that calls the mock."""
    world: Callable[[], dict[str, Any]] = dict
    """The settings of a mock; made anew for each, as a clock among them must be."""
    hand: type[Hand] = Hand

    def make(self, kind: str, *args: Any, **settings: Any) -> Hand:
        return self.hand(self.clients[kind](*(args or self.arguments), **settings))


Make: TypeAlias = Callable[..., Hand]


@frozen
class Front:
    """A mock, and what a client needs to reach it."""

    service: Service
    mock: Mock
    reach: dict[str, Any]
    make: Make

    def hand(self, *args: Any, **settings: Any) -> Hand:
        return self.make(*args, **{**self.service.settings, **self.reach, **settings})


NewFront: TypeAlias = Callable[[], AbstractContextManager[Front]]
"""Opens one that no test has used."""


def sent(mock: Mock) -> Any:
    """The JSON of the last request."""
    return mock.journal.last.request.json()


def in_async(client: Any, call: Callable[[Any], Awaitable[Any]]) -> Any:
    """Return what a call awaits with an async client, which is closed after it."""

    async def main() -> Any:
        async with client as made:
            return await call(made)

    return asyncio.run(main())


def unused_port() -> int:
    """A port without a listener."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# -- every request the wrapper can send ------------------------------------------------------------


class Everything:
    """Makes every call there is, and remembers with which arguments."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.used: dict[str, set[str]] = {}

    def __call__(self, method: str, *args: Any, **kwargs: Any) -> Any:
        parameters = inspect.signature(attrgetter(method)(self.hand.client)).parameters
        self.used.setdefault(method, set()).update([*parameters][: len(args)], kwargs)
        return self.hand(method, *args, **kwargs)

    def check(self, public: Mapping[str, Any], local: set[str]) -> None:
        """Each public method was called, with each option but those that never reach the wire.

        Nor are the `options` of every call, which are none of the contract's.
        """
        assert set(self.used) == set(public)
        for method, given in self.used.items():
            named = {*inspect.signature(public[method]).parameters} - {"extras", "options"}
            assert named - local <= given, method


# What sends nothing, or changes what is sent.
NOT_SENT = {"close", "aclose", "with_options", "set_api_key", "set_base_url"}
NOT_SENT |= {"rate_limits", "get_rate_limit_info"}
# These send whatever they are given.
NOT_SENT |= {"call", "call_detailed", "request", "stream"}


def methods(client: Any, *groups: str) -> dict[str, Any]:
    """Every method of a client and its groups that sends, by what one writes after `client.`."""
    own = _callables(client).items()
    found = {name: value for name, value in own if name not in NOT_SENT and name not in groups}
    for group in groups:
        inner = _callables(getattr(client, group))
        found |= {f"{group}.{name}": value for name, value in inner.items()}
    return found


def _callables(thing: Any) -> dict[str, Any]:
    found = inspect.getmembers(thing, callable)
    return {name: value for name, value in found if not name.startswith("_")}


def check_contract(mock: Mock, tag: str) -> None:
    """Every operation of the service was called, and nothing that was sent breaks the contract."""
    assert {str(call): [*map(str, call.findings)] for call in mock.journal.breaches} == {}
    assert {call.operation_id for call in mock.journal} == {o.id for o in mock.contract.of(tag)}
    mock.verify()
