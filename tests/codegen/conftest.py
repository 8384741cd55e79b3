"""Documents and packages that several tests of the generator use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

SMALL = Path(__file__).with_name("small.yaml")


@pytest.fixture(scope="session")
def small() -> Path:
    """A small document that keeps every rule."""
    return SMALL


@pytest.fixture(scope="session")
def small_package() -> Mapping[str, bytes]:
    """The package of the small document."""
    import generate

    return generate.build(SMALL)
