"""Settings as frozen values: each loose thing a user gives is made strict here, once.

After this module nobody checks again: a `Options` that exists is one that can be used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import attrs

from penstock._addresses import origin, read_address, read_addresses
from penstock._endpoints import Addresses
from penstock._environment import origin_of, variable
from penstock._inflate import ACCEPTED
from penstock._numbers import check_count, check_seconds
from penstock._redact import Secret, check_header_value, is_secret_header
from penstock._version import __version__
from penstock.errors import UsageError

if TYPE_CHECKING:
    from penstock.retry import RetryPolicy

USER_AGENT: Final = f"penstock/{__version__}"

# Less than this isn't waiting. 0 is refused with it: httpx would give up before trying.
_SHORTEST_TIMEOUT: Final = 0.001

# A broken or hostile peer must not fill the memory. Four files of 20 MiB, the most an output is
# known to hold, are 107 MiB in base64.
_LARGEST_ANSWER: Final = 256 * 1024 * 1024

_HEADER_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110 section 5.6.2

# Ours to set: two of them, or a wrong one, break every request.
_RESERVED: Final = frozenset({"content-length", "content-type", "host", "transfer-encoding"})


_NO_KEY: Final = Secret("")


class Unset(Enum):
    """The type of `UNSET`: an argument nobody gave, where None has a meaning of its own."""

    UNSET = "not given"


UNSET: Final = Unset.UNSET


class DocumentedFloat(float):
    """A documented default that stands for the client's own setting unless that was changed.

    `timeout=30.0` is what readers of the page see; a caller who writes 30.0 means 30 s.
    """


class DocumentedInt(int):
    """The same for a count."""

    __slots__ = ()


class DocumentedStr(str):
    """The same for text."""

    __slots__ = ()


def check_timeout(name: str, value: object) -> float | None:
    """Return `value` in seconds, or None for no limit; raise UsageError for anything else."""
    return None if value is None else check_seconds(name, value, at_least=_SHORTEST_TIMEOUT)


@attrs.frozen(kw_only=True)
class Timeouts:
    """How long to wait for what, in seconds; None is without limit.

    Raises UsageError for 0, negative numbers, NaN, infinity and anything longer than a year.
    """

    connect: float | None = 5.0
    """For a connection, TLS included. One that takes longer rarely comes; the other large
    clients (OpenAI, Anthropic) wait as long."""
    write: float | None = 30.0
    """For one piece of the request to leave: 10 MiB take 27 s on a line of 3 Mbit/s."""
    read: float | None = None
    """Between two pieces of an answer. None, because a run says nothing until it is done:
    `total` bounds it."""
    pool: float | None = 30.0
    """For a free connection of the pool; the default of `total`, so that it never ends sooner."""
    total: float | None = DocumentedFloat(30.0)
    """For a whole call, attempts and waits included. 30 s is Sim's documented default; a service
    that knows better for one of its calls uses that, unless you set this."""
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
    """What differs between services: names, addresses, and how each is told the key."""

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
    several: bool = False
    """True if there may be several base URLs: a list, or a text with commas in it."""
    fallback_url: str | None = None
    """Where else a server may be, if nobody gave an address and none is at `base_url`."""
    suffix: str = ""
    """A path at the end of a base URL that is no part of it: some write it there."""
    base_path: str | None = None
    """A base URL that may be given as a path alone, at the server the environment names."""
    unanswered: int | None = None
    """The `status` of errors without an answer, where the service's page documents one."""


@attrs.frozen(kw_only=True, eq=False)
class Options:
    """The settings of one client. Made by `options(...)`, changed by `evolve(...)`."""

    profile: Profile
    api_key: Secret
    addresses: Addresses
    timeouts: Timeouts
    retry: RetryPolicy
    headers: Mapping[str, str] = attrs.field(repr=False)
    """The caller's own, names in lower case; never shown, as one may be an Authorization."""
    pacing: bool
    max_response_bytes: int
    sent_headers: Mapping[str, str] = attrs.field(init=False, repr=False, eq=False)
    """What every request carries; holds the key, so it is never shown."""

    def __attrs_post_init__(self) -> None:
        profile = self.profile
        sent = {
            "user-agent": USER_AGENT,
            "accept-encoding": ACCEPTED,
            **self.headers,
        }
        if self.api_key:
            sent[profile.key_header.lower()] = _prefixed(profile.key_prefix, self.api_key.reveal())
        object.__setattr__(self, "sent_headers", sent)

    @property
    def base_url(self) -> str:
        """The address all requests go to; of several, the first."""
        return self.addresses.urls[0]

    @property
    def secrets(self) -> tuple[Secret | str, ...]:
        """What no message may quote: the key, and the caller's headers that are like one."""
        own = (text for name, text in self.headers.items() if is_secret_header(name))
        return self.api_key, *own

    def evolve(self, **changes: Any) -> Options:
        """Return a copy with the settings named, each checked as at the beginning."""
        unknown = changes.keys() - _CHECKS.keys()
        if unknown:
            raise UsageError(f"no such option: {', '.join(sorted(unknown))}")
        given = {name: value for name, value in changes.items() if value is not UNSET}
        return attrs.evolve(
            self, **{_FIELDS.get(name, name): _CHECKS[name](self, v) for name, v in given.items()}
        )

    def elsewhere(self, base_url: str, *, trusted: bool) -> Options:
        """Return the settings for calls to another server of the same service.

        It gets the key and the caller's headers only if it is trusted, or at the same origin.
        """
        addresses = Addresses((read_address(self.profile, base_url),))
        if trusted or origin(addresses.urls[0]) == origin(self.base_url):
            return attrs.evolve(self, addresses=addresses)
        return attrs.evolve(self, addresses=addresses, api_key=_NO_KEY, headers={})


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
        headers={},
        pacing=False,
        max_response_bytes=_LARGEST_ANSWER,
    ).evolve(**settings)


def _api_key(profile: Profile, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if value and not profile.key_header:
        raise UsageError("this service takes no API key; what a gateway wants goes into headers=")
    if not value and profile.key_optional:
        return _NO_KEY
    if not value:
        raise UsageError(f"no API key: pass api_key=… or set {profile.key_variable}")
    return Secret(check_header_value(origin_of("api_key", value), value))


def _prefixed(prefix: str, key: str) -> str:
    return key if key.lower().startswith(prefix.lower()) else prefix + key


def _timeouts(current: Options, value: object) -> Timeouts:
    if isinstance(value, Timeouts):
        return value
    return attrs.evolve(current.timeouts, total=check_timeout("timeout", value))


def retry_policy(current: Options, value: object) -> RetryPolicy:
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
    return {**current.headers, **extra_headers(current, value)}


def extra_headers(current: Options, value: Mapping[str, str] | None) -> dict[str, str]:
    """Return a caller's headers, names in lower case. Raises UsageError for one of the client's."""
    if value is not None and not isinstance(value, Mapping):
        raise UsageError(f"headers must be a mapping, not {type(value).__name__}")
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


_FIELDS: Final = {"timeout": "timeouts", "base_url": "addresses"}
_CHECKS: Final[Mapping[str, Any]] = {
    "api_key": lambda current, value: _api_key(current.profile, value),
    "base_url": lambda current, value: read_addresses(current.profile, value),
    "timeout": _timeouts,
    "retry": retry_policy,
    "headers": _headers,
    "pacing": lambda _, value: bool(value),
    "max_response_bytes": lambda _, value: check_count("max_response_bytes", value),
}
