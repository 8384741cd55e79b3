# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TypeAlias

OomolMillis: TypeAlias = int
"""A time, in milliseconds since the epoch."""
