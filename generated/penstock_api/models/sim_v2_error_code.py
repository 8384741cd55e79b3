# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimV2ErrorCode: TypeAlias = Literal[
    "BAD_REQUEST",
    "UNAUTHORIZED",
    "USAGE_LIMIT_EXCEEDED",
    "FORBIDDEN",
    "NOT_FOUND",
    "CONFLICT",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
    "LOCKED",
    "RATE_LIMITED",
    "CLIENT_CLOSED_REQUEST",
    "INTERNAL_ERROR",
    "SERVICE_UNAVAILABLE",
]
"""The values of SimV2ErrorCode that the document has."""
SimV2ErrorCode: TypeAlias = KnownSimV2ErrorCode | str
"""One code for each status."""
SIM_V2_ERROR_CODE_VALUES: Final = literals(SimV2ErrorCode)
