# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyCreatorRole: TypeAlias = Literal["end_user", "account"]
"""The values of DifyCreatorRole that the document has."""
DifyCreatorRole: TypeAlias = KnownDifyCreatorRole | str
"""Whether it was a caller's user or somebody in Dify itself."""
DIFY_CREATOR_ROLE_VALUES: Final = literals(DifyCreatorRole)
