# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, TypeAlias

SimJsonObject: TypeAlias = dict[str, Any]
"""Any JSON object."""
