"""Calls, outcomes and progress of a batch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence, Sized
from inspect import isawaitable, iscoroutine, iscoroutinefunction
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar, cast

import attrs

from penstock._core.checks import check_count
from penstock.errors import UsageError
from penstock_api.runtime import Shown

_T = TypeVar("_T")

Arguments: TypeAlias = Iterable[Sequence[Any]] | None
"""The positional arguments of each call."""
Keywords: TypeAlias = Iterable[Mapping[str, Any]] | None
"""The keyword arguments of each call."""
Call: TypeAlias = tuple[Sequence[Any], Mapping[str, Any]]

_END: Final[Any] = object()


class Flag(Protocol):
    """A flag that stops a batch: a `threading.Event`, an `asyncio.Event`, or the like."""

    def is_set(self) -> bool:
        """Return whether nothing more is to begin."""
        ...


@attrs.frozen
class Outcome(Shown, Generic[_T]):
    """The outcome of one call: `value`, or `error` if it raised."""

    index: int
    """The call's index among the inputs, from 0."""
    value: _T | None = None
    error: BaseException | None = None

    @property
    def ok(self) -> bool:
        """True if the call returned."""
        return self.error is None

    def result(self) -> _T:
        """Return what the call returned, or raise what it raised."""
        if self.error is not None:
            raise self.error
        return cast("_T", self.value)


@attrs.frozen(kw_only=True)
class Progress(Shown):
    """The progress of a batch."""

    done: int
    """Calls that have ended, whether well or not."""
    failed: int
    """Those of them that raised."""
    begun: int
    total: int | None
    """The number of calls; None for inputs without a length."""
    latest: Outcome[Any]
    """The outcome that came just now."""

    @property
    def is_last(self) -> bool:
        """True if nothing is left to be done; of inputs without a length, if nothing is begun."""
        return self.done == (self.begun if self.total is None else self.total)

    def _repr_html_(self) -> str:
        return progress_html(self)


class Counts(Protocol):
    """The counts of a batch."""

    @property
    def done(self) -> int: ...
    @property
    def failed(self) -> int: ...
    @property
    def total(self) -> int | None: ...


def progress_html(counts: Counts) -> str:
    """Return a bar in HTML, and the counts beside it."""
    total = "" if counts.total is None else f" of {counts.total}"
    bar = f'<progress max="{counts.total or 1}" value="{counts.done}"></progress>'
    return f"{bar if total else ''} {counts.done}{total} done, {counts.failed} failed"


def check_concurrency(value: object) -> int:
    """Return `value` if it is a whole number of 1 or more; raises UsageError otherwise."""
    if check_count("concurrency", value) < 1:
        raise UsageError("concurrency must be 1 or more")
    return cast("int", value)


def count(args: Arguments, kwargs: Keywords) -> int | None:
    """Return the number of calls; None if the inputs have no length.

    Raises UsageError if there are none of either, or more of one than of the other.
    """
    if args is None and kwargs is None:
        raise UsageError("give args=, a list of each call's arguments, or kwargs=, or both")
    given: tuple[object, ...] = (args, kwargs)
    counts = {len(inputs) for inputs in given if isinstance(inputs, Sized)}
    if len(counts) > 1:
        raise _uneven()
    return counts.pop() if counts else None


def calls(args: Arguments, kwargs: Keywords) -> Iterator[Call]:
    """Yield the arguments of each call, taken from the inputs one by one as they are needed.

    Raises UsageError for an item that isn't a list of arguments, or a dict of them.
    """
    positional, named = _endless(args, ()), _endless(kwargs, {})
    index = 0
    while True:
        one, other = next(positional, _END), next(named, _END)
        if one is _END and other is _END:
            return
        if one is _END or other is _END:
            if (args is None and other is _END) or (kwargs is None and one is _END):
                return
            raise _uneven()
        if not isinstance(other, Mapping):
            message = f"kwargs[{index}] is the dict of one call's keyword arguments, not {other!r}"
            raise UsageError(message)
        yield _arguments(one, index), other
        index += 1


def _endless(given: Iterable[Any] | None, default: Any) -> Iterator[Any]:
    if given is not None:
        if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
            raise UsageError(f"args and kwargs are lists, not {type(given).__name__}")
        yield from given
        return
    while True:
        yield default


def _arguments(given: object, index: int) -> Sequence[Any]:
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return given
    kind = type(given).__name__
    raise UsageError(
        f"args[{index}] is the list of one call's arguments, not {kind}: args=[[first], [second]]"
    )


def _uneven() -> UsageError:
    return UsageError("args and kwargs belong together one by one, and differ in length")


class Kind:
    """Blocking functions: what a blocking batch calls."""

    @staticmethod
    def check(func: Callable[..., Any]) -> None:
        """Raise UsageError for what can't be called, and for a coroutine function."""
        _check_callable(func)
        if iscoroutinefunction(func):
            raise _async_one()

    @staticmethod
    def read(returned: _T) -> _T:
        """Return what such a function returned. Raises UsageError if it must be awaited."""
        if isawaitable(returned):
            if iscoroutine(returned):
                returned.close()  # or Python warns that it was never awaited
            raise _async_one()
        return returned


class AsyncKind:
    """Async functions: what an async batch calls."""

    @staticmethod
    def check(func: Callable[..., Any]) -> None:
        """Raise UsageError for what can't be called. Whether it is async shows once it is."""
        _check_callable(func)

    @staticmethod
    def read(returned: Awaitable[_T]) -> Awaitable[_T]:
        """Return what such a function returned. Raises UsageError if it can't be awaited."""
        if isawaitable(returned):
            return returned
        raise UsageError(
            "this function isn't async, and has held up the event loop; "
            "use run_concurrent or iter_concurrent for it"
        )


def _check_callable(func: object) -> None:
    if not callable(func):
        raise UsageError(f"func must be a function, not {type(func).__name__}")


def _async_one() -> UsageError:
    return UsageError(
        "this function is async; use run_concurrent_async or iter_concurrent_async for it"
    )
