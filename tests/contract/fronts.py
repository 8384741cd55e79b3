"""The places a conformance test is run at: both fronts of the mock, and a real server if there is
one.

A real server is named by PENSTOCK_LIVE_<SERVICE>, the key it wants by PENSTOCK_LIVE_<SERVICE>_KEY.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from attrs import frozen

from penstock_mock import Server
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock


@frozen(kw_only=True)
class Front:
    """Where to find a service."""

    settings: dict[str, Any]
    """The arguments that a client of the wrapper is made with, the key apart."""
    key: str
    mock: Mock | Tenant | None
    """None at a real server: nothing can be scripted there, nor looked at."""

    @property
    def live(self) -> bool:
        return self.mock is None


PLACES = ["in-process", "port", pytest.param("live", marks=pytest.mark.live)]


def at(place: str, tag: str, **options: Any) -> Iterator[Front]:
    """Yield the service at a place; a test that needs a real server is skipped without one."""
    if place == "in-process":
        mock = Mock(strict=False, options={tag: options})
        base_url = mock.contract.of(tag)[0].servers[0].url
        settings = {"base_url": base_url, "transport": mock.transport, "clock": mock.clock}
        yield Front(settings=settings, key="key", mock=mock)
    elif place == "port":
        with _port().tenant(strict=False, options={tag: options}) as tenant:
            settings = {"base_url": tenant.url_for(tag), "clock": tenant.clock}
            yield Front(settings=settings, key="key", mock=tenant)
    else:
        yield _live(tag)


@cache
def _port() -> Server:
    """The server of all these tests: stopping one takes a fifth of a second."""
    server = Server().start()
    atexit.register(server.stop)
    return server


def _live(tag: str) -> Front:
    variable = f"PENSTOCK_LIVE_{tag.upper()}"
    url = os.environ.get(variable, "").strip()
    if not url:
        pytest.skip(f"{variable} names no server: set it to one's URL to test against that, too")
    key = os.environ.get(f"{variable}_KEY", "").strip() or "key"
    return Front(settings={"base_url": url}, key=key, mock=None)
