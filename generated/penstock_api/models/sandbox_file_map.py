# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TypeAlias

SandboxFileMap: TypeAlias = dict[str, str]
"""Content in base64 by path."""
