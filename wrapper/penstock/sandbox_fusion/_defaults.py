"""The addresses that module functions use: the argument, what was set, the environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from penstock._core.environment import variable

Endpoint: TypeAlias = str | Sequence[str] | None
"""One address, several with commas between, or a list of them; empty or None is none."""

URL_VARIABLE: Final = "SANDBOX_FUSION_ENDPOINT"
DATASET_VARIABLE: Final = "SANDBOX_FUSION_DATASET_ENDPOINT"


class Chosen:
    """What the setters were given; for blocking and async functions alike."""

    sandbox: Endpoint = None
    dataset: Endpoint = None


def sandbox_endpoint(given: Endpoint = None) -> Endpoint:
    """Return the address to run code at; None if nobody gave any."""
    return given or Chosen.sandbox or variable(URL_VARIABLE)


def dataset_endpoint(given: Endpoint = None) -> Endpoint:
    """Return the address to ask about datasets; None if nobody gave any."""
    own = given or Chosen.dataset or variable(DATASET_VARIABLE)
    return own or sandbox_endpoint()
