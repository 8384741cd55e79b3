"""The cost of parsing the rate limits in the headers of a response, beside splitting their texts.

The plain code splits each field at its commas and semicolons, and makes numbers of what stands
behind the equals signs: no quotes, no dates, no policies. The two take turns, and the median of
the ratios of their CPU times is judged.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping

from penstock.ratelimit import parse

CALLS = 2_000
ROUNDS = 21
NOW = 1_795_993_200.0
COMMON = {"content-type": "application/json", "date": "Sun, 29 Nov 2026 19:00:00 GMT"}
POLICY = '"burst";q=100;w=60, "day";q=1000;w=86400;pk=:YWJj:'


def ietf(number: int) -> dict[str, str]:
    """The fields of the draft's newest revision, with other numbers in each response."""
    limits = f'"burst";r={number};t=30, "day";r={number};t=3600;pk=:YWJj:'
    return {**COMMON, "ratelimit": limits, "ratelimit-policy": POLICY}


def same(_: int) -> dict[str, str]:
    """The same fields, as they were in the response before."""
    return ietf(7)


def counters(number: int) -> dict[str, str]:
    """The fields that no document defines; the reset is a time."""
    numbers = {"limit": "60", "remaining": str(number), "reset": "1795993260"}
    return {**COMMON, **{f"x-ratelimit-{name}": text for name, text in numbers.items()}}


def without(_: int) -> dict[str, str]:
    """A response without any, as most are."""
    return {**COMMON, "content-length": "120", "server": "nginx"}


# Shape: its headers, and the budget as a multiple of the plain code; None for nothing to split.
SHAPES: dict[str, tuple[Callable[[int], dict[str, str]], float | None]] = {
    "IETF fields": (ietf, 4.0),
    "IETF fields, repeated": (same, 3.0),
    "X-RateLimit": (counters, 8.0),
    "none": (without, None),
}


def ours(headers: Mapping[str, str], number: int) -> object:
    """Parse the rate limits."""
    return parse(headers, NOW + number)


def plain(headers: Mapping[str, str], _: int) -> object:
    """Split the fields."""
    found = []
    for name, text in headers.items():
        if "ratelimit" in name:
            for member in text.split(","):
                head, *rest = member.split(";")
                pairs = dict(part.split("=", 1) for part in rest)
                found.append((head, {k: int(v) if v.isdigit() else v for k, v in pairs.items()}))
    return found


def microseconds(
    read: Callable[[Mapping[str, str], int], object], responses: list[dict[str, str]]
) -> float:
    """CPU microseconds for one response."""
    started = time.process_time()
    for number, headers in enumerate(responses):
        read(headers, number)
    return (time.process_time() - started) / len(responses) * 1e6


def main() -> int:
    """Print each figure and its ratio; return 1 when a budget is missed."""
    missed = False
    for shape, (make, budget) in SHAPES.items():
        responses = [make(number) for number in range(CALLS)]
        pairs = [
            (microseconds(plain, responses), microseconds(ours, responses)) for _ in range(ROUNDS)
        ]
        own = min(own for _, own in pairs)
        line = f"headers: rate limits ({shape}) {own:.1f} µs"
        if budget is not None:
            ratio = statistics.median(own / base for base, own in pairs)
            missed |= ratio > budget
            line += f"; ratio {ratio:.2f} (budget {budget})"
        print(line)
    return missed


if __name__ == "__main__":
    sys.exit(main())
