# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

SimAuthType: TypeAlias = Literal["api", "manual"] | str
"""How the caller is known, `api` by a key, `manual` by a browser's session (then the limits read
999999).
"""
SIM_AUTH_TYPE_VALUES: Final = literals(SimAuthType)
