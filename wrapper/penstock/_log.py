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


def sending(request: Request, number: int) -> None:
    """An attempt begins."""
    if logger.isEnabledFor(logging.DEBUG):
        shown = loggable_headers(request.headers)
        logger.debug("%s %s attempt %d %s", request.method, request.shown_path, number, shown)


def answered(
    request: Request,
    number: int,
    status: int,
    headers: Mapping[str, str],
    seconds: float,
    hiding: Callable[[], Callable[[str], str]],
) -> None:
    """An answer came (of a stream, its head). `hiding` gives what hides the key some quote."""
    if logger.isEnabledFor(logging.DEBUG):
        shown, hide = loggable_headers(headers), hiding()
        logger.debug(
            "%s %s attempt %d: %d in %.3f s %s",
            request.method,
            request.shown_path,
            number,
            status,
            seconds,
            {name: hide(text) for name, text in shown.items()},
        )


def failed(request: Request, number: int, error: Exception, seconds: float) -> None:
    """An attempt ended without a complete answer."""
    if logger.isEnabledFor(logging.DEBUG):
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
