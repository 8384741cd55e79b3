# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, TypeAlias

SandboxCellError: TypeAlias = dict[str, Any]
"""An exception: `ename` is its class, `evalue` its text, and `traceback` lists its lines, with ANSI
colours.
"""
