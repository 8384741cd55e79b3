# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyTransferMethod: TypeAlias = Literal[
    "local_file", "remote_url", "tool_file", "datasource_file"
]
"""The values of DifyTransferMethod that the document has."""
DifyTransferMethod: TypeAlias = KnownDifyTransferMethod | str
"""Where a file in an output came from."""
DIFY_TRANSFER_METHOD_VALUES: Final = literals(DifyTransferMethod)
