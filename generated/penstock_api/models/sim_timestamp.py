# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TypeAlias

SimTimestamp: TypeAlias = str
"""A time, ISO 8601; the servers write UTC with milliseconds."""
