# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, TypeAlias

SandboxCellDisplay: TypeAlias = dict[str, Any]
"""Data by media type, such as `text/plain`, `text/html`, `image/png` (base64), `application/json`.
"""
