# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSandboxFindingType: TypeAlias = Literal[
    "missing",
    "literal_error",
    "json_invalid",
    "model_attributes_type",
    "float_parsing",
    "float_type",
    "int_from_float",
    "int_parsing",
    "int_type",
    "bool_parsing",
    "bool_type",
    "string_type",
    "dict_type",
    "list_type",
]
"""The values of SandboxFindingType that the document has."""
SandboxFindingType: TypeAlias = KnownSandboxFindingType | str
"""What kind of finding."""
SANDBOX_FINDING_TYPE_VALUES: Final = literals(SandboxFindingType)
