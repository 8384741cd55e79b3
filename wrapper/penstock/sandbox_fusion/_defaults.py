"""Defaults of SandboxFusion: addresses, attempts and time-outs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import penstock  # for annotations: its names load on first use
from penstock._core.checks import LONGEST_SECONDS
from penstock._core.environment import variable

if TYPE_CHECKING:
    from penstock_api import models

Endpoint: TypeAlias = str | Sequence[str] | None
"""One address, several separated by commas, or a list of them; empty or None is none."""

BASE_URL: Final = "http://localhost:8000"  # as documented
FALLBACK_URL: Final = "http://localhost:8080"  # the port that the server really listens on
URL_VARIABLE: Final = "SANDBOX_FUSION_ENDPOINT"
DATASET_VARIABLE: Final = "SANDBOX_FUSION_DATASET_ENDPOINT"

# As documented, the first attempt included. All other operations are only looked up, once.
RUN_CODE_ATTEMPTS: Final = 5
RUN_JUPYTER_ATTEMPTS: Final = 3
SUBMIT_ATTEMPTS: Final = 5

# Requests in flight: as many as a server of the usual size handles without much delay, and the
# HTTP library handles well.
MAX_IN_FLIGHT: Final = 64

# Seconds for starting a run and for the transfers; other clients of sandboxes add as much.
_MARGIN: Final = 10.0

# Seconds between the end of a notebook's time and the server killing it.
_NOTEBOOK_GRACE: Final = 10.0

# Seconds that the server uses where a submission sets none: its own default for compiling, and for
# running the longest of any dataset (minif2f's; most have 20 s).
_COMPILE: Final = 10.0
_LONGEST_RUN: Final = 300.0

# The server runs this many cases of a problem at once, and not all datasets have their number.
_CASES_AT_ONCE: Final = 3
_USUAL_CASES: Final = 30

# Seconds for a request that runs no code. Under load a ping alone took 7 s.
LOOKUP_TIMEOUT: Final = 60.0


class Endpoints:
    """The addresses set for the module functions, blocking and async."""

    sandbox: Endpoint = None
    dataset: Endpoint = None


def sandbox_endpoint(given: Endpoint = None) -> Endpoint:
    """Return the address to run code at: the argument, the one set, or the environment's."""
    return given or Endpoints.sandbox or variable(URL_VARIABLE)


def dataset_endpoint(given: Endpoint = None) -> Endpoint:
    """Return the address of datasets, by default that of the sandbox."""
    own = given or Endpoints.dataset or variable(DATASET_VARIABLE)
    return own or sandbox_endpoint()


@cache
def default_retry(attempts: int) -> penstock.RetryPolicy:
    """Return the default retry policy; `attempts` includes the first.

    It retries transient failures: 429, the errors of gateways, and once a 500. Delays begin at 1 s,
    as the official client's do, have full jitter so that clients don't return in step, and are at
    most 10 s, as an overloaded sandbox recovers sooner.
    """
    from penstock.retry import RetryPolicy

    return RetryPolicy(
        max_retries=attempts - 1,
        max_delay=10.0,
        jitter=1.0,
        statuses=frozenset({429, 500, 502, 503, 504}),
    )


def run_code_timeout(request: models.SandboxRunCodeRequest) -> float:
    """Return the seconds for one attempt to run a program."""
    seconds = max(0.0, request.compile_timeout) + max(0.0, request.run_timeout) + _MARGIN
    return min(seconds, LONGEST_SECONDS)


def run_jupyter_timeout(request: models.SandboxRunJupyterRequest) -> float:
    """Return the seconds for one attempt to run a notebook."""
    return min(max(0.0, request.total_timeout) + _NOTEBOOK_GRACE + _MARGIN, LONGEST_SECONDS)


def submit_timeout(request: models.SandboxSubmitRequest) -> float:
    """Return the seconds for one attempt to judge a submission, with all its cases."""
    config = request.config
    compiling = _COMPILE if config.compile_timeout is None else max(0.0, config.compile_timeout)
    if config.run_timeout is None:
        return min(compiling + _LONGEST_RUN + _MARGIN, LONGEST_SECONDS)
    one_case = compiling + max(0.0, config.run_timeout)
    return min(one_case * ceil(_cases(config) / _CASES_AT_ONCE) + _MARGIN, LONGEST_SECONDS)


def _cases(config: models.SandboxTestConfig) -> int:
    data: Any = config.provided_data
    tests: Any = data.get("test") if isinstance(data, Mapping) else None
    if not isinstance(tests, Sequence) or isinstance(tests, str):
        return _USUAL_CASES
    return max(1, len(tests))
