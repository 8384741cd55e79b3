"""What holds for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

# What fails in what the contract tests share is shown as if it stood in the test.
pytest.register_assert_rewrite("hands", "refusals")

# Shared machines stall now and then: how long one example takes says nothing about the code.
settings.register_profile("penstock", deadline=None)
settings.load_profile("penstock")
