# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyEndUserType: TypeAlias = Literal["service-api", "service_api", "browser"] | str
"""How a user came. `service_api` in older rows."""
DIFY_END_USER_TYPE_VALUES: Final = literals(DifyEndUserType)
