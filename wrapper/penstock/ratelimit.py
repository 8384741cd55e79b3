"""Rate limits: parsed from response headers, kept per bucket, and turned into waits.

Three families of headers are read, each as loosely as real servers write them:

* `X-RateLimit-Limit`, `-Remaining`, `-Reset` and their relatives, which no document defines:
  `X-RateLimit-Limit-Requests`, `Anthropic-RateLimit-Tokens-Reset`, `X-Rate-Limit-Reset`, ...
* `RateLimit-Limit`, `-Remaining`, `-Reset` and the `RateLimit: limit=100, ...` dictionary of
  draft-ietf-httpapi-ratelimit-headers, revisions 00 to 07;
* the `RateLimit` and `RateLimit-Policy` lists of its revisions 08 to 11.

A header is a hint, so a bad one never breaks the call it came with: what can't be read is left
out, and the rest is kept. All times are in seconds. Nothing here reads a clock.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from heapq import heappop, heappush
from math import fsum, inf
from typing import Final, NamedTuple, TypeVar

import attrs

from penstock._core.checks import check_number, check_seconds
from penstock._core.lock import Lock
from penstock.retry import header, parse_http_date


@attrs.frozen(kw_only=True)
class RateLimit:
    """One limit, as one response reported it; None for a part that it left out."""

    limit: int | None = None
    """The amount that a window allows."""
    remaining: int | None = None
    """The part of it that was left when the server responded."""
    reset_after: float | None = None
    """Seconds from the response to the reset."""
    reset_at: float | None = None
    """The reset in epoch seconds: for display; waits are worked out from `reset_after`."""
    window: int | None = None
    """The window's length in seconds."""
    policy: str | None = None
    """The server's label for the limit; it may change with the numbers."""
    partition: str | None = None
    """The owner of the budget: the partition key, in base64 as sent, or GitHub's resource."""
    unit: str | None = None
    """The unit counted, where the server reports it: "requests", "tokens", "content-bytes", ..."""


# --- parsing ------------------------------------------------------------------------------------

# 15 digits: the longest integer of RFC 9651 section 3.3.1; int() refuses the very long.
_NUMBER: Final = re.compile(r"([0-9]{1,15})(?:\.[0-9]*)?")
_NUMBER_UNIT: Final = re.compile(r"([0-9]{1,15}(?:\.[0-9]*)?)(ms|us|µs|ns|[smhd])")
_DURATION: Final = re.compile(rf"(?:{_NUMBER_UNIT.pattern})+")
_FINE: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3}
_SECONDS: Final = _FINE | {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+([Zz]|[+-][0-9:]+)?")

# A bare number is a wait, epoch seconds or epoch milliseconds, which differ in size.
_EPOCH: Final = 1e9  # as epoch seconds September 2001, as a wait 31 years
_EPOCH_MS: Final = 1e11  # as epoch milliseconds 1973, as epoch seconds the year 5138
_LAST: Final = 253_402_300_799  # the last second of the year 9999; datetime holds nothing later

_LISTS: Final = frozenset({"ratelimit", "ratelimit-policy"})
_ROLES: Final = frozenset({"limit", "remaining", "reset", "resource", "bucket"})
_WINDOWS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}

_STRING: Final = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_TOKEN: Final = re.compile(r"[A-Za-z*][\w!#$%&'*+.^`|~:/-]*", re.ASCII)
_BYTES: Final = re.compile(r":([A-Za-z0-9+/=]*):")
_MARK: Final = re.compile(r'\\.|[",;]')
# `limit=100` as a member of a list, where a gateway adds it to that of a server behind it, too.
_HAS_PAIRS: Final = re.compile(r"(?:^|,)\s*[a-z]+=").search


def parse(headers: Mapping[str, str], now_epoch: float) -> tuple[RateLimit, ...]:
    """Return every limit in the headers, in any spelling and case; never raises.

    `now_epoch` only turns an absolute reset into a wait, and only where the response has no `Date`
    of its own: that one takes a wrong clock on this side out of it. A response from a cache gives
    no limits, since its numbers are old (draft revision 11 section 7.3).
    """
    fields: dict[str, str] = {}
    for name, text in headers.items():
        lower = name.lower().replace("rate-limit", "ratelimit")
        if "ratelimit" in lower:
            fields[lower] = text
    if not fields or _integer(header(headers, "age")):
        return ()
    read_reset = _ResetReader(now_epoch, header(headers, "date"))
    policies = _policies(fields.get("ratelimit-policy", ""))
    found = list(_lists(fields, policies, read_reset))
    if not fields.keys() <= _LISTS or _HAS_PAIRS(fields.get("ratelimit", "")):
        found += _counters(fields, policies, read_reset)
    known = {(limit.limit, limit.window) for limit in found}
    return (*found, *(policy for policy in policies if (policy.limit, policy.window) not in known))


_T = TypeVar("_T")

# Servers repeat themselves, and a text that is longer isn't one of theirs.
_LONGEST_KEPT: Final = 512
_MOST_KEPT: Final = 128


def _kept(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """Return `read` with a cache of its last results."""
    reading = lru_cache(_MOST_KEPT)(read)
    return lambda text: reading(text) if len(text) <= _LONGEST_KEPT else read(text)


_date: Final = _kept(parse_http_date)


class _Reset(NamedTuple):
    after: float | None = None
    at: float | None = None


class _ResetReader(NamedTuple):
    """Reads a reset in any of its spellings: a wait, a duration, an epoch, a date."""

    now: float
    date: str

    def __call__(self, text: str) -> _Reset:
        text = text.strip()
        if not text:
            return _Reset()
        after = _wait(text)
        if after is not None:
            return self._checked(after, self.now + after)
        at = _instant(text)
        if at is None and "," in text:  # two lines of one header
            return self(text.partition(",")[0])
        sent_at = _date(self.date)
        since = self.now if sent_at is None else sent_at
        return self._checked(max(0.0, (at or 0) - since), at or 0)

    def _checked(self, after: float, at: float) -> _Reset:
        return _Reset(after, at) if 0 < at <= _LAST else _Reset()


def _wait(text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        seconds = float(text)
        return seconds if seconds < _EPOCH else None
    if _DURATION.fullmatch(text):
        return fsum(float(n) * _SECONDS[u] for n, u in _NUMBER_UNIT.findall(text))
    return None


def _instant(text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        return float(text) if float(text) < _EPOCH_MS else float(text) / 1000
    if not _ISO_DATE.fullmatch(text):
        return parse_http_date(text)
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:  # the 31st of February
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _read_policies(text: str) -> tuple[RateLimit, ...]:
    """Read `"name";q=100;w=60` (revisions 08 to 11) and `100;w=60` (03 to 07)."""
    found = []
    for head, parameters in _items(text):
        name = _string(head)
        quota = _integer(head if name is None else parameters.get("q", ""))
        if quota is not None:
            policy = RateLimit(
                limit=quota,
                window=_integer(parameters.get("w", "")) or None,
                policy=name,
                partition=_byte_sequence(parameters.get("pk", "")),
                unit=_string(parameters.get("qu", "")),
            )
            found.append(policy)
    return tuple(found)


_policies: Final = _kept(_read_policies)  # a server's are the same in each response


def _lists(
    fields: Mapping[str, str], policies: Iterable[RateLimit], read_reset: _ResetReader
) -> Iterator[RateLimit]:
    """Read `"name";r=50;t=30` (revisions 08 to 11), each with what its policy adds."""
    for head, parameters in _items(fields.get("ratelimit", "")):
        name = _string(head)
        remaining = _integer(parameters.get("r", ""))
        reset = read_reset(parameters.get("t", ""))
        if name is not None and (remaining, reset.at) != (None, None):
            policy = _policy(policies, name, _byte_sequence(parameters.get("pk", "")))
            yield RateLimit(
                limit=policy.limit,
                remaining=remaining,
                reset_after=reset.after,
                reset_at=reset.at,
                window=policy.window,
                policy=policy.policy,
                partition=policy.partition,
                unit=policy.unit,
            )


def _policy(policies: Iterable[RateLimit], name: str, partition: str | None) -> RateLimit:
    """Return the policy of that name: of that partition, else one that names none."""
    same = [policy for policy in policies if policy.policy == name]
    for policy in same:
        if partition in (policy.partition, None):
            return policy
    general = next((policy for policy in same if policy.partition is None), RateLimit(policy=name))
    return general if partition is None else attrs.evolve(general, partition=partition)


def _counters(
    fields: Mapping[str, str], policies: Iterable[RateLimit], read_reset: _ResetReader
) -> Iterator[RateLimit]:
    """Read the plain headers: one limit for each set of them."""
    windows = {policy.limit: policy.window for policy in policies}
    for (_, *scope), values in _sets(fields).items():
        # `100, 100;w=60, 1000;w=3600` is the limit, and the window of the same number.
        listed = _items(values.get("limit", ""))
        quotas = [(_integer(head), _integer(found.get("w", ""))) for head, found in listed]
        limit = quotas[0][0] if quotas else None
        window = next((window for quota, window in quotas if quota == limit and window), None)
        remaining = _integer(_split(values.get("remaining", ""), ",")[0])
        reset = read_reset(values.get("reset", ""))
        if (limit, remaining, reset.at) == (None, None, None):
            continue
        named = [_WINDOWS[word] for word in scope if word in _WINDOWS]
        yield RateLimit(
            limit=limit,
            remaining=remaining,
            reset_after=reset.after,
            reset_at=reset.at,
            window=named[0] if named else window or windows.get(limit),
            partition=values.get("resource") or values.get("bucket"),
            unit="-".join(word for word in scope if word not in _WINDOWS) or None,
        )


def _sets(fields: Mapping[str, str]) -> dict[tuple[str, ...], dict[str, str]]:
    """Group the plain headers: `x-ratelimit-limit-tokens` is the limit of ("x", "tokens")."""
    sets: dict[tuple[str, ...], dict[str, str]] = {}
    for name, value in fields.items():
        prefix, _, rest = name.partition("ratelimit-")
        words = [word for word in rest.split("-") if word != "after"]  # Discord's reset-after
        scope = (prefix, *(word for word in words if word not in _ROLES))
        for word in words:
            if word in _ROLES:
                sets.setdefault(scope, {})[word] = value.strip()
    # `RateLimit: limit=100, remaining=50, reset=5` (revision 07) is the same in one field.
    for head, _ in _items(fields.get("ratelimit", "")):
        key, _, value = head.partition("=")
        if value and key in _ROLES:
            sets.setdefault(("",), {})[key] = value
    return sets


# What these headers need of RFC 9651. Looser than the RFC, which throws a whole field away for
# one bad byte, and smaller than a library for it: three types, no nesting.

# More members than any server has policies; without a bound, two long lists that are joined by
# name would cost their product.
_MOST_MEMBERS: Final = 64


def _read_items(text: str) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Cut a list into its members, each with its parameters, all still as written."""
    if not text:
        return ()
    split = str.split if _HAS_MARKS_OUTSIDE(text) else _split
    items = []
    for member in split(text, ",")[:_MOST_MEMBERS]:
        head, *parameters = split(member, ";")
        found = {}
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            found[key.strip()] = value.strip()
        items.append((head.strip(), found))
    return items


_items: Final = _kept(_read_items)

# Most texts have none of their marks within quotes, and need no look at each.
_HAS_MARKS_OUTSIDE: Final = re.compile(r'(?:[^"\\]+|"[^",;\\]*+")*+').fullmatch


def _split(text: str, mark: str) -> list[str]:
    """Cut at each mark outside of quotes, in one pass."""
    parts, start, quoted = [], 0, False
    for found in _MARK.finditer(text):
        if found[0] == '"':
            quoted = not quoted
        elif found[0] == mark and not quoted:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _integer(text: str) -> int | None:
    matched = _NUMBER.fullmatch(text.strip())
    return int(matched[1]) if matched else None


def _string(text: str) -> str | None:
    if matched := _STRING.fullmatch(text):
        return re.sub(r"\\(.)", r"\1", matched[1]) if "\\" in text else matched[1]
    return text if _TOKEN.fullmatch(text) else None  # names were tokens for a while


def _byte_sequence(text: str) -> str | None:
    matched = _BYTES.fullmatch(text)
    return matched[1] if matched else None


# --- the store ----------------------------------------------------------------------------------

# Two responses within one window have resets that differ by the rounding of whole seconds.
_SAME_RESET: Final = 1.0

# A call that has no response yet may not be in the numbers of the others' answers. Servers count a
# call as it begins, so after this long it is, however long it runs; and one that got lost is
# forgotten. Longer than a slow way to the server, shorter than the usual window of a minute.
_UNCOUNTED: Final = 5.0

# A peer that makes up a partition key per answer must not fill the memory; 64 is more budgets
# than one client spends from at a time.
_MOST_LIMITS: Final = 64


class _Key(NamedTuple):
    """The identity of a limit. Without its policy's name, which changes with the numbers."""

    partition: str | None
    window: int | None
    unit: str | None


@attrs.frozen
class _Known:
    """A limit and when it was received; `at` and `reset` are on the monotonic clock."""

    limit: RateLimit
    at: float
    reset: float | None

    def is_older_than(self, old: _Known) -> bool:
        """Return whether this was sent before `old`: responses overtake each other."""
        if self.at < old.at:
            return True
        if old.reset is not None and old.reset <= self.at:
            return False
        if self.limit.remaining is None or old.limit.remaining is None:
            return old.limit.remaining is not None
        if self.reset is None or old.reset is None or self.limit.limit != old.limit.limit:
            return False
        # Within one window what is left only shrinks, so the larger number is the earlier one.
        is_same_window = abs(self.reset - old.reset) < _SAME_RESET
        return is_same_window and self.limit.remaining > old.limit.remaining

    def as_of(self, now: float | None) -> RateLimit:
        if now is None or self.reset is None:
            return self.limit
        return attrs.evolve(self.limit, reset_after=max(0.0, self.reset - now))


class _Bucket:
    """The last known limits of one bucket, and the calls admitted since."""

    def __init__(self) -> None:
        self.known: dict[_Key, _Known] = {}
        self._pending: list[float] = []  # a heap: when each call was let go that isn't answered
        self._last = -inf

    def note(self, limits: Mapping[_Key, RateLimit], now: float) -> None:
        """Take in one response."""
        if self._pending and self._pending[0] <= now:
            heappop(self._pending)
        for key, limit in limits.items():
            after = limit.reset_after
            self._store(key, _Known(limit, now, None if after is None else now + after))

    def _store(self, key: _Key, new: _Known) -> None:
        old = self.known.get(key)
        if old is None or not new.is_older_than(old):
            self.known.pop(key, None)  # so that the order is that of the answers
            self.known[key] = new
        if len(self.known) > _MOST_LIMITS:
            del self.known[next(iter(self.known))]

    def let_go(self, now: float, threshold: float, max_wait: float, patience: float) -> float:
        """Return when the next call may go, and count it."""
        while self._pending and self._pending[0] < now - _UNCOUNTED:
            heappop(self._pending)
        slots = (self._slot(known, now, threshold) for known in self.known.values())
        slot = max(slots, default=now)
        self._last = min(slot, now + max_wait) if slot - now <= patience else now
        heappush(self._pending, self._last)
        return self._last

    def _slot(self, known: _Known, now: float, threshold: float) -> float:
        """Return the earliest moment at which this limit bears one more call."""
        remaining, reset = known.limit.remaining, known.reset
        if remaining is None or reset is None or reset <= now:
            return now
        left = remaining - len(self._pending)
        if left <= 0:
            return reset
        if left > threshold * (known.limit.limit or 0) or self._last >= reset:
            return now
        # n calls cut the time from the last one to the reset into n + 1 equal parts.
        start = max(now, self._last)
        return max(now, self._last + (reset - start) / (left + 1))


class RateLimits:
    """The last known limits of a client, by bucket; safe to share between threads.

    A bucket is a group of endpoints that spend from one budget; the caller names it. Within it
    limits are distinguished by partition, window and unit.

    `threshold` is the part of a limit that `wait_before` spreads over the time to the reset. One
    tenth: nine calls of ten keep their full speed, and the tenth still reaches to the reset. With
    0 nothing is spread, and only an empty budget waits. `max_wait` is the longest wait asked for,
    in seconds. 600, as for a retry: windows of 171 s are known, and a bound below the window only
    adds a refused call. Raises UsageError for numbers out of range.
    """

    def __init__(self, *, threshold: float = 0.1, max_wait: float = 600.0) -> None:
        self._threshold = check_number("threshold", threshold, at_most=1)
        self._max_wait = check_seconds("max_wait", max_wait)
        self._lock = Lock()
        self._buckets: defaultdict[str, _Bucket] = defaultdict(_Bucket)

    def update(self, bucket: str, limits: Iterable[RateLimit], now: float) -> None:
        """Store the limits of a response, received at the monotonic time `now`.

        Where `wait_before` is used, call it for a response without limits, too: it ends the
        call. An older answer doesn't overwrite a newer one: neither one with an earlier
        `now`, nor one that was overtaken, and so reports more left of the same window.
        """
        known = _tightest(limits)
        with self._lock:
            self._buckets[bucket].note(known, now)

    def wait_before(self, bucket: str, now: float, patience: float = inf) -> float:
        """Return how long to wait before one call, in seconds, so that it needn't be refused.

        The budget is spent freely until few are left; those are spread over the time to the
        reset; with none left, it is the time to the reset. 0 where nothing is known. The call is
        counted as made: ask once for each, from any thread, at the monotonic time `now`. A wait
        longer than `patience`, in seconds, isn't worth it, and is 0: the server is asked instead.
        """
        with self._lock:
            known = self._buckets[bucket]
            return known.let_go(now, self._threshold, self._max_wait, patience) - now

    def snapshot(self, now: float | None = None) -> dict[str, tuple[RateLimit, ...]]:
        """Return the last known limits by bucket; with `now`, each `reset_after` counts from it."""
        with self._lock:
            return {
                name: tuple(known.as_of(now) for known in bucket.known.values())
                for name, bucket in self._buckets.items()
                if bucket.known
            }

    def clear(self) -> None:
        """Forget everything: after a change of key the budgets are others."""
        with self._lock:
            self._buckets.clear()


def _tightest(limits: Iterable[RateLimit]) -> dict[_Key, RateLimit]:
    """Return one limit for each key: of several, the one with the least left."""
    known: dict[_Key, RateLimit] = {}
    for limit in limits:
        key = _Key(limit.partition, limit.window, limit.unit)
        if key not in known or _left(limit) < _left(known[key]):
            known[key] = limit
    return known


def _left(limit: RateLimit) -> float:
    return inf if limit.remaining is None else limit.remaining
