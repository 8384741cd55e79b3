# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TypeAlias

SandboxProblemId: TypeAlias = int | str
"""A problem's id. Its type counts, `"007"` and 7 are two."""
