# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimAuthType: TypeAlias = Literal["api", "manual"]
"""The values of SimAuthType that the document has."""
SimAuthType: TypeAlias = KnownSimAuthType | str
"""How the caller is known, `api` by a key, `manual` by a browser's session (then the limits read
999999).
"""
SIM_AUTH_TYPE_VALUES: Final = literals(SimAuthType)
