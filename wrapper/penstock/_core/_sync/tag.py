# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_core/_async/tag.py

"""A client of whatever service the document has."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Unpack

from penstock._core import generic_service
from penstock._core._sync.client import Client, ClientOptions
from penstock._core.generic_service import profile_of
from penstock._core.service import Service


class ServiceClient(Client):
    """A client of a service that has no class of its own here, by its tag in the document.

        with ServiceClient("weather", "token") as weather:
            print(weather.call(operations.get_forecast, "Paris"))

    The key and the address come from the arguments, else from WEATHER_API_KEY and
    WEATHER_BASE_URL, which begin with the tag, else the address is the document's. The key is sent
    in the place that the document gives. An error response raises by its status, and its hints
    for waiting and rate limits are parsed in their common forms. The other settings are those
    of any client.
    """

    _service: ClassVar[Service] = generic_service

    def __init__(
        self,
        tag: str,
        api_key: str | Callable[[], str | str] | None = None,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(api_key, base_url, profile_of(tag), **options)
