"""Assertions about the calls in a journal, with messages that show the nearest ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from ..document.operations import Operation
from ..document.request import MISSING, Request
from ..document.validation import numbered
from . import checks
from .faults import check_operation
from .matching import Sent, check_parts


class Recorded(Protocol):
    """A call in a journal; see `exchange.Exchange`."""

    @property
    def id(self) -> str: ...
    @property
    def request(self) -> Request: ...
    @property
    def operation(self) -> Operation | None: ...
    @property
    def operation_id(self) -> str | None: ...
    @property
    def path_params(self) -> Mapping[str, Any]: ...
    def explained(self) -> str: ...


E = TypeVar("E", bound=Recorded)
Expected: TypeAlias = str | tuple[str, Mapping[str, Any]]
"""An operation's id; or with parts of the request: ("getJob", {"path": {"id": "1"}})."""

# The calls that a message describes.
_NEAREST, _SHOWN = 3, 10


class Assertions(Generic[E]):
    """The assertions of a journal.

    A call is one that is meant when its request contains the parts that are named: objects may have
    more fields, lists have as many items, all else is equal. path, query, json: typed as the
    document has it. headers: credentials, and others that the journal doesn't record, are
    "[redacted]".

    Each raises AssertionError when it does not hold, LookupError for an operation the document
    doesn't have, and ValueError for parts that no request could have: a path parameter that the
    path lacks, or a value of another type than the document's.
    """

    def __init__(self, operations: Mapping[str, Operation] | None = None) -> None:
        """operations: those that are known, by id; without them any is taken."""
        self._operations = operations or {}
        self._asserted: set[str] = set()
        """The calls that assertions were about."""

    def __iter__(self) -> Iterator[E]:
        raise NotImplementedError

    def count(self, operation_id: str | None = None) -> int:
        """Count the calls of an operation, dropped ones included."""
        raise NotImplementedError

    def assert_called(
        self,
        operation_id: str,
        *,
        times: int | None = None,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = MISSING,
    ) -> tuple[E, ...]:
        """Assert that an operation was called: so many times, or at least once. Returns the calls.

        For the parts of the request see the class.
        """
        __tracebackhide__ = True
        if times is not None:
            checks.whole("times", times, 0)
        given = {"path": path, "query": query, "headers": headers}
        where = {name: part for name, part in given.items() if part is not None}
        where |= {} if json is MISSING else {"json": json}
        found = self._found(operation_id, where)
        met = tuple(call for call, differences in found if not differences)
        dropped = self.count(operation_id) - len(found)
        right = bool(met) if times is None else len(met) == times and not dropped
        if not where and dropped:  # then their number is known all the same
            right = times in (None, len(met) + dropped)
        if right:
            self._asserted.update(call.id for call in met)
            return met
        wanted = "at least 1 call" if times is None else numbered(times, "call")
        such = f" with such {' and '.join(where)}" if where else ""
        points = [f"expected {wanted} of {operation_id}{such}, got {len(met)}"]
        if dropped:
            points.append(
                f"{numbered(dropped, 'call')} of it left the journal: Mock(journal=N) keeps more"
            )
        others = sorted((c for c in found if c[1]), key=lambda each: len(each[1]))
        if met:
            points += _listed("these", met)
        elif others:
            points.append("nearest:")
            for call, differences in others[:_NEAREST]:
                points += [f"{call}", *(f"    {difference}" for difference in differences)]
        else:
            points += _listed("calls there were", tuple(self))
        raise AssertionError("\n    ".join(points))

    def assert_not_called(self, operation_id: str, **parts: Any) -> None:
        """Assert that an operation was not called, or not with such parts."""
        __tracebackhide__ = True
        self.assert_called(operation_id, times=0, **parts)

    def assert_order(self, expected: Iterable[Expected]) -> tuple[E, ...]:
        """Assert that there are such calls in this order, others between them. Returns them."""
        __tracebackhide__ = True
        calls, met = tuple(self), list[E]()
        wanted = _wanted(expected)
        rest = iter(calls)
        for operation_id, where in wanted:
            found = self._found(operation_id, where)
            meant = {call.id for call, differences in found if not differences}
            call = next((call for call in rest if call.id in meant), None)
            if call is None:
                such = f" with such {' and '.join(where)}" if where else ""
                after = f"after {met[-1]}, no" if met else "no"
                earlier = [each for each in calls if each.id in meant]
                points = [f"{after} call of {operation_id}{such}"]
                points += [f"it was before: {each}" for each in earlier[-1:]]
                points += _listed("expected", [name for name, _ in wanted])
                points += _listed("calls there were", calls)
                raise AssertionError("\n    ".join(points))
            met.append(call)
        self._asserted.update(call.id for call in met)
        return tuple(met)

    def assert_nothing_else(self) -> None:
        """Assert that there are no calls but those that the assertions so far were about."""
        __tracebackhide__ = True
        calls = tuple(self)
        others = [call for call in calls if call.id not in self._asserted]
        dropped = self.count() - len(calls)
        points = [f"{numbered(len(others), 'call')} that no assertion was about"] if others else []
        points += _listed("these", others) if others else []
        if dropped:
            points.append(
                f"{numbered(dropped, 'call')} left the journal: Mock(journal=N) keeps more"
            )
        if points:
            raise AssertionError("\n    ".join(points))

    def _found(self, operation_id: str, where: Mapping[str, Any]) -> list[tuple[E, list[str]]]:
        """The calls of an operation, and how each differs from the parts."""
        check_operation(operation_id, tuple(self._operations))
        check_parts(where, self._operations.get(operation_id))
        found = []
        for call in tuple(self):
            if call.operation_id == operation_id:
                sent = Sent.recorded(call.request, call.operation, call.path_params)
                found.append((call, sent.differences(where) if where else []))
        return found


def _wanted(expected: Iterable[Expected]) -> list[tuple[str, Mapping[str, Any]]]:
    """The calls expected, in order. Raises TypeError for what is none, ValueError without any."""
    whole = 'give a list of operations, such as ["addPet", ("getPet", {"path": {"id": "1"}})]'
    if isinstance(expected, (str, Mapping)) or not isinstance(expected, Iterable):
        raise TypeError(f"the order expected is {expected!r}; {whole}")
    wanted = [(each, {}) if isinstance(each, str) else each for each in expected]
    if not wanted:
        raise ValueError(f"the order expected is empty; {whole}")
    for each in wanted:
        match each:
            case (str(), Mapping()):
                pass
            case _:
                raise TypeError(f"the order expected has {each!r}; {whole}")
    return wanted


def _listed(title: str, calls: Iterable[object]) -> list[str]:
    listed = list(map(str, calls))
    if not listed:
        return [f"{title}: none"]
    more = len(listed) - _SHOWN
    rest = [f"    and {more} more"] if more > 0 else []
    return [f"{title}:", *(f"    {call}" for call in listed[:_SHOWN]), *rest]
