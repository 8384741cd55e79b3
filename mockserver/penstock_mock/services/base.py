"""The base of the services: the context of a request, its checks and answer, and options."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import (
    Any,
    ClassVar,
    Generic,
    Literal,
    NoReturn,
    TypeAlias,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from attrs import Factory, field, fields, resolve_types
from attrs.validators import in_, instance_of, optional

from ..document.bodies import JSON
from ..document.contract import Contract
from ..document.operations import Media, Operation
from ..document.request import MISSING
from ..document.schemas import ContractError, Node, raw_child
from ..document.values import define, frozen
from ..engine.service import Call, Service
from ..engine.session import Session
from ..engine.timeline import Timeline
from .formatting import uuid4

C = TypeVar("C", bound="RequestContext[Any, Any]")
S = TypeVar("S", bound="ServiceState[Any]")
O = TypeVar("O")  # noqa: E741 - a service's options
V = TypeVar("V")

_log = logging.getLogger("penstock_mock")

# The exceptions that functions and classes raise for values of wrong types.
MISFITS = (TypeError, AttributeError, KeyError)


class RequestError(Exception):
    """The request is answered with an error: `reply`."""

    def __init__(self, reply: Timeline) -> None:
        super().__init__(reply)
        self.reply = reply


def amount(_: Any, attribute: Any, value: Any) -> None:
    """The attrs validator of an option that is a number of 0 or more."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= 0:
        raise ValueError(f"{attribute.name} must be 0 or more, not {value!r}")


def duration(_: Any, attribute: Any, value: Any) -> None:
    """The attrs validator of an option that is a number of seconds above 0."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e9:
        raise ValueError(f"{attribute.name} must be a number of seconds above 0, not {value!r}")


def by_annotation(cls: type[Any], attributes: list[Any]) -> list[Any]:
    """The attrs field_transformer of options: each is validated by its annotation, unless it has a
    validator of its own.
    """
    hints = get_type_hints(cls)
    return [
        each if each.validator else each.evolve(validator=_validator(hints[each.name]))
        for each in attributes
    ]


def _validator(hint: Any) -> Any:
    args = get_args(hint)
    if type(None) in args:
        (given,) = (each for each in args if each is not type(None))
        return optional(_validator(given))
    return in_(args) if get_origin(hint) is Literal else instance_of(hint)


def dialects(*names: str) -> dict[str, Any]:
    """The arguments of the field `dialect`: the forms of a service's API, oldest first, by date.

    The oldest is the default. The former names, "documented" and "today", are accepted with a
    DeprecationWarning.
    """
    former = {"documented": names[0], "today": names[-1]}
    return {"default": names[0], "validator": in_(names), "metadata": {"former": former}}


def rename_dialect(cls: type[Any], service: str, given: dict[str, Any]) -> None:
    """Put a dialect's new name in place of its former one in options, with a DeprecationWarning."""
    value = given.get("dialect")
    name = fields(cls).dialect.metadata["former"].get(value) if isinstance(value, str) else None
    if name is None:
        return
    given["dialect"] = name
    level, frame = 1, sys._getframe()
    while frame.f_back and str(frame.f_globals.get("__name__")).startswith("penstock_mock"):
        level, frame = level + 1, frame.f_back  # to the caller outside this package
    message = f"dialect {value!r} of {service} is now called {name!r}; use that"
    warnings.warn(message, DeprecationWarning, stacklevel=level)


def read_options(cls: type[O], service: str, given: Mapping[str, Any]) -> O:
    """The options of a service, whose class is `cls`. Raises ValueError, naming what there is
    instead.
    """
    known = [each.name for each in fields(cls)]  # type: ignore[arg-type, misc, unused-ignore]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"no such option of {service}: {unknown}; there are {known}")
    try:
        return cls(**given)
    except MISFITS as error:
        raise ValueError(f"option of {service}: {error.args[0]}") from None


@cache
def documented(operation_id: str) -> Operation:
    """An operation of Penstock's own document, which a service plays also where a mock was given
    another document that has less.
    """
    return Contract.default().operations[operation_id]


def documented_body(operation_id: str, *, reply: bool = False) -> Media:
    """The JSON body of a documented operation's request, or of its successful reply. Raises
    ContractError where there is none.
    """
    operation = documented(operation_id)
    body = operation.response(200) if reply else operation.body
    if body is None or (media := body.media("application/json")) is None:
        raise ContractError(f"{operation_id} has no body in JSON")
    return media


def documented_choices(operation_id: str, name: str) -> list[Node]:
    """The schemas of which a property of an operation's JSON body may be any."""
    media = documented_body(operation_id)
    document = media.schemas.document
    properties = raw_child(document.resolve(media.schema), "properties")
    return [
        branch for _, branch in document.children(raw_child(raw_child(properties, name), "anyOf"))
    ]


class _Bound(Generic[V]):
    """The bound of what is kept; the first time something is dropped is logged."""

    def __init__(
        self,
        what: str,
        weigh: Callable[[V], int] = lambda _: 0,
        *,
        limit: int = 1000,
        size: int = 32 * 1024 * 1024,
    ) -> None:
        """what: a name for it in the warning. weigh: the bytes that a thing takes."""
        self.dropped = 0
        self.held = 0
        """Bytes."""
        self._what, self._weigh, self._limit, self._size = what, weigh, limit, size
        self._weights: dict[str, int] = {}

    def _drop(self) -> None:
        self.dropped += 1
        if self.dropped == 1:
            _log.warning(
                "%s are dropped, oldest first: a session keeps %d of them and %d bytes",
                *(self._what, self._limit, self._size),
            )


class Recent(_Bound[V], dict[str, V]):
    """The newest objects of a service by id, so that a server may run for days.

    The oldest is dropped beyond `limit` things, or `size` bytes by `weigh`; the first time, a
    warning is logged under "penstock_mock".
    """

    def __setitem__(self, key: str, value: V) -> None:
        weight = self._weigh(value)
        self.held += weight - self._weights.pop(key, 0)
        self._weights[key] = weight
        super().__setitem__(key, value)
        while len(self) > 1 and (len(self) > self._limit or self.held > self._size):
            del self[next(iter(self))]
            self._drop()

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self.held -= self._weights.pop(key, 0)


class RecentList(_Bound[V], list[V]):
    """The newest things of a service, oldest first; see `Recent`. They don't change."""

    def append(self, value: V) -> None:
        super().append(value)
        self.held += self._weigh(value)
        while len(self) > 1 and (len(self) > self._limit or self.held > self._size):
            self.held -= self._weigh(self.pop(0))
            self._drop()


@define(eq=False)
class ServiceState(Generic[O]):
    """A service's state in one session."""

    service: ClassVar[str]
    options_type: ClassVar[type[Any]]
    session: Session
    began: float = field(
        init=False, default=Factory(lambda state: state.session.clock.time(), takes_self=True)
    )
    """Epoch seconds."""
    _parsed: tuple[Mapping[str, Any], O] | None = field(default=None, init=False)

    @property
    def published_at(self) -> float:
        """When the workflows and apps of a fresh session were published: a day before."""
        return self.began - 24 * 60 * 60

    def new_id(self) -> str:
        """A UUID for something that a client makes."""
        return uuid4(self.session.random)

    @property
    def held(self) -> int:
        """The bytes that it keeps of what clients sent."""
        names = [each.name for each in fields(type(self))]  # type: ignore[arg-type, misc, unused-ignore]
        names.remove("session")
        return sum(getattr(getattr(self, name), "held", 0) for name in names)

    @property
    def options(self) -> O:
        """The session's options for the service, as they are now."""
        given = self.session.options.get(self.service, {})
        if self._parsed is None or self._parsed[0] != given:
            rename_dialect(self.options_type, self.service, given)
            self._parsed = dict(given), read_options(self.options_type, self.service, given)
        return self._parsed[1]


# So that the hints of a subclass's __init__ are resolved, wherever that stands.
resolve_types(ServiceState)


class RequestContext(Generic[S, O]):
    """One request to a service, with the results of its checks."""

    stages: frozenset[str] = frozenset()
    """The stages at which the behaviour that is played refuses the request."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.request = call.request
        self.state: S = call.state
        self.options: O = self.state.options
        self.now = call.now

    @property
    def parsed(self) -> Any:
        """The body as JSON, where it was read as such, as it was sent; else MISSING."""
        headers = self.request.header_map
        plain = headers.get("content-type") == JSON and "content-encoding" not in headers
        return self.call.json if plain else MISSING

    def path(self, name: str) -> str:
        """A path parameter."""
        return str(self.call.path_params.get(name, ""))

    def query(self, name: str) -> str | None:
        """A query parameter as it was sent, the first of several; None when it is missing."""
        return next((value for key, value in self.request.query if key == name), None)

    def refuse_at(self, stage: str) -> NoReturn:
        """Raise the RequestError that the behaviour has for a stage."""
        raise NotImplementedError

    def check(self, checks: Checks[Any]) -> None:
        """Walk through checks in their order. Raises RequestError at the first that fails.

        A check is a function of the context, or the name of a stage, at which the behaviour that
        is played may refuse the request.
        """
        for check in checks:
            if not isinstance(check, str):
                check(self)
            elif check in self.stages:
                self.refuse_at(check)


Checks: TypeAlias = Iterable[Callable[[C], None] | str]


@frozen
class Handler(Generic[C]):
    """An operation: its checks, in their order, and then its answer."""

    answer: Callable[[C], Timeline]
    checks: tuple[Callable[[C], None] | str, ...] = ()


AnyHandler: TypeAlias = Handler[C] | dict[str, Handler[C]]
"""The handler of an operation, or of each dialect of it."""


class OperationService(Service, Generic[C]):
    """A service that answers each operation with a handler; others are the document's."""

    authenticates = True
    state_type: type[ServiceState[Any]]
    context: type[C]
    handlers: Mapping[str, AnyHandler[C]]

    def new_state(self, session: Session) -> ServiceState[Any]:
        return self.state_type(session)

    def dialect(self, session: Session) -> str | None:
        state: ServiceState[Any] = session.state(self)
        return str(state.options.dialect)

    def respond(self, call: Call) -> Timeline | None:
        handler = self.handlers.get(call.operation.id)
        if handler is None:
            return None
        context = self.context(call)
        if isinstance(handler, dict):
            handler = handler[context.options.dialect]
        return self.answer(handler, context)

    def answer(self, handler: Handler[C], context: C) -> Timeline:
        """The answer of a handler, or the error that a check or it raised."""
        try:
            context.check(handler.checks)
            return handler.answer(context)
        except RequestError as error:
            return self.error_reply(context, error)

    def error_reply(self, context: C, error: RequestError) -> Timeline:
        """The reply of an error that was raised on the way."""
        return error.reply
