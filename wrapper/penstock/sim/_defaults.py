"""The versions of Sim's API that a client speaks."""

from __future__ import annotations

from typing import Literal, TypeAlias

Api: TypeAlias = Literal["v1", "v2"]
