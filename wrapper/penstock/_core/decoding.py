"""Decode responses: JSON values by type, results by the document's schemas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar, cast
from urllib.parse import urlsplit

from attrs import evolve

from penstock._core.message import request_id_in
from penstock.errors import APIStatusError, ResponseError

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock_api.runtime import Codec, Enveloped, Operation, Types


_Item = TypeVar("_Item")


def text(value: object) -> str | None:
    """Return a text that isn't empty; None for anything else."""
    return value if isinstance(value, str) and value else None


def number(value: object) -> float | None:
    """Return a number that isn't negative and is below 1e15; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < 1e15 else None  # also refuses NaN


def mapping(value: object) -> dict[str, Any] | None:
    """Return a JSON object; None for anything else."""
    return value if isinstance(value, dict) else None


def array(value: object) -> list[Any] | None:
    """Return a JSON array; None for anything else."""
    return value if isinstance(value, list) else None


def as_sent(value: object) -> Any:
    """Return the value unchanged, for fields of any type."""
    return value


def items_of(kind: type[_Item], value: object) -> list[_Item]:
    """Return the items of a type in an array."""
    return [item for item in array(value) or () if isinstance(item, kind)]


_T = TypeVar("_T")
_R = TypeVar("_R")

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_JSON: Final = "application/json"
EVENT_STREAM: Final = "text/event-stream"

# Enough of an unreadable response to recognise it.
_HEAD: Final = 500


def parsed(response: RawResponse) -> Any:
    """Return the response's JSON. Raises ResponseError if it isn't any."""
    try:
        found = response.json()
    except ValueError:
        found = response  # not raised here: the parser's error quotes the body
    if found is response:
        raise_unreadable(response, "the response isn't JSON")
    return found


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
    codec, is_json, target, envelope = _codec(operation, response.status, media_type)
    if codec is None:
        return cast("_T", None)
    if isinstance(codec, str):
        raise_unreadable(response, codec)
    from penstock._core.results import Received, Result
    from penstock_api.runtime import Field

    # Only a class of ours takes the place of a list.
    kind: Any = types.get(target, target if isinstance(target, type) else None)
    if is_json:
        raw = parsed(response)
        value = raw if envelope is None else envelope.opened(raw)
        _check(response, value, codec, kind, envelope)
    else:
        value = raw = response.text if media_type.startswith("text/") else response.body
    if kind is not None and issubclass(kind, Received):
        made: Any = kind(value, types=types)
        made._check(response, arguments)
        return cast("_T", made._received_in(response, raw))
    if kind is not None and issubclass(kind, Result) and kind._received is Result._received:
        # As the codec does, but in one step.
        made = kind.from_dict(value, types, **kind._given(response), **own)
        made._check(response)
        return cast("_T", made)
    field = Field(owner=operation.id, name="answer", wire="", codec=codec)
    found = _received(response, raw, codec.decode(value, field, types))
    return cast("_T", evolve(found, **own) if own else found)


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
        raise_unreadable(response, f"the response to {operation.id} is no {kind.__name__}")
    return found


@lru_cache(maxsize=512)  # the media type is a server's
def _codec(
    operation: Operation[..., Any], status: int, media_type: str
) -> tuple[Codec | str | None, bool, Any, Enveloped | None]:
    """Return the codec of a response of success, whether it is of JSON, its type and its envelope.

    The codec is None for a response without a body, and a text is the reason that there is none.
    The type is a model, or a list of models; None stands for any other.
    """
    from penstock_api.runtime import Array, Enveloped, Ref

    known = [key for key in operation.responses if key[0] == "2"]
    key = next((key for key in (str(status), "2XX") if key in known), next(iter(known), None))
    kinds = operation.responses[key] if key else {}
    if not kinds:
        return None, False, None, None
    if media_type == EVENT_STREAM in kinds:
        reason = "the response is a stream of events: read it with the client's stream()"
        return reason, False, None, None
    name = media_type if media_type in kinds else next(filter(_is_json, kinds), None)
    if name is None:
        return f"the response is none of {', '.join(kinds)}", True, None, None
    codec, envelope = kinds[name], None
    target: Any = codec.target() if isinstance(codec, Ref) else None
    if isinstance(target, Enveloped):
        envelope, codec = target, target.result
        target = codec.target() if isinstance(codec, Ref) else None
    if isinstance(codec, Array):
        target = codec.hint
    elif not isinstance(target, type):
        target = None
    return codec, _is_json(name), target, envelope


def _is_json(media_type: str) -> bool:
    return media_type == _JSON or media_type.endswith("+json")


def _check(
    response: RawResponse, value: Any, codec: Codec, kind: Any, envelope: Enveloped | None
) -> None:
    """Raise ResponseError for JSON of another kind, and for objects without any required field."""
    if envelope is not None:
        codec = envelope.content
        if envelope.envelope is not None and isinstance(value, dict):
            value = value.get(envelope.field)
    if not codec.accepts(value):
        wanted = "an object" if codec.accepts({}) else "an array" if codec.accepts([]) else "a text"
        if envelope is not None:
            what = "list of " if wanted == "an array" else ""
            raise_unreadable(response, f"the response holds no {what}{envelope.field}")
        raise_unreadable(
            response, f"the response is a JSON {kind_of(value)} where {wanted} was expected"
        )
    item: Codec | None = getattr(codec, "item", None)
    if item is not None and value and not any(map(item.accepts, value)):
        raise_unreadable(
            response, f"a list of {kind_of(value[0])}s came where others were expected"
        )
    own = getattr(kind, "_lacking", None)
    lacking = codec.lacking(value) if own is None else own(value, codec)
    if lacking and isinstance(value, dict) and value.keys().isdisjoint(lacking):
        raise_unreadable(
            response, f"the response has none of {', '.join(lacking)}; is base_url right?"
        )
    if lacking:
        raise_unreadable(response, f"an object in the response has none of {', '.join(lacking)}")


def _received(response: RawResponse, raw: Any, found: Any) -> Any:
    """Return results, in a list or an envelope too, with what their response gives."""
    from penstock._core.results import Result, received
    from penstock_api.runtime import Record

    if isinstance(found, Record):  # one of no class of ours
        request_id = request_id_in(response.headers)
        vars(found).update(raw=raw, **received(response), request_id=request_id)
        return found
    if isinstance(found, Result):
        return found._received(response)
    if isinstance(found, list):
        return [item._received(response) if isinstance(item, Result) else item for item in found]
    inner = getattr(found, "data", None)
    return evolve(found, data=inner._received(response)) if isinstance(inner, Result) else found


def parsed_or_none(response: RawResponse) -> Any:
    """Return the response's JSON, or None if it isn't any."""
    try:
        return response.json()
    except ValueError:
        return None


def raise_unreadable(response: RawResponse, why: str) -> NoReturn:
    """Raise ResponseError for a response that can't be used."""
    raise ResponseError(
        why,
        None,
        response.status,
        body=response.json_or_text(),
        headers=response.headers,
        request_id=request_id_in(response.headers),
        attempts=response.attempts,
        content_type=response.content_type or None,
        body_head=response.text[:_HEAD],
    )


def kind_of(value: object) -> str:
    """Return the name of a value's JSON type."""
    return _KINDS.get(type(value), "number")


_KINDS: Final = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    type(None): "null",
}


def redirect(response: RawResponse) -> APIStatusError:
    """Redirects aren't followed: the key would go along, a POST would lose its body."""
    to = _host(response.headers.get("location", ""))
    message = f"the server redirects to {to}, which is not followed; set base_url to where it leads"
    return APIStatusError(message, "REDIRECT", response.status, headers=response.headers)


def _host(location: str) -> str:
    """Return the host of an address alone: the rest may hold a secret."""
    try:
        target = urlsplit(location)
        port = "" if target.port is None else f":{target.port}"
    except ValueError:
        return "an address that can't be read"
    if not target.hostname:
        return "another address of its own"
    host = f"[{target.hostname}]" if ":" in target.hostname else target.hostname
    return f"{target.scheme}://{host}{port}".removeprefix(":")


def default_message(response: RawResponse) -> str:
    """Describe a response that gives no reason in the service's own form.

    It may be a gateway's that gives one as problem details do (RFC 9457 section 3.1).
    """
    reason = _reason(parsed_or_none(response))
    if reason is not None:
        return reason
    try:
        phrase = f" {HTTPStatus(response.status).phrase}"
    except ValueError:  # 520 to 527 have no name
        phrase = ""
    if not response.body and response.headers.get("content-length", "0") != "0":
        what = "and a hook of http_client refused it unread; call response.read() in it first"
    elif not response.body:
        what = "with an empty body"
    else:
        what = f"without a reason ({response.content_type or 'no content type'})"
    return f"the server answered {response.status}{phrase} {what}"


def _reason(found: object) -> str | None:
    """Return the reason that problem details give; of several in an array, the first."""
    if isinstance(found, list):
        return next(filter(None, map(_reason, found[:10])), None)
    if not isinstance(found, dict):
        return None
    for reason in (found.get("detail"), found.get("title")):
        if isinstance(reason, str) and reason.strip():
            return reason.strip()
    return None
