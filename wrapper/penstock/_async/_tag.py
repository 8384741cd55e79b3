"""A client of whatever service the document has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

import penstock  # annotations name what is loaded on use
from penstock import _refusals
from penstock._async._client import AsyncClient
from penstock._clock import Clock
from penstock._gate import MAX_IN_FLIGHT, MAX_STREAMS
from penstock._http import AsyncHTTPClient, AsyncTransport
from penstock._options import UNSET, Timeouts, Unset
from penstock._profiles import profile_of
from penstock._service import Service


class AsyncServiceClient(AsyncClient):
    """A client of a service that has no class of its own here, by its tag in the document.

        async with AsyncServiceClient("weather", "token") as weather:
            print(await weather.call(operations.get_forecast, "Paris"))

    The key and the address come from the arguments, else from WEATHER_API_KEY and
    WEATHER_BASE_URL, which begin with the tag, else the address is the document's. The key is sent
    where the document says. A refusal raises by its status, and what it says of waiting and of
    rate limits is read as all services write it. The other settings are those of any client.
    """

    _service: ClassVar[Service] = _refusals

    def __init__(
        self,
        tag: str,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: float | Timeouts | Unset | None = UNSET,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        headers: Mapping[str, str] | None = None,
        pacing: bool = False,
        max_response_bytes: int | Unset = UNSET,
        max_in_flight: int = MAX_IN_FLIGHT,
        max_streams: int = MAX_STREAMS,
        transport: AsyncTransport | None = None,
        http_client: AsyncHTTPClient | None = None,
        clock: Clock | None = None,
        random: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(
            api_key,
            base_url,
            timeout=timeout,
            retry=retry,
            headers=headers,
            pacing=pacing,
            max_response_bytes=max_response_bytes,
            transport=transport,
            http_client=http_client,
            clock=clock,
            random=random,
            max_in_flight=max_in_flight,
            max_streams=max_streams,
            profile=profile_of(tag),
        )
