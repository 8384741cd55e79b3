# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimStreamProtocolName: TypeAlias = Literal["agent-events-v1"]
"""The values of SimStreamProtocolName that the document has."""
SimStreamProtocolName: TypeAlias = KnownSimStreamProtocolName | str
"""A set of stream frames that the caller understands beyond the basic ones."""
SIM_STREAM_PROTOCOL_NAME_VALUES: Final = literals(SimStreamProtocolName)
