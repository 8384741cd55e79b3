"""Redact secrets in text, and select headers for logs and errors by an allow-list.

An allow-list, not a deny-list: an unforeseen header stays hidden. A deny-list fails
the other way round, on the first service that invents a new name for its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from json import dumps
from typing import Any, Final, NoReturn
from urllib.parse import quote

import attrs

STARS: Final = "**********"  # always ten, so that the length of the secret doesn't show

# Shorter secrets are not scrubbed from text: a test's key "k" would star every k in a message,
# and a key that short protects nothing.
_SHORTEST_SCRUBBED: Final = 6

_SECRET_NAME: Final = re.compile(
    "auth|cookie|credential|key|passw|pwd|secret|session|^sig$|signature|token", re.IGNORECASE
)

# Names that identify a response or explain a wait, and never carry a credential. `location` and
# `set-cookie` stay out (tokens in query strings, sessions), so does the idempotency key.
SHOWN_HEADERS: Final = frozenset(
    {
        "accept",
        "age",
        "cache-control",
        "cf-ray",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "ratelimit",
        "ratelimit-limit",
        "ratelimit-policy",
        "ratelimit-remaining",
        "ratelimit-reset",
        "request-id",
        "retry-after",
        "retry-after-ms",
        "server",
        "traceparent",
        "transfer-encoding",
        "user-agent",
        "vary",
        "via",
        "x-correlation-id",
        "x-execution-id",
        "x-execution-mode",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-request-id",
        "x-run-id",
        "x-should-retry",
        "x-sim-client-info",
        "x-stream-response",
        "x-trace-id",
        "x-version",
        "x-workflow-run-id",
    }
)


class Secret:
    """A string that only `reveal()` shows: `Secret("sk-…").reveal()`.

    Not a `str` subclass, because every `str` operation (`+`, `join`, `%`, JSON) would let the
    value out unasked. It refuses to be pickled: a pickle is bytes on a queue or a disk, where
    stars would be a broken client and the value a leak. Copies are the object itself.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value itself; keep the result out of logs and messages."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({STARS!r})"

    def __str__(self) -> str:
        return STARS

    def __format__(self, spec: str) -> str:
        return format(STARS, spec)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        from hmac import compare_digest  # constant in time; rarely needed, so not imported above

        return compare_digest(_bytes(self._value), _bytes(other._value))

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        message = (
            "a Secret is not pickled, so that no key ends up in a queue or a file; "
            "build the client inside the worker, from its environment"
        )
        raise TypeError(message)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def is_secret_name(name: str) -> bool:
    """Return whether a header, a parameter of a query or a field holds a credential, by its name.

    The value of any other, such as a tenant's name, may stand in a message: starring every word
    that equals it would make messages and codes unreadable.
    """
    return _SECRET_NAME.search(name) is not None


def secret_values(*named: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the texts and numbers whose names are those of credentials, in lists too.

    Without those that are too short to be hidden.
    """
    given = (pair for values in named for pair in values.items() if is_secret_name(pair[0]))
    lists = (value if isinstance(value, list | tuple) else (value,) for _, value in given)
    found = (str(item) for items in lists for item in items if isinstance(item, str | int))
    return tuple(text for text in found if len(text) >= _SHORTEST_SCRUBBED)


def loggable_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that may be shown, names in lower case; the rest is left out."""
    lowered = ((name.lower(), value) for name, value in headers.items())
    return {name: value for name, value in lowered if name in SHOWN_HEADERS}


def scrub(text: str, secrets: Iterable[Secret | str]) -> str:
    """Return `text` with each secret behind stars, as `scrubber` does."""
    return scrubber(secrets)(text)


def scrubber(secrets: Iterable[Secret | str]) -> Callable[[str], str]:
    """Return a function that stars the secrets in a text: plain, escaped or percent-encoded.

    For texts from elsewhere, such as a server that quotes the key it refused. The longest goes
    first, so that a secret inside another leaves no tail. One that was given with a scheme word
    ("Bearer …") is hidden without it, too.
    """
    plain = [s.reveal() if isinstance(s, Secret) else s for s in secrets]
    schemeless = [value.partition(" ")[2] for value in plain]
    hidden = [value for value in {*plain, *schemeless} if len(value) >= _SHORTEST_SCRUBBED]
    encoded = (quote(_bytes(value), safe="") for value in hidden)
    written = (form for value in hidden for form in _escaped(value))
    forms = sorted({*hidden, *encoded, *written}, key=len, reverse=True)

    def hide(text: str) -> str:
        for form in forms:
            text = text.replace(form, STARS)
        return text

    return hide


def concealed(value: Any, hide: Callable[[str], str]) -> Any:
    """Return JSON, or results made of it, with every text in it put through `hide`.

    Anything else stays as it is, and so does a text with nothing to hide, such as an enum's
    member. What is nested too deeply to be looked through is left out.
    """
    try:
        return _concealed(value, hide)
    except RecursionError:
        return None


def _concealed(value: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        shown = hide(value)
        return value if shown == value else shown
    if isinstance(value, dict):
        held = {_concealed(k, hide): _concealed(v, hide) for k, v in value.items()}
        return held if type(value) is dict else _refilled(value, held, hide)
    if isinstance(value, list | tuple):
        return type(value)([_concealed(item, hide) for item in value])
    return _remade(value, hide)


def _refilled(
    value: dict[Any, Any], held: dict[Any, Any], hide: Callable[[str], str]
) -> dict[Any, Any]:
    """Return a dict like `value`, which has attributes besides, with other contents."""
    made = copy(value)
    made.clear()
    made.update(held)
    for name, attribute in vars(made).items():
        setattr(made, name, _concealed(attribute, hide))
    return made


def _remade(value: Any, hide: Callable[[str], str]) -> Any:
    """Return a copy of an attrs object or a dataclass, frozen or not, with other contents."""
    cls = type(value)
    if attrs.has(cls):
        names = [field.name for field in attrs.fields(cls)]
    else:  # as dataclasses.fields has it, which isn't worth the import
        names = list(getattr(cls, "__dataclass_fields__", ()))
    made = copy(value) if names else value
    for name in names:
        object.__setattr__(made, name, _concealed(getattr(value, name), hide))
    return made


def _escaped(value: str) -> Iterable[str]:
    """Return how `repr` and JSON write it, of the text and of its bytes on the wire."""
    doubled, ascii_only = value.replace("\\", "\\\\"), value.encode("unicode_escape").decode()
    for form in (doubled, ascii_only, ascii(value.encode("utf-8", "surrogatepass"))[2:-1]):
        yield from (form, form.replace("'", "\\'"), form.replace('"', '\\"'))
    yield dumps(value)[1:-1]
