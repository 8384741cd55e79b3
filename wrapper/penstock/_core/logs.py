"""The log, under the name "penstock".

Method, path and status, and of the headers those on the allow-list; never a body, never a key.
Each attempt at DEBUG, each wait before another one at INFO, and at ERROR a hook that raises.
`PENSTOCK_LOG=debug` (or info) in the environment sends it to stderr.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TextIO

from penstock._core.environment import variable
from penstock._core.redact import loggable_headers

if TYPE_CHECKING:
    from penstock._core.message import Request

DEBUG: Final = logging.DEBUG
"""The level at which attempts are logged; ask before each of the functions for that."""
logger: Final = logging.getLogger("penstock")
logger.addHandler(logging.NullHandler())


LEVELS: Final = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to whatever `sys.stderr` is at the time, unless the root's handlers show it there."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record once, also where `logging.basicConfig` was called, before or since."""
        others = logging.getLogger().handlers if logger.propagate else ()
        shown = (getattr(other, "stream", None) for other in others)
        if not any(stream in (sys.stderr, sys.stdout) for stream in shown):
            super().emit(record)


_warned: Final[set[str]] = set()


def configure() -> None:
    """Send the log to stderr, once, if PENSTOCK_LOG names a level; warn once if it names none."""
    wanted = variable("PENSTOCK_LOG")
    if wanted is None or any(isinstance(handler, _Stderr) for handler in logger.handlers):
        return
    level = LEVELS.get(wanted.strip().lower())
    if level is not None:
        logger.addHandler(_Stderr())
        logger.setLevel(level)
    elif wanted not in _warned:
        _warned.add(wanted)
        levels = ", ".join(LEVELS)
        message = f"PENSTOCK_LOG={wanted} is ignored; set it to one of {levels}, or unset it"
        warnings.warn(message, RuntimeWarning, stacklevel=4)


def hook_failed(name: str) -> None:
    """A hook of the caller's raised the exception that is being handled."""
    logger.exception("%s raised an exception, which the call ignores", name)


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
    """A response came (of a stream, its head). `hide` hides the key, which some quote."""
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
    """An attempt ended without a complete response."""
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


def fell_back(asked: str, reason: str) -> None:
    """Requests go through httpx, although another library was asked for."""
    logger.info("http=%r isn't used, requests go through httpx: %s", asked, reason)
