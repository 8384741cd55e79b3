# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, TypeAlias

SandboxMetrics: TypeAlias = dict[str, Any]
"""Metrics by name."""
