# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownOomolInstallStatus: TypeAlias = Literal["pending", "running", "success", "failed"]
"""The values of OomolInstallStatus that the document has."""
OomolInstallStatus: TypeAlias = KnownOomolInstallStatus | str
"""Where an installation is: pending, running, and then success or failed, which are the end of it.
Anything else goes on.
"""
OOMOL_INSTALL_STATUS_VALUES: Final = literals(OomolInstallStatus)
