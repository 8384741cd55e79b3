# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyLogOrigin: TypeAlias = Literal["service-api", "web-app", "installed-app", "openapi"]
"""The values of DifyLogOrigin that the document has."""
DifyLogOrigin: TypeAlias = KnownDifyLogOrigin | str
"""Where a run was started."""
DIFY_LOG_ORIGIN_VALUES: Final = literals(DifyLogOrigin)
