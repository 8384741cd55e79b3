"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# Shared machines stall now and then: how long one example takes says nothing about the code.
settings.register_profile("penstock", deadline=None)
settings.load_profile("penstock")
