"""What is told to `logging`, under the name "penstock".

Method, path and status, and of the headers those on the allow-list; never a body, never a key.
Each attempt at DEBUG, each wait before another one at INFO.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from penstock._redact import loggable_headers

if TYPE_CHECKING:
    from penstock._message import Request

logger: Final = logging.getLogger("penstock")
logger.addHandler(logging.NullHandler())


def is_on() -> bool:
    """Return whether attempts are logged; ask before each of the three functions below."""
    return logger.isEnabledFor(logging.DEBUG)


def sending(request: Request, number: int) -> None:
    """An attempt begins."""
    shown = loggable_headers(request.headers)
    logger.debug("%s %s attempt %d %s", request.method, request.shown_path, number, shown)


def answered(
    request: Request,
    number: int,
    status: int,
    headers: Mapping[str, str],
    seconds: float,
    hide: Callable[[str], str],
) -> None:
    """An answer came (of a stream, its head). `hide` hides the key, which some quote."""
    logger.debug(
        "%s %s attempt %d: %d in %.3f s %s",
        request.method,
        request.shown_path,
        number,
        status,
        seconds,
        {name: hide(text) for name, text in loggable_headers(headers).items()},
    )


def failed(request: Request, number: int, error: Exception, seconds: float) -> None:
    """An attempt ended without a complete answer."""
    logger.debug(
        "%s %s attempt %d: %s after %.3f s",
        request.method,
        request.shown_path,
        number,
        type(error).__name__,
        seconds,
    )


def waiting(request: Request, delay: float, reason: str) -> None:
    """A wait before the next attempt."""
    logger.info("%s %s again in %.2f s: %s", request.method, request.shown_path, delay, reason)
