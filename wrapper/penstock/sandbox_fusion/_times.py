"""How long an attempt may take, where the caller doesn't say: as long as what is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from penstock._core.checks import LONGEST_SECONDS

if TYPE_CHECKING:
    from penstock.sandbox_fusion._datasets import SubmitRequest, TestConfig
    from penstock.sandbox_fusion._models import RunCodeRequest, RunJupyterRequest

# For starting the run, and for the way there and back. Others that call sandboxes add as much.
_MARGIN: Final = 10.0

# The server kills a notebook this long after its time is up.
_NOTEBOOK_GRACE: Final = 10.0

# What the server takes where a submission doesn't say: its own for compiling, and for running the
# longest of any dataset (minif2f's; most have 20 s).
_COMPILE: Final = 10.0
_LONGEST_RUN: Final = 300.0

# The cases of one problem run so many at a time, and not all datasets tell how many there are.
_AT_ONCE: Final = 3
_USUAL_CASES: Final = 30

# A question whose answer is only looked up. Under load a ping alone took 7 s.
QUESTION: Final = 60.0


def run_code(request: RunCodeRequest) -> float:
    """Return the seconds for running a program."""
    return _bounded(max(0.0, request.compile_timeout) + max(0.0, request.run_timeout) + _MARGIN)


def run_jupyter(request: RunJupyterRequest) -> float:
    """Return the seconds for running a notebook."""
    return _bounded(max(0.0, request.total_timeout) + _NOTEBOOK_GRACE + _MARGIN)


def submit(request: SubmitRequest) -> float:
    """Return the seconds for judging a submission, all its cases included."""
    config = request.config
    compiling = _COMPILE if config.compile_timeout is None else max(0.0, config.compile_timeout)
    if config.run_timeout is None:
        return _bounded(compiling + _LONGEST_RUN + _MARGIN)
    one_case = compiling + max(0.0, config.run_timeout)
    return _bounded(one_case * ceil(_cases(config) / _AT_ONCE) + _MARGIN)


def _bounded(seconds: float) -> float:
    """Return no more seconds than an operating system can wait."""
    return min(seconds, LONGEST_SECONDS)


def _cases(config: TestConfig) -> int:
    """Return how many cases a problem has, or may have."""
    data: Any = config.provided_data
    tests: Any = data.get("test") if isinstance(data, Mapping) else None
    if not isinstance(tests, Sequence) or isinstance(tests, str):
        return _USUAL_CASES
    return max(1, len(tests))
