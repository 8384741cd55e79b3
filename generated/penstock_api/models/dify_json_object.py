# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, TypeAlias

DifyJsonObject: TypeAlias = dict[str, Any]
"""Any JSON object."""
