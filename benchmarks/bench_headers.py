"""The cost of parsing the rate limits in the headers of a response, beside splitting their texts.

The plain code splits each field at its commas and semicolons, and makes numbers of what stands
behind the equals signs: no quotes, no dates, no policies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from harness import Row, Way, compared, cpu, main, rounds

from penstock.ratelimit import parse

NAMES = (
    "Rate limits in headers: IETF fields",
    "Rate limits in headers: IETF fields, repeated",
    "Rate limits in headers: X-RateLimit",
    "Rate limits in headers: none",
)

CALLS = 1_000
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


# Shape: its headers, the goal, and the budget.
SHAPES: dict[str, tuple[Callable[[int], dict[str, str]], str, str]] = {
    "IETF fields": (ietf, "30 µs", "3.5 ×"),
    "IETF fields, repeated": (same, "30 µs", "2.7 ×"),
    "X-RateLimit": (counters, "30 µs", "8 ×"),
    "none": (without, "3 µs", ""),
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


def reading(
    read: Callable[[Mapping[str, str], int], object], responses: list[dict[str, str]]
) -> Way:
    """The CPU time of reading one of the responses."""

    def each() -> None:
        for number, headers in enumerate(responses):
            read(headers, number)

    return cpu(each, parts=len(responses))


def rows() -> Iterator[Row]:
    """A response of each shape."""
    for shape, (make, goal, budget) in SHAPES.items():
        responses = [make(number) for number in range(CALLS)]
        yield compared(
            "client",
            f"Rate limits in headers: {shape}",
            reading(ours, responses),
            {"splitting": reading(plain, responses)} if budget else {},
            rounds(21),
            limit="splitting" if budget else "",
            goal=goal,
            why=(
                "the goal is absolute, and reached where no other program fills the processor's "
                "caches: alone it takes 20 µs, of which 3 are attrs making two limits; it would "
                "take a cache of whole responses, whose numbers are others in nearly each"
            ),
            budget=budget,
            quoted=shape.startswith("IETF"),
        )


if __name__ == "__main__":
    main(rows(), NAMES)
