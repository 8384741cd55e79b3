"""The codegen scripts are run, not installed: the tests import them from their folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "codegen"))

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


@pytest.fixture(scope="session")
def type_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for the type checker, which reads the same libraries for every program."""
    return tmp_path_factory.mktemp("types")
