"""Results of calls: decoded by the document's schemas, and the responses they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    NamedTuple,
    Self,
    TypeVar,
    Unpack,
    cast,
)

import attrs

import penstock  # annotations name what is loaded on use
from penstock._core.call_options import Library
from penstock._core.decoding import kind_of, text
from penstock._core.message import RawResponse, request_id_in
from penstock.errors import ErrorDetails, ExecutionError, ResponseError
from penstock_api.runtime import (
    Array,
    Enveloped,
    Field,
    Model,
    Record,
    Ref,
    Shown,
    Types,
    fields,
    is_object,
)

if TYPE_CHECKING:
    from penstock._core.output_type import OutputReader
    from penstock_api.runtime import Codec, Operation


_Item = TypeVar("_Item")


class Received(Shown):
    """A result that may be written to."""

    raw: Any = None
    """The JSON as it came."""
    attempts: int = 1
    """The number of requests it took."""
    headers: Mapping[str, str] = MappingProxyType({})
    """Those of the response, names in lower case; empty for what is a part of a result."""

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, from the headers."""
        return request_id_in(self.headers)

    def _check(self, response: RawResponse, arguments: Mapping[str, Any]) -> None:
        """Raise ResponseError if this can't be the result of a request with these arguments."""

    def _received_in(self, response: RawResponse | Received, raw: Any) -> Self:
        """Return this, after noting the response that it came in."""
        self.raw, self.attempts, self.headers = raw, response.attempts, dict(response.headers)
        return self


class Tabular:
    """A result that holds one list: a page, or the response to a call that lists something."""

    __slots__ = ()

    def to_dataframe(self, library: Library | None = None) -> Any:
        """Return the items as a data frame, a row each: see `penstock.to_dataframe`.

        Without items it has the columns all the same.
        """
        from penstock._core.dataframes import framer, listed

        return framer(library)(*listed(self))


class ReceivedList(Tabular, Received, list[_Item]):
    """A JSON array of objects that is a result; what is no object is left out of it."""

    _key: ClassVar[str] = "items"
    _item: ClassVar[type[Record]] = Record

    def __init__(self, items: Iterable[Any] = (), types: Types = MappingProxyType({})) -> None:
        found = (self._item.from_dict(item, types) for item in items if is_object(item))
        super().__init__(cast("Iterable[_Item]", found))

    def to_dict(self) -> dict[str, Any]:
        """Return an object that holds the array, made of plain dicts and lists."""
        items: list[Any] = list(self)
        return {self._key: [one.to_dict() if isinstance(one, Record) else one for one in items]}


_Found = TypeVar("_Found")


# Without slots: it stands beside the generated class that a result extends, which has its own.
@attrs.frozen(kw_only=True, repr=False, slots=False)
class Result(Model):
    """A response of success: `raw` is its JSON as it came."""

    attempts: int = attrs.field(default=1, repr=False, eq=False)
    """The number of requests it took."""
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False, eq=False)
    """Those of the response, names in lower case; of a stream, those of its last response."""

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, from the headers."""
        return request_id_in(self.headers)

    @classmethod
    def _given(cls, response: RawResponse) -> dict[str, Any]:
        """Return the fields that a response gives."""
        return received(response)

    def _check(self, response: RawResponse) -> None:
        """Raise ResponseError if this can't be used: by itself any can be."""

    def _received(self, response: RawResponse) -> Self:
        """Return this result with the fields that its response gives.

        Raises ResponseError for one that can't be used.
        """
        self._check(response)
        return attrs.evolve(self, **self._given(response))


# So that the hints of a subclass's __init__ are resolved, wherever that stands.
attrs.resolve_types(Result)


def received(response: RawResponse) -> dict[str, Any]:
    """Return the fields of a result that its response gives: `attempts` and `headers`."""
    return {"attempts": response.attempts, "headers": dict(response.headers)}


def details_of(found: object, **known: Unpack[ErrorDetails]) -> ErrorDetails:
    """Return the details of an error: those known, and those of a result's response."""
    if not isinstance(found, Result | Received):
        return known
    return {
        **known,
        "body": found.raw,
        "attempts": found.attempts,
        "headers": found.headers,
        "request_id": found.request_id,
    }


class OutcomeMixin:
    """The members of an outcome that follow from the others. See `penstock.RunOutcome`."""

    __slots__ = ()
    _service: ClassVar[str]
    _succeeded: ClassVar[Set[str]] = frozenset({"completed"})
    """The statuses of a run that ended well."""
    _finished: ClassVar[Set[str]]
    """Those of a run that will change no more."""

    @property
    def _status(self) -> str | None:
        run: Any = self
        return text(run.status)

    @property
    def succeeded(self) -> bool:
        """True if the run has ended, and well."""
        return self._status in self._succeeded

    @property
    def is_finished(self) -> bool:
        """True if the run will change no more. A paused run isn't finished."""
        return self._status in self._finished

    @property
    def is_paused(self) -> bool:
        """True if the run waits to be resumed."""
        return self._status == "paused"

    @property
    def _failure_code(self) -> str | None:
        return self._status

    @property
    def _failure(self) -> ExecutionError:
        """The error of a run that didn't end well, or not yet."""
        run: Any = self
        return ExecutionError(
            text(run.error) or f"the run is {run.status or 'in no known state'}",
            self._failure_code,
            output=run.output,
            **details_of(run, run_id=run.run_id, service=self._service),
        )

    def raise_for_failure(self) -> Self:
        """Return this if the run ended well. Raises ExecutionError if not, or not yet."""
        if self.succeeded:
            return self
        raise self._failure


def typed(found: _Found, read: OutputReader[Any] | None) -> _Found:
    """Return a run with its output decoded by `read`, if the run succeeded.

    The output of any other run is left unchanged, and a receipt has none. Raises ResponseError for
    an output of another type.
    """
    run: Any = found
    if read is None or not getattr(run, "succeeded", False):
        return found
    try:
        decoded: _Found = run._decoded(read)
    except ResponseError as error:
        # Only a Response block's has another status than a run's that succeeded.
        status = getattr(run, "http_status", None) or 200
        details = details_of(run, run_id=run.run_id)
        raise error.annotate(status=status, **details) from error.__cause__
    return decoded


def of_stream(found: _Found, headers: Mapping[str, str], attempts: int) -> _Found:
    """Return what a stream adds up to; a result has the fields that the stream's response gives.

    `headers` are those of its last response, `attempts` the requests that it took to open it: none
    if it couldn't be opened, and its run was asked about instead.
    """
    if isinstance(found, Result) and attempts:
        return attrs.evolve(found, headers=dict(headers), attempts=attempts)
    if isinstance(found, Received) and attempts:
        found.headers, found.attempts = dict(headers), attempts
    return found


_T = TypeVar("_T")
_R = TypeVar("_R")

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_JSON: Final = "application/json"
EVENT_STREAM: Final = "text/event-stream"


def decoded(
    response: RawResponse,
    operation: Operation[..., _T],
    types: Types,
    arguments: Mapping[str, Any] = _NOTHING,
    **own: Any,
) -> _T:
    """Return the result in a response, as the document has it for the status and media type.

    A result with a status that the document lacks, or has for refusals, is read as its first
    answer of success. `types` are the subclasses to make in place of models, `arguments` those of
    the request, and `own` the fields that such a result has beside the document's. Raises
    ResponseError for a response that is something else.
    """
    media_type = response.content_type
    form = _form(operation, response.status, media_type)
    if form.problem:
        raise response.unreadable(form.problem)
    codec = form.codec
    if codec is None:
        return cast("_T", None)
    # Only a class of ours takes the place of a list.
    kind: Any = types.get(form.target, form.target if isinstance(form.target, type) else None)
    made: Any = kind
    raw: Any
    value: Any
    if form.is_json:
        raw = response.json()
        value = raw if form.envelope is None else form.envelope.opened(raw)
        _check(response, value, codec, kind, form)
    else:
        value = raw = response.text if media_type.startswith("text/") else response.body
    if kind is not None and issubclass(kind, Received):
        made = made(value, types=types)
        made._check(response, arguments)
        return cast("_T", made._received_in(response, raw))
    if kind is not None and issubclass(kind, Result) and kind._received is Result._received:
        # As the codec does, but in one step.
        made = kind.from_dict(value, types, **kind._given(response), **own)
        made._check(response)
        return cast("_T", made)
    field = Field(owner=operation.id, name="answer", wire="", codec=codec)
    found = _received(response, raw, codec.decode(value, field, types))
    return cast("_T", attrs.evolve(found, **own) if own else found)


def result(
    response: RawResponse,
    operation: Operation[..., Any],
    kind: type[_R],
    types: Types,
    arguments: Mapping[str, Any] = _NOTHING,
    **own: Any,
) -> _R:
    """Return the result in a response as `decoded` does, where it is always of one type.

    An envelope is taken off: its `data` is the result.
    """
    found: Any = decoded(response, operation, types, arguments, **own)
    if not isinstance(found, kind):
        found = getattr(found, "data", None)
    if not isinstance(found, kind):
        raise response.unreadable(f"the response to {operation.id} is no {kind.__name__}")
    return found


class _Form(NamedTuple):
    """The form that a response of success has by the document."""

    codec: Codec | None = None
    """None for a response without a body."""
    is_json: bool = False
    target: Any = None
    """The model, or the list of models, that the result is; None for anything else."""
    envelope: Enveloped | None = None
    """That of a result which may come in an envelope, or without its own."""
    content: Field | None = None
    """The only field of an object, if that is an object or a list."""
    problem: str = ""
    """The reason why such a response can't be read."""


@lru_cache(maxsize=512)  # the media type is a server's
def _form(operation: Operation[..., Any], status: int, media_type: str) -> _Form:
    """Return the form of a response of success."""
    known = [key for key in operation.responses if key[0] == "2"]
    key = next((key for key in (str(status), "2XX") if key in known), next(iter(known), None))
    kinds = operation.responses[key] if key else {}
    if not kinds:
        return _Form()
    if media_type == EVENT_STREAM in kinds:
        problem = "the response is a stream of events: read it with the client's stream()"
        return _Form(problem=problem)
    name = media_type if media_type in kinds else next(filter(_is_json, kinds), None)
    if name is None:
        return _Form(problem=f"the response is none of {', '.join(kinds)}")
    codec, is_json = kinds[name], _is_json(name)
    target: Any = codec.target() if isinstance(codec, Ref) else None
    if isinstance(target, Enveloped):
        codec, envelope = target.result, target
        target = codec.target() if isinstance(codec, Ref) else codec.hint
        return _Form(codec, is_json, target, envelope)
    if isinstance(codec, Array):
        return _Form(codec, is_json, codec.hint)
    if not isinstance(target, type):
        return _Form(codec, is_json)
    found = fields(target)
    holds = len(found) == 1 and isinstance(found[0].codec, Array | Ref)
    return _Form(codec, is_json, target, content=found[0] if holds else None)


def _is_json(media_type: str) -> bool:
    return media_type == _JSON or media_type.endswith("+json")


def _check(response: RawResponse, value: Any, codec: Codec, kind: Any, form: _Form) -> None:
    """Raise ResponseError for JSON of another kind, and for objects without any required field."""
    envelope, content = form.envelope, form.content
    if envelope is not None:
        codec = envelope.content
        if envelope.envelope is not None and isinstance(value, dict):
            value = value.get(envelope.field)
    if not codec.accepts(value):
        if envelope is not None:
            raise _without(response, envelope.field, codec)
        wanted = "an object" if codec.accepts({}) else "an array" if codec.accepts([]) else "a text"
        raise response.unreadable(
            f"the response is a JSON {kind_of(value)} where {wanted} was expected"
        )
    item: Codec | None = getattr(codec, "item", None)
    if item is not None and value and not any(map(item.accepts, value)):
        raise response.unreadable(f"a list of {kind_of(value[0])}s came where others were expected")
    own = getattr(kind, "_lacking", None)
    lacking = codec.lacking(value) if own is None else own(value, codec)
    if lacking and isinstance(value, dict) and value.keys().isdisjoint(lacking):
        raise response.unreadable(
            f"the response has none of {', '.join(lacking)}; is base_url right?"
        )
    if lacking:
        raise response.unreadable(f"an object in the response has none of {', '.join(lacking)}")
    if content is not None and not content.codec.accepts(value.get(content.wire)):
        raise _without(response, content.wire, content.codec)


def _without(response: RawResponse, field: str, codec: Codec) -> ResponseError:
    what = "list of " if codec.accepts([]) else ""
    return response.unreadable(f"the response holds no {what}{field}")


def _received(response: RawResponse, raw: Any, found: Any) -> Any:
    """Return results, in a list or an envelope too, with what their response gives."""
    if isinstance(found, Record):  # one of no class of ours
        request_id = request_id_in(response.headers)
        vars(found).update(raw=raw, **received(response), request_id=request_id)
        return found
    if isinstance(found, Result):
        return found._received(response)
    if isinstance(found, list):
        return [item._received(response) if isinstance(item, Result) else item for item in found]
    inner = getattr(found, "data", None)
    return (
        attrs.evolve(found, data=inner._received(response)) if isinstance(inner, Result) else found
    )


@attrs.frozen(kw_only=True)
class Response(Shown):
    """The response to a call that succeeded. Its repr shows neither headers nor content."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    """All of them, names in lower case."""
    content: bytes = attrs.field(repr=False)
    """The body, decompressed."""
    request_id: str | None = None
    """The server's id of the request, from the headers."""
    attempts: int = 1
    """The number of requests it took."""
    rate_limits: tuple[penstock.RateLimit, ...] = ()
    """The rate limits in the headers of this response."""

    @classmethod
    def of(cls, response: RawResponse, **more: Any) -> Self:
        """Return the public form of a response."""
        return cls(
            status=response.status,
            headers=dict(response.headers),
            content=response.body,
            request_id=request_id_in(response.headers),
            attempts=response.attempts,
            rate_limits=response.limits,
            **more,
        )

    @property
    def text(self) -> str:
        """The body as text, with replacement characters where it isn't UTF-8."""
        return self._response.text

    def json(self) -> Any:
        """Return the body read as JSON. Raises ResponseError if it isn't any."""
        return self._response.json()

    @property
    def _response(self) -> RawResponse:
        return RawResponse(self.status, self.headers, self.content, self.attempts)


@attrs.frozen(kw_only=True)
class ParsedResponse(Response, Generic[_T]):
    """The response to a call of an operation, and its result."""

    parsed: _T
