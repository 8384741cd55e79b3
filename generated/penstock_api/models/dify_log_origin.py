# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyLogOrigin: TypeAlias = Literal["service-api", "web-app", "installed-app", "openapi"] | str
"""Where a run was started."""
DIFY_LOG_ORIGIN_VALUES: Final = literals(DifyLogOrigin)
