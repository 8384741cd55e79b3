# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyEndUserType: TypeAlias = Literal["service-api", "service_api", "browser"]
"""The values of DifyEndUserType that the document has."""
DifyEndUserType: TypeAlias = KnownDifyEndUserType | str
"""How a user came. `service_api` in older rows."""
DIFY_END_USER_TYPE_VALUES: Final = literals(DifyEndUserType)
