"""The datasets a session starts with: those a server registers, some with small data of our own."""

from __future__ import annotations

from typing import Any

from .datasets import Dataset
from .registry import KINDS

# The datasets with a function that sums up.
_SUMMED_UP = frozenset(("mhpp", "evoeval"))

_METRICS = """def get_metrics(results):
    accepted = sum(1 for result in results if result["accepted"])
    return {"pass_rate": accepted / len(results) if results else 0.0}
"""


def registered() -> dict[str, Dataset]:
    """Fresh copies, by id, in the order in which they are listed."""
    listed = {
        name: Dataset(name, kind, metrics_function=_METRICS if name in _SUMMED_UP else None)
        for kind, about in KINDS.items()
        for name in about.datasets
    }
    return listed | {
        "mbpp": Dataset("mbpp", "AutoEvalDataset", _functions()),
        "mhpp": Dataset("mhpp", "AutoEvalDataset", _functions(), _METRICS),
        "palmath": Dataset("palmath", "CommonOJDataset", _sums()),
        "code_contests": Dataset("code_contests", "CommonOJDataset", _contests()),
    }


def _function(number: int, what: str, test: str) -> dict[str, Any]:
    labels = {"task_id": f"MBPP/{number}", "programming_language": "python"}
    return {"id": number, "content": what, "labels": labels, "test": {"code": test}}


def _functions() -> list[dict[str, Any]]:
    return [
        _function(
            11,
            "Write a function `doubled(number)` that gives back twice the number.",
            "assert doubled(4) == 8\nassert doubled(-1) == -2",
        ),
        _function(
            12,
            "Write a function `vowels(text)` that counts the letters a, e, i, o and u in a text.",
            'assert vowels("penstock") == 2\nassert vowels("") == 0',
        ),
        _function(
            13,
            "Write a function `widest(rows)` that gives back the longest of several lists.",
            "assert widest([[1], [1, 2], []]) == [1, 2]",
        ),
        _function(
            14,
            "Write a function `is_leap(year)` that tells whether a year has 366 days.",
            "assert is_leap(2024)\nassert not is_leap(1900)\nassert is_leap(2000)",
        ),
    ]


def _case(stdin: str, stdout: str) -> dict[str, Any]:
    return {"input": {"stdin": stdin}, "output": {"stdout": stdout}}


def _problem(name: int | str, what: str, *cases: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "content": what, "labels": {"source": "penstock"}, "test": list(cases)}


def _sums() -> list[dict[str, Any]]:
    return [
        _problem(
            f"asdiv/{number}",
            f"A mill grinds {number + 2} sacks an hour. How many does it grind in 3 hours?",
            _case("", f"{3 * (number + 2)}\n"),
        )
        for number in range(4)
    ]


def _contests() -> list[dict[str, Any]]:
    return [
        _problem(
            1,
            "Read two whole numbers from one line and print their sum.",
            _case("1 2\n", "3\n"),
            _case("-5 5\n", "0\n"),
        ),
        _problem("007", "Print the line that is read.", _case("hello\n", "hello\n")),
        _problem(
            2,
            "Read numbers until the end of the input, one a line, and print their mean.",
            _case("1\n2\n4\n", "2.333333\n"),
        ),
    ]
