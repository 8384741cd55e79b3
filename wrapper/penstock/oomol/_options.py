"""Options of the client and of waits, under the names all services share or the documented ones."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeAlias, TypedDict

import attrs

import penstock.oomol  # for annotations: its names load on first use
from penstock._core.call_options import RetryOptions
from penstock._core.checks import (
    LONGEST_SECONDS,
    check_count,
    check_function,
    check_number,
    check_plain_function,
    check_seconds,
    grow,
)
from penstock.errors import UsageError
from penstock.oomol import _defaults
from penstock.poll import Schedule, as_schedule

if TYPE_CHECKING:  # a default of a type variable doesn't exist in Python 3.11
    from typing_extensions import TypeVar

    from penstock.oomol._models import InstallTask, Task

    _State = TypeVar("_State", Task, InstallTask, default=Task)
else:
    from typing import TypeVar

    _State = TypeVar("_State")

_DOCUMENTED: Final = ("base_url", "api_token", "default_headers", "timeout")
_SCHEME: Final = r"[A-Za-z][A-Za-z0-9_-]*"


TaskKey: TypeAlias = Literal["manifest", "blockId", "both"]
"""The wire's names for a task's block or flow: one of them, or both."""


class ClientOptions(TypedDict, total=False):
    """The client's settings as one dict, as the official client takes them."""

    base_url: str
    api_token: str | Callable[[], str | Awaitable[str]] | None
    default_headers: Mapping[str, str] | None
    timeout: float | None


@attrs.frozen(kw_only=True, eq=False)
class Settings:
    """The arguments of a client, merged; values are checked where they are used."""

    api_key: Any = attrs.field(default=None, repr=False)
    base_url: Any = None
    headers: Any = attrs.field(default=None, repr=False)
    timeout: Any = None
    key_prefix: str = ""


def settings(
    first: object,
    *,
    api_token: object,
    default_headers: object,
    headers: object,
    auth_scheme: object,
    base_url: object,
    timeout: object,
) -> Settings:
    """Return the settings; `first` is a token, or a dict of the documented options.

    The token goes before an Authorization among the headers, as in both official clients. Such
    a header is sent as it is; a token is, too, unless there is a scheme to put before it.
    """
    given = _options(first)
    token = _one("api_key", given.get("api_key"), "api_token", given.get("api_token"))
    token = _one("api_key", token, "api_token", api_token)
    more = _one("default_headers", given.get("default_headers"), "default_headers", default_headers)
    more = _one("default_headers", more, "headers", headers)
    header, others = _split(more)
    return Settings(
        api_key=token or header,
        base_url=given.get("base_url") or base_url,
        headers=others,
        timeout=given.get("timeout", timeout),
        key_prefix=prefix(auth_scheme) if token or not header else "",
    )


def _options(first: object) -> Mapping[str, Any]:
    if not isinstance(first, Mapping):
        return {"api_key": first}
    unknown = sorted(str(name) for name in first if name not in _DOCUMENTED)
    if unknown:
        raise UsageError(
            f"no option {', '.join(unknown)}; the dict takes {', '.join(_DOCUMENTED)}, "
            "and the rest is given by keyword"
        )
    return first


def _one(name: str, value: Any, other_name: str, other: Any) -> Any:
    """Return the one that was given."""
    if not value or not other:
        return value or other
    where = "twice" if name == other_name else f"as {other_name}, too"
    raise UsageError(f"{name} is given {where}; give it once")


def _split(headers: Any) -> tuple[Any, Any]:
    """Return the Authorization among the headers, however it is written, and the others."""
    if not isinstance(headers, Mapping):
        return None, headers
    found = {name: text for name, text in headers.items() if str(name).lower() == "authorization"}
    if len(found) > 1:
        raise UsageError(f"default_headers has {' and '.join(found)}; give one of them")
    others = {name: text for name, text in headers.items() if name not in found}
    return next(iter(found.values()), None), others


def prefix(scheme: object) -> str:
    """Return the word before the token. Raises UsageError for what is no scheme."""
    if scheme is None:
        return ""
    if not isinstance(scheme, str) or not re.fullmatch(_SCHEME, scheme):
        # What was given isn't shown: it may have the token in it.
        raise UsageError("auth_scheme must be one word, such as 'Bearer', without a space or token")
    return f"{scheme} "


_LONGEST: Final = LONGEST_SECONDS * 1000


class BackoffStrategy(str, Enum):  # noqa: UP042 - str(), too, is that of the official client
    """The growth of the waits between polls."""

    FIXED = "fixed"
    EXPONENTIAL = "exponential"


def _strategy(value: BackoffStrategy | str | None) -> BackoffStrategy:
    try:
        return BackoffStrategy.EXPONENTIAL if value is None else BackoffStrategy(value)
    except ValueError:
        message = f"backoff_strategy is {value!r}; give BackoffStrategy.FIXED or EXPONENTIAL"
        raise UsageError(message) from None


def _interval(value: float | None) -> float:
    return _millis("interval_ms", _defaults.INTERVAL_MS if value is None else value)


def _longest(value: float | None) -> float:
    return _millis("max_interval_ms", _defaults.MAX_INTERVAL_MS if value is None else value)


def _log_interval(value: float | None) -> float:
    return _millis("log_interval_ms", _defaults.LOG_INTERVAL_MS if value is None else value)


def _timeout(value: float | None) -> float | None:
    if value == 0 and not isinstance(value, bool):
        raise UsageError("timeout_ms is 0; give the milliseconds to wait, or None for no limit")
    return None if value is None else _millis("timeout_ms", value)


def _millis(name: str, value: float) -> float:
    # Less than one would ask again without a pause.
    return check_number(name, value, at_least=1, at_most=_LONGEST)


def _factor(value: float | None) -> float:
    return check_number(
        "backoff_factor", _defaults.BACKOFF_FACTOR if value is None else value, at_least=1
    )


def _rounds(value: int | None) -> int:
    return check_count("log_rounds", _defaults.LOG_ROUNDS if value is None else value)


def _schedule(value: Schedule | float | None) -> Schedule | None:
    return None if value is None else as_schedule(value)


def _callable(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_function(field.name, value)


def _boolean(_: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, bool):
        raise UsageError(f"{field.name} is {value!r}; give True or False")


@attrs.frozen(kw_only=True)
class PollingOptions:
    """Options of a wait for a task; times are in milliseconds.

    None means the default, but for `timeout_ms`.

    The waits are `interval_ms` and then `backoff_factor` times the wait before, never above
    `max_interval_ms`; or, with BackoffStrategy.FIXED, `interval_ms` each time. Raises UsageError
    for numbers that can't be meant.
    """

    interval_ms: float = attrs.field(default=None, converter=_interval)
    timeout_ms: float | None = attrs.field(default=_defaults.TIMEOUT_MS, converter=_timeout)
    """For the whole wait, 90 minutes by default; None waits for as long as it takes. The log
    of a task that has ended in time is read for 5 s more if it lags."""
    max_interval_ms: float = attrs.field(default=None, converter=_longest)
    backoff_strategy: BackoffStrategy = attrs.field(default=None, converter=_strategy)
    backoff_factor: float = attrs.field(default=None, converter=_factor)
    on_progress: Callable[[Any], object] | None = attrs.field(default=None, validator=_callable)
    """Called with each state of the task, the last included. A function, or
    in async code a coroutine function; an exception of it ends the wait."""
    on_log: Callable[[Any], object] | None = attrs.field(default=None, validator=_callable)
    """Called once with each entry of the log, in their order."""
    stop_on_timeout: bool = attrs.field(default=False, validator=_boolean)
    """True to stop the task when time is up; an installation can't be."""
    stop_on_cancel: bool = attrs.field(default=False, validator=_boolean)
    """True to stop the task when the wait is cancelled, or interrupted from the keyboard."""
    poll: Schedule | None = attrs.field(default=None, converter=_schedule)
    """A schedule of `penstock.poll`, or seconds, in place of the waits above."""
    log_rounds: int = attrs.field(default=None, converter=_rounds)
    """The number of further polls, once the task has ended, for log entries that arrive late."""
    log_interval_ms: float = attrs.field(default=None, converter=_log_interval)
    """The wait before each of them."""

    @property
    def timeout(self) -> float | None:
        """The time for the whole wait in seconds."""
        return None if self.timeout_ms is None else self.timeout_ms / 1000

    def delay(self, n: int) -> float:
        """Return the seconds to wait before poll number n + 1; n counts from 0."""
        if self.poll is not None:
            return self.poll.delay(n)
        if self.backoff_strategy is BackoffStrategy.FIXED:
            return self.interval_ms / 1000
        wait = grow(self.interval_ms, self.backoff_factor, self.max_interval_ms, n)
        return int(wait) / 1000  # whole milliseconds, as the official client counts


class PollingDict(TypedDict, Generic[_State], total=False):
    """The same as a dict: the fields of PollingOptions, or the words that all services share."""

    interval_ms: float | None
    timeout_ms: float | None
    max_interval_ms: float | None
    backoff_strategy: BackoffStrategy | Literal["fixed", "exponential"] | None
    backoff_factor: float | None
    on_progress: Callable[[_State], object] | None
    on_log: Callable[[penstock.oomol.TaskLog], object] | None
    stop_on_timeout: bool
    stop_on_cancel: bool
    log_rounds: int | None
    log_interval_ms: float | None
    poll: Schedule | float | None
    wait_timeout: float | None
    """In seconds: `timeout_ms`."""
    timeout: float | None
    """Another name of `wait_timeout`."""
    on_update: Callable[[_State], object] | None
    """Another name of `on_progress`."""


class Waiting(RetryOptions, Generic[_State], total=False):
    """Options of a wait, under the names that all services share."""

    poll: Schedule | float | None
    """Seconds between two questions, or a schedule of `penstock.poll`."""
    wait_timeout: float | None
    """For the whole wait, in seconds; None waits for as long as it takes."""
    timeout: float | None
    """Another name of `wait_timeout`."""
    on_update: Callable[[_State], object] | None
    """Called with each state; a function, or in async code a coroutine function."""


Polling: TypeAlias = PollingOptions | PollingDict[_State]


def polling_options(
    given: Polling[_State] | None, waiting: Waiting[_State] | None = None
) -> PollingOptions:
    """Return the options meant; `waiting` go before those given.

    Raises UsageError for names and values that aren't any.
    """
    named = _named(waiting or {}, "argument")
    if given is None:
        return PollingOptions(**named)
    if isinstance(given, PollingOptions):
        return attrs.evolve(given, **named) if named else given
    if not isinstance(given, Mapping):
        raise UsageError(
            f"polling options are a dict or PollingOptions(…), not {type(given).__name__}"
        )
    return PollingOptions(**{**_named(given, "polling option"), **named})


def _named(given: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return options by the documented names. Raises UsageError for unknown ones, and for two."""
    known = [*(field.name for field in attrs.fields(PollingOptions)), *_SHARED]
    unknown = sorted(str(name) for name in given if name not in known)
    if unknown:
        raise UsageError(f"no {kind} {', '.join(unknown)}; there are {', '.join(known)}")
    made: dict[str, Any] = {}
    for name, value in given.items():
        documented = _SHARED.get(name, name)
        if documented in made:
            raise UsageError(f"{documented} is given under two names, give it once")
        is_seconds = name in ("timeout", "wait_timeout") and value is not None
        made[documented] = (
            check_seconds(name, value, at_least=0.001) * 1000 if is_seconds else value
        )
    return made


_SHARED: Final = {
    "timeout": "timeout_ms",
    "wait_timeout": "timeout_ms",
    "on_update": "on_progress",
}
"""The documented name of each option that all services share."""


def blocking_options(
    given: Polling[_State] | None, waiting: Waiting[_State] | None = None
) -> PollingOptions:
    """Return the options meant, for blocking code.

    Raises UsageError for a coroutine function as callback, before a task is created."""
    options = polling_options(given, waiting)
    for name in ("on_progress", "on_log"):
        check_plain_function(name, getattr(options, name))
    return options
