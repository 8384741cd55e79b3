"""Options of clients and calls, validated once and frozen.

No other module validates them again: an `Options` that exists can be used.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

import penstock  # annotations name what is loaded on use
from penstock._core.call_options import UNSET, ExtraOptions
from penstock._core.checks import (
    check_count,
    check_function,
    check_header_value,
    check_plain_function,
    check_timeout,
)
from penstock._core.endpoints import Addresses
from penstock._core.environment import origin_of, variable
from penstock._core.inflate import ACCEPTED
from penstock._core.redact import Secret, is_secret_name, secret_values
from penstock._core.urls import origin, read_address, read_addresses
from penstock._core.version import __version__
from penstock.errors import UsageError

if TYPE_CHECKING:
    import penstock.hooks

USER_AGENT: Final = f"penstock/{__version__}"

# A broken or hostile peer must not fill the memory. Four files of 20 MiB, the most an output is
# known to hold, are 107 MiB in base64.
_LARGEST_RESPONSE: Final = 256 * 1024 * 1024

_HEADER_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110 section 5.6.2

# Ours to set: two of them, or a wrong one, break every request.
_RESERVED: Final = frozenset({"content-length", "content-type", "host", "transfer-encoding"})


_NO_KEY: Final = Secret("")

# More calls than a client has under way at once; each may have a key of its own.
_MOST_KEYS: Final = 256


HOOKS: Final = ("on_request", "on_response", "on_retry", "on_error")


class DocumentedFloat(float):
    """A documented default that stands for the client's own setting unless that was changed.

    `timeout=30.0` is what readers of the page see; a caller who writes 30.0 means 30 s.
    """


class DocumentedInt(int):
    """A documented default that is a count; see `DocumentedFloat`."""

    __slots__ = ()


class DocumentedStr(str):
    """A documented default that is a text; see `DocumentedFloat`."""

    __slots__ = ()


class CommonOptions(ExtraOptions, total=False):
    """The settings of all clients, and of views of them (`with_options`)."""

    timeout: float | Timeouts | None
    """For a whole call in seconds, attempts and waits included, or each part of it; None is without
    limit."""
    retry: penstock.RetryPolicy | int | None
    """A policy, a number of retries, or None for none."""
    headers: Mapping[str, str] | None
    """Sent with every request; a view adds them to those there are."""
    pacing: bool
    """True to wait before a known rate limit is hit."""
    max_response_bytes: int
    """The largest response that is read, decompressed."""
    max_in_flight: int
    """The number of calls under way at once; further ones wait. A view's is within its client's."""
    max_streams: int
    """The number of streams open at once; further ones wait. A view's is within its client's."""
    on_request: Callable[[penstock.hooks.RequestEvent], object] | None
    """Called before each attempt; see `penstock.hooks`."""
    on_response: Callable[[penstock.hooks.ResponseEvent], object] | None
    """Called with each response."""
    on_retry: Callable[[penstock.hooks.WaitEvent], object] | None
    """Called before each wait for another attempt."""
    on_error: Callable[[penstock.hooks.FailureEvent], object] | None
    """Called once for each call that fails, which is a request with its retries, or a stream."""


@attrs.frozen(kw_only=True)
class Timeouts:
    """Time limits in seconds; None is without limit.

    Raises UsageError for 0, negative numbers, NaN, infinity and anything longer than a year.
    """

    connect: float | None = 5.0
    """For a connection, TLS included. One that takes longer rarely comes; the other large
    clients (OpenAI, Anthropic) wait as long."""
    write: float | None = 30.0
    """For one piece of the request to leave: 10 MiB take 27 s on a line of 3 Mbit/s."""
    read: float | None = None
    """Between two pieces of a response. None, because a run sends nothing until it is done:
    `total` bounds it."""
    pool: float | None = 30.0
    """For a free connection of the pool; the default of `total`, so that it never ends sooner."""
    total: float | None = DocumentedFloat(30.0)
    """For a whole call, attempts and waits included. 30 s is Sim's documented default; a service
    that knows better for one of its calls uses that, unless you set this."""
    attempt: float | None = None
    """For each attempt of a call; None leaves it to `total`. A service that knows better for one of
    its calls uses that, unless you set this."""
    upload: float | None = 300.0
    """For a whole call that sends files, where that is longer than `total`: 100 MiB take 280 s on
    a line of 3 Mbit/s."""
    idle: float | None = DocumentedFloat(600.0)
    """Between two pieces of a stream. Sim's servers send no keep-alive, so that a slow step is
    silent for minutes; ten of them is what others allow for a whole call. A service that sends
    one has a shorter default."""

    def __attrs_post_init__(self) -> None:
        for field in attrs.fields(Timeouts):
            check_timeout(field.name, getattr(self, field.name))


@attrs.frozen(kw_only=True, eq=False)
class Profile:
    """The differences between services: names, addresses, and the place of the key."""

    name: str
    base_url: str
    key_variable: str
    url_variable: str
    key_header: str
    key_prefix: str = ""
    """A scheme word and a space; not put before a key that begins with it already."""
    aliases: Mapping[str, str] | None = None
    """Base URLs that only redirect, and where they redirect to."""
    key_optional: bool = False
    """True if there may be no key at all; without a `key_header` there never is one."""
    multiple_urls: bool = False
    """True if there may be several base URLs: a list, or a text with commas in it."""
    fallback_url: str | None = None
    """The second default address, tried if none was given and `base_url` is unreachable."""
    strip_suffix: str = ""
    """A path at the end of a base URL that is no part of it: some write it there."""
    base_path: str | None = None
    """A base URL that may be given as a path alone, at the server the environment names."""
    status_without_response: int | None = None
    """The `status` of errors without a response, where the service's page documents one."""


@attrs.frozen(kw_only=True, eq=False)
class Options:
    """The settings of one client. Made by `options(...)`, changed by `evolve(...)`."""

    profile: Profile
    api_key: Secret | KeySource
    addresses: Addresses
    timeouts: Timeouts
    retry: penstock.RetryPolicy
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    """The caller's own, names in lower case; never shown, as one may be an Authorization."""
    extra_headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    """The same for headers that go before those of the request itself."""
    extra_query: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=False)
    extra_body: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=False)
    body_needed: bool = False
    """True if the extra body is of one call, which then must have a JSON object to add it to."""
    pacing: bool = False
    max_response_bytes: int = _LARGEST_RESPONSE
    on_request: Callable[[penstock.hooks.RequestEvent], object] | None = None
    on_response: Callable[[penstock.hooks.ResponseEvent], object] | None = None
    on_retry: Callable[[penstock.hooks.WaitEvent], object] | None = None
    on_error: Callable[[penstock.hooks.FailureEvent], object] | None = None
    sent_headers: Mapping[str, str] = attrs.field(init=False, repr=False, eq=False)
    """Headers of every request; with the key unless a function gives it, so never shown."""
    has_extras: bool = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        profile = self.profile
        sent = {
            "user-agent": USER_AGENT,
            "accept-encoding": ACCEPTED,
            **self.headers,
        }
        if isinstance(self.api_key, Secret) and self.api_key:
            sent[profile.key_header.lower()] = _prefixed(profile.key_prefix, self.api_key.reveal())
        object.__setattr__(self, "sent_headers", sent)
        has_extras = bool(self.extra_headers or self.extra_query or self.extra_body)
        object.__setattr__(self, "has_extras", has_extras)

    def headers_with(self, key: object) -> Mapping[str, str]:
        """Return what a request carries, with the key that a function gave for it.

        Raises UsageError for one that can't be sent.
        """
        assert isinstance(self.api_key, KeySource)
        profile = self.profile
        if not key and profile.key_optional:
            return self.sent_headers
        checked = check_header_value("the key that api_key() returned", key)
        self.api_key.store(checked)
        header = _prefixed(profile.key_prefix, checked)
        return {**self.sent_headers, profile.key_header.lower(): header}

    @property
    def base_url(self) -> str:
        """The address all requests go to; of several, the first."""
        return self.addresses.urls[0]

    @property
    def secrets(self) -> tuple[Secret | str, ...]:
        """Secrets that no message may quote: the key, and what else the caller adds by such names.

        They are in headers, in the query or among the fields of a body.
        """
        keys = (self.api_key,) if isinstance(self.api_key, Secret) else self.api_key.given
        added = (self.headers, self.extra_headers, self.extra_query, self.extra_body)
        return *keys, *secret_values(*added)

    def evolve(self, **changes: Any) -> Options:
        """Return a copy with the settings named, each checked as at the beginning."""
        check_names(Options.evolve, changes, _CHECKS)
        given = {name: value for name, value in changes.items() if value is not UNSET}
        return attrs.evolve(
            self, **{_FIELDS.get(name, name): _CHECKS[name](self, v) for name, v in given.items()}
        )

    def for_base_url(self, base_url: str, *, trusted: bool) -> Options:
        """Return the settings for calls to another server of the same service.

        It gets the key and the caller's headers only if it is trusted, or at the same origin; of
        the extra headers of a call those whose names aren't a secret's.
        """
        addresses = Addresses((read_address(self.profile, base_url),))
        if trusted or origin(addresses.urls[0]) == origin(self.base_url):
            return attrs.evolve(self, addresses=addresses)
        extra = {n: text for n, text in self.extra_headers.items() if not is_secret_name(n)}
        return attrs.evolve(
            self, addresses=addresses, api_key=_NO_KEY, headers={}, extra_headers=extra
        )


def options(
    profile: Profile,
    *,
    api_key: str | Secret | None = None,
    base_url: str | Sequence[str] | None = None,
    **settings: Any,
) -> Options:
    """Return the settings of a new client: arguments first, then the environment."""
    from penstock.retry import RetryPolicy

    return Options(
        profile=profile,
        api_key=_api_key(profile, api_key or variable(profile.key_variable)),
        addresses=read_addresses(
            profile, base_url or profile.base_path or variable(profile.url_variable)
        ),
        timeouts=Timeouts(),
        retry=RetryPolicy(),
    ).evolve(**settings)


class KeySource:
    """A function that returns the key for each attempt; no repr shows a key."""

    __slots__ = ("_given", "_last", "function")

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        self.function = function
        self._given = deque[str](maxlen=_MOST_KEYS)
        self._last = ""

    def __repr__(self) -> str:
        return "KeySource(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeySource) and other.function is self.function

    def __hash__(self) -> int:
        return hash((KeySource, self.function))

    def store(self, key: str) -> None:
        """Store a key to be redacted: servers may quote it after it was replaced."""
        self._last = key
        if key not in self._given:
            self._given.append(key)

    @property
    def given(self) -> tuple[str, ...]:
        """The last keys that the function returned."""
        return tuple(self._given)

    def reveal(self) -> str:
        """Return the last key that the function returned; "" before the first."""
        return self._last


def check_names(owner: Callable[..., object], given: Iterable[str], known: Iterable[str]) -> None:
    """Raise TypeError for an option that `owner` hasn't, with the name that is nearest to it.

    `known` are the options beside the parameters that the owner names itself.
    """
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    from difflib import get_close_matches  # not cheap, and only for mistakes
    from inspect import signature

    own = signature(owner).parameters.values()
    names = {*known, *(p.name for p in own if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD))}
    names.discard("self")
    near = get_close_matches(unknown[0], names, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(names))}"
    label = owner.__qualname__.removesuffix(".__init__")
    raise TypeError(f"{label}() has no option {unknown[0]!r}; {remedy}")


def as_given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given."""
    return {name: value for name, value in options.items() if value is not UNSET}


def as_given_plainly(options: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a blocking client. Raises UsageError for a coroutine function."""
    given = as_given(options)
    for name in ("api_key", *HOOKS):
        if callable(given.get(name)):
            check_plain_function(name, given[name])
    return given


def _api_key(profile: Profile, value: object) -> Secret | KeySource:
    if isinstance(value, Secret | KeySource):
        return value
    if value and not profile.key_header:
        raise UsageError("this service takes no API key; what a gateway wants goes into headers=")
    if not value and profile.key_optional:
        return _NO_KEY
    if not value:
        raise UsageError(f"no API key: pass api_key=… or set {profile.key_variable}")
    if callable(value):
        return KeySource(cast("Callable[[], str | Awaitable[str]]", value))
    return Secret(check_header_value(origin_of("api_key", value), value))


def _prefixed(prefix: str, key: str) -> str:
    return key if key.lower().startswith(prefix.lower()) else prefix + key


def _timeouts(current: Options, value: object) -> Timeouts:
    if isinstance(value, Timeouts):
        return value
    return attrs.evolve(current.timeouts, total=check_timeout("timeout", value))


def retry_policy(current: Options, value: object) -> penstock.RetryPolicy:
    """Accept a policy, a number of retries, or None and False for none at all."""
    from penstock.retry import RetryPolicy

    if isinstance(value, RetryPolicy):
        return value
    if value is None or value is False:
        return RetryPolicy.none()
    if isinstance(value, int) and not isinstance(value, bool):
        return current.retry.evolve(max_retries=value)
    raise UsageError("retry must be a RetryPolicy, a number of retries, or None for none")


def _headers(current: Options, value: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return the extra headers and those there already; of two with one name, the new one."""
    return {**current.headers, **extra_headers(current, value, "headers")}


def extra_headers(
    current: Options, value: Mapping[str, str] | None, what: str = "extra_headers"
) -> dict[str, str]:
    """Return a caller's headers, names in lower case. Raises UsageError for one of the client's."""
    if value is not None and not isinstance(value, Mapping):
        raise UsageError(f"{what} must be a mapping, not {type(value).__name__}")
    given = {_header_name(current.profile, name): text for name, text in (value or {}).items()}
    return {name: check_header_value(f"header {name}", text) for name, text in given.items()}


def _header_name(profile: Profile, name: object) -> str:
    if not isinstance(name, str) or not re.fullmatch(_HEADER_NAME, name):
        raise UsageError(f"{name!r} is no header name")
    lower = name.lower()
    if lower == profile.key_header.lower():
        raise UsageError(f"header {name} carries the key; pass api_key=… instead")
    if lower in _RESERVED:
        raise UsageError(f"header {name} is set by the client itself")
    return lower


def _added(name: str, current: Mapping[str, Any], value: object) -> Mapping[str, Any]:
    """Return fields with those that are added, of two with one name the new one; None takes all."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UsageError(f"{name} must be a mapping, not {type(value).__name__}")
    if not all(isinstance(key, str) for key in value):
        raise UsageError(f"{name} must have texts as keys")
    return {**current, **value}


def _hook(name: str) -> Callable[[Options, object], object]:
    def check(_: Options, value: object) -> object:
        check_function(name, value)
        return value

    return check


_FIELDS: Final = {"timeout": "timeouts", "base_url": "addresses", "key_prefix": "profile"}
_CHECKS: Final[Mapping[str, Any]] = {
    "api_key": lambda current, value: _api_key(current.profile, value),
    "base_url": lambda current, value: read_addresses(current.profile, value),
    "timeout": _timeouts,
    "retry": retry_policy,
    "headers": _headers,
    "pacing": lambda _, value: bool(value),
    "key_prefix": lambda current, value: attrs.evolve(current.profile, key_prefix=value),
    "extra_headers": lambda now, value: (
        {} if value is None else {**now.extra_headers, **extra_headers(now, value)}
    ),
    "extra_query": lambda now, value: _added("extra_query", now.extra_query, value),
    "body_needed": lambda _, value: bool(value),
    "extra_body": lambda now, value: _added("extra_body", now.extra_body, value),
    **{name: _hook(name) for name in HOOKS},
    "max_response_bytes": lambda _, value: check_count("max_response_bytes", value),
}
