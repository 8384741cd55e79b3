# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyFormInputKind: TypeAlias = Literal["paragraph", "select", "file", "file-list"]
"""The values of DifyFormInputKind that the document has."""
DifyFormInputKind: TypeAlias = KnownDifyFormInputKind | str
"""The inputs that this document knows."""
DIFY_FORM_INPUT_KIND_VALUES: Final = literals(DifyFormInputKind)
